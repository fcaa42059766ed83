#include "input/beside_segment.h"

#include "read/records.h"

int beside_compare(enum beside_order order, struct text a, struct text b)
{
    if (order == BESIDE_BY_SIZE && a.size != b.size)
        return a.size < b.size ? -1 : 1;
    return text_compare(a, b);
}

unsigned beside_rises(unsigned orders, struct text last, struct text next, bool same)
{
    int by_bytes = text_compare(last, next);
    int by_size = last.size == next.size ? by_bytes : last.size < next.size ? -1 : 1;
    return orders & ((by_size < same ? BESIDE_BY_SIZE : 0U) | (by_bytes < same ? BESIDE_BY_BYTES : 0U));
}

static void add_row(struct beside_segment *segment, const struct beside_columns *columns, const struct csv_row *row)
{
    bool copied = row->cut == CSV_COPIED;
    size_t count = segment->rows;
    segment->keys = arena_reserve(&segment->arena, segment->keys, &segment->capacity, count + 1, sizeof *segment->keys);
    segment->cells = arena_reserve(&segment->arena, segment->cells, &segment->cells_capacity,
                                   (count + 1) * columns->count, sizeof *segment->cells);
    struct text key = table_cell(columns->table, row, columns->key);
    segment->keys[count] = copied ? text_copy(&segment->copies, key) : key;
    for (size_t c = 0; c < columns->count; c++) {
        struct text cell = table_cell(columns->table, row, columns->wanted[c]);
        segment->cells[count * columns->count + c] = copied ? text_copy(&segment->copies, cell) : cell;
    }
    segment->rows = count + 1;
}

static bool changed(const struct beside_columns *columns, struct error *error)
{
    return error_set(error, STATUS_INPUT, "%s: it has changed while it was read", table_name(columns->table));
}

/* Without the header of a file. */
static struct text rows_of(const struct block *block)
{
    size_t head = block->first ? records_first(block->text, false) : 0;
    if (block->first && !head)
        head = block->text.size;
    return (struct text){block->text.data + head, block->text.size - head};
}

bool beside_segment_read(struct beside_segment *segment, const struct beside_columns *columns, enum beside_order order,
                         const struct block *block, struct csv *csv, struct csv_rows *rows, struct error *error)
{
    csv_start(csv, rows_of(block), block->unfinished);
    while (csv_read(csv, rows, error))
        for (size_t i = 0; i < rows->count; i++) {
            const struct csv_row *row = &rows->items[i];
            struct text last = segment->rows ? beside_last_key(segment) : (struct text){0};
            if (row->fields != columns->table->layout.columns || csv_row_wrong(row))
                return changed(columns, error);
            add_row(segment, columns, row);
            if (segment->rows > 1 && !beside_rises(order, last, beside_last_key(segment), false))
                return changed(columns, error);
        }
    return error->status == STATUS_OK || changed(columns, error);
}
