/*
 * persistence.h - how long a class lasts: what a neighbour at some lag can tell about a frame of that class.
 *
 * A corridor lasts for minutes, a doorway for a frame. For a label y and a lag L, over all pairs of frames of a
 * stream that far apart, of which one says y, seen from that one:
 *
 *     r = (pairs in which the other says y, too, + 5 (1 + b) / 2) / (pairs + 5),   b the share of y among all frames
 *     kappa = max(0, (r - b) / (1 - b))
 *
 * the agreement beyond chance (Cohen 1960), shrunk to a half where there are few pairs: a class seen once may be a
 * doorway, or a slip between two true answers. A neighbour in time of a frame
 * that says y weighs the root of kappa, one at the same place at another time kappa, times what it weighs by its
 * distance. A place is seen from each frame once, however many others are there: its pair is the share of them that
 * say y. A class that does not last is judged by its own confidence.
 *
 * Lags are frames, or tenths of a window of time. Counts are integers: no order can change a bit.
 */
#ifndef DENGINE_PERSISTENCE_H
#define DENGINE_PERSISTENCE_H

#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "input/frames.h"

enum {
    PERSISTENCE_UNIT = 1024,   /* of a weight: a class that lasts */
    PERSISTENCE_ONE = 1 << 20, /* of a count: one pair */
    PERSISTENCE_BINS = 10,     /* lags of a window of time */
};

struct persistence {
    size_t labels, lags;
    uint64_t *pairs, *agree; /* [labels][lags] pairs seen from a frame of the label; those of one label; in ONE */
    uint32_t *weights;       /* [labels][lags] in PERSISTENCE_UNIT, set by persistence_weigh */
};

void persistence_open(struct persistence *persistence, struct arena *arena, size_t labels, size_t lags);

/* Adds the counts of another of the same size. */
void persistence_merge(struct persistence *into, const struct persistence *from);

/* A pair of frames at a lag, counted from both. */
static inline void persistence_count(struct persistence *persistence, size_t lag, uint16_t one, uint16_t other)
{
    size_t at = one * persistence->lags + lag;
    persistence->pairs[at] += PERSISTENCE_ONE;
    persistence->pairs[other * persistence->lags + lag] += PERSISTENCE_ONE;
    persistence->agree[at] += one == other ? 2 * PERSISTENCE_ONE : 0;
}

/* Sets the weights: the root of kappa, or kappa itself; b comes from the frames of each label, and of all. */
enum persistence_root { PERSISTENCE_ROOT, PERSISTENCE_KAPPA };
void persistence_weigh(struct persistence *persistence, const uint64_t *frames, uint64_t total,
                       enum persistence_root root, struct arena *arena);

/* How many frames have each label. */
uint64_t *frames_of_labels(const struct frames *frames, struct arena *arena);

#endif
