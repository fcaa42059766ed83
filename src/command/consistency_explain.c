#include <stdlib.h>
#include <string.h>

#include "command/consistency.h"
#include "read/duration.h"

/* One queued frame. */
struct queued {
    struct top_entry *entry;
    size_t frame;
};

struct explaining {
    const struct consistency *consistency;
    uint64_t *sums;            /* [labels] */
    struct stream_slice slice; /* the stream of the last frame */
    struct cells cells;
};

static void add_label(const struct explaining *explaining, struct buffer *text, uint16_t label)
{
    buffer_add(text, explaining->consistency->frames.labels.items[label]);
}

static void add_count(struct buffer *text, size_t count, const char *what)
{
    buffer_format(text, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

/* ---- reasons ---- */

/* "40 ms before" */
static void add_distance(struct buffer *text, int64_t distance, const char *side)
{
    if (distance == 0) {
        buffer_add(text, text_of("at the same time"));
        return;
    }
    duration_add(text, distance);
    buffer_format(text, " %s", side);
}

/* ", none 40 ms before and after" */
static void add_changes(const struct explaining *explaining, struct buffer *text,
                        const struct flicker_evidence *evidence)
{
    const struct flicker_evidence *e = evidence;
    bool alike = e->has_before && e->has_after && e->before == e->after;
    bool even = alike && e->before_distance == e->after_distance;
    if (e->has_before) {
        buffer_add(text, text_of(", "));
        add_label(explaining, text, e->before);
        buffer_byte(text, ' ');
        add_distance(text, e->before_distance, even ? "before and after" : "before");
    }
    if (!e->has_after || even)
        return;
    buffer_add(text, text_of(alike ? " and " : ", "));
    if (!alike) {
        add_label(explaining, text, e->after);
        buffer_byte(text, ' ');
    }
    add_distance(text, e->after_distance, "after");
}

/* "person for 1 frame, none 40 ms before and after" */
static void explain_flicker(struct explaining *explaining, size_t i, uint16_t *expected, size_t *neighbours)
{
    const struct consistency *consistency = explaining->consistency;
    const struct frame *frame = frames_at(&consistency->frames, i);
    if (i < explaining->slice.start || i >= explaining->slice.end)
        explaining->slice = stream_slice(&consistency->frames, frame->stream, &consistency->window);
    struct buffer *text = &explaining->cells.text;
    struct flicker_evidence evidence;
    flicker_explain(&explaining->slice, &consistency->window, &consistency->persistence[0], i, explaining->sums,
                    &evidence);
    add_label(explaining, text, frame->label);
    if (evidence.has_before || evidence.has_after) {
        buffer_add(text, text_of(" for "));
        add_count(text, evidence.run, "frame");
        add_changes(explaining, text, &evidence);
    } else {
        buffer_format(text,
                      evidence.neighbours == 1   ? ", as the frame beside it"
                      : evidence.neighbours == 2 ? ", as both frames around"
                                                 : ", as all %u frames around",
                      evidence.neighbours);
    }
    *expected = evidence.expected;
    *neighbours = evidence.neighbours;
}

/* "couch here, 5 of 6 at other times say chair" */
static void explain_place(struct explaining *explaining, size_t i, uint16_t *expected, size_t *neighbours)
{
    const struct frame *frame = frames_at(&explaining->consistency->frames, i);
    const struct place_answer *answer = &explaining->consistency->spatial.answers[i];
    struct buffer *text = &explaining->cells.text;
    add_label(explaining, text, frame->label);
    buffer_format(text, " here, %u of %u at other times say%s ", answer->agree, answer->neighbours,
                  answer->neighbours == 1 ? "s" : "");
    add_label(explaining, text, frame->expected);
    *expected = frame->expected;
    *neighbours = answer->neighbours;
}

/* "track 17 changes from person to dog", "person at 12.3 m/s, at most 3" */
static void explain_motion(struct explaining *explaining, size_t i, uint16_t *expected, size_t *neighbours)
{
    const struct consistency *consistency = explaining->consistency;
    const struct frame *frame = frames_at(&consistency->frames, i);
    struct text track = consistency->frames.tracks.items[frame->place[0].track];
    struct buffer *text = &explaining->cells.text;
    struct motion_evidence evidence;
    motion_explain(&consistency->tracks[0], i, &evidence);
    if (evidence.fast) {
        add_label(explaining, text, frame->label);
        buffer_format(text, " at %.3g m/s on track ", evidence.speed);
        buffer_add(text, track);
        buffer_format(text, ", at most %.3g", consistency->priors[frame->label].max_speed);
    } else {
        buffer_add(text, text_of("track "));
        buffer_add(text, track);
        if (evidence.changes) {
            buffer_add(text, text_of(" changes from "));
            add_label(explaining, text, evidence.from_before ? evidence.other : frame->label);
            buffer_add(text, text_of(" to "));
            add_label(explaining, text, evidence.from_before ? frame->label : evidence.other);
        } else {
            buffer_add(text, text_of(" is "));
            add_label(explaining, text, frame->label);
            buffer_format(text, " in %u of %u frames", evidence.agree + 1, evidence.neighbours + 1);
        }
    }
    *expected = evidence.expected;
    *neighbours = evidence.neighbours;
}

/* ---- cells ---- */

static void explain_row(struct explaining *explaining, struct top_entry *entry, struct top *top, size_t i)
{
    const struct frame *frame = frames_at(&explaining->consistency->frames, i);
    struct cells *cells = &explaining->cells;
    enum check check = frame->check;
    uint16_t expected = frame->label;
    size_t neighbours = 0;
    cells_start(cells);
    switch (check) {
    case CHECK_NONE:
        buffer_add(&cells->text, text_of("nothing to compare with"));
        break;
    case CHECK_FLICKER:
        explain_flicker(explaining, i, &expected, &neighbours);
        break;
    case CHECK_PLACE:
        explain_place(explaining, i, &expected, &neighbours);
        break;
    case CHECK_MOTION:
        explain_motion(explaining, i, &expected, &neighbours);
        break;
    }
    cells_end(cells);
    add_label(explaining, &cells->text, frame->label);
    cells_end(cells);
    if (explaining->consistency->run.sampler.predictor.kind != PREDICTOR_LABEL)
        buffer_nano(&cells->text, frame->confidence);
    cells_end(cells);
    buffer_add(&cells->text, text_of(check_names[check]));
    cells_end(cells);
    if (check != CHECK_NONE)
        add_label(explaining, &cells->text, expected);
    cells_end(cells);
    buffer_count(&cells->text, neighbours);
    cells_end(cells);
    cells_keep(cells, top, entry, cells->count + explaining->consistency->run.keep_count);
}

/* The frames of a track stand together: its voices are summed once. */
static int by_stream_and_track(const void *a, const void *b, void *state)
{
    const struct frames *frames = state;
    const struct queued *left = a, *right = b;
    const struct frame *one = frames_at(frames, left->frame), *other = frames_at(frames, right->frame);
    if (frames->stride > sizeof *one && one->stream == other->stream && one->place[0].track != other->place[0].track)
        return one->place[0].track < other->place[0].track ? -1 : 1;
    return (left->frame > right->frame) - (left->frame < right->frame);
}

void consistency_explain(struct consistency *consistency, struct top *top)
{
    struct arena *arena = consistency->run.arena;
    struct top_entry **rows = run_rows(&consistency->run, top);
    struct queued *queued = arena_array(arena, top_count(top), sizeof *queued);
    struct explaining explaining = {.consistency = consistency, .cells = {.text = {.arena = arena}}};
    size_t count = 0;
    explaining.sums = arena_array(arena, consistency->frames.labels.count, sizeof *explaining.sums);
    for (size_t r = 0; r < top_count(top); r++) {
        if (rows[r]->key.scores[0] != TOP_UNSCORABLE) /* it has its reason */
            queued[count++] = (struct queued){.entry = rows[r], .frame = rows[r]->tag};
    }
    if (count)
        qsort_r(queued, count, sizeof *queued, by_stream_and_track, &consistency->frames);
    for (size_t q = 0; q < count; q++)
        explain_row(&explaining, queued[q].entry, top, queued[q].frame);
}
