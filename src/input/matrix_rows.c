#include "input/matrix_rows.h"

#include <string.h>

void matrix_rows_take(const struct npy_rows *matrix, size_t first, struct csv_rows *rows)
{
    size_t left = matrix->count - first;
    rows->count = left < CSV_ROWS ? left : CSV_ROWS;
    rows->grid = rows->filled = false;
    rows->ascii = true;
    for (size_t i = 0; i < rows->count; i++)
        rows->items[i] = (struct csv_row){.record = {matrix->lines + (first + i) * matrix->line, 0},
                                          .fields = matrix->columns,
                                          .cut = CSV_NUMBERS,
                                          .numbers = matrix->numbers + (first + i) * matrix->columns};
}

size_t matrix_rows_at(const struct npy_rows *matrix, const char *record)
{
    return (size_t)(record - matrix->lines) / matrix->line;
}

void matrix_rows_write(const struct npy_rows *matrix, const struct table *table, struct csv_row *row)
{
    const struct csv_layout *layout = &table->layout;
    if (row->record.size)
        return;
    row->record = npy_rows_write(matrix, matrix_rows_at(matrix, row->record.data));
    struct text rest = row->record;
    for (size_t column = 0, w = 0; w < layout->wanted_count; column++) {
        const char *comma = memchr(rest.data, ',', rest.size);
        size_t size = comma ? (size_t)(comma - rest.data) : rest.size;
        if (layout->wanted[w] == column)
            row->cells[w++] = (struct text){rest.data, size};
        if (comma)
            rest = (struct text){comma + 1, rest.size - size - 1};
    }
}
