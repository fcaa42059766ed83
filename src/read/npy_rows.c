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

/* The text comes first: it cannot reach the bytes of a number that is still to be read, as these stand behind all. */
static size_t text_room(const struct npy *npy, size_t count)
{
    return npy->columns * HEAD_CELL + count * npy->columns * (NUMBER_TEXT + 1);
}

size_t npy_rows_room(const struct npy *npy, size_t count)
{
    return text_room(npy, count) + count * npy->columns * npy->width;
}

bool npy_rows_read(const struct npy *npy, uint64_t first, size_t count, char *room, struct text *text,
                   struct error *error)
{
    unsigned char *bytes = (unsigned char *)room + text_room(npy, count);
    size_t size = 0, columns = npy->columns, down = npy->fortran ? 1 : columns, across = npy->fortran ? count : 1;
    if (!npy_read_bytes(npy, first, count, bytes, error))
        return false;
    for (size_t i = 0; first == 0 && i < columns; i++) {
        size += number_text((double)i, room + size);
        room[size++] = i + 1 < columns ? ',' : '\n';
    }
    for (size_t row = 0; row < count; row++)
        for (size_t i = 0; i < columns; i++) {
            size += number_text(npy_number(npy, bytes + (row * down + i * across) * npy->width), room + size);
            room[size++] = i + 1 < columns ? ',' : '\n';
        }
    *text = (struct text){room, size};
    return true;
}
