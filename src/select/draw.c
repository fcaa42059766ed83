#include "dengine/draw.h"

#include <math.h>

#include "dengine/text.h"

int64_t draw_score(double u)
{
    return nano_round(1 - u);
}

int64_t draw_priority(double u, double weight)
{
    if (u <= 0)
        u = 0x1p-54; /* half of the smallest draw that is not 0 */
    return nano_round(log(weight) - log(u));
}

double draw_order(int64_t priority)
{
    return exp(-(double)priority / NANO);
}

double draw_probability(double weight, int64_t threshold)
{
    return fmin(1, weight / exp((double)threshold / NANO));
}
