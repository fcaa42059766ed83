#include "run/diversify.h"

#include <math.h>
#include <string.h>

#include "base/csv_cell.h"
#include "dengine/diverse.h"
#include "join/known.h"

enum { ADDED_COLUMNS = 2 };

/* A row of the queue. */
struct choice {
    const struct top_entry *entry;
    size_t stands_for; /* 0: not known */
    double value;      /* of the pick */
    bool picked;
};

struct diversify {
    const struct run *run;
    struct queue *draft;
    struct embeddings own, *embeddings;
    struct idmap ids;
    struct vectors vectors;

    /* The rows that can be placed, in order of rank, and the samples that are covered. */
    struct points pool, covered;
    const struct top_entry **entries;
    size_t *keeper; /* of the pool: see diverse_distinct */
    double *similarity;
    size_t *stands_for;
    size_t *kept; /* which of the pool are left, in order of rank */
    size_t kept_count;

    struct choice *choices;
    size_t count;
};

static bool is_scored(const struct top_entry *entry)
{
    return entry->key.scores[0] != TOP_UNSCORABLE;
}

/* Whether rows are chosen for where they lie, not for their score alone. */
static bool is_spread(const struct options *options)
{
    return options->diverse.count && options->diverse_by != DIVERSE_SCORE;
}

/* ---- vectors ---- */

static bool open_embeddings(struct diversify *diversify, struct error *error)
{
    const struct run *run = diversify->run;
    const struct words *files = &run->options->diverse;
    diversify->embeddings = run->embeddings;
    if (files->count == 0)
        return run->embeddings ? true
                               : error_set(error, STATUS_USAGE, "--distinct needs --diverse EMBEDDINGS: the vectors");
    const char **paths = arena_array(run->arena, files->count, sizeof *paths);
    for (size_t i = 0; i < files->count; i++)
        paths[i] = text_copy(run->arena, files->items[i]).data;
    struct embeddings_spec spec = run_embeddings(run->options, run->arena, paths, files->count);
    if (run->embeddings && !npy_is(paths[0]))
        spec.ids = (struct words){0}; /* they are for the input */
    diversify->embeddings = &diversify->own;
    return embeddings_open(&diversify->own, run->arena, &spec, error) ? true : error_prefix(error, "--diverse");
}

static bool read_covered(struct diversify *diversify, struct idmap *covered, struct error *error)
{
    const struct options *options = diversify->run->options;
    struct idmap_file file = {.option = "--covered", .id = options->id};
    for (size_t i = 0; i < options->covered.count; i++)
        if (!known_read(covered, &file, text_copy(diversify->run->arena, options->covered.items[i]).data, error))
            return false;
    return true;
}

static bool has_vector(const struct vectors *vectors, size_t number)
{
    return number < vectors->count && vectors->state[number] == VECTOR_GOOD;
}

/* Finds the vectors of the pool and of what is covered, in one pass. */
static bool find_vectors(struct diversify *diversify, struct error *error)
{
    const struct run *run = diversify->run;
    const struct queue *draft = diversify->draft;
    struct idmap covered = {.arena = run->arena};
    bool added;
    diversify->ids.arena = run->arena;
    for (size_t i = 0; i < draft->count; i++)
        if (is_scored(draft->rows[i]))
            idmap_add(&diversify->ids, draft->rows[i]->id, &added);
    if (!read_covered(diversify, &covered, error))
        return false;
    for (size_t i = 0; i < covered.count; i++)
        idmap_add(&diversify->ids, covered.items[i].id, &added);
    if (!embeddings_find(diversify->embeddings, &diversify->ids, &diversify->vectors, error))
        return error_prefix(error, run->options->diverse.count ? "--diverse" : "--distinct");

    const struct vectors *vectors = &diversify->vectors;
    const float **pool = arena_array(run->arena, draft->count, sizeof *pool);
    const float **labelled = arena_array(run->arena, covered.count, sizeof *labelled);
    diversify->pool = (struct points){.vectors = pool, .dimensions = vectors->dimensions};
    diversify->covered = (struct points){.vectors = labelled, .dimensions = vectors->dimensions};
    diversify->entries = arena_array(run->arena, draft->count, sizeof(struct top_entry *));
    for (size_t i = 0; i < draft->count; i++) {
        size_t number = is_scored(draft->rows[i]) ? idmap_find(&diversify->ids, draft->rows[i]->id) : IDMAP_NONE;
        if (!has_vector(vectors, number))
            continue;
        diversify->entries[diversify->pool.count] = draft->rows[i];
        pool[diversify->pool.count++] = vectors_at(vectors, number);
    }
    for (size_t i = 0; i < covered.count; i++) {
        size_t number = idmap_find(&diversify->ids, covered.items[i].id);
        if (has_vector(vectors, number))
            labelled[diversify->covered.count++] = vectors_at(vectors, number);
    }
    if (covered.count > diversify->covered.count)
        run_note(run, "%zu of %zu ids of --covered have no good embedding", covered.count - diversify->covered.count,
                 covered.count);
    return true;
}

/* ---- choosing ---- */

/* Takes one of each group of near-twins; without --distinct, all. */
static void keep_distinct(struct diversify *diversify, size_t wanted)
{
    const struct options *options = diversify->run->options;
    struct arena *arena = diversify->run->arena;
    size_t count = diversify->pool.count;
    diversify->keeper = arena_array(arena, count, sizeof *diversify->keeper);
    diversify->similarity = arena_array(arena, count, sizeof *diversify->similarity);
    diversify->stands_for = arena_array(arena, count + 1, sizeof *diversify->stands_for);
    diversify->kept = arena_array(arena, count, sizeof *diversify->kept);
    if (options->distinct > 0)
        diverse_distinct(&diversify->pool, options->distinct, is_spread(options) ? SIZE_MAX : wanted, arena,
                         diversify->keeper, diversify->similarity);
    for (size_t i = 0; i < count; i++) {
        diversify->keeper[i] = options->distinct > 0 ? diversify->keeper[i] : i;
        diversify->stands_for[diversify->keeper[i]]++;
        if (diversify->keeper[i] == i)
            diversify->kept[diversify->kept_count++] = i;
    }
}

/* Scores of the pool from 0 to 1. */
static double *relevances(const struct diversify *diversify, struct arena *arena)
{
    size_t count = diversify->kept_count;
    double *relevance = arena_array(arena, count, sizeof *relevance), low = INFINITY, high = -INFINITY;
    for (size_t k = 0; k < count; k++) {
        relevance[k] = (double)diversify->entries[diversify->kept[k]]->key.scores[0] / NANO;
        low = fmin(low, relevance[k]);
        high = fmax(high, relevance[k]);
    }
    for (size_t k = 0; k < count; k++)
        relevance[k] = high > low ? (relevance[k] - low) / (high - low) : 1;
    return relevance;
}

static void choose(struct diversify *diversify, const struct top_entry *entry, size_t stands_for,
                   const struct pick *pick)
{
    diversify->choices[diversify->count++] = (struct choice){
        .entry = entry, .stands_for = stands_for, .value = pick ? pick->value : 0, .picked = pick != NULL};
}

/* Spreads the rows that are left, or takes them in order. */
static void spread(struct diversify *diversify, size_t wanted)
{
    const struct run *run = diversify->run;
    size_t count = diversify->kept_count;
    struct arena *arena = run->arena;
    const float **vectors = arena_array(arena, count, sizeof *vectors);
    struct points points = {vectors, count, diversify->pool.dimensions};
    struct pick *picks = arena_array(arena, count, sizeof *picks);
    for (size_t k = 0; k < count; k++)
        vectors[k] = diversify->pool.vectors[diversify->kept[k]];
    if (!is_spread(run->options)) {
        for (size_t k = 0; k < count && k < wanted; k++)
            choose(diversify, diversify->entries[diversify->kept[k]], diversify->stands_for[diversify->kept[k]], NULL);
        return;
    }
    size_t picked = run->options->diverse_by == DIVERSE_KCENTER
                        ? diverse_kcenter(&points, &diversify->covered, wanted, run->threads, arena, picks)
                        : diverse_mmr(&points, relevances(diversify, arena), &diversify->covered, run->options->lambda,
                                      wanted, run->threads, arena, picks);
    for (size_t n = 0; n < picked; n++) {
        size_t point = diversify->kept[picks[n].point];
        choose(diversify, diversify->entries[point], diversify->stands_for[point], &picks[n]);
    }
}

/* Every row of the pool is compared with every row that is taken. */
static void note_effort(const struct diversify *diversify, size_t wanted)
{
    const double long_run = 1e11; /* multiplications: ten seconds */
    double pool = (double)diversify->pool.count, taken = fmin((double)wanted, pool);
    if (pool * taken * (double)diversify->pool.dimensions > long_run)
        run_note(diversify->run, "comparing %.0f rows with %.0f: this may take a while; -n and --pool make it less",
                 pool, taken);
}

/* First what cannot be scored, then the choice, last what has no vector. */
static bool choose_all(struct diversify *diversify, struct error *error)
{
    const struct queue *draft = diversify->draft;
    const struct run *run = diversify->run;
    size_t take = run->options->take, scored = 0, missing = 0;
    diversify->choices = arena_array(run->arena, draft->count, sizeof *diversify->choices);
    for (size_t i = 0; i < draft->count; i++) {
        scored += is_scored(draft->rows[i]);
        if (!is_scored(draft->rows[i]) && diversify->count < take)
            choose(diversify, draft->rows[i], 0, NULL);
    }
    if (scored && diversify->pool.count == 0)
        return error_set(error, STATUS_DATA,
                         "%s: none of the %zu best rows has a good embedding there; are the ids the same?",
                         diversify->embeddings->tables[0], scored);
    note_effort(diversify, take - diversify->count);
    keep_distinct(diversify, take - diversify->count);
    spread(diversify, take - diversify->count);
    for (size_t i = 0, next = 0; i < draft->count; i++) {
        if (next < diversify->pool.count && diversify->entries[next] == draft->rows[i]) {
            next++;
        } else if (is_scored(draft->rows[i])) {
            missing++;
            if (diversify->count < take)
                choose(diversify, draft->rows[i], 0, NULL);
        }
    }
    if (missing)
        run_note(run, "%zu of the %zu best rows have no good embedding: they come last", missing, scored);
    return true;
}

/* ---- what comes out ---- */

/* The place of every row of the pool among the choices, or SIZE_MAX. */
static size_t *places(const struct diversify *diversify, struct arena *arena)
{
    size_t *place = arena_array(arena, diversify->ids.count, sizeof *place);
    memset(place, 0xFF, diversify->ids.count * sizeof *place);
    for (size_t i = 0; i < diversify->count; i++)
        if (is_scored(diversify->choices[i].entry))
            place[idmap_find(&diversify->ids, diversify->choices[i].entry->id)] = i;
    return place;
}

/* The near-twins of the rows of the queue, in its order, each group in order of rank. */
static bool write_duplicates(const struct diversify *diversify, struct error *error)
{
    const struct run *run = diversify->run;
    struct output *output = arena_alloc(run->arena, sizeof *output);
    size_t count = diversify->pool.count, *place = places(diversify, run->arena);
    /* Twins as a list for each row of the queue, the worst put in first. */
    size_t *first = arena_array(run->arena, diversify->count, sizeof *first);
    size_t *next = arena_array(run->arena, count, sizeof *next);
    for (size_t i = count; i-- > 0;) {
        size_t keeper = diversify->keeper[i];
        if (keeper == i || keeper == count)
            continue;
        size_t at = place[idmap_find(&diversify->ids, diversify->entries[keeper]->id)];
        if (at == SIZE_MAX)
            continue;
        next[i] = first[at];
        first[at] = i + 1;
    }
    if (!output_open(output, run->arena, run->options->duplicates, error))
        return false;
    fputs("id,kept,similarity\n", output->file);
    struct buffer number = {.arena = run->arena};
    for (size_t n = 0; n < diversify->count; n++)
        for (size_t twin = first[n]; twin; twin = next[twin - 1]) {
            csv_cell_write(output->file, diversify->entries[twin - 1]->id, ',');
            putc(',', output->file);
            csv_cell_write(output->file, diversify->choices[n].entry->id, ',');
            number.size = 0;
            buffer_nano(&number, nano_round(diversify->similarity[twin - 1]));
            fprintf(output->file, ",%s\n", buffer_string(&number));
        }
    return output_finish(output, error);
}

/* An entry with the new cells behind the evidence that it has. */
static struct top_entry *new_entry(const struct diversify *diversify, const struct choice *choice, size_t added)
{
    const struct run *run = diversify->run;
    size_t before = 1 + diversify->draft->columns_count;
    struct top_entry *entry = arena_alloc(run->arena, sizeof *entry);
    struct text *cells = arena_array(run->arena, choice->entry->cells_count + added, sizeof *cells);
    *entry = *choice->entry;
    entry->cells = cells;
    entry->cells_count = choice->entry->cells_count + added;
    memcpy(cells, choice->entry->cells, before * sizeof *cells);
    memcpy(cells + before + added, choice->entry->cells + before,
           (choice->entry->cells_count - before) * sizeof *cells);
    size_t at = before;
    if (run->options->distinct > 0) {
        struct buffer cell = {.arena = run->arena};
        if (choice->stands_for)
            buffer_count(&cell, choice->stands_for);
        cells[at++] = buffer_text(&cell);
    }
    if (is_spread(run->options)) {
        struct buffer cell = {.arena = run->arena};
        bool first = run->options->diverse_by == DIVERSE_KCENTER && choice->value < 0;
        if (choice->picked && !first)
            buffer_nano(&cell, nano_round(choice->value));
        cells[at++] = buffer_text(&cell);
    }
    /* A random pool from which rows are chosen for their place: nobody knows with which probability. */
    if (entry->inclusion_prob < 1)
        entry->inclusion_prob = NAN;
    return entry;
}

static void make_draft(struct diversify *diversify)
{
    const struct run *run = diversify->run;
    const struct options *options = run->options;
    struct queue *draft = diversify->draft;
    size_t before = draft->columns_count, added = 0;
    struct queue_column *columns = arena_array(run->arena, before + ADDED_COLUMNS, sizeof *columns);
    memcpy(columns, draft->columns, before * sizeof *columns);
    if (options->distinct > 0)
        columns[before + added++] = (struct queue_column){.name = text_of("stands_for")};
    if (is_spread(options))
        columns[before + added++] =
            (struct queue_column){.name = text_of(options->diverse_by == DIVERSE_KCENTER ? "gap" : "mmr")};
    struct top_entry **rows = arena_array(run->arena, diversify->count, sizeof *rows);
    for (size_t i = 0; i < diversify->count; i++)
        rows[i] = new_entry(diversify, &diversify->choices[i], added);
    *draft =
        (struct queue){.rows = rows, .count = diversify->count, .columns = columns, .columns_count = before + added};
}

bool run_diversify(const struct run *run, struct queue *draft, struct error *error)
{
    const struct options *options = run->options;
    if (options->diverse.count == 0 && options->distinct <= 0)
        return true;
    struct diversify *diversify = arena_alloc(run->arena, sizeof *diversify);
    *diversify = (struct diversify){.run = run, .draft = draft};
    if (!open_embeddings(diversify, error) || !find_vectors(diversify, error) || !choose_all(diversify, error))
        return false;
    if (options->duplicates && !write_duplicates(diversify, error))
        return false;
    make_draft(diversify);
    return true;
}
