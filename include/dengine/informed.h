/*
 * informed.h - a sample that finds errors: rows are drawn with a probability that grows with their doubt.
 *
 * f in [0, 1] forecasts how likely a row is to be wrong. The variance of an estimate of the error rate is least when
 * rows are drawn in proportion to g = sqrt(f (1 - f)) (Neyman 1934); but forecasts err, so half of each weight is the
 * same for all: w = rho + (1 - rho) g / mean g, rho = 0.5, and no row's chance is less than half of a uniform draw's.
 * Rows are drawn with probability min(1, c w), c such that n are expected: rows that reach 1 are certain, and c is
 * found again for the others. All forecasts equal: w = 1, the draw of `random`.
 *
 * The draw is sequential Poisson sampling (Ohlsson 1998): the certain rows and the n smallest u / w, u the permanent
 * random number of the id. So exactly n rows are drawn, but only nearly with those probabilities: of three rows that
 * err with .5, .01 and .01 one is drawn, the first with .61 and not with c w = .52. What is exact is the probability of
 * a row when all others are as they are: its draw must lie below that of the first row that was not drawn, so it is
 * min(1, w t), t that row's u / w (Duffield, Lund & Thorup 2007), and sums over 1 / p are unbiased. Intervals hold as
 * often with the one as with the other.
 *
 *     informed_add       every row of the population, in any order: the sums are exact
 *     informed_design    the weights and c for n rows
 *     informed_score     by which rows are drawn: n and one more
 *     informed_drawn     the probability of each of the n
 *
 * Threads: one sums struct for each, merged at the end.
 */
#ifndef DENGINE_INFORMED_H
#define DENGINE_INFORMED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/export.h"
#include "dengine/strata.h"

DENGINE_BEGIN

#define INFORMED_RHO 0.5

/* Sums over a population: g and f in units of 2^-60, and the `most` largest f that make a g, for the certain rows. */
struct informed_sums {
    struct arena *arena;
    size_t most;
    uint64_t count;
    int128 forecasts, spreads;
    double low, high; /* of g */
    double *largest;  /* g, a heap with the least on top */
    size_t largest_count, largest_capacity;
};

/* f in [0, 1]. */
void informed_add(struct informed_sums *sums, double forecast);
void informed_merge(struct informed_sums *sums, const struct informed_sums *from);

struct informed_design {
    uint64_t population;
    double forecast; /* mean of f over the population */
    double spread;   /* mean of g */
    double scale;    /* c; INFINITY when all rows are certain */
    bool alike;      /* all rows have one weight */
};

/* For n rows, at most sums.most of them. */
struct informed_design informed_design(struct informed_sums *sums, uint64_t n);

double informed_weight(const struct informed_design *design, double forecast);

/* min(1, c w): what is expected before anything is drawn. */
double informed_probability(const struct informed_design *design, double forecast);

/* That of a row that was drawn: 1 for a certain one, min(1, w t) else; t is u / w of the first row that was not drawn.
 * Of rows that are all alike it is n of N. */
double informed_drawn(const struct informed_design *design, double forecast, double t);

/* The score in units of 1e-9 by which rows are drawn: 1 - rho u / w, and 1 when the row is certain. */
int64_t informed_score(const struct informed_design *design, double forecast, double u);

DENGINE_END

#endif
