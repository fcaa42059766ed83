#include "run/queue_beside.h"

#include <string.h>

#include "base/glob.h"
#include "join/beside_load.h"
#include "join/beside_open.h"

/* The rows of the queue as those of a table, for whoever looks up what stands beside them. */
struct joining {
    struct run *run;
    struct queue *queue;
    struct table *table; /* the run's: its columns are those of the queue, the fixed ones first */
    struct sampler sampler;
    struct text *cells; /* [rows][slots] the wanted ones */
    size_t slots;
    size_t *carried, carried_count; /* columns of the table that go into the queue */
};

/* ---- the queue as a table ---- */

enum { ID = 1 }; /* its column in every queue */

static bool open_table(struct joining *joining, const char *called, struct error *error)
{
    struct run *run = joining->run;
    const struct queue *queue = joining->queue;
    struct words names = {0};
    struct beside *beside = run->table.beside;
    bool renamed = queue_column_find(queue, text_of("id")) < queue->columns_count; /* the ids are those of --id */
    for (size_t i = 0; i < QUEUE_FIXED + queue->columns_count; i++)
        words_add(&names, run->arena, i == ID && renamed ? text_of(run->options->id) : queue_column_at(queue, i)->name);
    if (!table_open_held(joining->table, run->arena, &names, called, error))
        return false;
    joining->table->beside = beside;
    joining->table->wanted[ID] = true;
    joining->sampler = (struct sampler){.table = joining->table, .id = ID};
    table_call(joining->table, text_of(run->options->id), ID);
    return !beside || beside_attach(beside, &joining->sampler, error);
}

static struct text *row_cells(const struct joining *joining, size_t row)
{
    return joining->cells + row * joining->slots;
}

static void fill_own(struct joining *joining)
{
    const struct table *table = joining->table;
    struct arena *arena = joining->run->arena;
    for (size_t i = 0; i < table->header.count; i++)
        joining->slots += table->wanted[i];
    joining->cells = arena_array(arena, joining->queue->count * joining->slots, sizeof *joining->cells);
    for (size_t row = 0; row < joining->queue->count; row++)
        for (size_t c = 0; c < table_own(table); c++) {
            struct buffer value = {.arena = arena};
            if (!table->wanted[c])
                continue;
            queue_value(&value, joining->queue, row, c);
            row_cells(joining, row)[table->slot[c]] = buffer_text(&value);
        }
}

/* ---- which columns ---- */

static void carry(struct joining *joining, size_t column)
{
    for (size_t i = 0; i < joining->carried_count; i++)
        if (joining->carried[i] == column)
            return;
    joining->table->wanted[column] = true;
    joining->carried[joining->carried_count++] = column;
}

/* Whether a column of a table beside says what the queue says of the row already. */
static bool is_key(const struct beside_file *file, size_t column)
{
    bool key = !file->timed && column == file->sampler->id;
    for (size_t p = 0; file->theirs.count && p < file->parts_count; p++)
        key |= column == file->own_parts[p];
    return key;
}

static void carry_all(struct joining *joining)
{
    const struct beside *beside = joining->table->beside;
    for (size_t f = 0; f < beside->count; f++)
        for (size_t c = 0; c < beside->files[f].own.layout.columns; c++)
            if (!is_key(&beside->files[f], c))
                carry(joining, beside->files[f].first + c);
}

/* A column that the queue and a table beside both have is called FILE.NAME there. */
static void note_twins(const struct joining *joining, struct text name)
{
    const struct table *table = joining->table;
    const struct beside *beside = table->beside;
    for (size_t f = 0; beside && f < beside->count; f++)
        for (size_t c = 0; c < beside->files[f].own.layout.columns; c++)
            if (text_equal(beside->files[f].own.header.items[c], name) && !is_key(&beside->files[f], c)) {
                struct text theirs = table->header.items[beside->files[f].first + c];
                run_note(joining->run, "--keep %.*s is the queue's own column, which it has anyway; that of %s is %.*s",
                         (int)name.size, name.data, beside->files[f].name, (int)theirs.size, theirs.data);
            }
}

/* Those of a name or a glob; what the queue has itself is carried already. In a plan, whose names are those of all its
 * methods, a table may lack some. */
static bool carry_named(struct joining *joining, struct text name, struct error *error)
{
    struct table *table = joining->table;
    size_t column;
    bool found = false;
    for (size_t c = 0; glob_is_pattern(name) && c < table->header.count; c++) {
        bool matches = glob_matches(name, table->header.items[c]);
        found |= matches;
        if (matches && c >= table_own(table))
            carry(joining, c);
    }
    if (found || (joining->run->options->sink && !table_has(table, name)))
        return true;
    if (!table_column(table, name, NULL, &column, error))
        return error_prefix(error, "--keep");
    if (column >= table_own(table))
        carry(joining, column);
    else
        note_twins(joining, name);
    return true;
}

static bool choose(struct joining *joining, const struct words *keep, struct error *error)
{
    struct words names = {0};
    struct arena *arena = joining->run->arena;
    joining->carried = arena_array(arena, joining->table->header.count, sizeof *joining->carried);
    if (!keep)
        carry_all(joining);
    for (size_t i = 0; keep && i < keep->count; i++)
        words_split(&names, arena, keep->items[i], ',');
    for (size_t i = 0; i < names.count; i++)
        if (!carry_named(joining, names.items[i], error))
            return false;
    return true;
}

/* ---- looking up ---- */

/* Looks up all rows in the tables that have been read. */
static bool look_up(struct joining *joining, struct error *error)
{
    struct arena *arena = joining->run->arena;
    struct looker *looker = looker_open(joining->table, arena);
    struct csv_rows *rows = arena_alloc(arena, sizeof *rows);
    struct problem problem;
    for (size_t first = 0; looker && first < joining->queue->count; first += rows->count) {
        size_t left = joining->queue->count - first;
        rows->count = left < CSV_ROWS ? left : CSV_ROWS;
        for (size_t i = 0; i < rows->count; i++)
            rows->items[i] = (struct csv_row){
                .fields = joining->table->layout.columns, .cut = CSV_COPIED, .cells = row_cells(joining, first + i)};
        if (!looker_take(looker, rows, error))
            return false;
        for (size_t i = 0; i < rows->count; i++) {
            if (!looker_right(looker, &rows->items[i], i, &problem))
                return error_set(error, STATUS_DATA, "%s: row %zu: %s", table_name(joining->table), first + i + 1,
                                 problem.text);
            memcpy(row_cells(joining, first + i), rows->items[i].cells, joining->slots * sizeof *joining->cells);
        }
    }
    if (looker)
        looker_count(joining->table->beside, &looker, 1);
    return true;
}

static void free_adder(void *adder)
{
    beside_adder_free(adder);
}

/* The keys that the rows ask a table for; NULL when memory has run out. */
static const struct beside_index *keys_of(const struct joining *joining, const struct beside_file *file,
                                          struct error *error)
{
    struct arena *arena = joining->run->arena;
    struct beside_adder *adder = arena_alloc(arena, sizeof *adder);
    struct beside_index *index = arena_alloc(arena, sizeof *index);
    struct buffer room = {.arena = arena};
    struct fingerprint key;
    bool added = true;
    index->arena = arena;
    arena_attach(arena, free_adder, adder);
    for (size_t row = 0; added && row < joining->queue->count; row++)
        if (beside_key(file, joining->table, row_cells(joining, row), &room, &key))
            added = beside_adder_add(adder, key, 0);
    if (!added) {
        error_set(error, STATUS_MEMORY, "out of memory for the keys of the queue");
        return NULL;
    }
    beside_index_make(index, &adder, 1);
    return index;
}

/* One table after the other: a key may be a cell of one before. */
static bool join(struct joining *joining, struct error *error)
{
    struct beside *beside = joining->table->beside;
    for (size_t f = 0; beside && f < beside->count; f++) {
        struct beside_file *file = &beside->files[f];
        if (file->parts_count && !(file->only = keys_of(joining, file, error)))
            return false;
        if (!beside_load_file(beside, file, (unsigned)joining->run->options->threads, error) ||
            !look_up(joining, error))
            return false;
    }
    return true;
}

/* ---- into the queue ---- */

/* What is no queue any more may have a column that other commands have, too. */
static struct queue_column column_of(const struct joining *joining, const struct queue_column *columns, size_t count,
                                     size_t column)
{
    const struct queue *queue = joining->queue;
    struct text name = joining->table->header.items[column];
    bool taken = joining->run->command->groups & GROUP(QUEUE) || text_equal(name, text_of("also"));
    for (size_t i = 0; i < count; i++)
        taken |= text_equal(columns[i].name, name);
    struct queue_column made = queue_column(taken ? run_kept_name(joining->run->arena, columns, count, name) : name);
    for (size_t row = 0; row < queue->count; row++)
        if (!queue_column_holds(&made, row_cells(joining, row)[joining->table->slot[column]]))
            made.kind = COLUMN_TEXT;
    return made;
}

static void finish(struct joining *joining)
{
    struct queue *queue = joining->queue;
    struct arena *arena = joining->run->arena;
    size_t before = queue->columns_count, count = before + joining->carried_count;
    struct queue_column *columns = arena_array(arena, count, sizeof *columns);
    for (size_t c = 0; c < before; c++)
        columns[c] = queue->columns[c];
    for (size_t i = 0; i < joining->carried_count; i++)
        columns[before + i] = column_of(joining, columns, before + i, joining->carried[i]);
    for (size_t row = 0; row < queue->count; row++) {
        struct top_entry *entry = queue->rows[row];
        struct text *cells = arena_array(arena, 1 + count, sizeof *cells);
        memcpy(cells, entry->cells, (1 + before) * sizeof *cells);
        for (size_t i = 0; i < joining->carried_count; i++)
            cells[1 + before + i] = row_cells(joining, row)[joining->table->slot[joining->carried[i]]];
        entry->cells = cells;
        entry->cells_count = 1 + count;
    }
    queue->columns = columns;
    queue->columns_count = count;
    queue->kept_count += joining->carried_count;
}

bool queue_beside_add(struct run *run, struct queue *queue, const char *called, const struct words *keep,
                      struct error *error)
{
    struct joining joining = {.run = run, .queue = queue, .table = &run->table};
    if (!run->table.beside && !(keep && keep->count))
        return true;
    if (!open_table(&joining, called, error) || !choose(&joining, keep, error))
        return false;
    table_ready(joining.table);
    fill_own(&joining);
    if (!join(&joining, error))
        return false;
    finish(&joining);
    return true;
}
