#include "read/npy_rows.h"

#include <string.h>

#include "read/number_text.h"

enum { HEAD_CELL = 6 }; /* bytes of a number below NPY_COLUMNS, with its comma */

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

/* Room for a row of numbers, then for the text, then for the bytes as they stand in the file. */
static size_t text_room(const struct npy *npy, size_t count)
{
    return npy->columns * HEAD_CELL + count * npy->columns * (NUMBER_TEXT + 1);
}

size_t npy_rows_room(const struct npy *npy, size_t count)
{
    return npy->columns * sizeof(double) + text_room(npy, count) + count * npy->columns * npy->width;
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

bool npy_rows_read(const struct npy *npy, uint64_t first, size_t count, char *room, struct text *text,
                   struct error *error)
{
    size_t columns = npy->columns, size = 0;
    double *numbers = (double *)(void *)room;
    char *out = room + columns * sizeof *numbers;
    unsigned char *bytes = (unsigned char *)out + text_room(npy, count);
    if (!npy_read_bytes(npy, first, count, bytes, error))
        return false;
    for (size_t i = 0; i < columns; i++)
        numbers[i] = (double)i;
    if (first == 0)
        size = write_row(numbers, columns, out);
    for (size_t row = 0; row < count; row++) {
        npy_row(npy, bytes, count, row, numbers);
        size += write_row(numbers, columns, out + size);
    }
    *text = (struct text){out, size};
    return true;
}
