/*
 * estimate.h - how often a model is wrong, told from the rows that were drawn for review.
 *
 * A row was drawn with probability pi and stands for 1/pi of its population. Where a forecast f of its error
 * is known, and the mean F of f over the whole population, what the sample says of f mends what it says of the
 * errors (difference estimator: Sarndal, Swensson & Wretman 1992; Hajek's ratio: Hajek 1971; the weight lambda
 * of the forecast from the sample: Angelopoulos et al. 2023, PPI++). The interval is Wilson's at the effective
 * size p (1 - p) / V with Student's t at Satterthwaite's degrees of freedom; with fewer than 5 uncertain
 * errors, or corrects, the size is at most Kish's (1965) and z the normal one: without this cap an
 * interval of rare errors covers the truth in as little as .43 of all draws.
 *
 *     estimate_part     one part of a population that was sampled on its own: a stratum, a night
 *     estimate_parts    several of them, each by its population
 *     estimate_known    adds the rows that were taken for certain and reviewed
 *     estimate_bound    cuts off what is impossible
 *
 * Never rows that were picked for their score: they tell nothing of the rest.
 * Threads: any, at any time: pure functions of their arguments.
 */
#ifndef DENGINE_ESTIMATE_H
#define DENGINE_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/export.h"
#include "dengine/interval.h"

DENGINE_BEGIN

/* One reviewed row of the sample. */
struct estimate_row {
    double pi;       /* the probability with which it was drawn and reviewed, in (0, 1]: when m of n drawn rows
                        were reviewed (the first ones, or some at random), the design's times m/n */
    double forecast; /* in [0, 1]: how likely it looked to be wrong; read only where the part has one */
    bool wrong;
    double stands; /* for how many rows, in any unit: 0 for 1/pi, else what a part made of several nights needs */
};

/* What a sample tells of its part of the population. */
struct estimate_part {
    double population;       /* rows that the sample could have held */
    double rate;             /* of wrong rows among them; may lie a little outside [0, 1] */
    double variance, kish;   /* of the rate; Kish's effective size */
    double lambda;           /* weight of the forecast, in [0, 1] */
    double errors, corrects; /* rows of either kind, as far as they are uncertain: sums of 1 - pi */
    size_t rows, wrong;      /* of the sample; 0 rows: it tells nothing */
    bool plain;              /* drawn alike, without a forecast */
};

/* `forecast` is the mean of the forecasts over the population, or NAN: there is none. */
struct estimate_part estimate_part(const struct estimate_row *rows, size_t count, double population, double forecast);

struct estimate {
    struct figure rate;    /* of wrong rows; n: the effective size, 0 without a row */
    size_t rows, wrong;    /* of the sample */
    double population;     /* of the parts that have a row, and of the known rows */
    double variance, kish; /* of the sampled part */
    double dof;            /* degrees of freedom of the variance */
};

/* The rate over all parts, each by its population. A part without rows is left out. */
struct estimate estimate_parts(const struct estimate_part *parts, size_t count);

/* The same over the sampled part and `known` further rows, of which `wrong` are wrong for certain. */
struct estimate estimate_known(struct estimate estimate, double known, double wrong);

/* The same with ends that can be: of `population` rows, `reviewed` were looked at and `wrong` of these were
 * wrong, so that the rate is at least wrong/population and at most 1 - (reviewed - wrong)/population. */
struct estimate estimate_bound(struct estimate estimate, double population, double reviewed, double wrong);

DENGINE_END

#endif
