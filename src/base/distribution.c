#include "dengine/distribution.h"

#include <math.h>

double distribution_entropy(const double *p, size_t classes)
{
    double sum = 0;
    for (size_t k = 0; k < classes; k++)
        if (p[k] > 0)
            sum -= p[k] * log(p[k]);
    return sum;
}

size_t distribution_likeliest(const double *p, size_t classes)
{
    size_t largest = 0;
    for (size_t k = 1; k < classes; k++)
        if (p[k] > p[largest])
            largest = k;
    return largest;
}
