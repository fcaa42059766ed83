/*
 * npy_rows.h - a .npy as the CSV that it stands for: a header of numbers from 0, and a line for each row.
 *
 * A number stands as the shortest decimal that is read as the same double (number_text.h). The rows come in pieces,
 * which workers read side by side: memory is one piece for each.
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

#endif
