/*
 * similar - what looks like the errors already found?
 *
 * The vectors of the seeds are found first; then every row is compared with them. The table of the run
 * is the CSV with the ids, so that all common options work on its columns.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dengine/hash.h"
#include "dengine/likeness.h"
#include "join/known.h"
#include "run/chance.h"
#include "run/deployed_answer.h"
#include "run/hearing.h"
#include "run/part.h"
#include "run/say.h"

enum { EVIDENCE_MOST = DEPLOYED_ANSWER_MOST + 4 };
#define LARGEST_SCORE 9e9 /* in units of 1e-9 it fits in 64 bits */

/* Samples to be like, or unlike: in order of their ids. */
struct seeds {
    struct idmap ids;
    const struct idmap_item **items;
    size_t count;
    struct likeness likeness;
    const struct idmap_item *absent; /* the first without a good vector, or NULL */
    const char *why;                 /* what is wrong with its vector; NULL: no row has its id */
};

struct similar {
    struct run run;
    struct options options; /* as given, but for the files: those of the table */
    struct embeddings embeddings;
    struct seeds like, unlike;
    const struct metric *metric;
    struct queue_column evidence[EVIDENCE_MOST];
    size_t evidence_count;

    /* One for each worker. */
    struct top **tops;
    struct cells *cells;
    struct embedding_batch **batches;
    double **compared, **compared_unlike;
};

/* ---- seeds ---- */

static bool read_ids(struct seeds *seeds, const struct words *files, const char *option, const char *id,
                     struct error *error)
{
    struct idmap_file file = {.option = option, .id = id, .label = "label", .truth = "corrected_label"};
    for (size_t i = 0; i < files->count; i++)
        if (!known_read(&seeds->ids, &file, text_copy(seeds->ids.arena, files->items[i]).data, error))
            return false;
    if (files->count && seeds->ids.count == 0)
        return error_set(error, STATUS_DATA, "%s: no ids in it", option);
    return true;
}

static int by_id(const void *a, const void *b)
{
    return text_compare((*(const struct idmap_item *const *)a)->id, (*(const struct idmap_item *const *)b)->id);
}

/* "'s3': row 3 of e.csv: e1 is missing" */
static const char *describe_absent(struct arena *arena, const struct seeds *seeds)
{
    struct buffer text = {.arena = arena};
    buffer_quote(&text, seeds->absent->id);
    buffer_format(&text, ": %s", seeds->why ? seeds->why : "no row has this id");
    return buffer_string(&text);
}

/* Puts the seeds that have a vector in order, `at` telling where each one's vector is. */
static void take_seeds(struct similar *similar, struct seeds *seeds, const char *option, const struct vectors *vectors,
                       const struct idmap *at)
{
    struct arena *arena = similar->run.arena;
    size_t dimensions = vectors->dimensions, count = seeds->ids.count;
    seeds->items = arena_array(arena, count, sizeof *seeds->items);
    for (size_t i = 0; i < count; i++) {
        const struct idmap_item *item = &seeds->ids.items[i];
        size_t number = idmap_find(at, item->id);
        if (vectors->state[number] == VECTOR_GOOD) {
            seeds->items[seeds->count++] = item;
        } else if (!seeds->absent) {
            seeds->absent = item;
            seeds->why = vectors->why[number];
        }
    }
    if (seeds->count)
        qsort(seeds->items, seeds->count, sizeof *seeds->items, by_id);
    float *data = arena_array(arena, seeds->count * dimensions, sizeof *data);
    for (size_t i = 0; i < seeds->count; i++)
        memcpy(data + i * dimensions, vectors_at(vectors, idmap_find(at, seeds->items[i]->id)),
               dimensions * sizeof *data);
    likeness_open(&seeds->likeness, arena, similar->metric, (enum aggregate)similar->options.aggregate, data,
                  seeds->count, dimensions);
    if (seeds->absent && seeds->count)
        run_note(&similar->run, "%zu of %zu ids of %s have no good embedding; the first is %s", count - seeds->count,
                 count, option, describe_absent(arena, seeds));
}

static bool check_seeds(const struct similar *similar, const struct seeds *seeds, const char *option,
                        struct error *error)
{
    const struct likeness *likeness = &seeds->likeness;
    bool own = seeds == &similar->like && similar->options.like_embeddings;
    if (similar->options.shard && !own && seeds->count < seeds->ids.count)
        return error_set(error, STATUS_DATA,
                         "%s: %zu of %zu ids have no good embedding in this shard: each shard must compare with all%s",
                         option, seeds->ids.count - seeds->count, seeds->ids.count,
                         seeds == &similar->like ? "; --like-embeddings FILE has theirs" : "");
    if (seeds->count == 0)
        return error_set(error, STATUS_DATA, "%s: none of the %zu ids has a good embedding%s; the first is %s", option,
                         seeds->ids.count, seeds->why ? "" : " (are the ids the same?)",
                         describe_absent(similar->run.arena, seeds));
    if (likeness->aggregate == AGGREGATE_CENTROID && similar->metric->angle && likeness->centroid_square == 0)
        return error_set(error, STATUS_DATA, "%s: the centroid is all zeros and has no direction: --aggregate nearest",
                         option);
    return true;
}

/* The vectors of --like-embeddings, a file of its own. */
static bool find_own(struct similar *similar, struct vectors *vectors, struct error *error)
{
    struct arena *arena = similar->run.arena;
    const struct options *options = &similar->options;
    struct embeddings *own = arena_alloc(arena, sizeof *own);
    const char **path = arena_alloc(arena, sizeof *path);
    *path = options->like_embeddings;
    struct embeddings_spec spec = run_embeddings(options, arena, path, 1);
    spec.ids = npy_is(*path) ? options->like : (struct words){0};
    if (!embeddings_open(own, arena, &spec, error) || !embeddings_find(own, &similar->like.ids, vectors, error))
        return error_prefix(error, "--like-embeddings");
    if (vectors->dimensions != similar->embeddings.dimensions)
        return error_set(error, STATUS_DATA, "--like-embeddings: %s has %zu dimensions, %s has %zu", *path,
                         vectors->dimensions, similar->embeddings.spec.files[0], similar->embeddings.dimensions);
    return true;
}

static bool read_seeds(struct similar *similar, struct error *error)
{
    struct options *options = &similar->options;
    struct words file = {0}, *like = &options->like;
    if (options->like_embeddings && npy_is(options->like_embeddings)) {
        if (like->count != 1)
            return error_set(error, STATUS_USAGE,
                             "--like-embeddings %s needs one --like FILE: the ids of its rows, in their order",
                             options->like_embeddings);
    } else if (options->like_embeddings) {
        if (like->count)
            return error_set(error, STATUS_USAGE, "--like and --like-embeddings exclude each other, unless it is .npy");
        words_add(&file, similar->run.arena, text_of(options->like_embeddings));
        like = &file;
    }
    if (like->count == 0)
        return error_set(error, STATUS_USAGE, "--like FILE is needed: the ids of known errors");
    if (!read_ids(&similar->like, like, options->like_embeddings ? "--like-embeddings" : "--like", options->id,
                  error) ||
        !read_ids(&similar->unlike, &options->unlike, "--unlike", options->id, error))
        return false;
    for (size_t i = 0; i < similar->unlike.ids.count; i++) {
        struct text id = similar->unlike.ids.items[i].id;
        if (idmap_find(&similar->like.ids, id) != IDMAP_NONE)
            return error_set(error, STATUS_DATA, "id '%.*s' is in both --like and --unlike", text_shown(id), id.data);
    }
    return true;
}

/* Finds all seeds in one pass, which also tells which row is which. */
static bool find_seeds(struct similar *similar, struct error *error)
{
    const struct options *options = &similar->options;
    struct idmap wanted = {.arena = similar->run.arena};
    struct vectors vectors, own;
    bool added;
    for (size_t i = 0; i < similar->like.ids.count && !options->like_embeddings; i++)
        idmap_add(&wanted, similar->like.ids.items[i].id, &added);
    for (size_t i = 0; i < similar->unlike.ids.count; i++)
        idmap_add(&wanted, similar->unlike.ids.items[i].id, &added);
    if (!embeddings_find(&similar->embeddings, &wanted, &vectors, error) ||
        (options->like_embeddings && !find_own(similar, &own, error)))
        return false;
    take_seeds(similar, &similar->like, "--like", options->like_embeddings ? &own : &vectors,
               options->like_embeddings ? &similar->like.ids : &wanted);
    take_seeds(similar, &similar->unlike, "--unlike", &vectors, &wanted);
    return check_seeds(similar, &similar->like, "--like", error) &&
           (similar->unlike.ids.count == 0 || check_seeds(similar, &similar->unlike, "--unlike", error));
}

/* ---- rows ---- */

/* "0.93 like fm_06856 (T-shirt/top, truly Shirt)" */
static void add_nearest(struct buffer *text, const struct metric *metric, const struct idmap_item *item, double value)
{
    buffer_format(text, metric->distance ? "%.2f from " : "%.2f like ", value);
    buffer_add(text, item->id);
    if (item->label.size == 0 && item->truth.size == 0)
        return;
    buffer_add(text, text_of(" ("));
    buffer_add(text, item->label);
    if (item->truth.size)
        buffer_add(text, text_of(item->label.size ? ", truly " : "truly "));
    buffer_add(text, item->truth);
    buffer_byte(text, ')');
}

/* The seed that is nearest to a row, and how near it is. */
struct match {
    size_t seed;
    double value;
};

static void add_reason(const struct similar *similar, struct buffer *text, double like, struct match match,
                       struct match unlike)
{
    const struct metric *metric = similar->metric;
    if (similar->options.aggregate != AGGREGATE_NEAREST)
        buffer_format(text,
                      similar->options.aggregate == AGGREGATE_MEAN ? "%.2f to %zu seeds on average, "
                                                                   : "%.2f to the centroid of %zu seeds, ",
                      metric->distance ? -like : like, similar->like.count);
    add_nearest(text, metric, similar->like.items[match.seed], match.value);
    if (similar->unlike.count) {
        buffer_add(text, text_of("; but "));
        add_nearest(text, metric, similar->unlike.items[unlike.seed], unlike.value);
    }
}

static void add_match(struct cells *cells, const struct seeds *seeds, struct match match)
{
    buffer_add(&cells->text, seeds->items[match.seed]->id);
    cells_end(cells);
    buffer_nano(&cells->text, nano_round(match.value));
    cells_end(cells);
}

/* For --draw a row just like an error is wrong as often as not: so a chance grows with the similarity. */
static const double LIKE_AN_ERROR = 2;

/* A row that may enter the queue, compared exactly. */
static bool queue_sample(const struct similar *similar, unsigned number, struct sample *sample, size_t i,
                         struct problem *problem)
{
    const struct run *run = &similar->run;
    const struct likeness *likeness = &similar->like.likeness, *unlikeness = &similar->unlike.likeness;
    const struct embedding_batch *batch = similar->batches[number];
    const float *row = batch->rows + i * similar->embeddings.dimensions;
    const double *compared = similar->compared[number] + i * likeness_width(likeness);
    const double *compared_unlike = similar->compared_unlike[number] + i * likeness_width(unlikeness);
    double square = batch->square[i], like = likeness_score(likeness, row, square, compared), unlike = 0;
    struct match match, other = {0};
    if (similar->unlike.count)
        unlike = likeness_score(unlikeness, row, square, compared_unlike);
    if (fabs(like - unlike) > LARGEST_SCORE)
        return problem_set(problem, sample->sampler->id, "the score %.6g is beyond 9e9: scale the embeddings down",
                           like - unlike);
    struct top_key key = {.scores = {nano_round(like - unlike)}};
    struct scored scored = {.id = sample->id, .highest = LIKE_AN_ERROR};
    if (run->options->hearing || run->options->chance)
        scored.label = deployed_answer_label(run, sample);
    hearing_note(run, number, scored.id, key.scores[0], scored.label);
    if (run->options->chance && key.scores[0] < 0)
        key.scores[0] = 0; /* as far as can be from the errors */
    if (!chance_weigh(run, number, &scored, &key) || !top_wants(similar->tops[number], key.scores[0]))
        return true;
    run_order(run, sample, &key);
    match.seed = likeness_nearest(likeness, row, square, compared, &match.value);
    if (similar->unlike.count)
        other.seed = likeness_nearest(unlikeness, row, square, compared_unlike, &other.value);
    struct text group = similar->like.items[match.seed]->id;
    if (!similar->options.per_seed && !run_group(run, sample, &group, problem))
        return false;
    struct top_entry *entry = top_offer(similar->tops[number], &key, sample->id, group);
    if (!entry)
        return true;
    struct cells *cells = &similar->cells[number];
    cells_start(cells);
    add_reason(similar, &cells->text, like, match, other);
    cells_end(cells);
    deployed_answer_add(run, sample, cells);
    add_match(cells, &similar->like, match);
    if (similar->unlike.count)
        add_match(cells, &similar->unlike, other);
    return run_fill(run, similar->tops[number], entry, sample, cells, problem);
}

/* Whether row i may enter the queue, or may be beyond what a score can be: that is said of every row,
 * taken or not. */
static bool may_matter(const struct similar *similar, unsigned number, size_t i)
{
    const struct likeness *likeness = &similar->like.likeness, *unlikeness = &similar->unlike.likeness;
    const double large = 0.99 * LARGEST_SCORE;
    double square = similar->batches[number]->square[i], low, high, unlike_low = 0, unlike_high = 0;
    likeness_bounds(likeness, similar->compared[number] + i * likeness_width(likeness), square, &low, &high);
    if (similar->unlike.count)
        likeness_bounds(unlikeness, similar->compared_unlike[number] + i * likeness_width(unlikeness), square,
                        &unlike_low, &unlike_high);
    return top_wants(similar->tops[number], nano_round(high - unlike_low)) || high - unlike_low > large ||
           low - unlike_high < -large;
}

/* Compares all rows, and looks again at the few that may enter the queue. */
static bool score_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct similar *similar = state;
    unsigned number = scan_worker_number(worker);
    struct embedding_batch *batch = similar->batches[number];
    size_t rows = (samples->count + LIKENESS_ROWS - 1) / LIKENESS_ROWS * LIKENESS_ROWS;
    if (!embeddings_batch(&similar->embeddings, batch, samples, error))
        return false;
    likeness_compare(&similar->like.likeness, batch->rows, rows, similar->compared[number]);
    if (similar->unlike.count)
        likeness_compare(&similar->unlike.likeness, batch->rows, rows, similar->compared_unlike[number]);
    for (size_t i = 0; i < samples->count; i++) {
        struct problem problem;
        bool good = !batch->bad[i], wanted = good && (run_scores_all(&similar->run) || may_matter(similar, number, i));
        if (good && !wanted && !similar->run.predicts)
            continue;
        struct sample sample = samples_at(samples, i);
        good = good ? run_check(&similar->run, &sample, &problem)
                    : embeddings_problem(&similar->embeddings, batch, samples, i, &problem);
        if (good && wanted)
            good = queue_sample(similar, number, &sample, i, &problem);
        if (!good && !run_bad_row(&similar->run, worker, similar->tops[number], &sample, &problem,
                                  similar->evidence_count, error))
            return false;
    }
    return true;
}

/* ---- the run ---- */

static void name_evidence(struct similar *similar)
{
    bool distance = similar->metric->distance;
    const char *const names[] = {"nearest", similar->metric->evidence, "nearest_unlike",
                                 distance ? "unlike_distance" : "unlike_similarity"};
    size_t count = deployed_answer_columns(&similar->run, similar->evidence);
    for (size_t i = 0; i < (similar->unlike.ids.count ? 4U : 2U); i++)
        similar->evidence[count++] = queue_column(text_of(names[i]));
    similar->evidence_count = count;
}

static bool open_similar(struct similar *similar, const struct command *command, const struct options *options,
                         struct arena *arena, struct error *error)
{
    struct run *run = &similar->run;
    struct options *own = &similar->options;
    *own = *options;
    *run = (struct run){.options = own, .arena = arena};
    similar->metric = &likeness_metrics[options->metric];
    similar->like.ids.arena = similar->unlike.ids.arena = arena;
    if (options->draw && !similar->metric->angle)
        return error_set(error, STATUS_USAGE, "--draw goes by --metric cosine: of no other is known what is far");
    if (options->per_seed && (options->cap || options->draw))
        return error_set(error, STATUS_USAGE, "--per-seed and --%s exclude each other", options->cap ? "cap" : "draw");
    if (!run_spool(own, error))
        return false;
    struct embeddings_spec spec = run_embeddings(own, arena, options->files, options->files_count);
    if (options->diverse.count && !npy_is(options->files[0]))
        spec.ids = (struct words){0}; /* they are for --diverse */
    if (!read_seeds(similar, error) || !embeddings_open(&similar->embeddings, arena, &spec, error))
        return false;
    own->files = similar->embeddings.tables;
    own->files_count = similar->embeddings.tables_count;
    own->block_size = similar->embeddings.block_size;
    if (!run_spool(own, error) || !find_seeds(similar, error))
        return false;
    if (!embeddings_rewind(&similar->embeddings, error) ||
        !run_open(run, command, own, arena, RUN_MAY_PREDICT, error) ||
        !embeddings_columns(&similar->embeddings, &run->table, error) || !deployed_answer_open(run, error))
        return false;
    for (size_t i = 0; i < similar->like.ids.count; i++)
        idset_add(run_excluded(run), similar->like.ids.items[i].id);
    for (size_t i = 0; i < similar->unlike.ids.count; i++)
        idset_add(run_excluded(run), similar->unlike.ids.items[i].id);
    run->embeddings = &similar->embeddings;
    run->cap = options->per_seed ? options->per_seed : run->cap;
    name_evidence(similar);
    run_ready(run);
    return true;
}

static void make_room(struct similar *similar)
{
    const struct run *run = &similar->run;
    similar->tops = run_tops(run, similar->options.top);
    similar->cells = run_cells(run);
    similar->batches = arena_array(run->arena, run->threads, sizeof *similar->batches);
    similar->compared = arena_array(run->arena, run->threads, sizeof *similar->compared);
    similar->compared_unlike = arena_array(run->arena, run->threads, sizeof *similar->compared_unlike);
    for (unsigned i = 0; i < run->threads; i++) {
        struct arena *arena = run_worker_arena(run, i);
        similar->batches[i] = embeddings_room(&similar->embeddings, arena);
        similar->compared[i] = arena_array(arena, CSV_ROWS * likeness_width(&similar->like.likeness), sizeof(double));
        similar->compared_unlike[i] =
            arena_array(arena, CSV_ROWS * likeness_width(&similar->unlike.likeness), sizeof(double));
    }
}

/* Products of small numbers: ranked is by nine decimals. */
static void note_all_zero(const struct similar *similar, struct top_entry *const *rows, size_t count)
{
    if (!similar->metric->angle && count > 1 && rows[0]->key.scores[0] == 0 && rows[count - 1]->key.scores[0] == 0)
        run_note(&similar->run,
                 "all scores are 0 to nine decimals, so the order is by chance: scale the embeddings up");
}

static bool run_similar(const struct command *command, const struct options *options, struct arena *arena,
                        struct error *error)
{
    struct similar *similar = arena_alloc(arena, sizeof *similar);
    struct run *run = &similar->run;
    if (!open_similar(similar, command, options, arena, error))
        return false;
    make_room(similar);
    chance_start(run);
    if (!run_scan(run, true, score_samples, similar, error))
        return false;
    struct top *top = run_merge(run, similar->tops);
    if (!run->options->shard)
        note_all_zero(similar, top_sorted(top), top_count(top));
    if (!part_finish(run, top, similar->evidence, similar->evidence_count, error))
        return false;
    if (options->explain)
        say("compared  %12zu numbers of each row with %zu seeds, %zu unlike\n", similar->embeddings.dimensions,
            similar->like.count, similar->unlike.count);
    return true;
}

const struct command command_similar = {
    .name = "similar",
    .operands = "EMBEDDINGS...",
    .doc = "what looks like the errors already found?",
    .text =
        "Ranks samples by how much their embedding is like those of the seeds, samples known to be wrong\n"
        "(--like). The seeds themselves are never returned. EMBEDDINGS is .npy with --ids, or CSV with columns\n"
        "--embedding. The search is exact; numbers are held as 32-bit floats, sums in double.\n"
        "With --draw half the similarity is the forecast of an error: what is just like one is wrong as often as not.",
    .example = "similar data/digits/embeddings.csv --like data/digits/seeds.csv -n 5",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PARTIAL) | GROUP(DIVERSE) | GROUP(SIMILAR),
    .run = run_similar,
};
