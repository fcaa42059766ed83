#include "run/lookup.h"

#include <stdlib.h>

#include "base/pool.h"
#include "run/run.h"

/* What one worker has found: each row of the table that was asked for. */
struct found {
    struct row {
        size_t id; /* its number */
        struct lookup_said said;
    } * items;
    size_t count, capacity;
    struct arena arena;
};

struct search {
    const struct idmap *ids;
    struct found *found; /* [threads] */
    size_t threads;
};

static bool find_rows(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct search *search = state;
    struct found *found = &search->found[scan_worker_number(worker)];
    struct problem problem;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        size_t id = idmap_find(search->ids, sample.id);
        if (id == IDMAP_NONE)
            continue;
        if (!sample_predict(&sample, &problem)) {
            if (!scan_reject(worker, &sample, &problem, error))
                return false;
            continue;
        }
        found->items =
            arena_reserve(&found->arena, found->items, &found->capacity, found->count + 1, sizeof *found->items);
        found->items[found->count++] =
            (struct row){id, {text_copy(&found->arena, sample.prediction.label), sample.prediction.confidence}};
    }
    return true;
}

static bool is_before(const struct lookup_said *a, const struct lookup_said *b)
{
    int order = text_compare(a->label, b->label);
    return order ? order < 0 : a->confidence < b->confidence;
}

static void collect(const struct search *search, struct arena *arena, struct lookup_said *said)
{
    for (size_t t = 0; t < search->threads; t++)
        for (size_t i = 0; i < search->found[t].count; i++) {
            const struct row *row = &search->found[t].items[i];
            struct lookup_said *best = &said[row->id];
            if (!best->label.data || is_before(&row->said, best))
                *best = row->said;
        }
    for (size_t i = 0; i < search->ids->count; i++)
        if (said[i].label.data)
            said[i].label = text_copy(arena, said[i].label);
}

static bool open_table(const struct command *command, const struct options *options, const char *const *path,
                       struct sampler *sampler, struct error *error)
{
    struct table *table = sampler->table;
    struct arena *arena = sampler->table->arena;
    struct source *source;
    if (!source_open(&source, arena, path, 1, options->block_size, error) ||
        !run_table(options, table, arena, source, error) ||
        !run_require(options, sampler, PREDICTION_LABEL, false, error) || !run_id(options, command, sampler, error) ||
        !predictor_open(&sampler->predictor, table, &sampler->columns, PREDICTION_LABEL, error))
        return false;
    table_ready(table);
    return true;
}

bool lookup_predictions(const struct command *command, const struct options *options, const char *path,
                        const struct idmap *ids, struct lookup_said *said, struct error *error)
{
    struct arena *arena = ids->arena;
    const char **paths = arena_alloc(arena, sizeof *paths);
    struct table *table = arena_alloc(arena, sizeof *table);
    struct filter everything = {0};
    struct sampler sampler = {.table = table, .columns = run_prediction_columns(options)};
    paths[0] = path;
    table->arena = arena;
    if (!open_table(command, options, paths, &sampler, error))
        return false;
    struct search search = {.ids = ids};
    unsigned wanted = options->threads ? (unsigned)options->threads : pool_processors();
    struct scan scan = {.sampler = &sampler,
                        .filter = &everything,
                        .threads = scan_threads(table->source, wanted),
                        .bad_row = options->on_bad_row == BAD_ROW_FAIL ? BAD_ROW_FAIL : BAD_ROW_SKIP,
                        .arena = arena,
                        .step = find_rows,
                        .state = &search};
    search.threads = scan.threads;
    search.found = arena_array(arena, search.threads, sizeof *search.found);
    for (size_t t = 0; t < search.threads; t++)
        search.found[t].arena.exhausted = arena->exhausted;
    bool read = scan_run(&scan, error);
    if (read)
        collect(&search, arena, said);
    for (size_t t = 0; t < search.threads; t++)
        arena_free(&search.found[t].arena);
    return read;
}
