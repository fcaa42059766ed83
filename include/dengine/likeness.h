/*
 * likeness.h - how much a vector is like the seeds: fast for all, exact for those that matter.
 *
 * A scan compares every row with every seed in 32-bit floats, many at a time. That tells the score
 * to within a bound; only rows that may enter the queue are compared again, exactly (vector.h). So the
 * queue is that of the exact comparison, and no instruction set can change a bit of it.
 *
 * The seeds stand in panels of 16, side by side: number d of 16 seeds, then number d + 1. A sum goes
 * through the numbers in order, 64 in float, then on in double. What differs between processors is
 * one small function, a file for each instruction set; all give the same bits and are tested against
 * each other. How to add one: a file like likeness_avx2.c and a row in likeness.c.
 */
#ifndef DENGINE_LIKENESS_H
#define DENGINE_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/vector.h"

/* ---- metrics ---- */

/* How to add a metric: a row in likeness.c. */
struct metric {
    const char *name, *formula, *doc, *source;
    const char *evidence; /* what the value shown is called */
    bool distance;        /* less is more alike: the score is minus the value */
    bool angle;           /* lengths do not count */
};

enum { METRIC_COSINE, METRIC_DOT, METRIC_EUCLIDEAN };

/* A row of zeros ends the table. */
extern const struct metric metrics[];

/* ---- panels ---- */

enum {
    LIKENESS_LANES = 16,
    LIKENESS_CHUNK = 64,
    LIKENESS_ROWS = 4 /* compared at once: rows come in multiples of this */
};

struct panels {
    size_t dimensions, count, panels;
    float *data; /* [panels][dimensions][16], zeros beyond `count` */
};

void panels_open(struct panels *panels, struct arena *arena, const float *vectors, size_t count, size_t dimensions);

/* Sets out[row * panels * 16 + vector] to the inner products, or to the squared distances. `count` is a
 * multiple of LIKENESS_ROWS. */
typedef void panels_function(const struct panels *panels, const float *rows, size_t count, double *out);

struct likeness_kind {
    const char *name;
    bool (*supported)(void);
    panels_function *dots, *distances;
};

/* Fastest first; the last works everywhere; a row of zeros ends the table. */
extern const struct likeness_kind likeness_kinds[];
const struct likeness_kind *likeness_best(void);

/* How far those can be off: an inner product by LIKENESS_SLACK times both lengths, a distance by that
 * share of itself. 64 roundings of 2^-24 make 4e-6. */
#define LIKENESS_SLACK 1e-5

panels_function panels_dots_portable, panels_distances_portable;
#if defined(__x86_64__)
panels_function panels_dots_avx2, panels_distances_avx2;
panels_function panels_dots_avx512, panels_distances_avx512;
#endif

/* ---- scores ---- */

enum aggregate { AGGREGATE_NEAREST, AGGREGATE_MEAN, AGGREGATE_CENTROID };

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
    struct panels panels; /* what a scan compares with: the seeds, or the centroid */
    double longest;       /* of the vectors in the panels */
    bool plain;           /* lengths so far from 1 that floats might not hold the sums: all is done exactly */
};

void likeness_open(struct likeness *likeness, struct arena *arena, const struct metric *metric,
                   enum aggregate aggregate, const float *seeds, size_t count, size_t dimensions);

/* Compares rows with the panels: room is [count][likeness_width]. */
size_t likeness_width(const struct likeness *likeness);
void likeness_compare(const struct likeness *likeness, const float *rows, size_t count, double *out);

/* The lowest and the highest score that a row can have, given its comparisons. */
void likeness_bounds(const struct likeness *likeness, const double *compared, double square, double *low, double *high);

/* The score itself; `compared` may be NULL. Bigger is more alike. */
double likeness_score(const struct likeness *likeness, const float *row, double square, const double *compared);

/* The nearest seed, the first among equals, and the value of the metric there. */
size_t likeness_nearest(const struct likeness *likeness, const float *row, double square, const double *compared,
                        double *value);

#endif
