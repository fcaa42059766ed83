#include "run/report_predictions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "input/scan.h"

/* What one worker has found: each row of the table that was queued. */
struct found {
    struct said {
        size_t id; /* its number */
        struct text label;
        double confidence;
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
            (struct said){id, text_copy(&found->arena, sample.prediction.label), sample.prediction.confidence};
    }
    return true;
}

/* By id; of an id that stands twice the one that is first in this order counts, whoever found it. */
static int by_id(const void *a, const void *b)
{
    const struct said *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    int order = text_compare(x->label, y->label);
    return order ? order : (x->confidence > y->confidence) - (x->confidence < y->confidence);
}

static struct said *gather(const struct search *search, struct arena *arena, size_t *count)
{
    struct said *all;
    for (size_t t = 0; t < search->threads; t++)
        *count += search->found[t].count;
    all = arena_array(arena, *count, sizeof *all);
    for (size_t t = 0, at = 0; t < search->threads; at += search->found[t++].count)
        for (size_t i = 0; i < search->found[t].count; i++) {
            all[at + i] = search->found[t].items[i];
            all[at + i].label = text_copy(arena, all[at + i].label);
        }
    if (*count)
        qsort(all, *count, sizeof *all, by_id);
    return all;
}

static void fill(const struct report_input *input, const struct said *all, size_t found, struct review_row *rows,
                 struct text *says, size_t count)
{
    const struct said **of = arena_array(input->arena, input->ids.count, sizeof *of);
    for (size_t i = found; i-- > 0;)
        of[all[i].id] = &all[i];
    for (size_t i = 0; i < count; i++) {
        const struct said *said = of[idmap_find(&input->ids, rows[i].id)];
        if (!said)
            continue;
        if (says[i].size == 0)
            says[i] = said->label;
        if (isnan(rows[i].confidence) && text_equal(says[i], said->label))
            rows[i].confidence = said->confidence;
    }
}

bool report_predictions(const struct report_input *input, struct review_row *rows, struct text *says, size_t count,
                        struct error *error)
{
    const struct options *options = input->options;
    struct arena *arena = input->arena;
    const char **paths = arena_alloc(arena, sizeof *paths);
    struct table *table = arena_alloc(arena, sizeof *table);
    struct source *source;
    struct filter everything = {0};
    struct sampler sampler = {.table = table, .columns = run_prediction_columns(options)};
    size_t found = 0;
    paths[0] = options->predictions;
    if (!source_open(&source, arena, paths, 1, 0, error) ||
        !table_open(table, arena, source, options->delimiter, error) ||
        !table_column(table, text_of(options->id), "--id", &sampler.id, error) ||
        !predictor_open(&sampler.predictor, table, &sampler.columns, false, error))
        return error_prefix(error, "--predictions");
    table_ready(table);
    struct search search = {.ids = &input->ids};
    unsigned wanted = options->threads ? (unsigned)options->threads : pool_processors();
    struct scan scan = {
        .sampler = &sampler, .filter = &everything, .threads = scan_threads(source, wanted), .arena = arena};
    search.threads = scan.threads;
    search.found = arena_array(arena, search.threads, sizeof *search.found);
    for (size_t t = 0; t < search.threads; t++)
        search.found[t].arena.exhausted = arena->exhausted;
    scan.step = find_rows;
    scan.state = &search;
    bool read = scan_run(&scan, error);
    if (read) {
        const struct said *all = gather(&search, arena, &found);
        fill(input, all, found, rows, says, count);
    }
    for (size_t t = 0; t < search.threads; t++)
        arena_free(&search.found[t].arena);
    return read || error_prefix(error, "--predictions");
}
