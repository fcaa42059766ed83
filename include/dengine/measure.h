/*
 * measure.h - the measures: how much a sample deserves a look. Bigger is sooner, for every one.
 *
 * A measure is a pure function of a small matrix of probabilities: no allocation, no state, no
 * failure. Its input has been checked at the edge: finite, in [0,1] and summing to 1 within the
 * user's tolerance; values as they stand, nothing renormalised. Natural logarithms, 0 ln 0 = 0.
 *
 * How to add a measure: write its function in the file of its kind under src/score/ and add its row
 * to the table in that file. Help, man page, README, completion, messages and tests follow.
 */
#ifndef DENGINE_MEASURE_H
#define DENGINE_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/text.h"

/* What is known of one sample. */
struct evidence {
    size_t classes;  /* K >= 1; 1 when only a confidence is known */
    const double *p; /* [K] the distribution of the model in question, or [1] its confidence */
};

enum { EXAMPLE_CLASSES = 4, MEASURE_EXAMPLES = 3 };

/* A worked example: the first `classes` numbers of p, and what comes out. The tests check it. */
struct measure_example {
    size_t classes;
    double p[EXAMPLE_CLASSES], score;
};

struct measure {
    const char *name;
    const char *formula; /* p sorted: p1 >= p2 >= ... */
    const char *unit;
    const char *doc;      /* one line for help */
    const char *source;   /* who published it */
    size_t least_classes; /* how many classes it needs: 1 means that a confidence is enough */
    double (*score)(const struct evidence *evidence);
    /* Upper bounds of the scores of p[count][classes], cheaper than the scores; may be NULL. */
    void (*bounds)(const double *p, size_t classes, size_t count, double *bounds);
    double (*highest)(size_t classes); /* the upper bound of the score, reached by a uniform p of K > 1 */
    struct measure_example examples[MEASURE_EXAMPLES];
};

/* The measures of one distribution; a row of zeros ends the table. */
extern const struct measure uncertainty_measures[];

/* The measure of that name, or NULL. */
const struct measure *measure_find(const struct measure *table, struct text name);

#endif
