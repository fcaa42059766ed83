#include "run/lookup.h"

#include <math.h>

#include "base/pool.h"
#include "input/file_columns.h"
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

/* What a row says; false when it is a bad one, which may have a label all the same. */
static bool tell(struct sample *sample, struct lookup_said *said, struct problem *problem)
{
    const struct predictor *predictor = &sample->sampler->predictor;
    bool told = sample_predict(sample, problem);
    if (told)
        said->label = sample->prediction.label;
    else if (predictor->has_label)
        said->label = table_cell(predictor->table, sample->row, predictor->label);
    if (told && predictor->kind != PREDICTOR_LABEL)
        said->confidence = sample->prediction.confidence;
    return told;
}

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
        struct lookup_said said = {.confidence = NAN};
        if (!tell(&sample, &said, &problem) && !scan_reject(worker, &sample, &problem, error))
            return false;
        if (!said.label.size)
            continue;
        said.label = text_copy(&found->arena, said.label);
        found->items =
            arena_reserve(&found->arena, found->items, &found->capacity, found->count + 1, sizeof *found->items);
        found->items[found->count++] = (struct row){id, said};
    }
    return true;
}

static bool is_before(const struct lookup_said *a, const struct lookup_said *b)
{
    int order = text_compare(a->label, b->label);
    return order ? order < 0 : a->confidence < b->confidence || (isnan(b->confidence) && !isnan(a->confidence));
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
        !run_table(options, table, arena, source, error))
        return false;
    table->naming = "FILE:ID,LABEL,CONFIDENCE";
    if (!run_require(options, sampler, PREDICTION_LABEL, false, error) || !run_id(options, command, sampler, error) ||
        !predictor_open(&sampler->predictor, table, &sampler->columns, PREDICTION_LABEL, error))
        return false;
    table_ready(table);
    return true;
}

/* The options with the columns that the path names. */
static struct options named(const struct lookup *lookup, const char **path)
{
    struct options options = *lookup->options;
    const struct file_columns columns = file_columns(lookup->ids->arena, lookup->path);
    *path = columns.path;
    if (columns.columns.count > 0)
        options.id = file_column(&columns, 0);
    if (columns.columns.count > 1)
        options.label = file_column(&columns, 1);
    if (columns.columns.count > 2)
        options.confidence = file_column(&columns, 2);
    return options;
}

static unsigned workers(const struct source *source, const struct options *options)
{
    return scan_threads(source, options->threads ? (unsigned)options->threads : pool_processors());
}

bool lookup_predictions(struct lookup *lookup, struct error *error)
{
    struct arena *arena = lookup->ids->arena;
    const char **path = arena_alloc(arena, sizeof *path);
    struct table *table = arena_alloc(arena, sizeof *table);
    struct options *options = arena_alloc(arena, sizeof *options);
    *options = named(lookup, path);
    struct filter everything = {0};
    struct sampler sampler = {.table = table, .columns = run_prediction_columns(options)};
    table->arena = arena;
    if (!open_table(lookup->command, options, path, &sampler, error))
        return false;
    struct search search = {.ids = lookup->ids};
    struct scan scan = {.sampler = &sampler,
                        .filter = &everything,
                        .threads = workers(table->source, options),
                        .bad_row = options->on_bad_row == BAD_ROW_FAIL ? BAD_ROW_FAIL : BAD_ROW_SKIP,
                        .arena = arena,
                        .step = find_rows,
                        .state = &search};
    search.threads = scan.threads;
    search.found = arena_array(arena, search.threads, sizeof *search.found);
    for (size_t t = 0; t < search.threads; t++)
        search.found[t].arena.exhausted = arena->exhausted;
    lookup->said = arena_array(arena, lookup->ids->count, sizeof *lookup->said);
    bool read = scan_run(&scan, error);
    if (read)
        collect(&search, arena, lookup->said);
    for (size_t t = 0; t < search.threads; t++)
        arena_free(&search.found[t].arena);
    lookup->counts = scan.counts;
    lookup->shown = scan.shown[0];
    return read;
}
