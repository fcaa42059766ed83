#include "score/motion.h"

#include <math.h>

void tracks_open(struct tracks *tracks, struct arena *arena, const struct frames *frames, const struct prior *priors)
{
    size_t labels = frames->labels.count;
    *tracks = (struct tracks){.frames = frames, .priors = priors, .arena = arena, .stream = SIZE_MAX};
    tracks->sums = arena_array(arena, labels, sizeof *tracks->sums);
    tracks->counts = arena_array(arena, labels, sizeof *tracks->counts);
    tracks->labels = arena_array(arena, labels, sizeof *tracks->labels);
}

/* ---- the frames of a track ---- */

static const struct frame *track_frame(const struct tracks *tracks, size_t at)
{
    return frames_at(tracks->frames, tracks->order[at].value);
}

static size_t track_end(const struct tracks *tracks, size_t start)
{
    size_t end = start + 1;
    while (end < tracks->count && tracks->order[end].key == tracks->order[start].key)
        end++;
    return end;
}

/* Finds the frames of a stream that have a track. */
static void load_stream(struct tracks *tracks, size_t stream)
{
    const struct frames *frames = tracks->frames;
    if (tracks->stream == stream)
        return;
    tracks->stream = stream;
    tracks->count = 0;
    size_t start = frames->streams[stream], end = frames->streams[stream + 1];
    if (end - start > tracks->capacity) {
        size_t old = tracks->capacity * sizeof *tracks->order, wanted = (end - start) * sizeof *tracks->order;
        tracks->order = arena_resize(tracks->arena, tracks->order, old, wanted);
        tracks->room = arena_resize(tracks->arena, tracks->room, old, wanted);
        tracks->capacity = end - start;
    }
    for (size_t i = start; i < end; i++) {
        uint32_t track = frames_at(frames, i)->place[0].track;
        if (track != FRAME_NONE)
            tracks->order[tracks->count++] = (struct keyed){track, (uint32_t)i};
    }
    radix_sort(tracks->order, tracks->room, tracks->count);
}

/* ---- class ---- */

/* Sums the voices of a track, all of weight 1. */
static void load_track(struct tracks *tracks, size_t start, size_t end)
{
    for (size_t i = 0; i < tracks->labels_count; i++)
        tracks->sums[tracks->labels[i]] = tracks->counts[tracks->labels[i]] = 0;
    tracks->all = tracks->labels_count = 0;
    tracks->start = start;
    tracks->end = end;
    for (size_t at = start; at < end; at++) {
        const struct frame *frame = track_frame(tracks, at);
        if (tracks->counts[frame->label]++ == 0)
            tracks->labels[tracks->labels_count++] = frame->label;
        tracks->sums[frame->label] += voices_of(frame, VOICES_UNIT);
        tracks->all += voices_of(frame, VOICES_UNIT);
    }
}

static double class_doubt(const struct tracks *tracks, const struct frame *frame)
{
    uint64_t self = voices_of(frame, VOICES_UNIT);
    struct voices others =
        voices_limited((struct voices){.same = tracks->sums[frame->label] - self, .all = tracks->all - self});
    return 1 - voices_support(&others, frame_confidence(frame), VOICES_OWN);
}

/* ---- speed ---- */

/* The speed between frame `at` and the next on one side with another time; negative when unknown. */
static double speed_to(const struct tracks *tracks, size_t at, bool back)
{
    enum { SAME_TIME = 100 }; /* frames of one time that are passed over */
    const struct frame *frame = track_frame(tracks, at), *other = frame;
    size_t to = at, last = back ? tracks->start : tracks->end - 1;
    for (int passed = 0; other->time == frame->time; passed++) {
        if (to == last || passed == SAME_TIME)
            return -1;
        other = track_frame(tracks, back ? --to : ++to);
    }
    const struct frame_place *a = &frame->place[0], *b = &other->place[0];
    double x = a->x - b->x, y = a->y - b->y, z = (double)a->z - (double)b->z;
    double speed = sqrt(x * x + y * y + z * z) / (fabs((double)(frame->time - other->time)) / 1000);
    return isfinite(speed) ? speed : -1;
}

/* How far the label's limit is exceeded, 0 to 1, the mean of both sides; negative when nothing can be
 * said. */
static double speed_doubt(const struct tracks *tracks, size_t at, double *highest)
{
    double limit = tracks->priors[track_frame(tracks, at)->label].max_speed, sum = 0;
    int sides = 0;
    *highest = 0;
    for (int back = 0; limit > 0 && back < 2; back++) {
        double speed = speed_to(tracks, at, back);
        if (speed < 0)
            continue;
        sides++;
        sum += speed > limit ? 1 - limit / speed : 0;
        *highest = speed > *highest ? speed : *highest;
    }
    return sides ? sum / sides : -1;
}

/* ---- score ---- */

void motion_score(struct tracks *tracks, size_t stream)
{
    double highest;
    load_stream(tracks, stream);
    for (size_t start = 0, end; start < tracks->count; start = end) {
        end = track_end(tracks, start);
        if (end - start < 2)
            continue;
        load_track(tracks, start, end);
        for (size_t at = start; at < end; at++) {
            struct frame *frame = frames_at(tracks->frames, tracks->order[at].value);
            frame_doubt(frame, CHECK_MOTION, class_doubt(tracks, frame));
            frame_doubt(frame, CHECK_MOTION, speed_doubt(tracks, at, &highest));
        }
    }
}

/* ---- evidence ---- */

/* The label with the most voices without that of the frame itself, the first of equals. */
static uint16_t expected_label(const struct tracks *tracks, const struct frame *frame)
{
    uint16_t expected = frame->label;
    uint64_t most = 0;
    for (size_t i = 0; i < tracks->labels_count; i++) {
        uint16_t label = tracks->labels[i];
        uint64_t sum = tracks->sums[label] - (label == frame->label ? voices_of(frame, VOICES_UNIT) : 0);
        if (sum > most || (sum == most && sum && label < expected)) {
            most = sum;
            expected = label;
        }
    }
    return expected;
}

/* The place of frame `i` in the order. */
static size_t find_frame(const struct tracks *tracks, uint32_t i)
{
    uint64_t track = frames_at(tracks->frames, i)->place[0].track;
    size_t low = 0, high = tracks->count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct keyed *item = &tracks->order[middle];
        if (item->key < track || (item->key == track && item->value < i))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void motion_explain(struct tracks *tracks, size_t i, struct motion_evidence *evidence)
{
    const struct frame *frame = frames_at(tracks->frames, i);
    if (tracks->stream != frame->stream)
        tracks->start = tracks->end = 0;
    load_stream(tracks, frame->stream);
    size_t at = find_frame(tracks, (uint32_t)i), start = at;
    if (at < tracks->start || at >= tracks->end) {
        while (start > 0 && track_frame(tracks, start - 1)->place[0].track == frame->place[0].track)
            start--;
        load_track(tracks, start, track_end(tracks, start));
    }
    *evidence = (struct motion_evidence){.neighbours = (uint32_t)(tracks->end - tracks->start - 1),
                                         .agree = tracks->counts[frame->label] - 1,
                                         .expected = expected_label(tracks, frame)};
    evidence->fast = speed_doubt(tracks, at, &evidence->speed) > class_doubt(tracks, frame);
    uint16_t before = at > tracks->start ? track_frame(tracks, at - 1)->label : frame->label;
    uint16_t after = at + 1 < tracks->end ? track_frame(tracks, at + 1)->label : frame->label;
    evidence->from_before = before != frame->label;
    evidence->changes = before != frame->label || after != frame->label;
    evidence->other = evidence->from_before ? before : after;
}
