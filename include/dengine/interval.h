/*
 * interval.h - how sure a share is: 95 % intervals of one share, and of the quotient of two.
 *
 * Shares are in [0, 1], counts in rows.
 * Threads: any, at any time: pure functions.
 */
#ifndef DENGINE_INTERVAL_H
#define DENGINE_INTERVAL_H

#include <stdbool.h>
#include <stddef.h>

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

/* a - b of two shares of the same rows, none of which counts for both: from their intervals by the method of
 * variance estimates recovery (Zou & Donner 2008; of paired shares: Newcombe 1998, method 10), their correlation
 * that of two classes of a multinomial. In [-1, 1]; {0} unless both are known. */
struct figure share_difference(struct figure a, struct figure b);

/* McNemar's exact test: how likely a split at least as uneven as b against c would be, if either way were as
 * likely. 1 for none; the same for (c, b). */
double mcnemar_exact(size_t b, size_t c);

DENGINE_END

#endif
