#include "command/stratify.h"

#include "dengine/hash.h"
#include "run/part.h"

/* ---- one pass ---- */

struct measuring {
    const struct terms *terms;
    uint64_t key;
    struct quantiles **quantiles; /* [worker][term] */
};

static bool measure_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct measuring *measuring = state;
    const struct terms *terms = measuring->terms;
    struct quantiles *quantiles = measuring->quantiles[scan_worker_number(worker)];
    (void)error;
    for (size_t i = 0; i < samples->count; i++)
        for (size_t t = 0; t < terms->count; t++) {
            double value;
            bool missing;
            struct problem problem; /* the pass over the strata reports it */
            struct sample sample = samples_at(samples, i);
            if (terms->items[t].bins && sample_number(&sample, &terms->items[t].field, &value, &missing, &problem) &&
                !missing)
                quantiles_add(&quantiles[t], hash_text(measuring->key, sample.id), value);
        }
    return true;
}

struct quantiles *stratify_quantiles(struct arena *arena, size_t count)
{
    struct quantiles *quantiles = arena_array(arena, count, sizeof *quantiles);
    for (size_t i = 0; i < count; i++)
        quantiles[i].arena = arena;
    return quantiles;
}

bool stratify_measure(struct quantiles **all, struct run *run, const struct terms *terms, bool final,
                      struct error *error)
{
    struct measuring measuring = {.terms = terms, .key = hash_key(text_of(run->options->seed), HASH_SAMPLE)};
    measuring.quantiles = arena_array(run->arena, run->threads, sizeof *measuring.quantiles);
    for (unsigned i = 0; i < run->threads; i++)
        measuring.quantiles[i] = stratify_quantiles(run_worker_arena(run, i), terms->count);
    if (!run_scan(run, final, measure_samples, &measuring, error))
        return false;
    *all = measuring.quantiles[0];
    for (unsigned i = 1; i < run->threads; i++)
        for (size_t t = 0; t < terms->count; t++)
            quantiles_merge(&(*all)[t], &measuring.quantiles[i][t]);
    return true;
}

/* ---- --cuts ---- */

static bool has_bins(const struct terms *terms)
{
    bool bins = false;
    for (size_t t = 0; t < terms->count; t++)
        bins = bins || terms->items[t].bins;
    return bins;
}

bool stratify_write_cuts(struct run *run, struct quantiles *quantiles, struct error *error)
{
    struct buffer line = {.arena = run->arena};
    terms_write_cuts(&line, run->arena, text_of(run->options->by), quantiles);
    fprintf(run->output.file, "%s\n", buffer_string(&line));
    return output_finish(&run->output, error);
}

bool stratify_cuts(const struct command *command, const struct options *options, struct arena *arena,
                   struct error *error)
{
    struct run *run = arena_alloc(arena, sizeof *run);
    struct terms terms;
    struct quantiles *quantiles;
    *run = (struct run){.command = command, .options = options, .arena = arena};
    if (!options->by || options->sink)
        return error_set(error, STATUS_USAGE, options->by ? "--cuts makes no queue" : "--cuts needs --by");
    if (!run_open(run, command, options, arena, RUN_MAY_PREDICT, error) ||
        !terms_parse(&terms, &run->sampler, text_of(options->by), error))
        return false;
    if (!has_bins(&terms))
        return error_set(error, STATUS_USAGE, "--cuts: no bin() in --by %s", options->by);
    run_ready(run);
    if (!stratify_measure(&quantiles, run, &terms, true, error))
        return false;
    if (!options->shard)
        return stratify_write_cuts(run, quantiles, error);
    struct part_content content = {0};
    part_values(&content, arena, quantiles, terms.count);
    return part_write(run, &content, NULL, 0, error);
}
