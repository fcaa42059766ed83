/*
 * random - what would an unbiased look find?
 *
 * Each row has a draw u, a hash of its id. The n smallest of N are an exact simple random sample;
 * with --fraction each row stands on its own; with --weight rows are drawn in proportion.
 */
#include <stdlib.h>
#include <string.h>

#include "dengine/draw.h"
#include "dengine/hash.h"
#include "dengine/strata.h"
#include "run/run.h"

struct random {
    struct run run;
    bool weighted;
    bool plain; /* nothing but the id matters */
    struct field weight;
    struct top **tops;      /* one for each worker */
    struct cells *cells;    /* the same */
    struct strata **groups; /* the same, with --cap: sizes of the groups */
    double *zero_weights;   /* the same: rows that can never be drawn */
};

static bool check_options(const struct options *options, struct error *error)
{
    if (options->fraction > 0 && options->top_given)
        return error_set(error, STATUS_USAGE, "--fraction and --top exclude each other");
    if (options->fraction > 0 && (options->weight || options->cap))
        return error_set(error, STATUS_USAGE, "--fraction takes each row on its own: no --weight, no --cap");
    if (options->fraction > 0 && (options->diverse.count || options->distinct > 0))
        return error_set(error, STATUS_USAGE, "--fraction takes each row on its own: no --diverse, no --distinct");
    if (options->weight && options->cap)
        return error_set(error, STATUS_USAGE, "--weight and --cap exclude each other");
    return true;
}

/* The weight of a sample: a number of at least 0. */
static bool read_weight(const struct random *random, struct sample *sample, double *weight, struct problem *problem)
{
    *weight = 1;
    if (!random->weighted)
        return true;
    bool missing;
    if (!sample_number(sample, &random->weight, weight, &missing, problem))
        return false;
    if (missing)
        return problem_set(problem, random->weight.column, "the weight is missing");
    if (*weight < 0)
        return problem_set(problem, random->weight.column, "the weight %.9g is negative", *weight);
    return true;
}

static void fill_cells(const struct random *random, struct cells *cells, double u, double weight)
{
    cells_start(cells);
    buffer_format(&cells->text, random->weighted ? "drawn by weight %.9g" : "drawn at random", weight);
    cells_end(cells);
    buffer_format(&cells->text, "%.9g", u);
    cells_end(cells);
    if (random->weighted) {
        buffer_number(&cells->text, weight);
        cells_end(cells);
    }
}

static bool draw_sample(const struct random *random, unsigned number, struct sample *sample, struct problem *problem)
{
    const struct run *run = &random->run;
    struct top *top = random->tops[number];
    struct text group;
    double weight, u = run_draw(run, sample->id);
    if (!run_check(run, sample, problem) || !read_weight(random, sample, &weight, problem) ||
        !run_group(run, sample, &group, problem))
        return false;
    if (random->groups)
        strata_find(random->groups[number], group, group.size)->size++;
    if (weight == 0) {
        random->zero_weights[number]++;
        return true;
    }
    struct top_key key = {.scores = {random->weighted ? draw_priority(u, weight) : draw_score(u)}};
    bool out = run->options->fraction > 0 && u >= run->options->fraction;
    if (out || !top_wants(top, key.scores[0]))
        return true;
    run_order(run, sample, &key);
    struct top_entry *entry = top_offer(top, &key, sample->id, group);
    if (!entry)
        return true;
    fill_cells(random, &random->cells[number], u, weight);
    return run_fill(run, top, entry, sample, &random->cells[number], problem);
}

/* Whether a row's draw alone decides that it stays out: so it is with most rows. */
static bool stays_out(const struct random *random, const struct samples *samples, size_t i, uint64_t limit)
{
    return hash_text(random->run.draw_key, samples_cell(samples, i, samples->sampler->id)) > limit;
}

static bool draw_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct random *random = state;
    unsigned number = scan_worker_number(worker);
    struct problem problem;
    uint64_t limit = random->plain ? draw_limit(run_least(&random->run, random->tops[number])) : UINT64_MAX;
    for (size_t i = 0; i < samples->count; i++) {
        if (limit < UINT64_MAX && stays_out(random, samples, i, limit))
            continue;
        struct sample sample = samples_at(samples, i);
        if (!draw_sample(random, number, &sample, &problem) &&
            !run_bad_row(&random->run, worker, random->tops[number], &sample, &problem, 1 + random->weighted, error))
            return false;
    }
    return true;
}

/* ---- inclusion probabilities ---- */

static bool is_drawn(const struct top_entry *entry)
{
    return entry->key.scores[0] != TOP_UNSCORABLE;
}

/* n / N, or F. */
static void include_equally(const struct random *random, struct top_entry **rows, size_t count, double population)
{
    double fraction = random->run.options->fraction;
    size_t drawn = 0;
    for (size_t i = 0; i < count; i++)
        drawn += is_drawn(rows[i]);
    for (size_t i = 0; i < count; i++)
        if (is_drawn(rows[i]))
            rows[i]->inclusion_prob = fraction > 0 ? fraction : (double)drawn / population;
}

/* The first row that was not taken is the threshold; with none, all are certain. Returns the rows
 * that are taken. */
static size_t include_by_weight(const struct random *random, struct top_entry **rows, size_t count)
{
    size_t top = random->run.options->top;
    if (count <= top)
        return count;
    for (size_t i = 0; i < top; i++)
        if (is_drawn(rows[i])) {
            struct text weight = rows[i]->cells[2];
            struct arena arena = {0};
            rows[i]->inclusion_prob =
                draw_probability(strtod(text_copy(&arena, weight).data, NULL), rows[top]->key.scores[0]);
            arena_free(&arena);
        }
    return top;
}

static struct stratum *group_of(struct strata *groups, const struct top_entry *entry)
{
    struct text name = top_entry_group(entry);
    return strata_find(groups, name, name.size);
}

/* With a cap: given how many of a group were taken, each of its rows is as likely as any other. */
static void include_by_group(const struct random *random, struct top_entry **rows, size_t count)
{
    struct strata *groups = random->groups[0];
    for (unsigned i = 1; i < random->run.threads; i++)
        strata_merge(groups, random->groups[i]);
    for (size_t i = 0; i < count; i++)
        if (is_drawn(rows[i]))
            group_of(groups, rows[i])->taken++;
    for (size_t i = 0; i < count; i++)
        if (is_drawn(rows[i])) {
            const struct stratum *group = group_of(groups, rows[i]);
            rows[i]->inclusion_prob = (double)group->taken / (double)group->size;
        }
}

static bool open_random(struct run *run, struct error *error)
{
    struct random *random = (struct random *)run;
    const struct options *options = run->options;
    if (!check_options(options, error) || !run_open(run, run->command, options, run->arena, RUN_MAY_PREDICT, error))
        return false;
    random->weighted = options->weight != NULL;
    return !random->weighted || field_open(&random->weight, &run->sampler, text_of(options->weight), "--weight", error);
}

static bool start_random(struct run *run, struct error *error)
{
    struct random *random = (struct random *)run;
    struct arena *arena = run->arena;
    size_t top = run->options->fraction > 0 ? SIZE_MAX : run->options->top;
    (void)error;
    random->tops = run_tops(run, random->weighted && top < SIZE_MAX ? top + 1 : top);
    random->cells = run_cells(run);
    random->zero_weights = arena_array(arena, run->threads, sizeof *random->zero_weights);
    random->groups = run->cap ? arena_array(arena, run->threads, sizeof *random->groups) : NULL;
    for (unsigned i = 0; random->groups && i < run->threads; i++)
        random->groups[i] = strata_open(run_worker_arena(run, i), 0);
    random->plain = !random->weighted && !random->groups && !run->predicts;
    return true;
}

static bool finish_random(struct run *run, struct error *error)
{
    struct random *random = (struct random *)run;
    struct top *merged = run_merge(run, random->tops);
    struct top_entry **rows = top_sorted(merged);
    size_t count = top_count(merged);
    if (random->weighted)
        count = include_by_weight(random, rows, count);
    else if (run->cap)
        include_by_group(random, rows, count);
    else
        include_equally(random, rows, count, (double)run->counts.ranked);
    double zero_weights = 0;
    for (unsigned i = 0; i < run->threads; i++)
        zero_weights += random->zero_weights[i];
    if (zero_weights > 0)
        run_note(run, "%.0f row%s of weight 0 can never be drawn", zero_weights, zero_weights == 1 ? "" : "s");

    const struct queue_column evidence[] = {{text_of("draw"), true}, {text_of("weight"), true}};
    bool more;
    uint64_t repeats = top_repeats(merged, &more);
    run_note_repeats(run, repeats, more);
    return run_write(run, rows, count, evidence, 1 + random->weighted, error);
}

static const struct rowwise parts = {
    .size = sizeof(struct random),
    .open = open_random,
    .start = start_random,
    .step = draw_samples,
    .finish = finish_random,
};

const struct command command_random = {
    .name = "random",
    .operands = "FILE...",
    .doc = "what would an unbiased look find?",
    .text = "Draws a simple random sample of exactly N rows. A row's draw depends on its id and the seed alone,\n"
            "so the sample is the same for any order of rows, and 10 % lies inside 20 %. inclusion_prob is what an\n"
            "honest estimate needs after review. Keep 10 to 25 % of what people review random.",
    .example = "random data/digits/predictions.csv -n 5",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(RANDOM),
    .rowwise = &parts,
    .run = run_rowwise,
};
