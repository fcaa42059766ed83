/*
 * scores_read.c - the scores of a queue, by its method and the columns `score_METHOD`.
 */
#include <math.h>
#include <string.h>

#include "dengine/informed.h"
#include "input/scan.h"
#include "join/scores.h"
#include "read/paths.h"

/* What stands in the columns. */
struct columns {
    bool has_score, has_method, has_expected, has_draw, has_weight, has_chance, has_label;
    size_t score, method, expected, draw, weight, chance, label;
    size_t *further; /* columns score_METHOD */
    size_t *methods; /* and their methods */
    size_t further_count;
};

/* The method that a worker met last: rows of a kind stand together. */
struct recent {
    struct label_cache labels;
    size_t number;
    bool counts; /* its score says how doubtful a sample is */
    size_t size; /* of its name */
    char name[256];
};

struct reading {
    struct scores *scores;
    const struct table *table;
    struct columns columns;
    struct text name;      /* the method where the file names none */
    struct recent *recent; /* [threads] */
};

/* Draws, mixtures, and what was learnt from the others. */
static bool says_something(struct text method)
{
    static const char *const silent[] = {"random", "stratify", "mix", "learn", "partial"};
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (text_equal(method, text_of(silent[i])))
            return false;
    return true;
}

static bool find_method(const struct reading *reading, struct recent *recent, struct text name, struct problem *problem)
{
    if (text_equal(name, (struct text){recent->name, recent->size}) && recent->size)
        return true;
    if (name.size == 0 || name.size > sizeof recent->name)
        return problem_set(problem, reading->columns.method, "no name of a method: empty, or longer than %zu bytes",
                           sizeof recent->name);
    recent->counts = says_something(name);
    recent->number = recent->counts ? scores_method(reading->scores, name) : 0;
    if (recent->number == SCORES_METHODS)
        return problem_set(problem, reading->columns.method, "more than %d different methods", SCORES_METHODS);
    recent->size = name.size;
    memcpy(recent->name, name.data, name.size);
    return true;
}

/* A number, or NAN where the cell is empty. */
static bool read_cell(const struct reading *reading, const struct csv_row *row, size_t column, double *value,
                      struct problem *problem)
{
    bool missing;
    if (!table_number(reading->table, row, column, value, &missing, problem))
        return false;
    if (missing)
        *value = (double)NAN;
    return true;
}

/* Whether the score is 1 - rho u / w, the order of a draw: a row of another queue that mix also found in a draw keeps
 * its own. Certain rows have 1. Where a queue does not tell u and w, what is expected is there for its draw alone. */
static bool read_order(const struct reading *reading, const struct csv_row *row, double score, bool *is_order,
                       struct problem *problem)
{
    const double rounding = 1e-8; /* of the three, printed with nine digits */
    const struct columns *columns = &reading->columns;
    double draw, weight;
    *is_order = true;
    if (!columns->has_score || !columns->has_draw || !columns->has_weight)
        return true;
    if (!read_cell(reading, row, columns->draw, &draw, problem) ||
        !read_cell(reading, row, columns->weight, &weight, problem))
        return false;
    *is_order = score == 1 || fabs(1 - INFORMED_RHO * draw / weight - score) < rounding;
    return true;
}

/* The score of the row's own method: of a draw what it expected, as its score is the order of the draw. */
static bool read_own(const struct reading *reading, struct recent *recent, const struct csv_row *row, double *value,
                     struct problem *problem)
{
    const struct columns *columns = &reading->columns;
    struct text method = columns->has_method ? table_cell(reading->table, row, columns->method) : reading->name;
    double expected = (double)NAN;
    bool is_order = false;
    *value = (double)NAN;
    if (!columns->has_score && !columns->has_expected)
        return true;
    if (!find_method(reading, recent, method, problem))
        return false;
    if (columns->has_expected && !read_cell(reading, row, columns->expected, &expected, problem))
        return false;
    if (columns->has_score && !read_cell(reading, row, columns->score, value, problem))
        return false;
    if (!isnan(expected) && !read_order(reading, row, *value, &is_order, problem))
        return false;
    if (is_order)
        *value = expected;
    if (!recent->counts)
        *value = (double)NAN;
    return true;
}

static bool read_row(const struct reading *reading, struct recent *recent, const struct sample *sample,
                     struct problem *problem)
{
    const struct columns *columns = &reading->columns;
    size_t methods[SCORES_METHODS + 1];
    double values[SCORES_METHODS + 1], chance = (double)NAN;
    struct score_row row = {.id = sample->id, .label = LABELS_MOST, .methods = methods, .values = values};
    if (!read_own(reading, recent, sample->row, &values[0], problem))
        return false;
    methods[0] = recent->number;
    row.count = isnan(values[0]) ? 0U : 1U;
    for (size_t i = 0; i < columns->further_count; i++) {
        double *value = &values[row.count];
        if (!read_cell(reading, sample->row, columns->further[i], value, problem))
            return false;
        methods[row.count] = columns->methods[i];
        row.count += isnan(*value) ? 0U : 1U;
    }
    if (columns->has_chance && !read_cell(reading, sample->row, columns->chance, &chance, problem))
        return false;
    row.sampled = chance > 0 && chance < 1;
    if (columns->has_label && table_cell(reading->table, sample->row, columns->label).size) {
        row.label = labels_add(reading->scores->labels, &recent->labels,
                               table_cell(reading->table, sample->row, columns->label));
        if (row.label == LABELS_MOST)
            return labels_problem(problem);
    }
    scores_add(reading->scores, &row);
    return true;
}

static bool read_rows(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct reading *reading = state;
    struct recent *recent = &reading->recent[scan_worker_number(worker)];
    struct problem problem;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        if (!read_row(reading, recent, &sample, &problem) && !scan_reject(worker, &sample, &problem, error))
            return false;
    }
    return true;
}

/* ---- opening ---- */

static bool open_column(struct table *table, const char *name, bool *has, size_t *column, struct error *error)
{
    *has = table_has(table, text_of(name));
    return !*has || table_column(table, text_of(name), NULL, column, error);
}

static bool open_further(struct reading *reading, struct table *table, struct error *error)
{
    struct columns *columns = &reading->columns;
    const struct text prefix = text_of("score_");
    columns->further = arena_array(table->arena, SCORES_METHODS, sizeof *columns->further);
    columns->methods = arena_array(table->arena, SCORES_METHODS, sizeof *columns->methods);
    for (size_t i = 0; i < table->header.count; i++) {
        struct text name = table->header.items[i];
        if (!text_starts(name, prefix) || name.size == prefix.size)
            continue;
        struct text method = {name.data + prefix.size, name.size - prefix.size};
        size_t number = scores_method(reading->scores, method), at = columns->further_count;
        if (number == SCORES_METHODS)
            return error_set(error, STATUS_DATA, "%s:1: more than %d different methods", source_name(table->source, 0),
                             SCORES_METHODS);
        if (!table_column(table, name, NULL, &columns->further[at], error))
            return false;
        columns->methods[at] = number;
        columns->further_count++;
    }
    return true;
}

static bool open_columns(struct reading *reading, struct table *table, struct error *error)
{
    struct columns *columns = &reading->columns;
    return open_column(table, "score", &columns->has_score, &columns->score, error) &&
           open_column(table, "method", &columns->has_method, &columns->method, error) &&
           open_column(table, "expected", &columns->has_expected, &columns->expected, error) &&
           open_column(table, "draw", &columns->has_draw, &columns->draw, error) &&
           open_column(table, "weight", &columns->has_weight, &columns->weight, error) &&
           open_column(table, "inclusion_prob", &columns->has_chance, &columns->chance, error) &&
           open_column(table, "label", &columns->has_label, &columns->label, error) &&
           open_further(reading, table, error);
}

/* One table and the pass over it. */
struct pass {
    struct table table;
    struct sampler sampler;
    struct filter everything;
    struct scan scan;
};

static bool open_pass(struct pass *pass, struct scores *scores, const struct scores_file *file, struct error *error)
{
    if (!table_open_written(&pass->table, scores->arena, file->path, file->delimiter, error))
        return false;
    struct text named = text_of(file->id), usual = text_of("id");
    pass->sampler = (struct sampler){.table = &pass->table, .columns = file->columns};
    pass->scan = (struct scan){.sampler = &pass->sampler,
                               .filter = &pass->everything,
                               .threads = scan_threads(pass->table.source, file->threads),
                               .arena = scores->arena};
    return table_column(&pass->table, table_has(&pass->table, named) ? named : usual, "--id", &pass->sampler.id, error);
}

bool scores_has(struct arena *arena, const struct scores_file *file, bool *has, struct error *error)
{
    struct table *table = arena_alloc(arena, sizeof *table);
    *has = false;
    if (!table_open_written(table, arena, file->path, file->delimiter, error))
        return false;
    for (size_t i = 0; i < table->header.count; i++)
        *has |= text_equal(table->header.items[i], text_of("score")) ||
                text_starts(table->header.items[i], text_of("score_"));
    return true;
}

bool scores_read(struct scores *scores, const struct scores_file *file, struct error *error)
{
    struct pass *pass = arena_alloc(scores->arena, sizeof *pass);
    struct reading reading = {.scores = scores, .table = &pass->table, .name = path_stem(scores->arena, file->path)};
    if (!open_pass(pass, scores, file, error) || !open_columns(&reading, &pass->table, error))
        return false;
    if (!reading.columns.has_score && !reading.columns.further_count)
        return error_set(error, STATUS_DATA,
                         "%s:1: no column 'score': is this a queue? (dengine confidence ... -n all)", file->path);
    table_ready(&pass->table);
    reading.recent = arena_array(scores->arena, pass->scan.threads, sizeof *reading.recent);
    pass->scan.step = read_rows;
    pass->scan.state = &reading;
    bool read = scan_run(&pass->scan, error);
    if (scores->files++ == 0)
        for (size_t m = 0; m < scores->methods.count; m++)
            if (m == 0 || text_compare(scores->methods.items[m], scores->first) < 0)
                scores->first = scores->methods.items[m];
    return read;
}

/* ---- labels of predictions ---- */

struct labelling {
    struct scores *scores;
    struct field label;
    struct label_cache *caches; /* [threads] */
};

static bool read_label(const struct labelling *labelling, struct label_cache *cache, struct sample *sample,
                       size_t *label, struct problem *problem)
{
    struct text name;
    if (!sample_text(sample, &labelling->label, &name, problem))
        return false;
    *label = labels_add(labelling->scores->labels, cache, name);
    return *label < LABELS_MOST || labels_problem(problem);
}

static bool read_labels(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct labelling *labelling = state;
    struct label_cache *cache = &labelling->caches[scan_worker_number(worker)];
    struct problem problem;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        size_t label;
        if (read_label(labelling, cache, &sample, &label, &problem))
            scores_add_label(labelling->scores, sample.id, label);
        else if (!scan_reject(worker, &sample, &problem, error))
            return false;
    }
    return true;
}

bool scores_read_labels(struct scores *scores, const struct scores_file *file, struct error *error)
{
    struct pass *pass = arena_alloc(scores->arena, sizeof *pass);
    struct labelling labelling = {.scores = scores};
    if (!open_pass(pass, scores, file, error) ||
        !field_open(&labelling.label, &pass->sampler,
                    text_of(file->columns.label.size ? file->columns.label.data : "label"), "--label", error))
        return false;
    table_ready(&pass->table);
    labelling.caches = arena_array(scores->arena, pass->scan.threads, sizeof *labelling.caches);
    pass->scan.step = read_labels;
    pass->scan.state = &labelling;
    bool read = scan_run(&pass->scan, error);
    scores->files++;
    return read;
}
