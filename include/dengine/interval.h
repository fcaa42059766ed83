/*
 * interval.h - how sure a share is: 95 % intervals of one share, and of the quotient of two.
 *
 * Shares are in [0, 1], counts in rows. Threads: pure functions of their arguments, from any.
 * Threads: any, at any time: pure functions.
 */
#ifndef DENGINE_INTERVAL_H
#define DENGINE_INTERVAL_H

#include <stdbool.h>

#include "dengine/export.h"

DENGINE_BEGIN

/* A figure with its 95 % interval. n: the rows behind it, not whole where rows count unequally; 0: not known,
 * and nothing else of the figure means anything. low = 0 and high = INFINITY or 1 are honest ends. */
struct figure {
    double estimate, low, high, n;
};

/* The 97.5 % quantile of the normal distribution. */
#define INTERVAL_Z 1.959963984540054

/* Fewer rows are too few to be compared with anything. */
enum { INTERVAL_FEW = 10 };

/* The 97.5 % quantile of Student's t with `dof` > 0 degrees of freedom, whole or not, to 1e-9 of it:
 * 12.7062047 for 1, 2.2281389 for 10, INTERVAL_Z for INFINITY. */
double student_quantile(double dof);

/* Sets low and high around a share p in [0, 1] seen in n > 0 rows; z quantiles of the normal distribution
 * to each side (Wilson 1927). */
struct figure wilson_interval(double p, double n, double z);

/* k of n rows, counted one by one: {0} for n = 0. */
struct figure share_of(double k, double n);

/* Quotient of k1 of n1 to k2 of n2 rows, all drawn apart (Katz et al. 1978, by the logarithm). Where one of
 * the k is 0, half a row is added to both shares (Walter 1975). {0} unless both n are positive. */
struct figure katz_quotient(double k1, double n1, double k2, double n2);

DENGINE_END

#endif
