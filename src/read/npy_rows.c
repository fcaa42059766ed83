#include "read/npy_rows.h"

#include <string.h>

#include "read/number_text.h"

size_t npy_rows_step(const struct npy *npy, size_t bytes)
{
    size_t rows = bytes / (npy->columns * NPY_ROWS_NUMBER);
    return rows ? rows : 1;
}

void npy_rows_head(const struct npy *npy, struct buffer *out)
{
    for (size_t i = 0; i < npy->columns; i++)
        buffer_format(out, "%s%zu", i ? "," : "", i);
}

/* Of a row, and of the header. */
static size_t line_room(size_t columns)
{
    return columns * (NUMBER_TEXT + 1);
}

/* Room for the numbers, then for the text, then for the bytes as they stand in the file. */
static size_t text_room(const struct npy *npy, size_t count)
{
    return (count + 1) * line_room(npy->columns);
}

size_t npy_rows_room(const struct npy *npy, size_t count)
{
    return count * npy->columns * (sizeof(double) + npy->width) + text_room(npy, count);
}

static size_t write_row(const double *numbers, size_t columns, char *out)
{
    size_t size = 0;
    for (size_t i = 0; i < columns; i++) {
        size += number_text(numbers[i], out + size);
        out[size++] = i + 1 < columns ? ',' : '\n';
    }
    return size;
}

/* The numbers of the columns. */
static size_t write_head(size_t columns, char *out)
{
    size_t size = 0;
    for (size_t i = 0; i < columns; i++) {
        size += number_text((double)i, out + size);
        out[size++] = i + 1 < columns ? ',' : '\n';
    }
    return size;
}

bool npy_rows_numbers(const struct npy *npy, uint64_t first, size_t count, char *room, struct npy_rows *rows,
                      struct error *error)
{
    size_t columns = npy->columns;
    double *numbers = (double *)(void *)room;
    char *lines = room + count * columns * sizeof *numbers;
    unsigned char *bytes = (unsigned char *)lines + text_room(npy, count);
    if (!npy_read_bytes(npy, first, count, bytes, error))
        return false;
    for (size_t row = 0; row < count; row++)
        npy_row(npy, bytes, count, row, numbers + row * columns);
    *rows = (struct npy_rows){numbers, count, columns, lines, line_room(columns)};
    return true;
}

struct text npy_rows_write(const struct npy_rows *rows, size_t row)
{
    char *line = rows->lines + row * rows->line;
    return (struct text){line, write_row(rows->numbers + row * rows->columns, rows->columns, line) - 1};
}

bool npy_rows_read(const struct npy *npy, uint64_t first, size_t count, char *room, struct text *text,
                   struct error *error)
{
    struct npy_rows rows;
    if (!npy_rows_numbers(npy, first, count, room, &rows, error))
        return false;
    size_t size = first == 0 ? write_head(npy->columns, rows.lines) : 0;
    for (size_t row = 0; row < count; row++)
        size += write_row(rows.numbers + row * rows.columns, rows.columns, rows.lines + size);
    *text = (struct text){rows.lines, size};
    return true;
}
