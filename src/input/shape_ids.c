#include "input/shape_ids.h"

#include "read/records.h"

struct shape_ids {
    struct arena *arena;
    struct source *source;
    struct table table;
    size_t id;
    struct csv *csv;
    struct csv_rows *rows;
    struct block_room room;
    struct block block;
    size_t next; /* of the rows at hand */
    uint64_t count;
};

bool shape_ids_column(struct table *table, struct text column, size_t *id, struct error *error)
{
    struct text name = table_has(table, column) ? column : text_of("id");
    if (table_has(table, name) || table->header.count > 1)
        return table_column(table, name, "--id", id, error);
    struct buffer first = {.arena = table->arena};
    buffer_quote(&first, table->header.items[0]);
    return error_set(error, STATUS_DATA,
                     "%s:1: the header is %s: is it the first id? (echo id; cat LIST) > ids.csv; if it names the ids: "
                     "--id %s",
                     source_name(table->source, 0), buffer_string(&first), buffer_string(&first));
}

bool shape_ids_open(struct shape_ids **out, struct arena *arena, const char *const *files, size_t count,
                    struct text column, struct error *error)
{
    struct shape_ids *ids = *out = arena_alloc(arena, sizeof *ids);
    *ids = (struct shape_ids){.arena = arena, .room = {.arena = arena}};
    if (!source_open(&ids->source, arena, files, count, 0, error) ||
        !table_open(&ids->table, arena, ids->source, 0, error))
        return error_prefix(error, "--ids");
    if (!shape_ids_column(&ids->table, column, &ids->id, error))
        return error_prefix(error, "--ids");
    table_ready(&ids->table);
    ids->rows = arena_alloc(arena, sizeof *ids->rows);
    ids->csv = csv_open(arena, &ids->table.layout, marks_best());
    return ids->csv || error_set(error, STATUS_MEMORY, "out of memory for the CSV reader");
}

/* Reads on to the next rows; false at the end, with STATUS_OK. */
static bool read_rows(struct shape_ids *ids, struct error *error)
{
    for (bool more = ids->block.text.data != NULL;; more = true) {
        if (more && csv_read(ids->csv, ids->rows, error))
            return true;
        if (more && error->status != STATUS_OK)
            return false;
        if (!source_take(ids->source, &ids->room, &ids->block, error))
            return false;
        struct text text = ids->block.text;
        size_t head = ids->block.first ? records_first(text, false) : 0;
        head = ids->block.first && !head ? text.size : head;
        csv_start(ids->csv, (struct text){text.data + head, text.size - head}, ids->block.unfinished);
    }
}

bool shape_ids_next(struct shape_ids *ids, struct text *id, struct error *error)
{
    const char *file = source_name(ids->source, 0);
    if (ids->next == ids->rows->count) {
        ids->next = 0;
        if (!read_rows(ids, error)) {
            ids->rows->count = 0;
            return error->status == STATUS_OK
                       ? error_set(error, STATUS_DATA, "--ids: %s has only %llu ids, here is a further row", file,
                                   (unsigned long long)ids->count)
                       : error_prefix(error, file);
        }
    }
    const struct csv_row *row = &ids->rows->items[ids->next++];
    ids->count++;
    if (row->fields != ids->table.layout.columns || csv_row_wrong(row))
        return error_set(error, STATUS_DATA, "--ids: row %llu of %s is bad", (unsigned long long)ids->count, file);
    if (text_utf8(row->record) < row->record.size)
        return error_set(error, STATUS_DATA,
                         "--ids: row %llu of %s is not UTF-8; if it is Latin-1: iconv -f ISO-8859-1 -t UTF-8",
                         (unsigned long long)ids->count, file);
    *id = table_cell(&ids->table, row, ids->id);
    return true;
}

bool shape_ids_finish(struct shape_ids *ids, const struct source *rows, struct error *error)
{
    struct text id;
    struct error ended = {0};
    if (!shape_ids_next(ids, &id, &ended))
        return true;
    return error_set(error, STATUS_DATA, "--ids: %s has more ids than %s has rows (%llu)", source_name(ids->source, 0),
                     source_name(rows, 0), (unsigned long long)ids->count - 1);
}
