/*
 * matrix_rows.h - rows of a .npy as their numbers: the cells of one are written when somebody asks for them.
 *
 * Who needs numbers alone, as a prediction does, takes row->numbers of a row that is cut CSV_NUMBERS; its record and
 * cells are there once matrix_rows_write has been called, the id of a made row in any case.
 */
#ifndef DENGINE_MATRIX_ROWS_H
#define DENGINE_MATRIX_ROWS_H

#include "input/table.h"

/* The next rows of a block, from row `first` on; none at its end. */
void matrix_rows_take(const struct npy_rows *matrix, size_t first, struct csv_rows *rows);

/* The row within the block, from 0, whose record is or will be there. */
size_t matrix_rows_at(const struct npy_rows *matrix, const char *record);

/* Writes the record and the wanted cells of a row, unless they are written. */
void matrix_rows_write(const struct npy_rows *matrix, const struct table *table, struct csv_row *row);

#endif
