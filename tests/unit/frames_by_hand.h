/*
 * frames_by_hand.h - frames for the tests of the checks, without a file.
 *
 * Labels are letters; ids are the numbers of the frames.
 */
#ifndef TESTS_FRAMES_BY_HAND_H
#define TESTS_FRAMES_BY_HAND_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "input/frames.h"
#include "score/persistence.h"

/* Room for `count` frames in one stream, `placed` with places. */
static inline struct frames frames_by_hand(struct arena *arena, size_t count, bool placed)
{
    struct frames frames = {.count = count, .stride = placed ? 64 : 32};
    frames.data = arena_array(arena, count, frames.stride);
    frames.streams = arena_array(arena, 2, sizeof *frames.streams);
    frames.streams[1] = count;
    frames.labels = (struct names){.arena = arena};
    for (char letter = 'A'; letter <= 'H'; letter++)
        names_add(&frames.labels, (struct text){&letter, 1});
    for (size_t i = 0; placed && i < count; i++)
        frames_at(&frames, i)->place[0] = (struct frame_place){.track = FRAME_NONE, .group = FRAME_NONE};
    return frames;
}

/* Sets a frame. */
static inline struct frame *put(const struct frames *frames, size_t i, int64_t time, char label, double confidence)
{
    struct frame *frame = frames_at(frames, i);
    frame->time = time;
    frame->label = (uint16_t)(label - 'A');
    frame->confidence = (uint32_t)lrint(confidence * 1e9);
    return frame;
}

/* Classes that all last: neighbours weigh what they weigh by their distance. */
static inline struct persistence lasting(struct arena *arena, const struct frames *frames, size_t lags)
{
    struct persistence persistence;
    persistence_open(&persistence, arena, frames->labels.count, lags);
    persistence.weights = arena_array(arena, frames->labels.count * lags, sizeof *persistence.weights);
    for (size_t at = 0; at < frames->labels.count * lags; at++)
        persistence.weights[at] = PERSISTENCE_UNIT;
    return persistence;
}

static inline double score(const struct frames *frames, size_t i)
{
    return frames_at(frames, i)->score / 1e9;
}

#endif
