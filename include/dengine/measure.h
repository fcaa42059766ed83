/*
 * measure.h - the measures: how much a sample deserves a look. Bigger is sooner, for every one.
 *
 * A measure is a pure function of a small matrix of probabilities: no allocation, no state, no
 * failure. Its input has been checked at the edge: finite, in [0,1] (what the user's tolerance lets pass
 * beyond is that end) and summing to 1 within the tolerance; nothing is renormalised, so that a measure in
 * nats may exceed its upper bound by that share. None is negative but confidence_drop and given_margin.
 * Natural logarithms, 0 ln 0 = 0.
 *
 * How to add a measure: write its function in the file of its kind under src/score/ and add its row
 * to the table in that file. Help, man page, completion, messages and tests follow.
 * Threads: any, at any time: pure functions and constant tables.
 */
#ifndef DENGINE_MEASURE_H
#define DENGINE_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/export.h"
#include "dengine/text.h"

DENGINE_BEGIN

/* What is known of one sample. A measure reads only what it needs (see needs). */
struct evidence {
    size_t classes;  /* K >= 1; 1 when only a confidence is known */
    const double *p; /* [K] the distribution of the model in question, or [1] its confidence */

    /* The other evidence: members, views, a teacher, neighbours. */
    size_t members;      /* M >= 1 */
    const double *q;     /* [K] the consensus: the mean of their distributions, or their shares of votes */
    const size_t *votes; /* [K] how many of them give class k the most */
    const double *every; /* [M][K] their distributions */
    double entropy;      /* the mean of their entropies */
    size_t consensus;    /* the class they agree on: the largest q, or the most votes */
    size_t label;        /* y, the label of the deployed model; the consensus when there is none */
    double confidence;   /* p(y), what the deployed model gives its label */
};

/* What a measure needs besides votes and q(y), which hard votes give, too. */
enum measure_needs {
    NEEDS_SHARES = 1,        /* q, the mean of true distributions */
    NEEDS_ENTROPY = 2,       /* the entropy of each distribution */
    NEEDS_EVERY = 4,         /* each distribution */
    NEEDS_DEPLOYED = 8,      /* a deployed model: its label and confidence */
    NEEDS_DISTRIBUTION = 16, /* the distribution of the deployed model */
    NEEDS_CONFIDENCE = 32    /* what the deployed model gives its label: a label alone will not do */
};

enum { EXAMPLE_CLASSES = 4, EXAMPLE_MEMBERS = 3, MEASURE_EXAMPLES = 3 };

/* A worked example: the first `classes` numbers of p, and what comes out; y is the largest of p. The
 * tests check it. */
struct measure_example {
    size_t classes;
    double p[EXAMPLE_CLASSES], score;
};

/* The distributions of the others in an example. */
struct measure_others {
    size_t members;
    double q[EXAMPLE_MEMBERS][EXAMPLE_CLASSES];
};

struct measure {
    const char *name;
    const char *formula; /* p sorted: p1 >= p2 >= ... */
    const char *unit;
    const char *doc;      /* one line for help */
    const char *source;   /* who published it */
    bool averaged;        /* over labels apart; else the largest counts: see measure_apart */
    size_t least_classes; /* how many classes it needs: 1 means that a confidence is enough */
    unsigned needs;       /* enum measure_needs */
    double (*score)(const struct evidence *evidence);
    /* Upper bounds of the scores of p[count][classes], cheaper than the scores; may be NULL. */
    void (*bounds)(const double *p, size_t classes, size_t count, double *bounds);
    /* The score where it follows from q(y) alone, else NULL: most samples need then no further look. */
    double (*of_share)(double share);
    double (*highest)(size_t classes); /* an upper bound of the score for K > 1 classes, for one distribution reached
                                          by a uniform p; NULL: none that K sets */
    struct measure_example examples[MEASURE_EXAMPLES];
    struct measure_others others[MEASURE_EXAMPLES];
};

/* The measures of one distribution; a row of zeros ends the table. */
extern const struct measure uncertainty_measures[];

/* Those of several distributions, each as good as the other; the deployed model's is none of them. */
extern const struct measure disagreement_measures[];

/* Those of a deployed label against the other evidence. Without a deployed model y is the consensus. */
extern const struct measure doubt_measures[];

/* The score of labels that hold or not, each on its own, with the probabilities p[labels] > 0: that of each
 * distribution p, 1 - p, of which the largest counts, or the mean. For the measures of one distribution. */
double measure_apart(const struct measure *measure, const double *p, size_t labels);

/* The measure of that name, or NULL. */
const struct measure *measure_find(const struct measure *table, struct text name);

DENGINE_END

#endif
