#include "base/csv_cell.h"

#include <string.h>

void csv_cell_write_quoted(FILE *out, struct text cell)
{
    putc('"', out);
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.data[i] == '"')
            putc('"', out);
        putc(cell.data[i], out);
    }
    putc('"', out);
}

void csv_cell_write(FILE *out, struct text cell, char delimiter)
{
    bool quote = cell.size && (memchr(cell.data, delimiter, cell.size) || memchr(cell.data, '"', cell.size) ||
                               memchr(cell.data, '\n', cell.size) || memchr(cell.data, '\r', cell.size));
    if (quote)
        csv_cell_write_quoted(out, cell);
    else if (cell.size)
        fwrite(cell.data, 1, cell.size, out);
}
