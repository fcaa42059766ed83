#include "score/temporal.h"

#include <stdlib.h>

#include "read/duration.h"
#include "read/number.h"

bool window_parse(struct window *window, struct text text)
{
    double frames;
    *window = (struct window){.by_frames = text_ends(text, text_of("f"))};
    if (window->by_frames) {
        if (number_parse((struct text){text.data, text.size - 1}, &frames) != NUMBER_OK || frames < 1 ||
            frames > WINDOW_FRAMES || frames != floor(frames))
            return false;
        window->reach = (int64_t)frames;
    } else if (!duration_parse(text, &window->reach) || window->reach == 0) {
        return false;
    }
    for (int i = 0; i <= VOICES_STEPS; i++)
        window->weights[i] = voices_weight((double)i / VOICES_STEPS);
    for (int64_t far = 1; window->by_frames && far <= window->reach; far++)
        window->by_frame[far] = window->weights[far * VOICES_STEPS / window->reach];
    return true;
}

/* ---- gaps ---- */

static int by_length(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* The usual step: the median of up to so many steps, taken evenly from the stream. */
static int64_t usual_step(const struct frames *frames, size_t start, size_t end)
{
    enum { STEPS = 1001 };
    int64_t steps[STEPS] = {0};
    size_t count = end - start - 1, taken = count < STEPS ? count : STEPS;
    for (size_t i = 0; i < taken; i++) {
        size_t at = start + i * count / taken;
        steps[i] = frames_at(frames, at + 1)->time - frames_at(frames, at)->time;
    }
    qsort(steps, taken, sizeof *steps, by_length);
    return steps[taken / 2];
}

struct stream_slice stream_slice(const struct frames *frames, size_t stream, const struct window *window)
{
    struct stream_slice slice = {
        .frames = frames, .start = frames->streams[stream], .end = frames->streams[stream + 1], .gap = window->gap};
    if (!window->by_frames) {
        slice.gap = INT64_MAX;
    } else if (!slice.gap) {
        slice.gap = WINDOW_SILENCE;
        if (slice.end - slice.start > 1) {
            int64_t usual = WINDOW_SILENCE_STEPS * usual_step(frames, slice.start, slice.end);
            slice.gap = usual > slice.gap ? usual : slice.gap;
        }
    }
    return slice;
}

/* ---- neighbours ---- */

/* A walk from frame `i` to one side, frame by frame, until the window ends. */
struct walk {
    const struct stream_slice *slice;
    const struct window *window;
    const uint32_t *lasting; /* [lags] of the label of `from`; NULL while they are counted */
    const struct frame *from, *last;
    size_t at;
    bool back;
    int64_t steps;
};

static int64_t distance(const struct frame *a, const struct frame *b)
{
    return a->time < b->time ? b->time - a->time : a->time - b->time;
}

static struct walk walk_from(const struct stream_slice *slice, const struct window *window,
                             const struct persistence *persistence, size_t i, bool back)
{
    const struct frame *from = frames_at(slice->frames, i);
    const uint32_t *weights = persistence->weights;
    return (struct walk){.slice = slice,
                         .window = window,
                         .lasting = weights ? weights + from->label * persistence->lags : NULL,
                         .from = from,
                         .last = from,
                         .at = i,
                         .back = back};
}

size_t window_lags(const struct window *window)
{
    return window->by_frames ? (size_t)window->reach : PERSISTENCE_BINS;
}

/* The lag of a neighbour that is so far away: from 1 frame on, or from 0 ms. */
static inline size_t lag_of(const struct window *window, int64_t far)
{
    if (window->by_frames)
        return (size_t)far - 1;
    size_t bin = (size_t)(far * PERSISTENCE_BINS / window->reach);
    return bin < PERSISTENCE_BINS ? bin : PERSISTENCE_BINS - 1;
}

/* The next frame and how far it is; NULL where the window ends. */
static inline const struct frame *walk_on(struct walk *walk, int64_t *away)
{
    const struct window *window = walk->window;
    if (walk->at == (walk->back ? walk->slice->start : walk->slice->end - 1))
        return NULL;
    const struct frame *frame = frames_at(walk->slice->frames, walk->back ? --walk->at : ++walk->at);
    int64_t far = window->by_frames ? ++walk->steps : distance(frame, walk->from);
    if (far > window->reach || distance(frame, walk->last) > walk->slice->gap ||
        (!window->by_frames && ++walk->steps > WINDOW_FRAMES))
        return NULL;
    walk->last = frame;
    *away = far;
    return frame;
}

/* The next frame and the weight of its voice; NULL where the window ends. */
static inline const struct frame *walk_next(struct walk *walk, uint32_t *weight)
{
    const struct window *window = walk->window;
    int64_t far;
    const struct frame *frame = walk_on(walk, &far);
    if (!frame || !walk->lasting)
        return NULL;
    *weight = window->by_frames ? window->by_frame[far] : window->weights[far * VOICES_STEPS / window->reach];
    *weight = (*weight * walk->lasting[lag_of(window, far)] + PERSISTENCE_UNIT / 2) / PERSISTENCE_UNIT;
    return frame;
}

void flicker_count(const struct stream_slice *slice, const struct window *window, struct persistence *persistence)
{
    for (size_t i = slice->start; i < slice->end; i++) {
        struct walk walk = walk_from(slice, window, persistence, i, false);
        int64_t far;
        for (const struct frame *frame; (frame = walk_on(&walk, &far));)
            persistence_count(persistence, lag_of(window, far), walk.from->label, frame->label);
    }
}

/* ---- score ---- */

static struct voices side_voices(struct walk walk)
{
    struct voices voices = {0};
    uint32_t weight;
    for (const struct frame *frame; (frame = walk_next(&walk, &weight)); voices.count++) {
        uint64_t voice = voices_of(frame, weight);
        voices.all += voice;
        voices.same += frame->label == walk.from->label ? voice : 0;
    }
    return voices;
}

void flicker_score(const struct stream_slice *slice, const struct window *window, const struct persistence *persistence)
{
    for (size_t i = slice->start; i < slice->end; i++) {
        struct voices before = side_voices(walk_from(slice, window, persistence, i, true));
        struct voices after = side_voices(walk_from(slice, window, persistence, i, false));
        struct voices both = {before.same + after.same, before.all + after.all, before.count + after.count};
        if (both.count == 0)
            continue;
        struct frame *frame = frames_at(slice->frames, i);
        double confidence = frame_confidence(frame), own = VOICES_OWN / 2.0;
        double support = voices_support(&both, confidence, VOICES_OWN);
        double one = voices_support(&before, confidence, own), other = voices_support(&after, confidence, own);
        double shield = (one > other ? one : other) / 2;
        frame_doubt(frame, CHECK_FLICKER, 1 - (support > shield ? support : shield));
    }
}

/* ---- evidence ---- */

static void explain_side(struct walk walk, uint64_t *sums, struct flicker_evidence *evidence)
{
    bool changed = false;
    uint32_t weight;
    for (const struct frame *frame; (frame = walk_next(&walk, &weight));) {
        bool same = frame->label == walk.from->label;
        sums[frame->label] += voices_of(frame, weight);
        evidence->neighbours++;
        evidence->agree += same;
        if (changed)
            continue;
        if (same) {
            evidence->run++;
            continue;
        }
        changed = true;
        *(walk.back ? &evidence->has_before : &evidence->has_after) = true;
        *(walk.back ? &evidence->before : &evidence->after) = frame->label;
        *(walk.back ? &evidence->before_distance : &evidence->after_distance) = distance(frame, walk.from);
    }
}

/* The label with the most voices among those of the walk, the first of equals; and clears the sums. */
static void clear_side(struct walk walk, uint64_t *sums, uint64_t *most, struct flicker_evidence *evidence)
{
    uint32_t weight;
    for (const struct frame *frame; (frame = walk_next(&walk, &weight));) {
        uint64_t sum = sums[frame->label];
        if (sum > *most || (sum == *most && sum && frame->label < evidence->expected)) {
            *most = sum;
            evidence->expected = frame->label;
        }
        sums[frame->label] = 0;
    }
}

void flicker_explain(const struct stream_slice *slice, const struct window *window,
                     const struct persistence *persistence, size_t i, uint64_t *sums, struct flicker_evidence *evidence)
{
    struct walk back = walk_from(slice, window, persistence, i, true);
    struct walk on = walk_from(slice, window, persistence, i, false);
    uint64_t most = 0;
    *evidence = (struct flicker_evidence){.run = 1, .expected = back.from->label};
    explain_side(back, sums, evidence);
    explain_side(on, sums, evidence);
    clear_side(back, sums, &most, evidence);
    clear_side(on, sums, &most, evidence);
}
