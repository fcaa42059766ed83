/*
 * panels.h - many rows against many seeds at once, in 32-bit floats, to within a known bound.
 *
 * The seeds stand in panels of 16, side by side: number d of 16 seeds, then number d + 1. A sum goes
 * through the numbers in order, 64 in float, then on in double. What differs between processors is
 * one small function, a file for each instruction set; all give the same bits and are tested against
 * each other. How to add one: a file like likeness_avx2.c and a row in panels.c.
 */
#ifndef DENGINE_PANELS_H
#define DENGINE_PANELS_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/likeness.h"

enum { LIKENESS_LANES = 16, LIKENESS_CHUNK = 64 };

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

#endif
