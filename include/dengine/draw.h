/*
 * draw.h - random selection without order: who is drawn depends on id and seed alone.
 *
 * A sample's draw u is uniform in [0, 1). The n smallest draws of N are a simple random sample of
 * exactly n; those below F are a sample in which each row stands on its own. Because the draw never
 * changes, 10 % lies inside 20 %, and a row added later displaces at most one other.
 * Threads: any, at any time: pure functions.
 */
#ifndef DENGINE_DRAW_H
#define DENGINE_DRAW_H

#include <stdint.h>

#include "dengine/export.h"

DENGINE_BEGIN

/* The reasons that rows were drawn for: a mix knows by them what it cuts. */
#define DRAWN_AT_RANDOM "drawn at random"                        /* n of N: inclusion_prob n / N */
#define DRAWN_BELOW "drawn at random below "                     /* a threshold, its inclusion_prob */
#define DRAWN_EACH "drawn at random: each row with probability " /* inclusion_prob */
#define DRAWN_BY_WEIGHT "drawn by weight "                       /* inclusion_prob min(1, w / threshold) */

/* The score of a draw: 1 - u in units of 1e-9, so that bigger is first. */
int64_t draw_score(double u);

/* The largest hash (of hash.h) whose draw may have a score of at least `least`; a larger one surely
 * has not. So most rows are passed over before their draw is made. */
static inline uint64_t draw_limit(int64_t least)
{
    const int64_t unit = 1000000000; /* of scores; a unit more than rounding can make of it */
    int64_t units = least <= 1 ? unit : least > unit ? 0 : unit + 1 - least;
    return units >= unit ? UINT64_MAX : (uint64_t)units * UINT64_C(18446744074); /* 2^64 / 1e9, rounded up */
}

/* Priority sampling (Duffield, Lund & Thorup 2007): rank by w / u, here as ln(w / u) in units of 1e-9
 * so that any weight w > 0 keeps nine digits. */
int64_t draw_priority(double u, double weight);

/* u / w of a priority: a row is among the first n if it lies below that of the first row that is not. */
double draw_order(int64_t priority);

/* The probability that a row of this weight ranks above `threshold`, the priority of the first row
 * that was not taken: min(1, w / threshold). */
double draw_probability(double weight, int64_t threshold);

DENGINE_END

#endif
