#include "input/look.h"

#include <math.h>

#include "read/moment.h"
#include "read/number.h"

/* The first of a kind that this worker meets has a place; all are counted. */
static bool remark(struct scan_worker *worker, const struct sample *sample, uint64_t *count,
                   const struct problem *problem, struct error *error)
{
    return (*count)++ > 0 || scan_remark(worker, sample, problem, error);
}

void look_problem(const struct profile *profile, size_t column, bool missing, struct problem *problem)
{
    struct text name = profile->table.header.items[column];
    problem_set(problem, column, "%.*s %s", text_shown(name), name.data,
                missing                         ? "is missing"
                : column == profile->roles.time ? "is no time"
                                                : "is not a finite number");
}

static bool is_missing(const struct profile *profile, size_t column, struct text cell)
{
    return number_is_missing(cell) && (column != profile->roles.member || !cell.size); /* a view called none */
}

/* ---- row after row ---- */

static bool look_at_cells(struct look *look, struct scan_worker *worker, struct eye *eye, const struct sample *sample,
                          struct error *error)
{
    const struct profile *profile = look->profile;
    struct problem problem;
    struct moment moment;
    for (size_t w = 0; w < look->watched_count; w++) {
        size_t i = look->watched[w];
        struct text cell = table_cell(&profile->table, sample->row, i);
        if (i == profile->roles.time && moment_parse(cell, &moment)) {
            eye_time(eye, &moment, cell);
            continue;
        }
        bool missing = is_missing(profile, i, cell);
        if (missing || i == profile->roles.time) {
            look_problem(profile, i, missing, &problem);
            if (!remark(worker, sample, missing ? &eye->missing[i] : &eye->bad[i], &problem, error))
                return false;
        }
    }
    return true;
}

static bool look_at_vector(struct look *look, struct scan_worker *worker, struct eye *eye, const struct sample *sample,
                           struct error *error)
{
    const struct profile *profile = look->profile;
    double square = 0, value;
    struct problem problem;
    for (size_t i = 0; i < profile->roles.family_count; i++) {
        size_t column = look->family[i];
        if (!table_number(&profile->table, sample->row, column, &value, NULL, &problem)) {
            look_problem(profile, column, false, &problem);
            return remark(worker, sample, &eye->bad[column], &problem, error);
        }
        square += value * value;
    }
    eye->vectors++;
    eye_range(eye->norm, sqrt(square));
    return true;
}

/* A row of a sample and a class: one worker alone sees them, in their order. */
static void look_at_class(const struct profile *profile, struct eye *eye, const struct sample *sample)
{
    double value;
    struct text cell = table_cell(&profile->table, sample->row, profile->roles.confidence);
    if (number_parse(cell, &value) != NUMBER_OK)
        value = NAN;
    eye_class(eye, sample->id, table_cell(&profile->table, sample->row, profile->roles.label), value);
}

static bool look_at_prediction(struct look *look, struct scan_worker *worker, struct sample *sample,
                               struct error *error)
{
    struct eye *eye = &look->eyes[scan_worker_number(worker)];
    struct problem problem;
    if (!sample_predict(sample, &problem)) {
        eye->headers += text_equal(text_line(sample->row->record), text_line(look->profile->table.head));
        return scan_reject(worker, sample, &problem, error);
    }
    eye_prediction(eye, sample);
    return true;
}

static bool look_at_row(struct look *look, struct scan_worker *worker, struct sample *sample, struct error *error)
{
    struct eye *eye = &look->eyes[scan_worker_number(worker)];
    const struct roles *roles = &look->profile->roles;
    if (!look_at_cells(look, worker, eye, sample, error) ||
        (roles->family_role == ROLE_EMBEDDING && !look_at_vector(look, worker, eye, sample, error)))
        return false;
    if (roles->by_class)
        look_at_class(look->profile, eye, sample);
    return sample->sampler->predictor.kind == PREDICTOR_NONE || look_at_prediction(look, worker, sample, error);
}

/* ---- column after column ---- */

/* How many cells of a column are missing. */
static uint64_t count_missing(const struct profile *profile, const struct samples *samples, size_t column)
{
    enum { LONGEST = 4 }; /* word that is none */
    uint64_t missing = 0;
    for (size_t i = 0; i < samples->count; i++) {
        struct text cell = samples_cell(samples, i, column);
        missing += cell.size <= LONGEST && is_missing(profile, column, cell);
    }
    return missing;
}

/* Whether all cells of a column are times. */
static bool read_times(struct eye *eye, const struct samples *samples, size_t column, struct moment *moments)
{
    size_t i = 0;
    while (i < samples->count && moment_follow(&eye->clock, samples_cell(samples, i, column), &moments[i]))
        i++;
    return i == samples->count;
}

static void note_times(struct eye *eye, const struct samples *samples, size_t column, const struct moment *moments)
{
    size_t first = 0, last = 0;
    for (size_t i = 0; i < samples->count; i++) {
        first = moments[i].milliseconds < moments[first].milliseconds ? i : first;
        last = moments[i].milliseconds > moments[last].milliseconds ? i : last;
        eye->kinds |= 1u << moments[i].kind;
    }
    eye_time_end(eye, 0, &moments[first], samples_cell(samples, first, column));
    eye_time_end(eye, 1, &moments[last], samples_cell(samples, last, column));
    eye->timed += samples->count;
}

/* All cells that are watched; false, and nothing is counted, when one is to be remarked: the first of its kind, or any
 * that is no time. */
static bool look_at_columns(const struct look *look, struct eye *eye, const struct samples *samples)
{
    const struct profile *profile = look->profile;
    struct moment moments[CSV_ROWS];
    uint64_t missing[LOOK_WATCHED];
    for (size_t w = 0; w < look->watched_count; w++) {
        size_t column = look->watched[w];
        missing[w] = 0;
        if (column == profile->roles.time) {
            if (!read_times(eye, samples, column, moments))
                return false;
            continue;
        }
        missing[w] = count_missing(profile, samples, column);
        if (missing[w] && eye->missing[column] == 0)
            return false;
    }
    for (size_t w = 0; w < look->watched_count; w++) {
        size_t column = look->watched[w];
        eye->missing[column] += missing[w];
        if (column == profile->roles.time)
            note_times(eye, samples, column, moments);
    }
    return true;
}

/* How many of the next rows have a usual prediction: reads them. */
static size_t read_usual(const struct samples *samples, size_t first)
{
    const struct predictor *predictor = &samples->sampler->predictor;
    size_t left = samples->count - first, count = left < samples->p_rows ? left : samples->p_rows;
    return samples->grid ? predictor_some_grid(predictor, samples->grid, first, count, samples->p)
                         : predictor_some(predictor, samples->rows + first, count, samples->p);
}

static bool look_at_predictions(struct look *look, struct scan_worker *worker, struct samples *samples,
                                struct error *error)
{
    const struct predictor *predictor = &samples->sampler->predictor;
    struct eye *eye = &look->eyes[scan_worker_number(worker)];
    size_t usual = 0;
    for (size_t i = 0; i < samples->count && predictor->kind != PREDICTOR_NONE; i += usual) {
        usual = predictor->apart ? 0 : read_usual(samples, i);
        eye_predictions(eye, samples, i, usual, samples->p);
        if (usual)
            continue;
        struct sample sample = samples_at(samples, i++);
        if (!look_at_prediction(look, worker, &sample, error))
            return false;
    }
    return true;
}

/* ---- the rows at hand ---- */

/* Where all from the first row to the last is ASCII, with what lies between them, each row is. */
static void look_at_text(struct eye *eye, const struct samples *samples)
{
    if (eye->beyond_ascii)
        return;
    if (!samples->sampler->table->shape && !samples->matrix) { /* whose rows are not written yet */
        struct text first = samples_csv(samples, 0)->record, last = samples_csv(samples, samples->count - 1)->record;
        if (eye_is_ascii((struct text){first.data, (size_t)(last.data + last.size - first.data)}))
            return;
    }
    for (size_t i = 0; i < samples->count && !eye->beyond_ascii; i++)
        eye->beyond_ascii = !eye_is_ascii(samples_csv(samples, i)->record);
}

static bool tell_ids(struct eye *eye, const struct samples *samples, struct error *error)
{
    bool tell = tally_batch(eye->tally, samples), told = true;
    for (size_t i = 0; tell && told && i < samples->count; i++)
        told = tally_add(eye->tally, hash_text(0, samples_cell(samples, i, samples->sampler->id)), 0, error);
    return told;
}

bool look_at_ids(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct look *look = state;
    return tell_ids(&look->eyes[scan_worker_number(worker)], samples, error);
}

/* Whose rows they are, beside those of another table and of other models. */
static void look_at_names(const struct look *look, struct eye *eye, const struct samples *samples)
{
    const struct roles *roles = &look->profile->roles;
    size_t id = samples->sampler->id;
    for (size_t i = 0; eye->adder && i < samples->count; i++)
        idset_adder_add(eye->adder, samples_cell(samples, i, id));
    for (size_t i = 0; look->spec->others && i < samples->count; i++)
        eye->common += idset_has(look->spec->others, samples_cell(samples, i, id));
    for (size_t i = 0; roles_has(roles, roles->member) && i < samples->count; i++)
        eye_member(eye, samples_cell(samples, i, roles->member));
}

bool look_at_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct look *look = state;
    const struct roles *roles = &look->profile->roles;
    struct eye *eye = &look->eyes[scan_worker_number(worker)];
    if (samples->count == 0)
        return true;
    if (!tell_ids(eye, samples, error))
        return false;
    look_at_text(eye, samples);
    eye->told += samples->count;
    survey_samples(&eye->survey, samples);
    look_at_names(look, eye, samples);
    if (!roles->by_class && roles->family_role != ROLE_EMBEDDING && look_at_columns(look, eye, samples))
        return look_at_predictions(look, worker, samples, error);
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        if (!look_at_row(look, worker, &sample, error))
            return false;
    }
    return true;
}
