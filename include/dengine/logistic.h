/*
 * logistic.h - P(wrong): the probability that the deployed label of a sample is wrong, learnt from reviewed
 * samples.
 *
 * Ridge-penalised logistic regression (le Cessie & van Houwelingen 1992) on the scores of M methods and the
 * deployed label, one of K classes. With x the scores, standardised, and a class c:
 *
 *   logit P(wrong) = b0 + sum_j b_j x_j + sum_j m_j [no score j] + a_c0 + sum_j a_cj x_j
 *
 * The weak penalty of b0 lets the rate of errors be what it is; the strong one of the a lets a class differ from
 * the others only where many answers say so. A sample without score j has x_j = 0 and the indicator 1; one of
 * an unknown class has no a.
 *
 * Sums run in the order of the rows: give them in the order of their ids, and no order of input, number of threads
 * or machine word changes a bit.
 * Threads: any, at any time: a fit and its use touch nothing but their arguments; any number may use one model.
 */
#ifndef DENGINE_LOGISTIC_H
#define DENGINE_LOGISTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/export.h"

DENGINE_BEGIN

#define LOGISTIC_NO_CLASS SIZE_MAX

/* The penalties, half of which times the square of a coefficient is added to the sum of log losses. */
#define LOGISTIC_RIDGE_INTERCEPT 1e-3
#define LOGISTIC_RIDGE_SHARED 1.0
#define LOGISTIC_RIDGE_CLASS 10.0

/* Scores are standardised, the deviation taken to be at least this much, and cut at so many deviations. */
#define LOGISTIC_LEAST_DEVIATION 0.1
#define LOGISTIC_CUT 4.0

enum { LOGISTIC_SCORES = 64 }; /* methods, at most */

/* Reviewed samples. */
struct logistic_rows {
    size_t count;
    const double *scores;  /* [count][M], as logistic_logit or the caller made them; NAN: there is none */
    const size_t *classes; /* [count] 0 ... K - 1, or LOGISTIC_NO_CLASS */
    const bool *wrong;     /* [count] */
};

/* A model. All arrays are the arena's that it was opened with. */
struct logistic {
    size_t scores, classes; /* M, K */
    double *means;          /* [M] of the reviewed samples that have the score */
    double *deviations;     /* [M] likewise, at least LOGISTIC_LEAST_DEVIATION */
    double *shared;         /* [1 + 2 M]: b0, b, m */
    double *own;            /* [K][1 + M]: a */
    double objective;       /* the sum of log losses and penalties at the optimum */
    size_t steps;           /* Newton's, until the decrement was below 1e-10 */
};

/* A score in [0, 1] on the scale of log odds, kept within those of 0.001 and 0.999. */
double logistic_logit(double score);

/* A model of M <= LOGISTIC_SCORES scores and K classes, all zero. */
void logistic_open(struct logistic *model, struct arena *arena, size_t scores, size_t classes);

/* Fits an open model by Newton's method from zero, steps halved until Armijo's rule holds (1e-4). The Hessian's
 * classes meet only in its 1 + 2 M shared columns: each block of a class is eliminated, then what is left is solved.
 * Time: rows x (1 + 2 M)^2 and K x M^3 for each of 5 to 8 steps. False when that does not converge in 100 steps,
 * which finite scores never do. The arena tells what to do when memory runs out; nothing stays in it. */
bool logistic_fit(struct logistic *model, struct arena *arena, const struct logistic_rows *rows);

/* P(wrong), in (0, 1): scores[M] as in logistic_rows. */
double logistic_probability(const struct logistic *model, const double *scores, size_t class_number);

/* What score j, there or missing, adds to the log odds of a sample of that class. */
double logistic_part(const struct logistic *model, size_t j, double score, size_t class_number);

DENGINE_END

#endif
