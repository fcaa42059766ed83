/*
 * consistency - which answers does the physical world contradict?
 *
 * All frames are held in memory, sorted by stream and time. Up to three checks look at each: flicker
 * (its neighbours in time), place (the same place at other times), motion (its track). The score is the
 * largest doubt among them.
 */
#include "command/consistency.h"

#include <string.h>

#include "base/pool.h"
#include "dengine/hash.h"
#include "read/duration.h"
#include "run/chance.h"
#include "run/hearing.h"
#include "run/merged.h"
#include "run/part.h"
#include "run/say.h"

/* ---- options ---- */

/* Which checks to make, and whether there are the columns for them. */
static bool choose_checks(struct consistency *consistency, const struct options *options, struct arena *arena,
                          struct error *error)
{
    struct words known = {0}, asked = {0};
    bool can[] = {
        [CHECK_FLICKER] = true, [CHECK_PLACE] = options->place || options->position, [CHECK_MOTION] = options->track};
    if (!options->check) {
        memcpy(consistency->checks, can, sizeof can);
        return true;
    }
    for (int check = CHECK_FLICKER; check <= CHECK_MOTION; check++)
        words_add(&known, arena, text_of(check_names[check]));
    words_split(&asked, arena, text_of(options->check), ',');
    for (size_t i = 0; i < asked.count; i++) {
        size_t found = words_find(&known, asked.items[i]);
        const char *suggestion = words_suggest(&known, arena, asked.items[i]);
        if (found == known.count)
            return error_set(error, STATUS_USAGE, "--check '%s': no check '%.*s'%s there are flicker, place, motion",
                             options->check, (int)asked.items[i].size, asked.items[i].data,
                             *suggestion ? suggestion : ";");
        consistency->checks[found + CHECK_FLICKER] = true;
    }
    if (consistency->checks[CHECK_PLACE] && !can[CHECK_PLACE])
        return error_set(error, STATUS_USAGE, "--check place needs --place COL or --position X,Y[,Z]");
    if (consistency->checks[CHECK_MOTION] && !can[CHECK_MOTION])
        return error_set(error, STATUS_USAGE, "--check motion needs --track COL");
    return true;
}

/* A shard has all frames of its streams: what is learnt from all streams, or from all visits of a place, it lacks. */
static bool check_shard(const struct consistency *consistency, const struct options *options, struct error *error)
{
    if (options->shard && consistency->checks[CHECK_PLACE])
        return error_set(
            error, STATUS_USAGE,
            "--partial: the same place is in many streams: give --check flicker,motion, or one run all rows");
    if (options->shard && consistency->checks[CHECK_FLICKER] && !options->lasting && !options->tell_lasting)
        return error_set(error, STATUS_USAGE,
                         "--partial: flicker learns from all streams how long a class lasts: run this with "
                         "--tell-lasting on each shard first; merge of those makes the file for --lasting; or give "
                         "--check motion");
    if (options->tell_lasting && (options->lasting || !consistency->checks[CHECK_FLICKER] || options->sink))
        return error_set(error, STATUS_USAGE, "--tell-lasting %s",
                         options->lasting ? "or --lasting?"
                         : options->sink  ? "makes no queue"
                                          : "is for flicker");
    return true;
}

static bool read_options(struct consistency *consistency, const struct options *options, struct arena *arena,
                         struct error *error)
{
    struct window *window = &consistency->window;
    struct spatial *spatial = &consistency->spatial;
    if (options->multilabel)
        return error_set(error, STATUS_USAGE,
                         "--multilabel: what changes from frame to frame is one label; take one at a time, as a model "
                         "with two classes: --positive COL");
    if (!choose_checks(consistency, options, arena, error) || !check_shard(consistency, options, error))
        return false;
    if (!window_parse(window, text_of(options->window)))
        return error_set(error, STATUS_USAGE,
                         "--window '%s': expected frames from 1f to %df, or a time such as 200ms, 0.5s, 2min, 1h",
                         options->window, WINDOW_FRAMES);
    if (options->gap && !duration_parse(text_of(options->gap), &window->gap))
        return error_set(error, STATUS_USAGE, "--gap '%s': expected a time such as 200ms, 5s, 2min, 1h", options->gap);
    if (options->gap && !window->by_frames)
        return error_set(error, STATUS_USAGE, "--gap is for a --window of frames; one of time ends by itself");
    if (!duration_parse(text_of(options->apart), &spatial->apart))
        return error_set(error, STATUS_USAGE, "--apart '%s': expected a time such as 30s, 10min, 1h", options->apart);
    if (options->map && !options->position && !options->place)
        return error_set(error, STATUS_USAGE, "--map needs --position X,Y[,Z] or --place COL");
    window->gap += options->gap && window->gap == 0; /* 0 would mean: by the stream */
    spatial->apart += spatial->apart == 0;           /* a frame is no witness for itself */
    spatial->radius = options->place ? 0 : options->radius;
    return true;
}

static bool open_position(struct consistency *consistency, const char *list, struct error *error)
{
    struct run *run = &consistency->run;
    struct words names = {0};
    words_split(&names, run->arena, text_of(list), ',');
    if (names.count < 2 || names.count > 3)
        return error_set(error, STATUS_USAGE, "--position '%s': expected two or three columns: x,y or x,y,z", list);
    for (size_t i = 0; i < names.count; i++)
        if (!table_column(&run->table, names.items[i], "--position", &consistency->reader.position[i], error))
            return false;
    consistency->reader.dimensions = names.count;
    return true;
}

/* An optional field; `name` NULL: not asked for. */
static bool open_field(struct consistency *consistency, const char *name, const char *option, struct field *field,
                       bool *has, struct error *error)
{
    *has = name != NULL;
    return !name || field_open(field, &consistency->run.sampler, text_of(name), option, error);
}

static bool open_reader(struct consistency *consistency, struct error *error)
{
    struct run *run = &consistency->run;
    struct frames_reader *reader = &consistency->reader;
    const struct options *options = run->options;
    const char *stream = options->stream;
    if (!stream && table_has(&run->table, text_of("stream")))
        stream = "stream";
    reader->has_group = run->cap > 0;
    reader->group = run->cap_field;
    return table_column(&run->table, text_of(options->time), "--time", &reader->time, error) &&
           open_field(consistency, stream, "--stream", &reader->stream, &reader->has_stream, error) &&
           open_field(consistency, options->track, "--track", &reader->track, &reader->has_track, error) &&
           open_field(consistency, options->place, "--place", &reader->place, &reader->has_place, error) &&
           open_field(consistency, options->map, "--map", &reader->map, &reader->has_map, error) &&
           (!options->position || open_position(consistency, options->position, error));
}

/* ---- frames ---- */

static bool gather_frames(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct consistency *consistency = state;
    unsigned number = scan_worker_number(worker);
    struct problem problem;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        if (frames_add(&consistency->reader, consistency->parts[number], &sample, &problem))
            continue;
        if (idset_has(&consistency->excluded, sample.id))
            __atomic_fetch_add(&consistency->excluded_count, 1, __ATOMIC_RELAXED);
        else if (!run_bad_row(&consistency->run, worker, consistency->tops[number], &sample, &problem,
                              CONSISTENCY_EVIDENCE, error))
            return false;
    }
    return true;
}

static bool read_frames(struct consistency *consistency, struct error *error)
{
    struct run *run = &consistency->run;
    consistency->tops = run_tops(run, run->options->top);
    consistency->parts = arena_array(run->arena, run->threads, sizeof *consistency->parts);
    for (unsigned i = 0; i < run->threads; i++) {
        consistency->parts[i] = arena_alloc(run->arena, sizeof **consistency->parts);
        frames_start(consistency->parts[i], run_worker_arena(run, i));
    }
    return run_scan(run, true, gather_frames, consistency, error) && consistency_check_times(consistency, error) &&
           frames_join(&consistency->frames, run->arena, &consistency->reader, consistency->parts, run->threads,
                       run->threads, error) &&
           consistency_check_ids(consistency, error);
}

/* ---- score ---- */

static void count_streams(void *state, unsigned worker)
{
    struct consistency *consistency = state;
    const struct frames *frames = &consistency->frames;
    size_t streams = frames_streams(frames), stream;
    while ((stream = __atomic_fetch_add(&consistency->next, 1, __ATOMIC_RELAXED)) < streams) {
        struct stream_slice slice = stream_slice(frames, stream, &consistency->window);
        flicker_count(&slice, &consistency->window, &consistency->persistence[worker]);
    }
}

/* How long each class lasts, told from all streams, or as --lasting says. */
static bool find_persistence(struct consistency *consistency, struct error *error)
{
    struct run *run = &consistency->run;
    uint64_t *frames = frames_of_labels(&consistency->frames, run->arena), total = consistency->frames.count;
    size_t labels = consistency->frames.labels.count, lags = window_lags(&consistency->window);
    struct persistence *all = arena_array(run->arena, run->threads, sizeof *all);
    consistency->persistence = all;
    for (unsigned i = 0; i < run->threads; i++)
        persistence_open(&all[i], run->arena, labels, lags);
    consistency->next = 0;
    if (run->options->lasting) {
        if (!consistency_read_lasting(consistency, frames, &total, error))
            return false;
    } else {
        pool_run(run->threads, count_streams, consistency);
        for (unsigned i = 1; i < run->threads; i++)
            persistence_merge(&all[0], &all[i]);
    }
    persistence_weigh(&all[0], frames, total, PERSISTENCE_ROOT, run->arena);
    return true;
}

static void score_streams(void *state, unsigned worker)
{
    struct consistency *consistency = state;
    const struct frames *frames = &consistency->frames;
    size_t streams = frames_streams(frames), stream;
    while ((stream = __atomic_fetch_add(&consistency->next, 1, __ATOMIC_RELAXED)) < streams) {
        struct stream_slice slice = stream_slice(frames, stream, &consistency->window);
        if (consistency->checks[CHECK_FLICKER])
            flicker_score(&slice, &consistency->window, &consistency->persistence[0]);
        if (consistency->checks[CHECK_MOTION])
            motion_score(&consistency->tracks[worker], stream);
    }
}

static void score_places(struct consistency *consistency)
{
    struct run *run = &consistency->run;
    struct spatial *spatial = &consistency->spatial;
    spatial->priors = consistency->priors;
    spatial->flat = consistency->reader.dimensions < 3;
    spatial_score(spatial, &consistency->frames, run->arena, run->threads);
    if (2 * spatial->contradicted > spatial->judged)
        run_note(run, "place: for %zu of %zu frames most neighbours at the same spot say something else: %s",
                 spatial->contradicted, spatial->judged,
                 run->options->place ? "is --place the right column?"
                 : run->options->map ? "is --map the right column? else give a smaller --radius"
                                     : "do floors lie above each other? then give --map; else a smaller --radius");
}

/* Whether nearly all frames of a stream come in groups of one time and one size: *times of them. */
static bool comes_in_groups(const struct frames *frames, size_t stream, size_t *size, size_t *times)
{
    enum { LARGEST = 64, LEAST_TIMES = 3 };
    size_t first = frames->streams[stream], end = frames->streams[stream + 1], found[LARGEST + 1] = {0};
    for (size_t i = first, next; i < end; i = next) {
        for (next = i + 1; next < end && frames_at(frames, next)->time == frames_at(frames, i)->time;)
            next++;
        found[next - i < LARGEST ? next - i : 0]++;
    }
    *size = 2;
    for (size_t k = 3; k < LARGEST; k++)
        *size = found[k] * k > found[*size] * *size ? k : *size;
    *times = found[*size];
    return *times >= LEAST_TIMES && *times * *size * 10 >= 9 * (end - first);
}

/* Two cameras that take turns look like one that flickers. The rows of tracks may share their frame's time. */
static void note_equal_times(const struct consistency *consistency)
{
    const struct frames *frames = &consistency->frames;
    const struct run *run = &consistency->run;
    size_t stream = 0, size, times;
    while (stream < frames_streams(frames) && !comes_in_groups(frames, stream, &size, &times))
        stream++;
    if (stream == frames_streams(frames) || run->options->track)
        return;
    struct buffer name = {.arena = run->arena};
    if (consistency->reader.has_stream)
        buffer_quote(&name, frames->stream_names.items[stream]);
    bool named = name.size > 0;
    run_note(run, "%zu frames of %s%s share %zu times: %s", size * times, named ? "stream " : "one stream",
             buffer_string(&name), times, named ? "does --stream tell all cameras apart?" : "is --stream COL missing?");
}

static bool score_frames(struct consistency *consistency, struct error *error)
{
    struct run *run = &consistency->run;
    if (!priors_read(&consistency->priors, &consistency->frames.labels, run->options->priors, run->arena, error))
        return false;
    consistency->tracks = arena_array(run->arena, run->threads, sizeof *consistency->tracks);
    for (unsigned i = 0; i < run->threads; i++)
        tracks_open(&consistency->tracks[i], run_worker_arena(run, i), &consistency->frames, consistency->priors);
    if (consistency->checks[CHECK_FLICKER] && !find_persistence(consistency, error))
        return false;
    consistency->next = 0;
    pool_run(run->threads, score_streams, consistency);
    if (consistency->checks[CHECK_FLICKER])
        note_equal_times(consistency);
    if (consistency->checks[CHECK_PLACE])
        score_places(consistency);
    return true;
}

/* ---- select ---- */

enum { PORTION = 16 * 1024 }; /* frames that a worker takes at once */

/* Of a frame with nothing to compare with nothing is known: only a draw may take it. */
static void offer_frame(const struct consistency *consistency, unsigned worker, size_t i)
{
    const struct run *run = &consistency->run;
    const struct frames *frames = &consistency->frames;
    const struct frame *frame = frames_at(frames, i);
    struct top *top = consistency->tops[worker];
    struct top_key key = {.scores = {frame->check == CHECK_NONE ? 0 : frame->score}};
    if (frame->check == CHECK_NONE && !run->options->chance)
        return;
    if (!run->options->chance && !run->options->hearing && !top_wants(top, key.scores[0]))
        return; /* nearly all of them, and ids lie far away */
    const struct scored scored = {.id = frame_id(frame), .label = frames->labels.items[frame->label], .highest = 1};
    if (frame->check != CHECK_NONE)
        hearing_note(run, worker, scored.id, key.scores[0], scored.label);
    if (!chance_weigh(run, worker, &scored, &key) || !top_wants(top, key.scores[0]))
        return;
    struct text group = run->cap ? frames->groups.items[frame->place[0].group] : (struct text){0};
    key.tie = hash_text(run->tie_key, frame_id(frame));
    struct top_entry *entry = top_offer(top, &key, frame_id(frame), group);
    if (entry)
        entry->tag = i;
}

static void offer_portions(void *state, unsigned worker)
{
    struct consistency *consistency = state;
    const struct frames *frames = &consistency->frames;
    const struct idset *excluded = &consistency->excluded;
    uint64_t excluded_count = 0;
    size_t start;
    while ((start = PORTION * __atomic_fetch_add(&consistency->next, 1, __ATOMIC_RELAXED)) < frames->count)
        for (size_t i = start; i < start + PORTION && i < frames->count; i++) {
            const struct frame *frame = frames_at(frames, i);
            if (excluded->count && idset_has(excluded, frame_id(frame)))
                excluded_count++;
            else
                offer_frame(consistency, worker, i);
        }
    __atomic_fetch_add(&consistency->excluded_count, excluded_count, __ATOMIC_RELAXED);
}

static struct top *select_frames(struct consistency *consistency)
{
    struct run *run = &consistency->run;
    consistency->next = 0;
    pool_run(run->threads, offer_portions, consistency);
    run->filter.excluded = consistency->excluded;
    run->counts.excluded += consistency->excluded_count;
    run->counts.ranked -= consistency->excluded_count;
    return run_merge(run, consistency->tops);
}

static void explain_checks(const struct consistency *consistency)
{
    size_t counts[CHECK_MOTION + 1] = {0};
    for (size_t i = 0; i < consistency->frames.count; i++)
        counts[frames_at(&consistency->frames, i)->check]++;
    say("streams   %12zu\n", frames_streams(&consistency->frames));
    for (int check = CHECK_FLICKER; check <= CHECK_MOTION; check++)
        say("%-9s %12zu frames found by this check most\n", check_names[check], counts[check]);
    say("none      %12zu frames with nothing to compare with%s\n", counts[CHECK_NONE],
        consistency->run.options->chance ? "" : ", not queued");
}

/* The others have their kept columns. */
static bool is_scored(const struct run *run, const struct sample *sample, const struct top_entry *entry)
{
    (void)run;
    (void)sample;
    return entry->key.scores[0] != TOP_UNSCORABLE;
}

/* --tell-lasting, instead of all that comes behind the frames. */
static bool tell_lasting(struct consistency *consistency, struct error *error)
{
    struct run *run = &consistency->run;
    if (!find_persistence(consistency, error))
        return false;
    struct strata *strata = consistency_lasting(consistency);
    if (run->options->shard)
        return part_write(run, &(struct part_content){.strata = strata}, NULL, 0, error);
    return consistency_write_lasting(run, strata, window_lags(&consistency->window), error);
}

static bool run_consistency(const struct command *command, const struct options *options, struct arena *arena,
                            struct error *error)
{
    struct consistency *consistency = arena_alloc(arena, sizeof *consistency);
    struct run *run = &consistency->run;
    if (!read_options(consistency, options, arena, error) || !run_spool(options, error) ||
        !run_open(run, command, options, arena, RUN_NEEDS_LABEL, error) || !open_reader(consistency, error))
        return false;
    consistency->excluded = run->filter.excluded;
    run->filter.excluded = (struct idset){.arena = arena};
    run_ready(run);
    chance_start(run);
    if (!read_frames(consistency, error))
        return false;
    if (options->tell_lasting)
        return tell_lasting(consistency, error);
    if (!score_frames(consistency, error))
        return false;

    struct top *top = select_frames(consistency);
    consistency_explain(consistency, top);
    if (!run_keep(run, &run->filter, run_rows(run, top), top_count(top), is_scored, error))
        return false;
    const struct queue_column evidence[CONSISTENCY_EVIDENCE] = {{.name = text_of("label")},
                                                                {.name = text_of("confidence")},
                                                                {.name = text_of("check")},
                                                                {.name = text_of("expected_label")},
                                                                {.name = text_of("neighbours")}};
    if (!part_finish(run, top, evidence, CONSISTENCY_EVIDENCE, error))
        return false;
    if (options->explain)
        explain_checks(consistency);
    return true;
}

/* ---- of shards ---- */

static void open_merged(struct run *run, struct merged *merged)
{
    merged->top = top_open(run->arena, run->options->top, run->cap);
    merged->strata = run->options->tell_lasting ? strata_open(run->arena, 0) : NULL;
}

static bool finish_merged(struct run *run, struct merged *merged, struct error *error)
{
    const struct queue_columns columns = merged_columns(merged);
    struct window window;
    if (!run->options->tell_lasting)
        return part_finish(run, merged->top, columns.items, columns.count, error);
    return window_parse(&window, text_of(run->options->window)) &&
           consistency_write_lasting(run, merged->strata, window_lags(&window), error);
}

static const struct merging merging = {open_merged, finish_merged, false};

const struct command command_consistency = {
    .name = "consistency",
    .operands = "FRAMES...",
    .doc = "which answers does the physical world contradict?",
    .text = "Ranks frames of robots, cameras and phones whose label their surroundings contradict, confident ones\n"
            "too. Three checks; the score of a frame is its largest doubt, 1 - the support for its label:\n"
            "  flicker   the frames before and after it in the same stream say something else\n"
            "  place     the same place got another label at other times (needs --place or --position);\n"
            "            classes that move, by --priors, take no part\n"
            "  motion    its track (--track) changes its class, or is faster than its class can be\n"
            "Neighbours count by closeness and by their confidence. Rows may come in any order, and those of one\n"
            "stream from several files; ids must not repeat. All frames are held in memory.\n"
            "Frames of --exclude are kept out of the queue but stay neighbours; --where leaves frames out altogether.\n"
            "With --draw frames with nothing to compare with count as right, and may be drawn, too.\n"
            "Flicker learns from all frames how long a class lasts; --tell-lasting writes it down, for --lasting.\n"
            "Floors lie above each other: positions x,y without --map (or z) can rank worse than chance.",
    .example = "consistency data/drive/frames.csv --place place --track track --priors data/drive/priors.json -n 5",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PARTIAL) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(CONSISTENCY),
    .merging = &merging,
    .run = run_consistency,
};
