/*
 * vector.h - exact comparisons of two embeddings: float32 numbers, sums in double.
 *
 * A sum runs in 16 lanes (number i goes to lane i mod 16) that are added in pairs, in one order: the
 * same bits on every machine, however wide its registers are.
 * Threads: any, at any time: pure functions.
 */
#ifndef DENGINE_VECTOR_H
#define DENGINE_VECTOR_H

#include <stddef.h>

#include "dengine/export.h"

DENGINE_BEGIN

/* The inner product. */
double vector_dot(const float *a, const float *b, size_t dimensions);

/* The square of the length: 0 for a vector of zeros, not finite when one of the numbers is not. */
double vector_square(const float *a, size_t dimensions);

/* The Euclidean distance. */
double vector_distance(const float *a, const float *b, size_t dimensions);

/* The cosine of the angle, in [-1, 1]; the squared lengths are known and not 0. */
double vector_cosine(const float *a, double a_square, const float *b, double b_square, size_t dimensions);

DENGINE_END

#endif
