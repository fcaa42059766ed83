/*
 * grid.h - the numbers of many cells of a row, or of a grid of rows, at once.
 */
#ifndef DENGINE_INPUT_GRID_H
#define DENGINE_INPUT_GRID_H

#include "input/table.h"

/* Columns of a table. */
struct grid_columns {
    const size_t *items;
    size_t count;
    bool together; /* each stands behind the one before */
};

/* Reads those columns of rows first, first + 1 ... first + count - 1 into values[row][column], equal to strtod, and
 * zero for minus zero. Returns how many numbers come before the first cell that is none. */
size_t grid_numbers(const struct csv_rows *rows, struct grid_columns columns, size_t first, size_t count,
                    double *values);

/* The same of one row, whatever it is made of. */
size_t grid_row_numbers(const struct table *table, const struct csv_row *row, const size_t *columns, size_t count,
                        fractions_function *fractions, double *values);

#endif
