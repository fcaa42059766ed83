/*
 * matrix.h - what a .npy holds: one pass by several workers over all its rows.
 *
 * Only `inspect` asks: nothing is guessed in a run. The first rows tell what the numbers seem to be; the others are
 * judged as the commands for such numbers judge them. Memory: 2 MB for each worker. The same for any number of threads.
 */
#ifndef DENGINE_MATRIX_H
#define DENGINE_MATRIX_H

#include "read/npy.h"

/* What its numbers seem to be. */
enum matrix_kind {
    MATRIX_NOTHING,       /* there is no row of numbers */
    MATRIX_PROBABILITIES, /* from 0 to 1, sums 1 */
    MATRIX_APART,         /* from 0 to 1, of labels apart: see prediction.h */
    MATRIX_POSITIVE,      /* one column, from 0 to 1 */
    MATRIX_LOGITS,
    MATRIX_VECTORS,
    MATRIX_LABELS, /* one column of whole numbers, or in each row one 1 among zeros */
    MATRIX_SCORES, /* one column of any numbers */
    MATRIX_KINDS,
};
extern const char *const matrix_kinds[MATRIX_KINDS];

enum { MATRIX_QUANTILES = 5 }; /* least, quartiles, largest */

/* A number that is in the way, by its row and column from 1; row 0: there is none. */
struct matrix_place {
    uint64_t row;
    size_t column; /* 0: the row as a whole */
    double value;  /* of a whole row its sum */
};

struct matrix {
    const char *path;
    struct npy npy;
    enum matrix_kind kind;
    double tolerance;  /* that the first rows need */
    uint64_t odd, bad; /* rows with a number that is not finite; rows of no use to the commands of its kind */
    struct matrix_place strange, wrong;                          /* the first of each */
    uint64_t zeros;                                              /* rows without a direction */
    double value[2], sum[2];                                     /* least and largest, of finite rows */
    double norm[MATRIX_QUANTILES], confidence[MATRIX_QUANTILES]; /* quartiles right to three digits */
    uint64_t *labels; /* [columns] how often each is the likeliest class: of probabilities and logits */
};

/* Reads all of it. */
bool matrix_read(struct matrix *matrix, struct arena *arena, const char *path, unsigned threads, struct error *error);

/* "float32" and the like. */
const char *matrix_type(const struct matrix *matrix);

#endif
