#include "dengine/vector.h"

#include <math.h>

enum { LANES = 16 };

/* ((0+8) + (4+12)) + ... : halves upon halves. */
static double add_lanes(double *lanes)
{
    for (size_t half = LANES / 2; half > 0; half /= 2)
        for (size_t i = 0; i < half; i++)
            lanes[i] += lanes[i + half];
    return lanes[0];
}

double vector_dot(const float *a, const float *b, size_t dimensions)
{
    double lanes[LANES] = {0};
    size_t d = 0;
    for (; d + LANES <= dimensions; d += LANES)
        for (size_t i = 0; i < LANES; i++)
            lanes[i] += (double)a[d + i] * (double)b[d + i];
    for (size_t i = 0; d + i < dimensions; i++)
        lanes[i] += (double)a[d + i] * (double)b[d + i];
    return add_lanes(lanes);
}

double vector_square(const float *a, size_t dimensions)
{
    return vector_dot(a, a, dimensions);
}

double vector_distance(const float *a, const float *b, size_t dimensions)
{
    double lanes[LANES] = {0};
    size_t d = 0;
    for (; d + LANES <= dimensions; d += LANES)
        for (size_t i = 0; i < LANES; i++) {
            double difference = (double)a[d + i] - (double)b[d + i];
            lanes[i] += difference * difference;
        }
    for (size_t i = 0; d + i < dimensions; i++) {
        double difference = (double)a[d + i] - (double)b[d + i];
        lanes[i] += difference * difference;
    }
    return sqrt(add_lanes(lanes));
}

double vector_cosine(const float *a, double a_square, const float *b, double b_square, size_t dimensions)
{
    double cosine = vector_dot(a, b, dimensions) / (sqrt(a_square) * sqrt(b_square));
    return cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
}
