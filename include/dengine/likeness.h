/*
 * likeness.h - how much a vector is like the seeds: fast for all, exact for those that matter.
 *
 * A scan compares every row with every seed in 32-bit floats, many at a time. That tells the score
 * to within a bound; only rows that may enter the queue are compared again, exactly (vector.h). So the
 * queue is that of the exact comparison, and no instruction set can change a bit of it.
 * Threads: likeness_open belongs to one thread, as its arena does; what it opened is only read afterwards, by any
 * number of threads at once.
 */
#ifndef DENGINE_LIKENESS_H
#define DENGINE_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/export.h"
#include "dengine/vector.h"

DENGINE_BEGIN

/* ---- metrics ---- */

/* How to add a metric: its number in enum metric_kind, its row in likeness.c, and its case wherever the compiler
 * then misses it. */
struct metric {
    const char *name, *formula, *doc, *source;
    const char *evidence; /* what the value shown is called */
    bool distance;        /* less is more alike: the score is minus the value */
    bool angle;           /* lengths do not count */
};

enum metric_kind { METRIC_COSINE, METRIC_DOT, METRIC_EUCLIDEAN };

/* By enum metric_kind; a row of zeros ends the table. */
extern const struct metric likeness_metrics[];

/* ---- scores ---- */

enum aggregate { AGGREGATE_NEAREST, AGGREGATE_MEAN, AGGREGATE_CENTROID };
extern const char *const likeness_aggregate_words[]; /* by enum aggregate; NULL ends them */

/* Rows are compared at once, so many at a time: they come in multiples of this. */
enum { LIKENESS_ROWS = 4 };

struct panels;

/* Seeds of one kind: those to be like, or unlike. */
struct likeness {
    const struct metric *metric;
    enum aggregate aggregate;
    size_t dimensions, count;
    const float *seeds; /* [count][dimensions] */
    double *square;     /* their squared lengths */
    double *inverse;    /* one over their lengths */
    float *centroid;    /* [dimensions], and its squared length */
    double centroid_square;
    struct panels *panels; /* what a scan compares with: the seeds, or the centroid */
    double longest;        /* of the vectors in the panels */
    bool plain;            /* lengths so far from 1 that floats might not hold the sums: all is done exactly */
};

void likeness_open(struct likeness *likeness, struct arena *arena, const struct metric *metric,
                   enum aggregate aggregate, const float *seeds, size_t count, size_t dimensions);

/* Compares rows with the panels: `out` is [count][likeness_width], `count` a multiple of LIKENESS_ROWS. */
size_t likeness_width(const struct likeness *likeness);
void likeness_compare(const struct likeness *likeness, const float *rows, size_t count, double *out);

/* The lowest and the highest score that a row can have, given its comparisons. */
void likeness_bounds(const struct likeness *likeness, const double *compared, double square, double *low, double *high);

/* The score itself; `compared` may be NULL. Bigger is more alike. */
double likeness_score(const struct likeness *likeness, const float *row, double square, const double *compared);

/* The nearest seed, the first among equals, and the value of the metric there. */
size_t likeness_nearest(const struct likeness *likeness, const float *row, double square, const double *compared,
                        double *value);

DENGINE_END

#endif
