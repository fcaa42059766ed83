#include "score/axes.h"

#include <math.h>

enum { ROUNDS_MOST = 300 };

struct cloud {
    const float *const *vectors;
    size_t count, dimensions;
    double *mean, *other; /* [dimensions]; `other` is the axis found before, or zeros */
};

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t d = 0; d < n; d++)
        sum += a[d] * b[d];
    return sum;
}

/* Along an axis, from the mean. */
static double along(const struct cloud *cloud, size_t i, const double *axis)
{
    double sum = 0;
    for (size_t d = 0; d < cloud->dimensions; d++)
        sum += ((double)cloud->vectors[i][d] - cloud->mean[d]) * axis[d];
    return sum;
}

/* Makes the axis one of length 1 and square to the other one; returns its length before. */
static double straighten(const struct cloud *cloud, double *axis)
{
    double shared = dot(axis, cloud->other, cloud->dimensions);
    for (size_t d = 0; d < cloud->dimensions; d++)
        axis[d] -= shared * cloud->other[d];
    double length = sqrt(dot(axis, axis, cloud->dimensions));
    for (size_t d = 0; length > 0 && d < cloud->dimensions; d++)
        axis[d] /= length;
    return length;
}

/* The covariance matrix times the axis, without making the matrix. */
static void turn(const struct cloud *cloud, const double *axis, double *next)
{
    for (size_t d = 0; d < cloud->dimensions; d++)
        next[d] = 0;
    for (size_t i = 0; i < cloud->count; i++) {
        double by = along(cloud, i, axis);
        for (size_t d = 0; d < cloud->dimensions; d++)
            next[d] += by * ((double)cloud->vectors[i][d] - cloud->mean[d]);
    }
}

static void point_up(double *axis, size_t dimensions)
{
    size_t largest = 0;
    for (size_t d = 1; d < dimensions; d++)
        largest = fabs(axis[d]) > fabs(axis[largest]) * (1 + 1e-9) ? d : largest;
    double sign = axis[largest] < 0 ? -1 : 1;
    for (size_t d = 0; d < dimensions; d++)
        axis[d] *= sign;
}

/* From a start that favours no direction much, until it turns no more. */
static void find_axis(const struct cloud *cloud, double *axis, double *next)
{
    for (size_t d = 0; d < cloud->dimensions; d++)
        axis[d] = 1 + 0.5 * (double)(d * 37 % 11) / 11;
    if (straighten(cloud, axis) <= 0)
        return;
    for (int round = 0; round < ROUNDS_MOST; round++) {
        turn(cloud, axis, next);
        if (straighten(cloud, next) <= 0)
            break;
        double turned = 1 - fabs(dot(axis, next, cloud->dimensions));
        for (size_t d = 0; d < cloud->dimensions; d++)
            axis[d] = next[d];
        if (turned < 1e-12)
            break;
    }
    point_up(axis, cloud->dimensions);
}

struct axes axes_place(const float *const *vectors, size_t count, size_t dimensions, double *places,
                       struct arena *arena)
{
    struct cloud cloud = {vectors, count, dimensions, arena_array(arena, dimensions, sizeof(double)),
                          arena_array(arena, dimensions, sizeof(double))};
    double *axis = arena_array(arena, dimensions, sizeof *axis), *next = arena_array(arena, dimensions, sizeof *next);
    double all = 0, shown = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < dimensions; d++)
            cloud.mean[d] += (double)vectors[i][d] / (double)count;
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < dimensions; d++) {
            double off = (double)vectors[i][d] - cloud.mean[d];
            all += off * off;
        }
    for (size_t k = 0; k < 2; k++) {
        find_axis(&cloud, axis, next);
        for (size_t i = 0; i < count; i++) {
            places[2 * i + k] = along(&cloud, i, axis);
            shown += places[2 * i + k] * places[2 * i + k];
        }
        for (size_t d = 0; d < dimensions; d++)
            cloud.other[d] = axis[d];
    }
    return (struct axes){all > 0 ? fmin(1, shown / all) : 0};
}
