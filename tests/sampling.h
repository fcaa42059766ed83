/*
 * sampling.h - for tests and simulations: a population whose errors are known, and samples of it.
 *
 * Sequential Poisson sampling (Ohlsson 1998): of the rows' draws u, those with the least u / pi are taken.
 * Chances grow with the doubt f: w = 1/2 + sqrt(f (1 - f)) / (2 mean), pi = min(1, c w).
 */
#ifndef DENGINE_TESTS_SAMPLING_H
#define DENGINE_TESTS_SAMPLING_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "random.h"

struct population {
    size_t count;
    const double *forecast;
    const bool *wrong;
};

/* Chances of `n` rows of those listed: by their doubt, or all alike. */
static inline void sampling_chances(const struct population *population, const size_t *rows, size_t count, size_t n,
                                    bool alike, double *pi)
{
    double mean = 0, left = (double)n;
    for (size_t i = 0; i < count; i++) {
        double f = population->forecast[rows[i]];
        pi[i] = alike ? 1 : sqrt(f * (1 - f));
        mean += pi[i] / (double)count;
    }
    for (size_t i = 0; !alike && mean > 0 && i < count; i++)
        pi[i] = 0.5 + 0.5 * pi[i] / mean;
    for (bool more = true; more;) { /* rows that reach 1 are certain, the rest is shared out again */
        double sum = 0;
        more = false;
        left = (double)n;
        for (size_t i = 0; i < count; i++)
            pi[i] >= 1e9 ? (left -= 1) : (sum += pi[i]);
        for (size_t i = 0; i < count; i++)
            if (pi[i] < 1e9 && pi[i] * left / sum >= 1) {
                pi[i] = 2e9;
                more = true;
            }
        for (size_t i = 0; !more && i < count; i++)
            pi[i] = pi[i] >= 1e9 ? 1 : pi[i] * left / sum;
    }
}

struct sampling_draw {
    double key;
    size_t row; /* index into the list */
};

static inline int sampling_by_key(const void *a, const void *b)
{
    const struct sampling_draw *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

/* The rows of a sample, in the order in which they were drawn: the first `n` of draws[count]. */
static inline void sampling_take(const double *pi, size_t count, struct sampling_draw *draws, uint64_t *chance)
{
    for (size_t i = 0; i < count; i++)
        draws[i] = (struct sampling_draw){pi[i] >= 1 ? -1 : random_unit(chance) / pi[i], i};
    qsort(draws, count, sizeof *draws, sampling_by_key);
}

/* The draw, by its key, that the first `n` must lie below: that of the next. */
static inline double sampling_threshold(const struct sampling_draw *draws, size_t count, size_t n)
{
    return n < count ? draws[n].key : INFINITY;
}

/* The probability of a row that was drawn, all others as they are (informed.h). */
static inline double sampling_probability(double pi, double threshold)
{
    return pi >= 1 ? 1 : fmin(1, pi * threshold);
}

#endif
