/*
 * stratify - is every situation covered?
 *
 * Groups the population by columns, shares the rows of the queue out among the groups, and draws
 * each share at random. Ranks interleave: any prefix of the queue holds the groups in their shares.
 */
#include "command/stratify.h"

#include <string.h>

#include "command/stratify_keys.h"
#include "dengine/draw.h"
#include "dengine/hash.h"
#include "dengine/strata.h"
#include "run/deployed_answer.h"
#include "run/merged.h"
#include "run/say.h"
#include "select/shares.h"
#include "select/strata_merging.h"
#include "select/strata_trim.h"
#include "select/stratum_recall.h"

/* What ids are counted by: bad rows that are queued first are certain and in no stratum. */
enum { GROUP_BAD, GROUP_STRATUM };

enum { OWN_COLUMNS = 3 }; /* stratum, stratum_size, draw */

struct stratify {
    struct run run;
    struct terms terms;
    bool bins; /* some term needs quantiles first */
    bool spreads;
    struct field spread;
    struct queue_column
        columns[DEPLOYED_ANSWER_MOST + OWN_COLUMNS]; /* the deployed answer, stratum, stratum_size, draw */
    size_t columns_count;
    struct strata **strata;          /* one for each worker */
    size_t *offered;                 /* the same: rows that became candidates since the last trim */
    struct stratum_recall **recalls; /* the same */
    struct top **bad;                /* the same: what cannot be placed, with --on-bad-row first */
    struct cells *cells;             /* the same */
    struct stratify_keys **keys;     /* the same */
    struct tally **tallies;          /* the same */
    uint64_t *bad_rows;              /* the same: how many are in `bad` */
    bool *counts;                    /* the same: its rows are only counted, and found in a further pass */
    struct shares **shares;          /* the same: of that pass */
};

enum { MOST_STRATA = 100000 };

static bool measure_bins(struct stratify *stratify, struct error *error)
{
    struct quantiles *quantiles;
    if (!stratify_measure(&quantiles, &stratify->run, &stratify->terms, false, error))
        return false;
    terms_cut(&stratify->terms, stratify->run.arena, quantiles);
    return run_again(&stratify->run, error);
}

/* ---- the pass over the strata ---- */

/* All but the reason, stratum_size and draw, which are filled in for the few that are taken; so is the stratum, but a
 * shard writes what it has. */
static bool fill_cells(const struct stratify *stratify, struct cells *cells, struct sample *sample,
                       const struct stratum *stratum, struct problem *problem)
{
    cells_start(cells);
    cells_end(cells);
    deployed_answer_add(&stratify->run, sample, cells);
    if (stratify->run.options->shard)
        buffer_add(&cells->text, stratum_name(stratum));
    for (size_t i = 0; i < OWN_COLUMNS; i++)
        cells_end(cells);
    return run_keep_cells(&stratify->run, sample, cells, problem);
}

/* The number of the spread column; *missing when there is none. */
static bool read_spread(const struct stratify *stratify, struct sample *sample, double *spread, bool *missing,
                        struct problem *problem)
{
    *missing = true;
    if (stratify->spreads && !sample_number(sample, &stratify->spread, spread, missing, problem))
        return false;
    if (!*missing && (*spread > MOMENTS_LARGEST || *spread < -MOMENTS_LARGEST))
        return problem_set(problem, stratify->spread.column, "the spread column is outside +-1e9");
    return true;
}

/* Reads what its stratum is found by, and its number in the spread column. */
static bool read_row(const struct stratify *stratify, unsigned number, struct sample *sample, struct stratify_key *key,
                     double *spread, bool *missing, struct problem *problem)
{
    return (key->read ||
            stratify_read_key(stratify->keys[number], key, &stratify->run, &stratify->terms, sample, problem)) &&
           read_spread(stratify, sample, spread, missing, problem);
}

/* Finds its stratum, and puts it among the candidates there. */
static bool place_sample(const struct stratify *stratify, unsigned number, struct sample *sample,
                         struct stratify_key *key, uint64_t hash, struct stratum **found, struct problem *problem)
{
    const struct run *run = &stratify->run;
    struct strata *strata = stratify->strata[number];
    struct stratify_keys *keys = stratify->keys[number];
    struct cells *cells = &stratify->cells[number];
    double spread = 0;
    bool missing;
    if (!read_row(stratify, number, sample, key, &spread, &missing, problem))
        return false;
    struct stratum *stratum = strata_find_hashed(strata, stratify_key_text(keys, key), key->hash, key->shown);
    stratum->size++;
    *found = stratum;
    if (!missing)
        strata_spread(strata, stratum, spread);
    struct top_key rank = {.scores = {draw_score(hash_unit(hash))}};
    if (hash > stratum->limit || !strata_wants(strata, stratum, rank.scores[0]))
        return true;
    run_order(run, sample, &rank);
    if (!fill_cells(stratify, cells, sample, stratum, problem))
        return false;
    stratify->offered[number] += strata_offer(strata, stratum, &rank, sample->id, cells_texts(cells), cells->count);
    return true;
}

static bool check_count(const struct run *run, const struct strata *strata, struct error *error)
{
    if (strata_count(strata) <= MOST_STRATA)
        return true;
    return error_set(error, STATUS_DATA, "--by %s makes more than %d strata: use bin(...) or fewer columns",
                     run->options->by, MOST_STRATA);
}

/* With equal shares few candidates need be kept of each stratum. A shard keeps one more, as ids that stand in several
 * shards are known by the candidates. */
static void trim_candidates(struct strata *strata, const struct options *options)
{
    const struct strata_equal equal = {.n = options->top,
                                       .least = options->min_per_stratum,
                                       .tie_key = hash_key(text_of(options->seed), HASH_SHARE),
                                       .spare = options->shard ? 1 : 0};
    strata_trim(strata, &equal);
}

/* A share by size is known in the end alone, and until then any row may be of it. Where that would be very many rows,
 * candidates are given up, and those that are taken are found in a further pass; few cost less than such a pass. */
static void count_alone(const struct stratify *stratify, unsigned number)
{
    enum { HELD = 1 << 16, MOST_HELD = 1 << 20 };
    const struct options *options = stratify->run.options;
    struct strata *strata = stratify->strata[number];
    if (stratify->counts[number] || stratify->offered[number] < HELD || options->top == SIZE_MAX ||
        strata_count(strata) <= MOST_HELD / options->top || options->shard || !run_is_kept(&stratify->run))
        return;
    strata_trim(strata, &(struct strata_equal){.n = 0});
    stratify->counts[number] = true;
}

/* To trim takes a look at each stratum: so not before an eighth as many candidates have come. */
static void trim(const struct stratify *stratify, unsigned number)
{
    const struct options *options = stratify->run.options;
    struct strata *strata = stratify->strata[number];
    size_t offered = stratify->offered[number];
    if (options->allocate != ALLOCATE_EQUAL) {
        count_alone(stratify, number);
        return;
    }
    if (offered < options->top || offered < strata_count(strata) / 8)
        return;
    trim_candidates(strata, options);
    stratify->offered[number] = 0;
}

/* Whether all that is left to do with a row is to count it: its stratum has better candidates. So it is
 * with most rows. */
static bool count_only(struct stratum *stratum, uint64_t hash)
{
    if (hash <= stratum->limit)
        return false;
    stratum->size++;
    return true;
}

/* Tells the id of a row to the tally: with its stratum, or as that of a bad row when there is none. */
static bool tell(const struct stratify *stratify, struct scan_worker *worker, uint64_t hash,
                 const struct stratum *stratum, struct error *error)
{
    if (!stratum && scan_policy(worker) != BAD_ROW_FIRST)
        return true;
    return tally_add(stratify->tallies[scan_worker_number(worker)], hash,
                     stratum ? GROUP_STRATUM + stratum->number : GROUP_BAD, error);
}

static bool place_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct stratify *stratify = state;
    unsigned number = scan_worker_number(worker);
    struct problem problem;
    struct stratum_recall *recall = stratify->recalls[number];
    bool recalls = recall && stratum_recall_helps(recall) && !stratify->spreads && !stratify->run.predicts;
    bool told = tally_batch(stratify->tallies[number], samples);
    struct stratum *recalled[CSV_ROWS];
    if (recalls)
        stratum_recall_find(recall, samples, recalled);
    stratify_read_keys(stratify->keys[number], &stratify->run, &stratify->terms, stratify->strata[number], samples,
                       recalls ? recalled : NULL);
    for (size_t i = 0; i < samples->count; i++) {
        uint64_t hash = hash_text(stratify->run.draw_key, samples_cell(samples, i, samples->sampler->id));
        struct stratum *stratum = recalls ? recalled[i] : NULL;
        if (!stratum || !count_only(stratum, hash)) {
            struct sample sample = samples_at(samples, i);
            stratum = NULL;
            bool placed =
                place_sample(stratify, number, &sample, &stratify->keys[number]->items[i], hash, &stratum, &problem);
            if (recalls && stratum)
                stratum_recall_keep(recall, samples, i, stratum);
            if (!placed)
                stratify->bad_rows[number] += scan_policy(worker) == BAD_ROW_FIRST;
            if (!placed && !run_bad_row(&stratify->run, worker, stratify->bad[number], &sample, &problem,
                                        stratify->columns_count, error))
                return false;
        }
        if (told && !tell(stratify, worker, hash, stratum, error))
            return false;
    }
    trim(stratify, number);
    return check_count(&stratify->run, stratify->strata[number], error);
}

/* Only counts the ids, in a further pass. */
static bool count_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct stratify *stratify = state;
    unsigned number = scan_worker_number(worker);
    struct cells *cells = &stratify->cells[number];
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        struct problem problem;
        size_t shown;
        double spread;
        bool missing;
        cells_start(cells);
        bool placed = run_check(&stratify->run, &sample, &problem) &&
                      terms_key(&stratify->terms, &sample, &cells->text, &shown, &problem) &&
                      read_spread(stratify, &sample, &spread, &missing, &problem);
        const struct stratum *stratum =
            placed ? strata_find(stratify->strata[number], buffer_text(&cells->text), shown) : NULL;
        if (!tell(stratify, worker, hash_text(stratify->run.draw_key, sample.id), stratum, error))
            return false;
    }
    return true;
}

/* ---- the rows of shares that are known ---- */

/* The stratum of a good row, else NULL. */
static const struct stratum *look(const struct stratify *stratify, unsigned number, struct sample *sample,
                                  struct stratify_key *key)
{
    struct problem problem;
    double spread;
    bool missing;
    if (!read_row(stratify, number, sample, key, &spread, &missing, &problem))
        return NULL;
    return strata_look(stratify->strata[0], stratify_key_text(stratify->keys[number], key), key->hash);
}

static bool take_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct stratify *stratify = state;
    const struct run *run = &stratify->run;
    unsigned number = scan_worker_number(worker);
    struct stratify_keys *keys = stratify->keys[number];
    struct cells *cells = &stratify->cells[number];
    struct problem problem;
    (void)error;
    stratify_read_keys(keys, run, &stratify->terms, stratify->strata[0], samples, NULL);
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        uint64_t hash = hash_text(run->draw_key, sample.id);
        const struct stratum *stratum = look(stratify, number, &sample, &keys->items[i]);
        struct top_key rank = {.scores = {draw_score(hash_unit(hash))}};
        if (!stratum || !shares_want(stratify->shares[number], stratum, hash))
            continue;
        run_order(run, &sample, &rank);
        if (fill_cells(stratify, cells, &sample, stratum, &problem))
            shares_offer(stratify->shares[number], stratum, &rank, sample.id, cells_texts(cells), cells->count);
    }
    return true;
}

/* Reads the input again, when some worker only counted, for the rows that are taken. */
static bool take_rows(struct stratify *stratify, struct stratum *const *strata, struct error *error)
{
    struct run *run = &stratify->run;
    bool again = false;
    for (unsigned i = 0; i < run->threads; i++)
        again = again || stratify->counts[i];
    if (!again)
        return true;
    stratify->shares = arena_array(run->arena, run->threads, sizeof(struct shares *));
    for (unsigned i = 0; i < run->threads; i++)
        stratify->shares[i] = shares_open(run_worker_arena(run, i), stratify->strata[0]);
    if (!run_again(run, error) || !run_scan(run, false, take_samples, run, error))
        return false;
    shares_give(stratify->shares, run->threads, strata, strata_count(stratify->strata[0]));
    return true;
}

/* ---- N ---- */

/* Merges the strata of the workers, and makes their sizes numbers of ids. */
static bool merge_strata(struct stratify *stratify, struct error *error)
{
    struct run *run = &stratify->run;
    struct strata *all = stratify->strata[0];
    struct tally_sums sums;
    const uint32_t **names = arena_array(run->arena, run->threads, sizeof *names);
    uint64_t bad = 0;
    if (tally_lost(stratify->tallies, run->threads) && !run_tally_again(run, &stratify->tallies, count_samples, error))
        return false;
    for (unsigned i = 1; i < run->threads; i++)
        strata_merge(all, stratify->strata[i]);
    for (unsigned i = 0; i < run->threads; i++) {
        names[i] = run_group_names(run, stratify->strata[0], stratify->strata[i], GROUP_STRATUM);
        bad += stratify->bad_rows[i];
    }
    if (!check_count(run, all, error) || !tally_count(&sums, run->arena, stratify->tallies, names, run->threads,
                                                      GROUP_STRATUM + strata_count(all), error))
        return false;
    run->shared = sums.shared;
    run->repeated = sums.groups ? run->counts.ranked - sums.ids : 0;
    run->ids = sums.groups ? sums.ids - sums.groups[GROUP_BAD] : run->counts.ranked - bad;
    if (!sums.groups)
        return true;
    struct stratum **strata = strata_sorted(all);
    for (size_t i = 0; i < strata_count(all); i++)
        strata[i]->size = sums.groups[GROUP_STRATUM + strata[i]->number];
    return true;
}

/* ---- the queue ---- */

static bool check_options(const struct options *options, struct error *error)
{
    bool neyman = options->allocate == ALLOCATE_NEYMAN;
    if (!options->by)
        return error_set(error, STATUS_USAGE,
                         "--by is needed: what makes a stratum? for instance --by camera,hour(timestamp)");
    if (neyman && !options->spread)
        return error_set(error, STATUS_USAGE, "--allocate neyman needs --spread COL");
    if (!neyman && options->spread)
        return error_set(error, STATUS_USAGE, "--spread is for --allocate neyman");
    if (options->cuts)
        return error_set(error, STATUS_USAGE, "--cuts makes no queue");
    if (options->shard && strstr(options->by, "bin("))
        return error_set(
            error, STATUS_USAGE,
            "--partial: bin() is cut by all rows: run this with --cuts on each shard first; merge of those "
            "prints the --by to give; or take cuts(COL,A,B)");
    if (options->cap)
        return error_set(error, STATUS_USAGE, "--cap would undo the shares of the strata: put its column into --by");
    return true;
}

static bool open_stratify(struct run *run, struct error *error)
{
    struct stratify *stratify = (struct stratify *)run;
    const struct options *options = run->options;
    if (!check_options(options, error))
        return false;
    if (strstr(options->by, "bin(") && !run_spool(options, error))
        return false;
    if (!run_open(run, run->command, options, run->arena, RUN_MAY_PREDICT, error) ||
        !run_check_population(run, error) || !terms_parse(&stratify->terms, &run->sampler, text_of(options->by), error))
        return false;
    stratify->spreads = options->spread != NULL;
    if (stratify->spreads && !field_open(&stratify->spread, &run->sampler, text_of(options->spread), "--spread", error))
        return false;
    for (size_t t = 0; t < stratify->terms.count; t++)
        stratify->bins |= stratify->terms.items[t].bins > 0;
    if (!deployed_answer_open(run, error))
        return false;
    size_t count = deployed_answer_columns(run, stratify->columns);
    stratify->columns[count++] = queue_column(text_of("stratum"));
    stratify->columns[count++] = queue_column(text_of("stratum_size"));
    stratify->columns[count++] = queue_column(text_of("draw"));
    stratify->columns_count = count;
    return true;
}

static bool start_stratify(struct run *run, struct error *error)
{
    struct stratify *stratify = (struct stratify *)run;
    if (stratify->bins && !measure_bins(stratify, error))
        return false;
    struct arena *arena = run->arena;
    stratify->bad = run_tops(run, run->options->top);
    stratify->cells = run_cells(run);
    stratify->tallies = run_tallies(run);
    stratify->bad_rows = arena_array(arena, run->threads, sizeof *stratify->bad_rows);
    stratify->strata = arena_array(arena, run->threads, sizeof *stratify->strata);
    stratify->keys = arena_array(arena, run->threads, sizeof(struct stratify_keys *));
    stratify->offered = arena_array(arena, run->threads, sizeof *stratify->offered);
    stratify->counts = arena_array(arena, run->threads, sizeof *stratify->counts);
    stratify->recalls = arena_array(arena, run->threads, sizeof *stratify->recalls);
    for (unsigned i = 0; i < run->threads; i++) {
        stratify->strata[i] = strata_open(run_worker_arena(run, i), run->options->top);
        stratify->keys[i] = arena_alloc(run_worker_arena(run, i), sizeof *stratify->keys[i]);
        stratify->keys[i]->text.arena = run_worker_arena(run, i);
        stratify->recalls[i] = stratum_recall_open(run_worker_arena(run, i), &stratify->terms);
    }
    return true;
}

static bool share_out(const struct run *run, const struct top *bad, struct stratum **strata, size_t count,
                      struct error *error)
{
    const struct options *options = run->options;
    uint64_t n = options->top - top_count(bad), needed;
    return strata_allocate(strata, count, (enum allocation)options->allocate, n, options->min_per_stratum,
                           hash_key(text_of(options->seed), HASH_SHARE), &needed) ||
           error_set(error, STATUS_USAGE, "--min-per-stratum %zu needs %llu rows for %zu strata, the queue has %llu",
                     options->min_per_stratum, (unsigned long long)needed, count, (unsigned long long)n);
}

/* Writes the queue, which begins with the bad rows. */
static bool conclude(struct run *run, struct top *bad, struct stratum **strata, size_t count,
                     struct queue_columns columns, struct error *error)
{
    size_t taken;
    run_note_repeats(run, run->repeated, false);
    bool known = !stratify_note_unknown(run, strata, count, run->shared) && !run->unsure;
    if (!stratify_write(run, bad, strata, count, columns, known, &taken, error))
        return false;
    if (run->options->explain)
        stratify_explain(strata, count, taken);
    return true;
}

static bool finish_stratify(struct run *run, struct error *error)
{
    struct stratify *stratify = (struct stratify *)run;
    const struct options *options = run->options;
    if (!merge_strata(stratify, error))
        return false;
    stratify_note_terms(run, &stratify->terms);
    struct top *queue = run_merge(run, stratify->bad);
    struct strata *strata = stratify->strata[0];
    const struct part_content content = {.top = queue, .strata = strata, .counted = true};
    const struct queue_columns columns = {stratify->columns, stratify->columns_count};
    if (!options->shard) {
        struct stratum **sorted = strata_sorted(strata);
        size_t count = strata_count(strata);
        return share_out(run, queue, sorted, count, error) && take_rows(stratify, sorted, error) &&
               conclude(run, queue, sorted, count, columns, error);
    }
    /* The same candidates, however many workers there were. */
    if (options->allocate == ALLOCATE_EQUAL && options->top < SIZE_MAX)
        trim_candidates(strata, options);
    return part_write(run, &content, columns.items, columns.count, error);
}

/* ---- of shards ---- */

static void open_merged(struct run *run, struct merged *merged)
{
    merged->counted = merged->by_stratum = true;
    merged->top = top_open(run->arena, run->options->top, 0);
    merged->strata = strata_open(run->arena, run->options->top);
    strata_remember(merged->strata);
    if (run->options->cuts)
        merged->quantiles = stratify_quantiles(run->arena, TERMS_MOST);
}

static bool finish_merged(struct run *run, struct merged *merged, struct error *error)
{
    const struct queue_columns columns = merged_columns(merged);
    if (run->options->cuts)
        return stratify_write_cuts(run, merged->quantiles, error);
    if (!check_count(run, merged->strata, error))
        return false;
    struct stratum **sorted = strata_sorted(merged->strata);
    size_t count = strata_count(merged->strata);
    return share_out(run, merged->top, sorted, count, error) &&
           conclude(run, merged->top, sorted, count, columns, error);
}

static const struct merging merging = {open_merged, finish_merged, true};

static const struct rowwise parts = {
    .size = sizeof(struct stratify),
    .open = open_stratify,
    .start = start_stratify,
    .step = place_samples,
    .finish = finish_stratify,
};

static bool run_stratify(const struct command *command, const struct options *options, struct arena *arena,
                         struct error *error)
{
    return (options->cuts ? stratify_cuts : run_rowwise)(command, options, arena, error);
}

const struct command command_stratify = {
    .name = "stratify",
    .operands = "FILE...",
    .doc = "is every situation covered?",
    .text = "Groups the rows by columns and functions of columns, shares the queue out among the groups, and draws\n"
            "each share at random; small groups give what they cannot fill to the others. `--by label` on\n"
            "predictions gives a rare predicted class its share. inclusion_prob is n_h / N_h. --cuts prints --by with\n"
            "cuts() for bin(), the same strata in the next nights, or over the shards of a table.",
    .example = "stratify data/digits/export.csv --by tone,shape -n 9",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PARTIAL) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(STRATIFY),
    .merging = &merging,
    .rowwise = &parts,
    .run = run_stratify,
};
