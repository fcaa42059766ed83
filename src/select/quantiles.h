/*
 * quantiles.h - cut points of a column, from a sample that depends on the ids alone.
 *
 * Of the rows offered, those with the smallest hashes are kept, 65,536 at most: exact for smaller
 * inputs, a uniform random sample for larger ones, the same for every order of rows and threads.
 */
#ifndef DENGINE_QUANTILES_H
#define DENGINE_QUANTILES_H

#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"

enum { QUANTILES_SAMPLE = 65536 };

struct quantiles {
    struct arena *arena;
    struct quantile_item {
        uint64_t hash;
        double value;
    } * items;
    size_t count, capacity;
};

void quantiles_add(struct quantiles *quantiles, uint64_t hash, double value);
void quantiles_merge(struct quantiles *quantiles, const struct quantiles *from);

/* Keeps what is the same for every order of rows, by hash. */
void quantiles_settle(struct quantiles *quantiles);

/* Writes the different ones among the bins - 1 cut points, ascending: cut i is the smallest value
 * that at least i/bins of the sample do not exceed. Returns how many; the sample is used up. */
size_t quantiles_cuts(struct quantiles *quantiles, size_t bins, double *cuts);

#endif
