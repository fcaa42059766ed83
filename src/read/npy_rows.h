/*
 * npy_rows.h - a .npy as the CSV that it stands for: a header of numbers from 0, and a line for each row.
 *
 * A number stands as the shortest decimal that is read as the same double (number_text.h). The rows come in pieces,
 * which workers read side by side: memory is one piece for each. Who can do with the numbers takes them as they are:
 * then a line is written when it is asked for.
 */
#ifndef DENGINE_NPY_ROWS_H
#define DENGINE_NPY_ROWS_H

#include "read/npy.h"

/* How many bytes a number of a matrix has as text, about, with what stands behind it. */
enum { NPY_ROWS_NUMBER = 20 };

/* How many rows make a piece of so many bytes, about. */
size_t npy_rows_step(const struct npy *npy, size_t bytes);

/* Appends the header. */
void npy_rows_head(const struct npy *npy, struct buffer *out);

/* How many bytes npy_rows_read needs for so many rows. */
size_t npy_rows_room(const struct npy *npy, size_t count);

/* The rows from `first` on, `count` of them, as text in `room`, aligned for doubles; before the first of all stands the
 * header. */
bool npy_rows_read(const struct npy *npy, uint64_t first, size_t count, char *room, struct text *text,
                   struct error *error);

/* Rows whose lines are not written. Zero is valid: none. */
struct npy_rows {
    const double *numbers; /* [count][columns] */
    size_t count, columns;
    char *lines; /* room for `line` bytes of each */
    size_t line;
};

/* The same rows as npy_rows_read, in the same room. */
bool npy_rows_numbers(const struct npy *npy, uint64_t first, size_t count, char *room, struct npy_rows *rows,
                      struct error *error);

/* Writes the line of a row where it has its room, and returns it, without its end. */
struct text npy_rows_write(const struct npy_rows *rows, size_t row);

#endif
