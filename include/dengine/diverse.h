/*
 * diverse.h - a choice that is spread over a space: greedy k-center, maximal marginal relevance, twins.
 *
 * The pool is in order of rank, best first. Distances and cosines are exact (vector.h) and ties go to
 * the better rank, so that the choice is the same on every machine and for every number of threads.
 * Threads: each call starts and ends `threads` of its own; calls with different arenas are independent.
 */
#ifndef DENGINE_DIVERSE_H
#define DENGINE_DIVERSE_H

#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/export.h"

DENGINE_BEGIN

/* Vectors that are finite and not all zeros. */
struct points {
    const float *const *vectors; /* [count] */
    size_t count, dimensions;
};

struct pick {
    size_t point; /* of the pool */
    double value; /* k-center: the distance to the nearest point taken or covered before, negative for the
                     first of all; mmr: its marginal relevance */
};

/* Picks min(wanted, pool->count) points, each the one farthest from all that are covered or picked
 * (Gonzalez 1985; as core-set Sener & Savarese 2018). When nothing is covered, the first is the best. */
size_t diverse_kcenter(const struct points *pool, const struct points *covered, size_t wanted, unsigned threads,
                       struct arena *arena, struct pick *picks);

/* Picks each time the point with the greatest lambda * relevance - (1 - lambda) * the greatest cosine
 * to one covered or picked before, 0 when there is none (Carbonell & Goldstein 1998). */
size_t diverse_mmr(const struct points *pool, const double *relevance, const struct points *covered, double lambda,
                   size_t wanted, unsigned threads, struct arena *arena, struct pick *picks);

/* Near-twins: going down the ranks, a point whose cosine to one kept before is at least `alike` is left
 * out, and the most similar of those stands for it; until `wanted` are kept every other point is kept,
 * after that it is left out, too. Sets keeper[i]: i itself, the point that stands for it, or pool->count
 * when none does; similarity[i] to it. Returns how many are kept. */
size_t diverse_distinct(const struct points *pool, double alike, size_t wanted, struct arena *arena, size_t *keeper,
                        double *similarity);

DENGINE_END

#endif
