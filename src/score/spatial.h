/*
 * spatial.h - what does not move: a frame against those of the same place at other times.
 *
 * The same place is an equal name (--place), or a position within `radius` on the same map. Other times
 * are at least `apart` away. A voice weighs its confidence, and with positions 0.1^(distance / radius):
 * near before far, so that a border seen from both sides does not look like an error.
 *
 * Positions lie in a grid of cells as wide as the radius. Within a cell, frames at one position are one
 * spot; where a cell has more than SPATIAL_SPOTS of them, positions are rounded to an eighth of the
 * radius. A spot meets the spots around it, not each frame each other: their voices are summed once, and
 * those within `apart` are taken out again while the time moves on. So a million frames at one place
 * cost no more than a million frames elsewhere. All sums are integers: no order can change a bit. When all
 * are summed it is known how well a class returns at its places, and voices about one that does not weigh less
 * (persistence.h).
 */
#ifndef DENGINE_SPATIAL_H
#define DENGINE_SPATIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "score/priors.h"
#include "score/voices.h"

/* What the same place says at other times: by frame. */
struct place_answer {
    uint64_t same, all;         /* the voices for the frame's label, and for any */
    uint32_t neighbours, agree; /* frames, and those that say `expected`: what the reviewer is told */
    uint16_t expected;
};

struct spatial {
    double radius; /* metres; 0: a site is a place */
    bool flat;     /* positions have no third coordinate */
    int64_t apart; /* milliseconds, at least 1 */
    const struct prior *priors;

    /* What spatial_score leaves behind. */
    struct place_answer *answers; /* [frames] */
    size_t judged, contradicted;  /* frames with neighbours; those whose neighbours expect another label */
};

/* Sets the place score of all frames that have a site, do not move, and have neighbours; `expected` is
 * set with it when this check found most. The answers live in the arena. */
void spatial_score(struct spatial *spatial, const struct frames *frames, struct arena *arena, unsigned threads);

#endif
