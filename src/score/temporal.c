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

/* The weight of a voice by its distance and by how long the class lasts. */
static inline uint32_t voice_weight(uint32_t near, uint32_t lasting)
{
    return (near * lasting + PERSISTENCE_UNIT / 2) / PERSISTENCE_UNIT;
}

/* The next frame and the weight of its voice; NULL where the window ends. */
static inline const struct frame *walk_next(struct walk *walk, uint32_t *weight)
{
    const struct window *window = walk->window;
    int64_t far;
    const struct frame *frame = walk_on(walk, &far);
    if (!frame || !walk->lasting)
        return NULL;
    uint32_t near = window->by_frames ? window->by_frame[far] : window->weights[far * VOICES_STEPS / window->reach];
    *weight = voice_weight(near, walk->lasting[lag_of(window, far)]);
    return frame;
}

/* ---- stretches: a window of frames looks at those around in one place ---- */

enum { STRETCH = 2048 };

/* Frames between two silences, so many at a time, and what their windows ask of those around. */
struct stretch {
    size_t start, stop; /* the silences */
    size_t first, end;  /* the frames */
    size_t from;        /* the first one around */
    uint16_t labels[WINDOW_FRAMES + STRETCH + WINDOW_FRAMES];
    uint32_t loudness[WINDOW_FRAMES + STRETCH + WINDOW_FRAMES];
};

static size_t silence_behind(const struct stream_slice *slice, size_t at)
{
    while (++at < slice->end && distance(frames_at(slice->frames, at), frames_at(slice->frames, at - 1)) <= slice->gap)
        ;
    return at;
}

/* The next frames of the slice; before the first ones all numbers are the slice's start. */
static bool next_stretch(struct stretch *stretch, const struct stream_slice *slice, size_t reach)
{
    size_t first = stretch->end;
    if (first == slice->end)
        return false;
    if (first == stretch->stop) {
        stretch->start = first;
        stretch->stop = silence_behind(slice, first);
    }
    stretch->first = first;
    stretch->end = stretch->stop - first < STRETCH ? stretch->stop : first + STRETCH;
    stretch->from = first - stretch->start < reach ? stretch->start : first - reach;
    size_t to = stretch->stop - stretch->end < reach ? stretch->stop : stretch->end + reach;
    for (size_t i = stretch->from; i < to; i++) {
        const struct frame *frame = frames_at(slice->frames, i);
        stretch->labels[i - stretch->from] = frame->label;
        stretch->loudness[i - stretch->from] = voices_loudness(frame);
    }
    return true;
}

static void open_stretch(struct stretch *stretch, const struct stream_slice *slice)
{
    stretch->stop = stretch->end = slice->start;
}

/* How many frames of the window there are before frame i, and behind it. */
static inline size_t frames_before(const struct stretch *stretch, size_t i, size_t reach)
{
    return i - stretch->start < reach ? i - stretch->start : reach;
}

static inline size_t frames_behind(const struct stretch *stretch, size_t i, size_t reach)
{
    return stretch->stop - i - 1 < reach ? stretch->stop - i - 1 : reach;
}

/* ---- how long a class lasts ---- */

static void count_by_frames(const struct stream_slice *slice, size_t reach, struct persistence *persistence)
{
    struct stretch stretch;
    for (open_stretch(&stretch, slice); next_stretch(&stretch, slice, reach);)
        for (size_t i = stretch.first; i < stretch.end; i++) {
            const uint16_t *label = &stretch.labels[i - stretch.from];
            size_t before = frames_before(&stretch, i, reach), behind = frames_behind(&stretch, i, reach);
            uint64_t *pairs = &persistence->pairs[*label * reach], *agree = &persistence->agree[*label * reach];
            for (size_t lag = 0; lag < before; lag++)
                pairs[lag] += PERSISTENCE_ONE;
            for (size_t lag = 0; lag < behind; lag++) {
                pairs[lag] += PERSISTENCE_ONE;
                agree[lag] += label[lag + 1] == *label ? 2 * PERSISTENCE_ONE : 0;
            }
        }
}

static void count_by_time(const struct stream_slice *slice, const struct window *window,
                          struct persistence *persistence)
{
    for (size_t i = slice->start; i < slice->end; i++) {
        struct walk walk = walk_from(slice, window, persistence, i, false);
        int64_t far;
        for (const struct frame *frame; (frame = walk_on(&walk, &far));)
            persistence_count(persistence, lag_of(window, far), walk.from->label, frame->label);
    }
}

void flicker_count(const struct stream_slice *slice, const struct window *window, struct persistence *persistence)
{
    if (window->by_frames)
        count_by_frames(slice, (size_t)window->reach, persistence);
    else
        count_by_time(slice, window, persistence);
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

static void judge(struct frame *frame, const struct voices *before, const struct voices *after)
{
    struct voices both = {before->same + after->same, before->all + after->all, before->count + after->count};
    if (both.count == 0)
        return;
    double confidence = frame_confidence(frame), own = VOICES_OWN / 2.0;
    double support = voices_support(&both, confidence, VOICES_OWN);
    double one = voices_support(before, confidence, own), other = voices_support(after, confidence, own);
    double shield = (one > other ? one : other) / 2;
    frame_doubt(frame, CHECK_FLICKER, 1 - (support > shield ? support : shield));
}

static void score_by_time(const struct stream_slice *slice, const struct window *window,
                          const struct persistence *persistence)
{
    for (size_t i = slice->start; i < slice->end; i++) {
        struct voices before = side_voices(walk_from(slice, window, persistence, i, true));
        struct voices after = side_voices(walk_from(slice, window, persistence, i, false));
        judge(frames_at(slice->frames, i), &before, &after);
    }
}

/* The voices of `count` frames on one side of frame i. */
static inline struct voices stretch_voices(const struct stretch *stretch, size_t i, int side, size_t count,
                                           const uint32_t *weights)
{
    const uint16_t *label = &stretch->labels[i - stretch->from];
    const uint32_t *loudness = &stretch->loudness[i - stretch->from];
    struct voices voices = {.count = (uint32_t)count};
    for (ptrdiff_t far = 1; far <= (ptrdiff_t)count; far++) {
        /* next_stretch has set it */
        uint64_t voice = (uint64_t)weights[far] * loudness[side * far]; // NOLINT(clang-analyzer-core.*)
        voices.all += voice;
        voices.same += label[side * far] == *label ? voice : 0;
    }
    return voices;
}

static void score_by_frames(const struct stream_slice *slice, const struct window *window,
                            const struct persistence *persistence)
{
    size_t reach = (size_t)window->reach;
    uint32_t weights[WINDOW_FRAMES + 1]; /* by distance, of the label at hand */
    size_t weighed = SIZE_MAX;           /* that label */
    struct stretch stretch;
    for (open_stretch(&stretch, slice); next_stretch(&stretch, slice, reach);)
        for (size_t i = stretch.first; i < stretch.end; i++) {
            struct frame *frame = frames_at(slice->frames, i);
            if (frame->label != weighed) {
                weighed = frame->label;
                for (size_t far = 1; far <= reach; far++)
                    weights[far] = voice_weight(window->by_frame[far], persistence->weights[weighed * reach + far - 1]);
            }
            size_t count = frames_before(&stretch, i, reach);
            struct voices before = stretch_voices(&stretch, i, -1, count, weights);
            count = frames_behind(&stretch, i, reach);
            struct voices after = stretch_voices(&stretch, i, 1, count, weights);
            judge(frame, &before, &after);
        }
}

void flicker_score(const struct stream_slice *slice, const struct window *window, const struct persistence *persistence)
{
    if (window->by_frames)
        score_by_frames(slice, window, persistence);
    else
        score_by_time(slice, window, persistence);
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
