/*
 * temporal.h - flicker: a frame against its neighbours in the same stream, on both sides.
 *
 * The window holds so many frames, or so much time, before and after. The nearest neighbour has the full
 * weight, one that is the whole window further away a tenth. In a window of frames a silence
 * ends the neighbourhood: what was before the gap tells nothing about what comes behind it.
 *
 * A lone frame between agreeing ones has voices against it on both sides; a frame at a true change
 * A A A | B B B has one side behind it. So the support is no less than half of what the better side
 * alone gives, and the doubt at an edge stays near 1/2. Neighbours of a class that does not last that long
 * weigh less (persistence.h).
 */
#ifndef DENGINE_TEMPORAL_H
#define DENGINE_TEMPORAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "score/persistence.h"
#include "score/voices.h"

enum {
    WINDOW_FRAMES = 1000,      /* neighbours on one side that are looked at, at most */
    WINDOW_SILENCE = 60000,    /* ms: a shorter silence is never a gap, unless told otherwise */
    WINDOW_SILENCE_STEPS = 10, /* nor one shorter than so many usual steps of the stream */
};

struct window {
    bool by_frames;
    int64_t reach;                        /* frames or milliseconds on each side */
    int64_t gap;                          /* milliseconds; 0: by the stream (see above) */
    uint32_t weights[VOICES_STEPS + 1];   /* by the share of the reach */
    uint32_t by_frame[WINDOW_FRAMES + 1]; /* the same of a window of frames, by frames */
};

/* Reads `10f`, or a duration such as `0.5s`. */
bool window_parse(struct window *window, struct text text);

/* The frames of one stream, sorted by time. */
struct stream_slice {
    const struct frames *frames;
    size_t start, end;
    int64_t gap; /* the silence that ends a neighbourhood here */
};

struct stream_slice stream_slice(const struct frames *frames, size_t stream, const struct window *window);

/* How many lags the window has, for persistence_open. */
size_t window_lags(const struct window *window);

/* Counts the pairs of neighbours, for what each class's neighbours weigh. */
void flicker_count(const struct stream_slice *slice, const struct window *window, struct persistence *persistence);

/* Sets the flicker score of all frames of the slice that have a neighbour. */
void flicker_score(const struct stream_slice *slice, const struct window *window,
                   const struct persistence *persistence);

/* What the reviewer is told about frame `i`. */
struct flicker_evidence {
    uint32_t neighbours, agree; /* how many, and how many with the same label */
    size_t run;                 /* frames of this label in a row within the window */
    uint16_t expected;          /* the label with the most voices among the neighbours */
    bool has_before, has_after; /* the first other label before and after the run, within the window */
    uint16_t before, after;
    int64_t before_distance, after_distance; /* milliseconds from the frame */
};

/* `sums` is room for one number for each label, all zero; it is zero again afterwards. */
void flicker_explain(const struct stream_slice *slice, const struct window *window,
                     const struct persistence *persistence, size_t i, uint64_t *sums,
                     struct flicker_evidence *evidence);

#endif
