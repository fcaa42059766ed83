/*
 * hints_matrix.h - arrays of NumPy that are no matrix of floats, and the line of Python that makes of them what can be
 * read.
 */
#ifndef DENGINE_HINTS_MATRIX_H
#define DENGINE_HINTS_MATRIX_H

#include "input/matrix.h"

/* Labels in a .npy: as a table. In the arena. */
const char *hint_matrix_labels(struct arena *arena, const struct matrix *matrix);

/* Why an array cannot be read, and what to do: adds to the error of matrix_read. Returns false. */
bool hint_matrix_error(const struct npy *npy, struct error *error);

#endif
