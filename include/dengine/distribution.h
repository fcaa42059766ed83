/*
 * distribution.h - what every part of the program asks of one distribution p[K], K >= 1.
 * Threads: any, at any time: pure functions.
 */
#ifndef DENGINE_DISTRIBUTION_H
#define DENGINE_DISTRIBUTION_H

#include <stddef.h>

#include "dengine/export.h"

DENGINE_BEGIN

/* H(p) = -sum p ln p in nats, 0 ln 0 = 0 (Shannon 1948). */
double distribution_entropy(const double *p, size_t classes);

/* The index of the largest p: the first among equals. */
size_t distribution_likeliest(const double *p, size_t classes);

DENGINE_END

#endif
