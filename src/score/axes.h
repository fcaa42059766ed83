/*
 * axes.h - the two directions in which points spread most: principal axes (Pearson 1901).
 */
#ifndef DENGINE_AXES_H
#define DENGINE_AXES_H

#include <stddef.h>

#include "dengine/arena.h"

struct axes {
    double spread; /* share of the variance along both, in [0, 1]; 0: all points are one */
};

/* Places `count` vectors of `dimensions` numbers on their two main axes: places[2 * i] and places[2 * i + 1], about
 * their mean, in the vectors' unit. An axis points to where its largest component is positive, so that the
 * same vectors in the same order give the same places. By power iteration: count * dimensions steps a round. */
struct axes axes_place(const float *const *vectors, size_t count, size_t dimensions, double *places,
                       struct arena *arena);

#endif
