/*
 * spots.h - frames by where they were taken: a grid of cells as wide as the radius, and in each the spots (spatial.h).
 *
 * The order: frames by cell, spot and time.
 */
#ifndef DENGINE_SPOTS_H
#define DENGINE_SPOTS_H

#include "base/radix.h"
#include "score/priors.h"
#include "score/voices.h"

enum { SPATIAL_SPOTS = 64 }; /* of a cell whose positions are not rounded, at most */

/* Frames of one position (or one place), in the order of time. */
struct spot {
    double x, y, z;
    uint32_t start, end; /* in the order */
    uint32_t site;
};

/* What the sweep asks of a frame, in the order: its frames lie far apart. */
struct visit {
    int64_t time;
    uint32_t loudness; /* of its voice: voices_loudness */
    uint16_t label;
};

/* One cell of the grid, or one place. */
struct cell {
    uint64_t key;
    uint32_t start, end;  /* its frames in the order */
    uint32_t first, last; /* its spots */
    unsigned parts;       /* of the radius, to which positions are rounded; 0: they are not */
};

struct grid {
    double radius; /* metres; 0: a site is a place */
    const struct prior *priors;
    const struct frames *frames;
    struct keyed *order;  /* the key of the cell, and the frame */
    struct visit *visits; /* [count] */
    size_t count;
    struct cell *cells; /* by key; room for `count`, as for the spots: what is not used stays untouched */
    size_t cells_count;
    uint32_t *index; /* the first cell of each prefix of the keys, of 64 - shift bits, and the end */
    unsigned shift;
    struct spot *spots;
    size_t spots_count;
};

/* Puts all frames that have a place and do not move, going by the priors, into a grid of this radius. */
void grid_open(struct grid *grid, double radius, const struct prior *priors, const struct frames *frames,
               struct arena *arena, unsigned threads);

/* The cell's coordinate of a position. */
int64_t grid_coordinate(double position, double width);

/* The cell of these coordinates; NULL when no frame is in it. Two cells may share a key: sites are to be compared. */
const struct cell *grid_cell(const struct grid *grid, uint32_t site, int64_t x, int64_t y, int64_t z);

#endif
