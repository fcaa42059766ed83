/*
 * motion.h - tracks: one thing keeps its class, and moves no faster than its class can.
 *
 * A track is the frames of one stream that carry the same track name. Its class is judged by all its
 * frames alike, near and far in time: a thing does not change. Its speed is taken from the last frame
 * before and the first after with another time; what exceeds the label's max_speed is a contradiction of
 * 1 - max_speed / speed, the mean of both sides: a position that jumps away and back has both.
 */
#ifndef DENGINE_MOTION_H
#define DENGINE_MOTION_H

#include "base/radix.h"
#include "score/priors.h"
#include "score/voices.h"

/* The tracks of one stream, and the voices of one track. */
struct tracks {
    const struct frames *frames;
    const struct prior *priors;
    struct arena *arena;
    size_t stream;              /* whose `order` this is; SIZE_MAX: none */
    struct keyed *order, *room; /* its frames that have a track: by track, then by time; and as much room */
    size_t count, capacity;
    size_t start, end;   /* the track in `order` whose voices these are; start == end: none */
    uint64_t *sums, all; /* [labels], and all of them */
    uint32_t *counts;    /* [labels] */
    uint16_t *labels;    /* those on the track */
    size_t labels_count;
};

void tracks_open(struct tracks *tracks, struct arena *arena, const struct frames *frames, const struct prior *priors);

/* Scores all frames of a stream that are on a track with others. */
void motion_score(struct tracks *tracks, size_t stream);

struct motion_evidence {
    uint32_t neighbours; /* other frames of the track */
    uint32_t agree;      /* those with the same label */
    uint16_t expected;   /* the label with the most voices on the track without this frame */
    bool fast;           /* the speed is the worse contradiction */
    double speed;        /* the highest, metres a second */
    bool changes;        /* the label is another than that of the frame before or after */
    bool from_before;    /* ... before: `other` -> label; else label -> `other` */
    uint16_t other;
};

/* Quick when it is called for one track after another. */
void motion_explain(struct tracks *tracks, size_t i, struct motion_evidence *evidence);

#endif
