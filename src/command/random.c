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
#include "run/deployed_answer.h"
#include "run/merged.h"

/* What ids are counted by: bad rows that are queued first are certain and no part of the population. */
enum { GROUP_BAD, GROUP_GOOD }; /* with --cap, groups follow from GROUP_GOOD on */

struct random {
    struct run run;
    bool weighted;
    bool plain; /* nothing but the id matters */
    struct field weight;
    struct queue_column columns[DEPLOYED_ANSWER_MOST + 2]; /* the deployed answer, draw, weight */
    size_t columns_count;
    struct top **tops;      /* one for each worker */
    struct cells *cells;    /* the same */
    struct strata **groups; /* the same, with --cap */
    double *zero_weights;   /* the same: rows that can never be drawn */
    uint64_t *bad;          /* the same: bad rows that are queued first */
    struct tally **tallies; /* the same, where the probability goes by N */
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

static void fill_cells(const struct random *random, struct cells *cells, struct sample *sample, double u, double weight)
{
    cells_start(cells);
    if (random->weighted)
        buffer_format(&cells->text, DRAWN_BY_WEIGHT "%.9g", weight);
    else if (random->run.options->fraction > 0)
        buffer_format(&cells->text, DRAWN_EACH "%.9g", random->run.options->fraction);
    else
        buffer_add(&cells->text, text_of(DRAWN_AT_RANDOM));
    cells_end(cells);
    deployed_answer_add(&random->run, sample, cells);
    buffer_nine(&cells->text, u);
    cells_end(cells);
    if (random->weighted) {
        buffer_number(&cells->text, weight);
        cells_end(cells);
    }
}

/* What makes a row a good one: its prediction where that is shown, and its group of --cap. */
static bool place_sample(const struct random *random, unsigned number, struct sample *sample, struct text *name,
                         uint32_t *group, struct problem *problem)
{
    const struct run *run = &random->run;
    if (!run_check(run, sample, problem) || !run_group(run, sample, name, problem))
        return false;
    *group = GROUP_GOOD;
    if (random->groups) {
        struct stratum *found = strata_find(random->groups[number], *name, name->size);
        found->size++;
        *group += found->number;
    }
    return true;
}

static bool draw_sample(const struct random *random, unsigned number, struct sample *sample, uint64_t hash,
                        uint32_t *group, struct problem *problem)
{
    const struct run *run = &random->run;
    struct top *top = random->tops[number];
    struct text name;
    double weight, u = hash_unit(hash);
    if (!read_weight(random, sample, &weight, problem) || !place_sample(random, number, sample, &name, group, problem))
        return false;
    if (weight == 0) {
        random->zero_weights[number]++;
        return true;
    }
    struct top_key key = {.scores = {random->weighted ? draw_priority(u, weight) : draw_score(u)}};
    bool out = run->options->fraction > 0 && u >= run->options->fraction;
    if (out || !top_wants(top, key.scores[0]))
        return true;
    run_order(run, sample, &key);
    struct top_entry *entry = top_offer(top, &key, sample->id, name);
    if (!entry)
        return true;
    fill_cells(random, &random->cells[number], sample, u, weight);
    return run_fill(run, top, entry, sample, &random->cells[number], problem);
}

static bool draw_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct random *random = state;
    unsigned number = scan_worker_number(worker);
    struct tally *tally = random->tallies ? random->tallies[number] : NULL;
    bool told = tally && tally_batch(tally, samples);
    struct problem problem;
    uint64_t limit = random->plain ? draw_limit(run_least(&random->run, random->tops[number])) : UINT64_MAX;
    for (size_t i = 0; i < samples->count; i++) {
        uint64_t hash = hash_text(random->run.draw_key, samples_cell(samples, i, samples->sampler->id));
        uint32_t group = GROUP_GOOD;
        if (hash > limit) { /* its draw alone decides that it stays out: so it is with most rows */
            if (told && !tally_add(tally, hash, group, error))
                return false;
            continue;
        }
        struct sample sample = samples_at(samples, i);
        bool drawn = draw_sample(random, number, &sample, hash, &group, &problem);
        bool first = !drawn && scan_policy(worker) == BAD_ROW_FIRST;
        random->bad[number] += first;
        if (!drawn &&
            !run_bad_row(&random->run, worker, random->tops[number], &sample, &problem, random->columns_count, error))
            return false;
        if (told && (drawn || first) && !tally_add(tally, hash, drawn ? group : GROUP_BAD, error))
            return false;
    }
    return true;
}

/* Only counts the ids, in a second pass. */
static bool count_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct random *random = state;
    unsigned number = scan_worker_number(worker);
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        struct text name;
        uint32_t group = GROUP_BAD;
        struct problem problem;
        bool good = place_sample(random, number, &sample, &name, &group, &problem);
        if ((good || scan_policy(worker) == BAD_ROW_FIRST) &&
            !tally_add(random->tallies[number], hash_text(random->run.draw_key, sample.id), group, error))
            return false;
    }
    return true;
}

/* ---- inclusion probabilities ---- */

static bool is_drawn(const struct top_entry *entry)
{
    return entry->key.scores[0] != TOP_UNSCORABLE;
}

static void include_all(struct top_entry *const *rows, size_t count, double prob)
{
    for (size_t i = 0; i < count; i++)
        if (is_drawn(rows[i]))
            rows[i]->inclusion_prob = prob;
}

/* n / N. */
static void include_equally(struct top_entry *const *rows, size_t count, double population)
{
    size_t drawn = 0;
    for (size_t i = 0; i < count; i++)
        drawn += is_drawn(rows[i]);
    include_all(rows, count, (double)drawn / population);
}

/* The first row that was not taken is the threshold; with none, all are certain. Returns the rows
 * that are taken; the weight is in cell number `column`. */
static size_t include_by_weight(const struct run *run, size_t column, struct top_entry **rows, size_t count)
{
    size_t top = run->options->top;
    if (count <= top)
        return count;
    for (size_t i = 0; i < top; i++)
        if (is_drawn(rows[i])) {
            struct text weight = rows[i]->cells[column];
            struct arena arena = {0};
            rows[i]->inclusion_prob =
                draw_probability(strtod(text_copy(&arena, weight).data, NULL), rows[top]->key.scores[0]);
            arena_free(&arena);
        }
    return top;
}

/* ---- with a cap ---- */

/* What the probabilities go by: the groups, whose sizes are ids, and how the draws ended. */
struct capped {
    struct strata *groups;
    double end; /* the first draw within the cap that was not taken; 1: none */
};

static struct stratum *group_of(const struct capped *capped, const struct top_entry *entry)
{
    struct text name = top_entry_group(entry);
    return strata_find(capped->groups, name, name.size);
}

/* Leaves the rows within the cap, `top` at most. The tops hold one row more of each group: its draw is the threshold
 * of the group, kept as its weight. Returns how many are left. */
static size_t cut_groups(const struct run *run, struct capped *capped, struct top_entry **rows, size_t count)
{
    size_t kept = 0, cap = run->cap, top = run->options->top;
    capped->end = 1;
    for (size_t i = 0; i < count; i++) {
        struct stratum *group = is_drawn(rows[i]) ? group_of(capped, rows[i]) : NULL;
        bool within = !group || group->taken < cap;
        double draw = group ? run_draw(run, rows[i]->id) : 0;
        if (!within && group->weight <= 0)
            group->weight = draw;
        if (!within)
            continue;
        if (kept == top) {
            capped->end = draw;
            break;
        }
        if (group)
            group->taken++;
        rows[kept++] = rows[i];
    }
    return kept;
}

/* The queue says the threshold of the row, so that it can be cut short. */
static void set_threshold(const struct run *run, struct top_entry *entry, double threshold)
{
    struct buffer reason = {.arena = run->arena};
    entry->inclusion_prob = threshold;
    buffer_format(&reason, DRAWN_BELOW "%.9g", threshold);
    entry->cells[0] = buffer_text(&reason);
}

/* When no group has more rows than the cap, the draw is a simple one; when nothing but the cap keeps rows out, each
 * group is a stratum; else a row is in when its draw lies below two thresholds that do not depend on it: that of its
 * group, and the end of the queue. */
static void include_capped(const struct run *run, const struct capped *capped, struct top_entry **rows, size_t count)
{
    bool bites = false;
    struct stratum **groups = strata_sorted(capped->groups);
    for (size_t i = 0; i < strata_count(capped->groups); i++)
        bites |= groups[i]->size > run->cap;
    if (!bites) {
        include_equally(rows, count, (double)run->ids);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_drawn(rows[i]))
            continue;
        const struct stratum *group = group_of(capped, rows[i]);
        if (capped->end >= 1)
            rows[i]->inclusion_prob = (double)group->taken / (double)group->size;
        else
            set_threshold(run, rows[i], group->weight > 0 ? fmin(group->weight, capped->end) : capped->end);
    }
}

/* ---- N ---- */

/* Sets run->ids, the ids that can be drawn, and makes the sizes of groups numbers of ids. */
static bool count_ids(struct random *random, struct error *error)
{
    struct run *run = &random->run;
    struct tally_sums sums;
    const uint32_t **names = arena_array(run->arena, run->threads, sizeof *names);
    size_t groups = 1;
    uint64_t rows = run->counts.ranked, bad = 0;
    if (tally_lost(random->tallies, run->threads) && !run_tally_again(run, &random->tallies, count_samples, error))
        return false;
    for (unsigned i = 1; random->groups && i < run->threads; i++)
        strata_merge(random->groups[0], random->groups[i]);
    for (unsigned i = 0; random->groups && i < run->threads; i++)
        names[i] = run_group_names(run, random->groups[0], random->groups[i], GROUP_GOOD);
    if (random->groups)
        groups = strata_count(random->groups[0]);
    if (!tally_count(&sums, run->arena, random->tallies, random->groups ? names : NULL, run->threads,
                     GROUP_GOOD + groups, error))
        return false;
    for (unsigned i = 0; i < run->threads; i++)
        bad += random->bad[i];
    run->shared = sums.shared;
    run->repeated = sums.groups ? rows - sums.ids : 0;
    run->ids = sums.groups ? sums.ids - sums.groups[GROUP_BAD] : rows - bad;
    struct stratum **all = random->groups && sums.groups ? strata_sorted(random->groups[0]) : NULL;
    for (size_t i = 0; all && i < groups; i++)
        all[i]->size = sums.groups[GROUP_GOOD + all[i]->number];
    return true;
}

/* With a cap: cuts the rows and sets their probabilities. */
static void finish_capped(const struct run *run, struct strata *groups, struct top_entry **rows, size_t *count)
{
    struct capped capped = {.groups = groups};
    *count = cut_groups(run, &capped, rows, *count);
    include_capped(run, &capped, rows, *count);
    if (run->shared == 0)
        return;
    include_all(rows, *count, NAN);
    run_note(run, "%llu id%s in several groups of --cap: inclusion_prob is empty, nobody can tell",
             (unsigned long long)run->shared, run->shared == 1 ? " stands" : "s stand");
}

static bool open_random(struct run *run, struct error *error)
{
    struct random *random = (struct random *)run;
    const struct options *options = run->options;
    if (!check_options(options, error) || !run_open(run, run->command, options, run->arena, RUN_MAY_PREDICT, error) ||
        !run_check_population(run, error))
        return false;
    random->weighted = options->weight != NULL;
    if (random->weighted && !field_open(&random->weight, &run->sampler, text_of(options->weight), "--weight", error))
        return false;
    if (!deployed_answer_open(run, error))
        return false;
    size_t count = deployed_answer_columns(run, random->columns);
    random->columns[count++] = queue_column(text_of("draw"));
    random->columns[count] = queue_column(text_of("weight"));
    random->columns_count = count + random->weighted;
    return true;
}

/* How many rows a top holds: with weights one more than are asked for, with a cap one more of each group and of the
 * queue: their draws are the thresholds. */
static size_t rows_held(const struct run *run)
{
    size_t top = run->options->fraction > 0 ? SIZE_MAX : run->options->top;
    if (run->options->weight && top < SIZE_MAX)
        top++;
    if (run->cap && top < SIZE_MAX / 4)
        top = 2 * (top + 1); /* at least half of them are within the cap */
    return top;
}

static size_t cap_held(const struct run *run)
{
    return run->cap ? run->cap + 1 : 0;
}

/* Whether the probabilities go by numbers of ids. */
static bool counts_ids(const struct options *options)
{
    return !options->weight && options->fraction <= 0;
}

static bool start_random(struct run *run, struct error *error)
{
    struct random *random = (struct random *)run;
    struct arena *arena = run->arena;
    (void)error;
    random->tops = arena_array(arena, run->threads, sizeof *random->tops);
    for (unsigned i = 0; i < run->threads; i++)
        random->tops[i] = top_open(run_worker_arena(run, i), rows_held(run), cap_held(run));
    random->cells = run_cells(run);
    random->zero_weights = arena_array(arena, run->threads, sizeof *random->zero_weights);
    random->bad = arena_array(arena, run->threads, sizeof *random->bad);
    random->groups = run->cap ? arena_array(arena, run->threads, sizeof *random->groups) : NULL;
    for (unsigned i = 0; random->groups && i < run->threads; i++)
        random->groups[i] = strata_open(run_worker_arena(run, i), 0);
    random->tallies = counts_ids(run->options) ? run_tallies(run) : NULL;
    random->plain = !random->weighted && !random->groups && !run->predicts;
    return true;
}

static void note_zero_weights(const struct random *random)
{
    double zero = 0;
    for (unsigned i = 0; i < random->run.threads; i++)
        zero += random->zero_weights[i];
    if (zero > 0)
        run_note(&random->run, "%.0f row%s of weight 0 can never be drawn", zero, zero == 1 ? "" : "s");
}

/* Sets the probabilities and writes the queue: `groups` with a cap. */
static bool conclude(struct run *run, struct top *top, struct strata *groups, struct queue_columns columns,
                     struct error *error)
{
    const struct options *options = run->options;
    struct top_entry **rows = top_sorted(top);
    size_t count = top_count(top);
    bool more = false, counted = counts_ids(options);
    uint64_t repeats = counted ? run->repeated : top_repeats(top, &more);
    if (options->weight)
        count = include_by_weight(run, columns.count, rows, count);
    else if (options->fraction > 0)
        include_all(rows, count, options->fraction);
    else if (run->cap)
        finish_capped(run, groups, rows, &count);
    else
        include_equally(rows, count, (double)run->ids);
    if (run->unsure)
        include_all(rows, count, NAN);
    run_note_repeats(run, repeats, more);
    deployed_answer_note(run, rows, count);
    return run_write(run, rows, count, columns.items, columns.count, error);
}

static bool finish_random(struct run *run, struct error *error)
{
    struct random *random = (struct random *)run;
    struct top *top = run_merge(run, random->tops);
    struct strata *groups = random->groups ? random->groups[0] : NULL;
    const struct part_content content = {.top = top, .strata = groups, .counted = random->tallies != NULL};
    const struct queue_columns columns = {random->columns, random->columns_count};
    if (random->tallies && !count_ids(random, error))
        return false;
    note_zero_weights(random);
    if (run->options->shard)
        return part_write(run, &content, columns.items, columns.count, error);
    return conclude(run, top, groups, columns, error);
}

/* ---- of shards ---- */

static void open_merged(struct run *run, struct merged *merged)
{
    merged->counted = counts_ids(run->options);
    merged->top = top_open(run->arena, rows_held(run), cap_held(run));
    merged->strata = run->cap ? strata_open(run->arena, 0) : NULL;
}

static bool finish_merged(struct run *run, struct merged *merged, struct error *error)
{
    const struct queue_columns columns = merged_columns(merged);
    return conclude(run, merged->top, merged->strata, columns, error);
}

static const struct merging merging = {open_merged, finish_merged, true};

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
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PARTIAL) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(RANDOM),
    .merging = &merging,
    .rowwise = &parts,
    .run = run_rowwise,
};
