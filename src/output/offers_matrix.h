/*
 * offers_matrix.h - the commands that work on a .npy as it is, ready to paste.
 */
#ifndef DENGINE_OFFERS_MATRIX_H
#define DENGINE_OFFERS_MATRIX_H

#include "input/matrix.h"
#include "output/offer_line.h"

/* A matrix and the table with the ids of its rows, or NULL. */
struct identified {
    const struct matrix *matrix;
    const struct profile *ids;
};

/* The column of the ids: the one that seems to be it, or the only one; the number of columns when there is none. */
size_t identified_column(const struct identified *identified);

/* What is wrong with its ids, or NULL. */
const char *identified_why(const struct offers *offers, const struct identified *identified);

/* --id, where the ids are in a column of another name. */
void identified_add_id(struct buffer *line, const struct identified *identified);

/* Those for one matrix. */
void offers_matrix(struct offers *offers, const struct identified *identified);

/* Those for a matrix with the ids of a table that nobody said are its own; false where they cannot be. */
bool offers_pair(struct offers *offers, const struct identified *identified);

/* Those for several, and for vectors beside the first table, if there is one: the ids that all have are those of it. */
void offers_matrices(struct offers *offers, const struct identified *all, size_t count, const struct profile *table);

#endif
