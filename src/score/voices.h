/*
 * voices.h - what other frames say about the label of one: doubt from neighbours' votes.
 *
 * Each neighbour is a voice for its label; it weighs its confidence, times 0.1^(distance / reach): one
 * as far away as the window or the radius reaches counts a tenth of one that is right here. The frame
 * is a voice for itself with weight 2, for its label by its confidence c:
 *
 *     doubt = 1 - (2 c + sum of the voices for the label) / (2 + sum of all voices)
 *
 * How the constants were chosen (0.1, 2, a window of 10 frames, half the support of the better side): as
 * round numbers in the middle of a plateau, the same for three real streams (phones at 5 Hz, Wi-Fi scans
 * at irregular times, a robot at 2 Hz) and for both halves of each. p@500 / AUROC there, by window:
 *
 *     5 frames    .776 .912    .682 .853    .836 .800
 *     8 frames    .786 .913    .734 .857    .870 .813
 *     10 frames   .790 .913    .754 .859    .878 .817
 *     12 frames   .782 .912    .772 .861    .876 .821
 *
 * The test is consistency_quality. Voices weigh less where the class does not last: persistence.h.
 *
 * Sums are integers, so that no order of the voices can change a bit.
 */
#ifndef DENGINE_VOICES_H
#define DENGINE_VOICES_H

#include <math.h>
#include <stdint.h>

#include "dengine/text.h"
#include "input/frames.h"

/* What a check found about a frame. */
enum check { CHECK_NONE, CHECK_FLICKER, CHECK_PLACE, CHECK_MOTION };
extern const char *const check_names[]; /* by enum check */

enum {
    VOICES_OWN = 2,      /* weight of the frame's own voice */
    VOICES_MOST = 5,     /* of a place or a track: see voices_limited */
    VOICES_UNIT = 1024,  /* of the weight by distance: right here */
    VOICES_STEPS = 4096, /* of the table of weights */
};
#define VOICES_EDGE 0.1 /* the weight at the edge */

/* Sums over some neighbours. A voice is its weight times confidence in units of 1e-6: 2^34 voices fit. */
struct voices {
    uint64_t same, all; /* for the label in question, for any */
    uint32_t count;
};

/* The weight of a voice at this distance, a fraction of the reach from 0 to 1. */
static inline uint32_t voices_weight(double fraction)
{
    return (uint32_t)lrint(VOICES_UNIT * exp(log(VOICES_EDGE) * fraction));
}

/* How loud a frame speaks where it is: its confidence in units of 1e-6. */
static inline uint32_t voices_loudness(const struct frame *frame)
{
    return (frame->confidence + 500) / 1000;
}

static inline uint64_t voices_of(const struct frame *frame, uint32_t weight)
{
    return (uint64_t)weight * voices_loudness(frame);
}

/* The support for a label of confidence c: its own voice of weight `own`, and the neighbours'. */
static inline double voices_support(const struct voices *voices, double confidence, double own)
{
    const double unit = 1e6 * VOICES_UNIT;
    return (own * confidence + (double)voices->same / unit) / (own + (double)voices->all / unit);
}

/* The frames of one visit to a place, or of one track, repeat each other: a hundred of them are no hundred
 * witnesses. Together they weigh no more than VOICES_MOST, else what they say would drown a plain flicker
 * beside it (shared Wi-Fi scans: p@100 .81 against .77 without the limit; shipped drive: .95 against .62). */
static inline struct voices voices_limited(struct voices voices)
{
    const uint64_t most = UINT64_C(1000000) * VOICES_UNIT * VOICES_MOST;
    if (voices.all > most) {
        voices.same = (uint64_t)((double)voices.same * ((double)most / (double)voices.all));
        voices.all = most;
    }
    return voices;
}

static inline double frame_confidence(const struct frame *frame)
{
    return frame->confidence / 1e9;
}

/* Sets the frame's score when this check finds more than those before. */
static inline void frame_doubt(struct frame *frame, enum check check, double doubt)
{
    uint32_t score = (uint32_t)nano_round(doubt < 0 ? 0 : doubt);
    if (frame->check == CHECK_NONE || score > frame->score) {
        frame->score = score & ((UINT32_C(1) << 30) - 1);
        frame->check = (unsigned)check & 3;
    }
}

#endif
