#include "run/join.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dengine/distribution.h"
#include "dengine/hash.h"
#include "run/chance.h"
#include "run/hearing.h"

struct text join_label(const struct join *join, size_t label)
{
    return label < GATHER_NO_LABEL ? labels_name(join->gather.labels, label) : (struct text){0};
}

struct text join_class(const struct join *join, const struct view *view, size_t class_number)
{
    return join_label(join, view->labels[class_number]);
}

/* ---- a sample as the measures see it ---- */

static void open_views(struct join *join)
{
    struct run *run = &join->run;
    size_t members = join->gather.members.count, capacity = join->gather.classes + members + 1;
    join->views = arena_array(run->arena, run->threads, sizeof *join->views);
    for (unsigned i = 0; i < run->threads; i++) {
        struct arena *arena = run_worker_arena(run, i);
        struct view *view = &join->views[i];
        view->capacity = capacity;
        view->labels = arena_array(arena, capacity, sizeof *view->labels);
        for (size_t k = 0; k < join->gather.classes; k++)
            view->labels[k] = k;
        view->set.arena = arena;
        view->shares = arena_array(arena, join->gather.classes, sizeof *view->shares);
        view->q = arena_array(arena, capacity, sizeof *view->q);
        view->p = arena_array(arena, capacity, sizeof *view->p);
        view->votes = arena_array(arena, capacity, sizeof *view->votes);
        if (join->gather.needs & GATHER_EVERY)
            view->every = arena_array(arena, capacity * (members + 1), sizeof *view->every);
    }
}

/* The class number of a label in this view; a label that no distribution has gets one of its own. */
static size_t class_of(const struct join *join, struct view *view, size_t label)
{
    size_t classes = join->gather.needs & GATHER_SHARES ? join->gather.classes : 0;
    if (label < classes)
        return label;
    size_t k = classes;
    while (k < view->others.classes && view->labels[k] != label)
        k++;
    if (k == view->others.classes) {
        view->labels[view->others.classes++] = label;
        view->q[k] = view->p[k] = 0;
        view->votes[k] = 0;
    }
    return k;
}

/* The first by name among equals: numbers of labels may depend on the order of rows. */
static size_t most_votes(const struct join *join, const struct view *view)
{
    size_t most = 0;
    for (size_t k = 1; k < view->others.classes; k++)
        if (view->votes[k] > view->votes[most] ||
            (view->votes[k] == view->votes[most] &&
             text_compare(join_class(join, view, k), join_class(join, view, most)) < 0))
            most = k;
    return most;
}

/* Shares of hard votes; of one voter, its confidence. */
static void share_votes(struct view *view, const struct gathered *sample)
{
    for (size_t k = 0; k < view->others.classes; k++)
        view->q[k] = (double)view->votes[k] / (double)sample->seen;
    if (sample->seen != 1)
        return;
    double confidence = (double)sample->confidence / GATHER_UNIT;
    if (view->votes[view->others.label] == 0)
        view->q[view->others.label] = 1 - confidence;
    view->q[view->others.consensus] = confidence;
}

/* The distributions of the others one after the other. */
static void copy_every(const struct join *join, struct view *view, const struct gathered *sample)
{
    size_t classes = join->gather.classes, wide = view->others.classes;
    double *to = view->every;
    for (size_t m = 0; m < join->gather.members.count; m++) {
        if (!sample->labels[m])
            continue;
        memset(to, 0, wide * sizeof *to);
        memcpy(to, sample->every + m * classes, classes * sizeof *to);
        to += wide;
    }
}

const struct view *join_view(struct join *join, unsigned worker, const struct gathered *sample)
{
    struct view *view = &join->views[worker];
    struct evidence *others = &view->others;
    const struct gather *gather = &join->gather;
    size_t classes = sample->sums ? gather->classes : 0;
    if (join->apart) {
        join_apart_view(join, view, sample);
        return view;
    }
    *others = (struct evidence){.classes = classes,
                                .p = view->p,
                                .members = sample->seen,
                                .q = view->q,
                                .votes = view->votes,
                                .every = view->every,
                                .confidence = sample->own_confidence};
    memset(view->votes, 0, classes * sizeof *view->votes);
    for (size_t m = 0; m < gather->members.count; m++)
        if (sample->labels[m] && sample->labels[m] <= LABELS_MOST)
            view->votes[class_of(join, view, sample->labels[m] - 1u)]++;
    if (sample->known)
        others->label = class_of(join, view, sample->own_label);
    double scale = 1 / (GATHER_UNIT * (double)sample->seen);
    for (size_t k = 0; k < classes; k++)
        view->q[k] = (double)sample->sums[k] * scale;
    if (sample->own)
        memcpy(view->p, sample->own, classes * sizeof *view->p);
    others->entropy = (double)sample->entropy * scale;
    others->consensus = sample->sums ? distribution_likeliest(view->q, view->others.classes) : most_votes(join, view);
    if (!sample->known)
        others->label = others->consensus;
    if (!sample->sums)
        share_votes(view, sample);
    if (sample->every)
        copy_every(join, view, sample);
    return view;
}

bool join_wants(const struct join *join, unsigned worker, const struct gathered *sample)
{
    double (*of_share)(double) = join->measures.count ? join->measures.items[0]->of_share : NULL;
    if (join->apart || run_scores_all(&join->run) || !of_share || !sample->sums ||
        join->measures.tables[0] != doubt_measures)
        return true;
    int64_t sum = 0;
    if (!sample->known)
        for (size_t k = 0; k < join->gather.classes; k++)
            sum = sample->sums[k] > sum ? sample->sums[k] : sum;
    else if (sample->own_label < join->gather.classes)
        sum = sample->sums[sample->own_label];
    double scale = 1 / (GATHER_UNIT * (double)sample->seen);
    return top_wants(join->tops[worker], nano_round(of_share((double)sum * scale)));
}

size_t join_ranked(const struct join *join, const struct view *view, size_t place)
{
    const size_t *votes = view->votes;
    for (size_t k = 0; k < view->others.classes; k++) {
        size_t before = 0;
        for (size_t j = 0; j < view->others.classes && votes[k]; j++)
            before += j != k &&
                      (votes[j] > votes[k] || (votes[j] == votes[k] &&
                                               text_compare(join_class(join, view, j), join_class(join, view, k)) < 0));
        if (votes[k] && before == place)
            return k;
    }
    return view->others.classes;
}

/* ---- into the queue ---- */

/* A cap counts bad rows, too; without a group of its own a sample is its own group. */
void join_unscorable(struct join *join, unsigned worker, const struct gathered *sample)
{
    struct cells *cells = &join->cells[worker];
    struct top_key key = {.scores = {TOP_UNSCORABLE}, .tie = hash_text(join->run.tie_key, sample->id)};
    struct text group = sample->group.data ? sample->group : sample->id;
    struct top_entry *entry = top_offer(join->tops[worker], &key, sample->id, group);
    if (!entry)
        return;
    cells_unscorable(cells, sample->problem);
    join_fill(join, worker, entry, NULL);
}

/* The further scores of labels apart; the view is then that of the first again. */
static void score_apart(const struct join *join, unsigned worker, const struct gathered *sample, struct top_key *key)
{
    struct view *view = &join->views[worker];
    for (size_t i = 1; i < join->measures.count; i++)
        key->scores[i] = nano_round(join_apart_score(join, view, sample, join->measures.items[i]));
    if (join->measures.count > 1)
        join_apart_view(join, view, sample);
}

static bool tells_label(const struct join *join)
{
    return join->evidence_count && text_equal(join->evidence[0].name, text_of("label"));
}

struct top_entry *join_offer(struct join *join, unsigned worker, const struct gathered *sample, const struct view *view,
                             struct top_key *key)
{
    for (size_t i = 0; view && i < join->measures.count; i++) {
        if (i == 1 && join->apart) {
            score_apart(join, worker, sample, key);
            break;
        }
        key->scores[i] = nano_round(join->measures.items[i]->score(&view->others));
        if (i == 0 && !run_scores_all(&join->run) && !top_wants(join->tops[worker], key->scores[0]))
            return NULL;
    }
    struct scored scored = {.id = sample->id, .highest = 1};
    if (run_scores_all(&join->run) && tells_label(join))
        scored.label = join_label(join, sample->own_label);
    if (view && join->measures.count)
        scored.highest = measures_scale(join->measures.items[0], view->others.classes);
    hearing_note(&join->run, worker, scored.id, key->scores[0], scored.label);
    if (!chance_weigh(&join->run, worker, &scored, key))
        return NULL;
    if (!top_wants(join->tops[worker], key->scores[0]))
        return NULL;
    key->tie = hash_text(join->run.tie_key, sample->id);
    struct top_entry *entry = top_offer(join->tops[worker], key, sample->id, sample->group);
    if (entry)
        cells_start(&join->cells[worker]);
    return entry;
}

void join_fill(struct join *join, unsigned worker, struct top_entry *entry, const struct top_key *key)
{
    struct cells *cells = &join->cells[worker];
    size_t further = join->measures.count ? join->measures.count - 1 : 0;
    for (size_t i = 0; key && i < further; i++) {
        buffer_nano(&cells->text, key->scores[i + 1]);
        cells_end(cells);
    }
    cells_keep(cells, join->tops[worker], entry, 1 + join->evidence_count + further + join->run.keep_count);
}

void join_cell(struct join *join, unsigned worker, struct text text)
{
    buffer_add(&join->cells[worker].text, text);
    cells_end(&join->cells[worker]);
}

void join_cell_number(struct join *join, unsigned worker, double number)
{
    if (!isnan(number))
        buffer_nano(&join->cells[worker].text, nano_round(number));
    cells_end(&join->cells[worker]);
}

void join_say(struct buffer *text, struct text name, double share)
{
    buffer_add(text, name);
    if (!isnan(share))
        buffer_format(text, " %.2f", share);
}

static bool says_labels_alone(const struct join *join, size_t table)
{
    return join->gather.tables[table].scan.sampler->predictor.kind == PREDICTOR_LABEL;
}

double join_own_confidence(const struct join *join, const struct gathered *sample)
{
    return says_labels_alone(join, 0) ? (double)NAN : sample->own_confidence;
}

double join_confidence(const struct join *join, const struct gathered *sample)
{
    return says_labels_alone(join, join->gather.tables_count - 1) ? (double)NAN
                                                                  : (double)sample->confidence / GATHER_UNIT;
}

/* ---- running ---- */

/* The progress of several scans as one. */
struct join_progress {
    pthread_mutex_t lock;
    struct progress shown;
    struct part {
        struct join_progress *whole;
        uint64_t bytes, rows;
    } * parts;
    size_t count;
};

static void update_progress(void *state, uint64_t bytes, uint64_t rows)
{
    struct part *part = state;
    struct join_progress *whole = part->whole;
    uint64_t all_bytes = 0, all_rows = 0;
    pthread_mutex_lock(&whole->lock);
    part->bytes = bytes;
    part->rows = rows;
    for (size_t i = 0; i < whole->count; i++) {
        all_bytes += whole->parts[i].bytes;
        all_rows += whole->parts[i].rows;
    }
    progress_update(&whole->shown, all_bytes, all_rows);
    pthread_mutex_unlock(&whole->lock);
}

static void start_progress(struct join *join, struct join_progress *progress)
{
    struct gather *gather = &join->gather;
    uint64_t size = 0;
    bool known = true;
    *progress = (struct join_progress){.count = gather->tables_count};
    pthread_mutex_init(&progress->lock, NULL);
    progress->parts = arena_array(join->run.arena, progress->count, sizeof *progress->parts);
    for (size_t t = 0; t < gather->tables_count; t++) {
        uint64_t bytes = source_size(gather->tables[t].scan.sampler->table->source);
        size += bytes;
        known = known && bytes;
        progress->parts[t].whole = progress;
        gather->tables[t].scan.progress = update_progress;
        gather->tables[t].scan.progress_state = &progress->parts[t];
    }
    run_progress(&join->run, &progress->shown, known ? size : 0);
}

/* Bad rows of tables with other columns: the reason and the row as one cell. They are kept in memory by
 * table, so that their order is that of the tables. */
struct join_rejects {
    struct output output;
    struct arena arena;   /* their own: they come from all workers, one at a time */
    struct buffer *texts; /* [table] */
};

static ssize_t keep_reject(void *text, const char *data, size_t size)
{
    buffer_add(text, (struct text){data, size});
    return (ssize_t)size;
}

static void free_rejects(void *resource)
{
    arena_free(&((struct join_rejects *)resource)->arena);
}

static bool open_rejects(struct join *join, struct join_rejects *rejects, struct error *error)
{
    struct gather *gather = &join->gather;
    struct arena *arena = join->run.arena;
    if (!join->run.options->rejects)
        return true;
    rejects->arena.exhausted = arena->exhausted;
    rejects->texts = arena_array(arena, gather->tables_count, sizeof *rejects->texts);
    arena_attach(arena, free_rejects, rejects);
    for (size_t t = 0; t < gather->tables_count; t++) {
        struct scan *scan = &gather->tables[t].scan;
        rejects->texts[t].arena = &rejects->arena;
        scan->rejects = fopencookie(&rejects->texts[t], "w", (cookie_io_functions_t){.write = keep_reject});
        scan->rejects_quoted = true;
        if (!scan->rejects)
            return error_set(error, STATUS_MEMORY, "out of memory for rejected rows");
    }
    return output_open(&rejects->output, arena, join->run.options->rejects, error);
}

static bool finish_rejects(struct join *join, struct join_rejects *rejects, bool done, struct error *error)
{
    if (!rejects->texts)
        return done;
    bool kept = true;
    if (done)
        fputs("reject_reason,row\n", rejects->output.file);
    for (size_t t = 0; t < join->gather.tables_count; t++) {
        FILE *file = join->gather.tables[t].scan.rejects;
        bool whole = !ferror(file);
        kept = fclose(file) == 0 && whole && kept;
        if (done && kept && rejects->texts[t].size)
            fwrite(rejects->texts[t].data, 1, rejects->texts[t].size, rejects->output.file);
    }
    if (done && !kept)
        return error_set(error, STATUS_MEMORY, "out of memory for rejected rows");
    return done && output_finish(&rejects->output, error);
}

static void add_counts(struct join *join)
{
    struct run *run = &join->run;
    const struct gather *gather = &join->gather;
    size_t shown = 0;
    run->joined_tables = gather->tables_count;
    for (size_t t = 0; t < gather->tables_count; t++) {
        const struct scan *scan = &gather->tables[t].scan;
        run->joined_tables += gather->tables[t].paths_count - 1;
        run->counts.read += scan->counts.read;
        run->counts.excluded += scan->counts.excluded;
        run->counts.rejected += scan->counts.rejected;
        run->counts.digest += scan->counts.digest;
        for (size_t i = 0; i < SCAN_SHOWN && scan->shown[i] && shown < SCAN_SHOWN; i++)
            run->shown[shown++] = scan->shown[i];
    }
    run->counts.outside = gather->counts.outside;
    run->counts.ranked = gather->counts.ranked;
    run->unmatched = gather->counts.unmatched;
    run->few = gather->counts.few;
    run->joined = gather->counts.joined;
}

bool join_run(struct join *join, const struct queue_column *evidence, size_t evidence_count,
              void (*done)(void *state, unsigned worker, const struct gathered *sample), void *state,
              struct error *error)
{
    struct join_progress progress;
    struct join_rejects *rejects = arena_alloc(join->run.arena, sizeof *rejects); /* its output outlives this call */
    join->evidence = evidence;
    join->evidence_count = evidence_count;
    join->tops = run_tops(&join->run, join->run.options->top);
    chance_start(&join->run);
    join->cells = run_cells(&join->run);
    open_views(join);
    if (!open_rejects(join, rejects, error))
        return false;
    start_progress(join, &progress);
    bool ran = gather_run(&join->gather, done, state, error);
    progress_end(&progress.shown);
    pthread_mutex_destroy(&progress.lock);
    if (!finish_rejects(join, rejects, ran, error))
        return false;
    add_counts(join);
    return true;
}
