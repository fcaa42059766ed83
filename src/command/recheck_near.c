/*
 * recheck_near.c - which rows are like the errors that people found, and which like the rows that were right.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command/recheck.h"
#include "dengine/hash.h"

/* ---- seeds ---- */

static int by_id(const void *a, const void *b)
{
    return text_compare((*(const struct verdict_row *const *)a)->id, (*(const struct verdict_row *const *)b)->id);
}

/* The judged rows of one kind that have a good vector; `at` tells where each one's is. */
static void take_seeds(struct recheck *recheck, struct recheck_seeds *seeds, bool wrong, const struct vectors *vectors,
                       const struct idmap *at)
{
    const struct verdict_rows *rows = &recheck->rows;
    struct arena *arena = rows->arena;
    size_t dimensions = vectors->dimensions;
    seeds->rows = arena_array(arena, rows->count, sizeof *seeds->rows);
    for (size_t i = 0; i < rows->count; i++) {
        const struct verdict_row *row = &rows->items[i];
        if (!row->judged || row->wrong_before != wrong)
            continue;
        seeds->all++;
        if (vectors->state[idmap_find(at, row->id)] == VECTOR_GOOD)
            seeds->rows[seeds->count++] = row;
    }
    if (seeds->count)
        qsort(seeds->rows, seeds->count, sizeof *seeds->rows, by_id);
    float *data = arena_array(arena, seeds->count * dimensions, sizeof *data);
    for (size_t i = 0; i < seeds->count; i++)
        memcpy(data + i * dimensions, vectors_at(vectors, idmap_find(at, seeds->rows[i]->id)),
               dimensions * sizeof *data);
    if (seeds->count)
        likeness_open(&seeds->likeness, arena, &likeness_metrics[METRIC_COSINE], AGGREGATE_NEAREST, data, seeds->count,
                      dimensions);
    if (seeds->count < seeds->all)
        run_note(&recheck->join.run, "%zu of %zu samples that were %s have no good embedding",
                 seeds->all - seeds->count, seeds->all, wrong ? "wrong" : "right");
}

/* ---- what is near ---- */

/* All errors are compared with one another: of more than these a part will do, by the hash of their ids. */
enum { ERRORS_COMPARED = 2000 };

struct chosen {
    uint64_t hash;
    size_t seed;
};

static int by_hash(const void *a, const void *b)
{
    const struct chosen *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->seed > y->seed) - (x->seed < y->seed);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static struct chosen *choose(const struct recheck_seeds *errors, struct arena *arena)
{
    struct chosen *chosen = arena_array(arena, errors->count, sizeof *chosen);
    uint64_t key = hash_key(text_of("near"), HASH_TIE);
    for (size_t i = 0; i < errors->count; i++)
        chosen[i] = (struct chosen){hash_text(key, errors->rows[i]->id), i};
    qsort(chosen, errors->count, sizeof *chosen, by_hash);
    return chosen;
}

static double cosine(const struct likeness *likeness, size_t a, size_t b)
{
    const float *x = likeness->seeds + a * likeness->dimensions, *y = likeness->seeds + b * likeness->dimensions;
    return vector_dot(x, y, likeness->dimensions) / sqrt(likeness->square[a] * likeness->square[b]);
}

/* The similarity that half of the errors have to another one, to four digits, so that it can be typed. */
static double usual_similarity(const struct recheck_seeds *errors, struct arena *arena)
{
    size_t count = errors->count < ERRORS_COMPARED ? errors->count : ERRORS_COMPARED;
    const struct chosen *chosen = choose(errors, arena);
    double *nearest = arena_array(arena, count, sizeof *nearest);
    for (size_t i = 0; i < count; i++)
        nearest[i] = -1;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            double value = cosine(&errors->likeness, chosen[i].seed, chosen[j].seed);
            nearest[i] = fmax(nearest[i], value);
            nearest[j] = fmax(nearest[j], value);
        }
    qsort(nearest, count, sizeof *nearest, by_value);
    return fmax(1e-4, floor(nearest[count / 2] * 1e4) / 1e4);
}

static bool choose_near(struct recheck *recheck, struct error *error)
{
    struct recheck_near *near = &recheck->near;
    struct arena scratch = {.exhausted = recheck->rows.arena->exhausted};
    near->least = recheck->options.near;
    near->why = "--near";
    if (near->least > 0)
        return true;
    if (near->errors.count < 2)
        return error_set(
            error, STATUS_USAGE,
            "%zu error%s with an embedding: too few to tell what is near; say from which cosine: --near 0.9",
            near->errors.count, near->errors.count == 1 ? "" : "s");
    near->least = usual_similarity(&near->errors, &scratch);
    near->why = "half of the errors have another one as near";
    arena_free(&scratch);
    return true;
}

static bool find_seeds(struct recheck *recheck, struct error *error)
{
    struct recheck_near *near = &recheck->near;
    struct idmap wanted = {.arena = recheck->rows.arena};
    struct vectors vectors;
    bool added;
    for (size_t i = 0; i < recheck->rows.count; i++)
        if (recheck->rows.items[i].judged)
            idmap_add(&wanted, recheck->rows.items[i].id, &added);
    if (!embeddings_find(&near->embeddings, &wanted, &vectors, error))
        return error_prefix(error, "--embeddings");
    take_seeds(recheck, &near->errors, true, &vectors, &wanted);
    take_seeds(recheck, &near->rights, false, &vectors, &wanted);
    if (wanted.count && near->errors.count + near->rights.count == 0)
        return error_set(error, STATUS_DATA,
                         "--embeddings: none of the %zu answered samples has a good embedding; are the ids the same?",
                         wanted.count);
    return true;
}

bool recheck_near_open(struct recheck *recheck, struct error *error)
{
    struct recheck_near *near = &recheck->near;
    const struct words *files = &recheck->options.embeddings;
    struct arena *arena = recheck->rows.arena;
    const char **paths = arena_array(arena, files->count, sizeof *paths);
    for (size_t i = 0; i < files->count; i++)
        paths[i] = text_copy(arena, files->items[i]).data;
    struct embeddings_spec spec = run_embeddings(&recheck->options, arena, paths, files->count);
    if (!embeddings_open(&near->embeddings, arena, &spec, error))
        return error_prefix(error, "--embeddings");
    struct options all = recheck->options;
    all.files = near->embeddings.tables;
    all.files_count = near->embeddings.tables_count;
    return run_spool(&all, error) && find_seeds(recheck, error) && choose_near(recheck, error) &&
           embeddings_rewind(&near->embeddings, error);
}

/* ---- rows ---- */

static bool open_table(void *state, struct table *table, struct sampler *sampler, struct error *error)
{
    struct embeddings *embeddings = &((struct recheck *)state)->near.embeddings;
    struct text id = table_has(table, embeddings->spec.id) ? embeddings->spec.id : text_of("id");
    return table_column(table, id, "--id", &sampler->id, error) && embeddings_columns(embeddings, table, error);
}

static void compare(const struct recheck_near *near, unsigned worker, const struct recheck_seeds *seeds, size_t kind,
                    size_t count)
{
    size_t rows = (count + LIKENESS_ROWS - 1) / LIKENESS_ROWS * LIKENESS_ROWS;
    if (seeds->count)
        likeness_compare(&seeds->likeness, near->batches[worker]->rows, rows, near->compared[kind][worker]);
}

static bool read_rows(void *state, unsigned worker, const struct samples *samples, struct error *error)
{
    const struct recheck_near *near = &((const struct recheck *)state)->near;
    if (!embeddings_batch(&near->embeddings, near->batches[worker], samples, error))
        return false;
    compare(near, worker, &near->errors, 0, samples->count);
    compare(near, worker, &near->rights, 1, samples->count);
    return true;
}

/* The nearest seed, exactly, if it is near: its number + 1, else 0. */
static uint32_t nearest(const struct recheck_near *near, unsigned worker, const struct recheck_seeds *seeds,
                        size_t kind, size_t i, double *value)
{
    const struct embedding_batch *batch = near->batches[worker];
    const struct likeness *likeness = &seeds->likeness;
    double low, high;
    *value = 0;
    if (seeds->count == 0)
        return 0;
    const double *compared = near->compared[kind][worker] + i * likeness_width(likeness);
    likeness_bounds(likeness, compared, batch->square[i], &low, &high);
    if (high < near->least)
        return 0;
    size_t seed = likeness_nearest(likeness, batch->rows + i * likeness->dimensions, batch->square[i], compared, value);
    return *value >= near->least ? (uint32_t)seed + 1 : 0;
}

static bool tell_row(void *state, unsigned worker, const struct samples *samples, size_t i, void *out,
                     struct problem *problem)
{
    const struct recheck_near *near = &((const struct recheck *)state)->near;
    struct recheck_likeness *like = out;
    if (near->batches[worker]->bad[i])
        return embeddings_problem(&near->embeddings, near->batches[worker], samples, i, problem);
    like->error = nearest(near, worker, &near->errors, 0, i, &like->error_value);
    like->right = nearest(near, worker, &near->rights, 1, i, &like->right_value);
    return true;
}

void recheck_near_join(struct recheck *recheck, struct join_inputs *inputs)
{
    struct recheck_near *near = &recheck->near;
    near->told = (struct gather_told){
        .size = sizeof(struct recheck_likeness), .read = read_rows, .tell = tell_row, .state = recheck};
    inputs->told = &near->told;
    inputs->told_paths = near->embeddings.tables;
    inputs->told_count = near->embeddings.tables_count;
    inputs->told_block = near->embeddings.block_size;
    inputs->told_open = open_table;
}

void recheck_near_ready(struct recheck *recheck)
{
    struct recheck_near *near = &recheck->near;
    const struct run *run = &recheck->join.run;
    const struct recheck_seeds *seeds[] = {&near->errors, &near->rights};
    near->batches = arena_array(run->arena, run->threads, sizeof *near->batches);
    for (size_t kind = 0; kind < 2; kind++)
        near->compared[kind] = arena_array(run->arena, run->threads, sizeof *near->compared[kind]);
    for (unsigned w = 0; w < run->threads; w++) {
        struct arena *arena = run_worker_arena(run, w);
        near->batches[w] = embeddings_room(&near->embeddings, arena);
        for (size_t kind = 0; kind < 2; kind++)
            if (seeds[kind]->count)
                near->compared[kind][w] =
                    arena_array(arena, CSV_ROWS * likeness_width(&seeds[kind]->likeness), sizeof(double));
    }
}
