/*
 * uncertainty.c - one distribution: where does the model doubt itself?
 */
#include <math.h>
#include <string.h>

#include "dengine/distribution.h"
#include "dengine/measure.h"

/* The two largest of K probabilities; the second is 0 when K is 1. */
static void two_largest(const struct evidence *evidence, double *first, double *second)
{
    *first = evidence->p[0];
    *second = 0;
    for (size_t k = 1; k < evidence->classes; k++) {
        double p = evidence->p[k];
        if (p > *first) {
            *second = *first;
            *first = p;
        } else if (k == 1 || p > *second) {
            *second = p;
        }
    }
}

static double least_confidence(const struct evidence *evidence)
{
    double first, second;
    two_largest(evidence, &first, &second);
    return 1 - first;
}

static double margin(const struct evidence *evidence)
{
    double first, second;
    two_largest(evidence, &first, &second);
    return 1 - (first - second);
}

static double ratio(const struct evidence *evidence)
{
    double first, second;
    two_largest(evidence, &first, &second);
    return second / first;
}

static double entropy(const struct evidence *evidence)
{
    return distribution_entropy(evidence->p, evidence->classes);
}

/* In four strands, which the compiler vectorises. */
static double largest(const double *p, size_t classes)
{
    enum { STRANDS = 4 };
    double most[STRANDS] = {p[0], p[0], p[0], p[0]};
    size_t k = 0;
    for (; k + STRANDS <= classes; k += STRANDS)
        for (size_t j = 0; j < STRANDS; j++)
            most[j] = p[k + j] > most[j] ? p[k + j] : most[j];
    for (; k < classes; k++)
        most[0] = p[k] > most[0] ? p[k] : most[0];
    double low = most[0] > most[1] ? most[0] : most[1], high = most[2] > most[3] ? most[2] : most[3];
    return low > high ? low : high;
}

/* The scores themselves, in a loop that the compiler vectorises for a confidence alone. */
static void least_confidences(const double *p, size_t classes, size_t count, double *bounds)
{
    for (size_t i = 0; classes == 1 && i < count; i++)
        bounds[i] = 1 - p[i];
    for (size_t i = 0; classes > 1 && i < count; i++)
        bounds[i] = 1 - largest(p + i * classes, classes);
}

/*
 * The entropy with a logarithm read off the number itself: the bits of 2^e (1 + m), taken as an integer,
 * are 2^52 (1023 + e + m), and log2(1 + m) >= m on [0, 1] (Mitchell 1962). So each term is an upper
 * bound, and the sum is at most 0.06 above the entropy; 1e-9 makes up for rounding.
 */
static void entropy_bounds(const double *p, size_t classes, size_t count, double *bounds)
{
    for (size_t i = 0; i < count; i++, p += classes) {
        double sum = 0;
        for (size_t k = 0; k < classes; k++) {
            int64_t bits;
            memcpy(&bits, &p[k], sizeof bits);
            sum += p[k] * (1023 - (double)bits * 0x1p-52);
        }
        bounds[i] = sum * 0.69314718055994531 + 1e-9;
    }
}

/* A confidence alone may be anything. */
static double highest_least_confidence(size_t classes)
{
    return classes > 1 ? 1 - 1 / (double)classes : 1;
}

static double highest_one(size_t classes)
{
    (void)classes;
    return 1;
}

static double highest_entropy(size_t classes)
{
    return log((double)classes);
}

const struct measure uncertainty_measures[] = {
    {
        .name = "least_confidence",
        .formula = "1 - p1",
        .unit = "probability",
        .doc = "the model gives its own answer little",
        .source = "Lewis & Gale 1994",
        .least_classes = 1,
        .score = least_confidence,
        .bounds = least_confidences,
        .highest = highest_least_confidence,
        .examples = {{3, {.5, .3, .2}, .5}, {2, {.1, .9}, .1}, {1, {.75}, .25}},
    },
    {
        .name = "margin",
        .formula = "1 - (p1 - p2)",
        .unit = "probability",
        .doc = "the two likeliest classes are close",
        .source = "Scheffer, Decomain & Wrobel 2001",
        .least_classes = 2,
        .score = margin,
        .highest = highest_one,
        .examples = {{3, {.5, .3, .2}, .8}, {3, {.2, .4, .4}, 1}, {2, {.9, .1}, .2}},
    },
    {
        .name = "ratio",
        .formula = "p2 / p1",
        .unit = "ratio",
        .doc = "the second class is nearly as likely as the first",
        .source = "Munro 2021",
        .least_classes = 2,
        .score = ratio,
        .highest = highest_one,
        .examples = {{3, {.5, .3, .2}, .6}, {2, {.9, .1}, .111111111}, {2, {0, 1}, 0}},
    },
    {
        .name = "entropy",
        .formula = "-sum p ln p",
        .unit = "nats",
        .doc = "the probability is spread over many classes",
        .source = "Shannon 1948",
        .averaged = true,
        .least_classes = 2,
        .score = entropy,
        .bounds = entropy_bounds,
        .highest = highest_entropy,
        .examples = {{3, {.5, .3, .2}, 1.029653014}, {4, {.25, .25, .25, .25}, 1.386294361}, {2, {0, 1}, 0}},
    },
    {0},
};
