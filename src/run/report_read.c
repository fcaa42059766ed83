/*
 * report_read.c - queues, the records beside them, and the answers, joined into a review.
 */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "input/names.h"
#include "join/answers.h"
#include "join/exclude.h"
#include "output/queue_read.h"
#include "read/number.h"
#include "run/report_beside.h"
#include "run/report_input.h"
#include "run/report_predictions.h"
#include "run/report_record.h"

struct reading {
    struct report *report;
    struct report_input *input;
    struct arena *arena;
    struct review *review;
    struct review_night *nights;
    struct review_row *rows;
    size_t count, capacity;
    struct names labels, methods;
    struct text *says; /* [rows] the deployed label; NULL data: none */
    size_t says_capacity;
    struct names *values; /* [factors_count - FACTOR_FURTHER] */
    uint32_t **numbers;   /* [factors_count] by row */
    size_t *numbers_capacity;
    struct text *columns; /* [factors_count] names */
    size_t factors;
};

static void note(struct reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void note(struct reading *reading, const char *format, ...)
{
    char line[400];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    words_add(&reading->report->notes, reading->arena, text_copy(reading->arena, text_of(line)));
}

/* ---- the rows of a queue ---- */

struct columns {
    size_t label, confidence, expected, also;
};

static size_t find_column(const struct queue *queue, const char *name, const char *or_else)
{
    size_t column = queue_column_find(queue, text_of(name));
    return column < queue->columns_count || !or_else ? column : queue_column_find(queue, text_of(or_else));
}

static struct text cell(const struct queue *queue, size_t row, size_t column)
{
    return column < queue->columns_count ? queue->rows[row]->cells[1 + column] : (struct text){0};
}

static double number(struct text text)
{
    double value;
    return text.size && number_parse(text, &value) == NUMBER_OK && value >= 0 && value <= 1 ? value : NAN;
}

/* "teacher#3|ensemble#17": the names before the ranks. */
static void read_also(struct reading *reading, struct review_row *row, struct text also)
{
    struct words parts = {0};
    if (also.size == 0)
        return;
    words_split(&parts, reading->arena, also, '|');
    uint32_t *methods = arena_array(reading->arena, parts.count, sizeof *methods);
    for (size_t i = 0; i < parts.count; i++) {
        struct text name = parts.items[i];
        for (size_t end = name.size; end > 0; end--)
            if (name.data[end - 1] == '#') {
                name.size = end - 1;
                break;
            }
        methods[row->also_count++] = names_add(&reading->methods, name);
    }
    row->also = methods;
}

static void make_room(struct reading *reading, size_t count)
{
    size_t wanted = reading->count + count;
    reading->rows = arena_reserve(reading->arena, reading->rows, &reading->capacity, wanted, sizeof *reading->rows);
    reading->says =
        arena_reserve(reading->arena, reading->says, &reading->says_capacity, wanted, sizeof *reading->says);
    for (size_t f = 0; f < reading->factors; f++)
        reading->numbers[f] = arena_reserve(reading->arena, reading->numbers[f], &reading->numbers_capacity[f], wanted,
                                            sizeof *reading->numbers[f]);
}

/* What a method drew is no pick of it, and is counted apart: "learn, drawn". */
static uint32_t method_of(struct reading *reading, const struct queue *queue, size_t i)
{
    struct text name = queue_method(queue, i);
    struct buffer drawn = {.arena = reading->arena};
    bool draws = text_equal(name, text_of("random")) || text_equal(name, text_of("stratify"));
    if (draws || !(queue->rows[i]->inclusion_prob < 1))
        return names_add(&reading->methods, name);
    buffer_add(&drawn, name);
    buffer_add(&drawn, text_of(", drawn"));
    return names_add(&reading->methods, buffer_text(&drawn));
}

static void add_row(struct reading *reading, const struct queue *queue, size_t i, const struct columns *columns)
{
    const struct top_entry *entry = queue->rows[i];
    struct review_row *row = &reading->rows[reading->count];
    bool added;
    *row = (struct review_row){.id = entry->id,
                               .night = (uint32_t)reading->review->nights_count,
                               .method = method_of(reading, queue, i),
                               .pi = entry->inclusion_prob,
                               .forecast = number(cell(queue, i, columns->expected)),
                               .confidence = number(cell(queue, i, columns->confidence))};
    size_t id = idmap_add(&reading->input->ids, entry->id, &added);
    row->again = !added;
    if (added) {
        reading->input->firsts =
            arena_resize(reading->arena, reading->input->firsts, id * sizeof *reading->input->firsts,
                         (id + 1) * sizeof *reading->input->firsts);
        reading->input->firsts[id] = reading->count;
    }
    read_also(reading, row, cell(queue, i, columns->also));
    reading->says[reading->count] = cell(queue, i, columns->label);
    for (size_t f = FACTOR_FURTHER; f < reading->factors; f++) {
        size_t column = queue_column_find(queue, reading->columns[f]);
        reading->numbers[f][reading->count] =
            column < queue->columns_count ? names_add(&reading->values[f], cell(queue, i, column)) : REVIEW_NONE;
    }
    reading->count++;
}

/* The place of each row among those of its method. */
static void place_rows(struct reading *reading, size_t first)
{
    size_t *seen = arena_array(reading->arena, reading->methods.count, sizeof *seen);
    for (size_t i = first; i < reading->count; i++)
        reading->rows[i].place = seen[reading->rows[i].method]++;
    for (size_t i = first; i < reading->count; i++)
        reading->rows[i].of = seen[reading->rows[i].method];
}

/* The mean of a record may be of all rows, those taken for certain among them: what is left without them, unless some
 * of these have no forecast. */
static void leave_out_certain(struct reading *reading, struct review_night *night, size_t first)
{
    const struct review_row *rows = reading->rows;
    struct review_class *classes = arena_array(reading->arena, night->classes_count, sizeof *classes);
    double certain = 0, sum = 0;
    for (size_t c = 0; c < night->classes_count; c++) {
        double own = 0, own_sum = 0;
        classes[c] = night->classes[c];
        for (size_t i = first; i < reading->count; i++)
            if (!review_drawn(&rows[i]) && reading->says[i].size == 0) {
                own = NAN; /* it may be of any class */
            } else if (!review_drawn(&rows[i]) &&
                       text_equal(reading->says[i], reading->labels.items[classes[c].label])) {
                own++;
                own_sum += rows[i].forecast;
            }
        classes[c].population -= own;
        classes[c].forecast += (own * classes[c].forecast - own_sum) / classes[c].population;
    }
    for (size_t i = first; i < reading->count; i++)
        if (!review_drawn(&rows[i])) {
            certain++;
            sum += rows[i].forecast;
        }
    night->forecast += (certain * night->forecast - sum) / night->population;
    night->classes = classes;
}

static struct text night_name(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *end = *name ? strchr(name + 1, '.') : NULL;
    return text_copy(arena, (struct text){name, end ? (size_t)(end - name) : strlen(name)});
}

static bool read_queue(struct reading *reading, const char *path, struct error *error)
{
    const struct options *options = reading->input->options;
    struct review_night *night = &reading->nights[reading->review->nights_count];
    struct queue queue;
    bool left;
    *night =
        (struct review_night){.name = night_name(reading->arena, path), .population = NAN, .forecast = NAN, .met = NAN};
    if (!queue_read(&queue, reading->arena, path, options->id, options->delimiter, error) ||
        !report_record(night, &left, &reading->labels, path, error))
        return false;
    struct columns columns = {.label = find_column(&queue, "label", "student_label"),
                              .confidence = find_column(&queue, "confidence", "student_confidence"),
                              .expected = find_column(&queue, "expected", NULL),
                              .also = find_column(&queue, "also", NULL)};
    size_t first = reading->count;
    make_room(reading, queue.count);
    for (size_t i = 0; i < queue.count; i++)
        add_row(reading, &queue, i, &columns);
    place_rows(reading, first);
    if (!left)
        leave_out_certain(reading, night, first);
    reading->review->nights_count++;
    return true;
}

/* ---- what people said ---- */

/* Whether a row is wrong; without a deployed label an answer may tell nothing. */
static void judge(struct reading *reading, size_t i, const struct answered *answered)
{
    struct review_row *row = &reading->rows[i];
    bool known = reading->says[i].size || answered->verdict != VERDICT_NONE;
    switch (answered->state) {
    case ANSWER_GIVEN:
        if (known)
            row->outcome = answer_is_wrong(answered, reading->says[i]) ? OUTCOME_WRONG : OUTCOME_RIGHT;
        reading->report->unjudged += !known;
        if (known && answered->label.size)
            reading->numbers[FACTOR_IS][i] = names_add(&reading->labels, answered->label);
        else if (known && row->outcome == OUTCOME_RIGHT && reading->says[i].size)
            reading->numbers[FACTOR_IS][i] = names_add(&reading->labels, reading->says[i]);
        break;
    case ANSWER_DISPUTED:
        row->outcome = OUTCOME_DISPUTED;
        break;
    case ANSWER_NONE:
        row->outcome = answered->why == ANNOTATION_OPEN ? OUTCOME_OPEN : OUTCOME_SKIPPED;
        break;
    }
}

static void judge_all(struct reading *reading, const struct answers *answers)
{
    for (size_t i = 0; i < reading->count; i++) {
        const struct answered *answered = answers_find(answers, reading->rows[i].id);
        reading->numbers[FACTOR_SAYS][i] =
            reading->says[i].size ? names_add(&reading->labels, reading->says[i]) : REVIEW_NONE;
        reading->numbers[FACTOR_IS][i] = REVIEW_NONE;
        if (answered)
            judge(reading, i, answered);
    }
    for (size_t i = 0; i < answers->count; i++)
        reading->report->unknown += idmap_find(&reading->input->ids, answers->items[i].id) == IDMAP_NONE;
}

/* ---- agreement ---- */

/* The opinions of named people, the latest of each on each sample. */
static size_t opinions_of(const struct answered *answered, size_t unit, struct names *people, struct names *classes,
                          struct opinion *opinions)
{
    size_t count = 0;
    for (size_t i = 0; i < answered->said_count; i++) {
        const struct annotation *said = answered->said[i];
        if (said->state != ANNOTATION_ANSWERED || said->label.size == 0 || said->who.size == 0)
            continue;
        struct opinion opinion = {unit, names_add(people, said->who), names_add(classes, said->label)};
        size_t at = 0;
        while (at < count && opinions[at].person != opinion.person)
            at++;
        count += at == count;
        opinions[at] = opinion;
    }
    return count;
}

static void make_agreement(struct reading *reading, const struct answers *answers)
{
    struct report_agreement *agreement = &reading->report->agreement;
    struct arena *arena = reading->arena;
    struct names people = {.arena = arena}, classes = {.arena = arena};
    struct opinion *opinions = arena_array(arena, answers->annotations.count, sizeof *opinions); /* one item a sample */
    struct text *disputed = arena_array(arena, answers->disputed, sizeof *disputed);
    size_t count = 0;
    for (size_t i = 0; i < answers->count; i++) {
        size_t own = opinions_of(&answers->items[i], i, &people, &classes, opinions + count);
        agreement->twice += own > 1;
        count += own;
        if (answers->items[i].state == ANSWER_DISPUTED && agreement->disputed_count < answers->disputed)
            disputed[agreement->disputed_count++] = answers->items[i].id;
    }
    agreement->people = people.count;
    agreement->disputed = disputed;
    agreement->alpha = krippendorff_alpha(opinions, count, classes.count, arena);
    if (people.count == 2)
        agreement->kappa = cohen_kappa(opinions, count, 0, 1, classes.count, arena);
}

/* ---- all of it ---- */

static bool find_queues(struct reading *reading, struct error *error)
{
    const struct options *options = reading->input->options;
    for (size_t i = 0; i < options->files_count; i++)
        if (!exclude_files(&reading->input->queues, reading->arena, options->files[i], error))
            return false;
    reading->nights = arena_array(reading->arena, reading->input->queues.count, sizeof *reading->nights);
    return true;
}

/* What the model says, what is right, the stratum, and the columns of --by. */
static void choose_factors(struct reading *reading)
{
    const struct options *options = reading->input->options;
    struct words by = {0};
    for (size_t i = 0; i < options->by_columns.count; i++)
        words_split(&by, reading->arena, options->by_columns.items[i], ',');
    reading->factors = FACTOR_FURTHER + 1 + by.count;
    reading->columns = arena_array(reading->arena, reading->factors, sizeof *reading->columns);
    reading->values = arena_array(reading->arena, reading->factors, sizeof *reading->values);
    reading->numbers = arena_array(reading->arena, reading->factors, sizeof *reading->numbers);
    reading->numbers_capacity = arena_array(reading->arena, reading->factors, sizeof *reading->numbers_capacity);
    reading->columns[FACTOR_SAYS] = text_of("label");
    reading->columns[FACTOR_IS] = text_of("answer");
    reading->columns[FACTOR_FURTHER] = text_of("stratum");
    for (size_t i = 0; i < by.count; i++)
        reading->columns[FACTOR_FURTHER + 1 + i] = by.items[i];
    for (size_t f = 0; f < reading->factors; f++)
        reading->values[f].arena = reading->arena;
}

static void finish(struct reading *reading)
{
    struct review *review = reading->review;
    struct review_factor *factors = arena_array(reading->arena, reading->factors, sizeof *factors);
    for (size_t f = 0; f < reading->factors; f++) {
        const struct names *names = f < FACTOR_FURTHER ? &reading->labels : &reading->values[f];
        factors[f] = (struct review_factor){reading->columns[f], reading->numbers[f], names->items, names->count};
    }
    review->factors = factors;
    review->factors_count = reading->factors;
    review->rows = reading->rows;
    review->count = reading->count;
    review->nights = reading->nights;
    review->methods = reading->methods.items;
    review->methods_count = reading->methods.count;
    review->seconds_per_row = reading->input->options->seconds_per_row;
}

/* What --with tells of rows whose queue does not have a column of --by. */
static bool read_beside(struct reading *reading, struct error *error)
{
    const struct idmap *ids = &reading->input->ids;
    struct report_beside beside = {.columns = reading->columns + FACTOR_FURTHER + 1,
                                   .count = reading->factors - FACTOR_FURTHER - 1};
    if (!reading->input->options->with.count)
        return true;
    if (!beside.count)
        return error_set(error, STATUS_USAGE, "report: --with FILE has columns for --by: name them");
    if (!report_beside_read(&beside, reading->input, error))
        return false;
    for (size_t c = 0; c < beside.count; c++) {
        size_t f = FACTOR_FURTHER + 1 + c, untold = 0;
        for (size_t i = 0; i < reading->count; i++) {
            struct text told = beside.cells[c * ids->count + idmap_find(ids, reading->rows[i].id)];
            if (reading->numbers[f][i] == REVIEW_NONE && told.data)
                reading->numbers[f][i] = names_add(&reading->values[f], told);
            untold += reading->numbers[f][i] == REVIEW_NONE;
        }
        if (untold)
            note(reading, "%zu of %zu rows have no %.*s, in their queue or in --with", untold, reading->count,
                 (int)reading->columns[f].size, reading->columns[f].data);
    }
    return true;
}

/* Every --by must be a column of some queue, or beside. */
static bool check_by(const struct reading *reading, struct error *error)
{
    for (size_t f = FACTOR_FURTHER + 1; f < reading->factors; f++)
        if (reading->values[f].count == 0)
            return error_set(error, STATUS_DATA,
                             "--by %.*s: no queue has such a column; carry it into the queue with --keep, "
                             "or name a table that has it: --with FILE",
                             (int)reading->columns[f].size, reading->columns[f].data);
    return true;
}

/* Whether a night is taken for one of another model by its predictions alone. */
static bool is_unnamed(const struct review_night *night)
{
    return night->pool.size && text_equal(night->model, night->pool);
}

static void note_unnamed(struct reading *reading)
{
    size_t other = 0;
    for (size_t h = 1; h < reading->review->nights_count; h++)
        other += is_unnamed(&reading->nights[h]) && is_unnamed(&reading->nights[h - 1]) &&
                 !text_equal(reading->nights[h].pool, reading->nights[h - 1].pool);
    if (other)
        note(reading,
             "the predictions changed before %zu of %zu nights, and each is taken for a new model's: if it was the "
             "same one on more rows, \"model\": \"NAME\" in the plan says so, and its nights are pooled",
             other, reading->review->nights_count);
}

static void note_oddities(struct reading *reading, const struct answers *answers)
{
    size_t records = 0;
    if (reading->input->queues.count == 0)
        note(reading, "no queue is there: nothing to report");
    for (size_t h = 0; h < reading->review->nights_count; h++)
        records += reading->nights[h].pool.size > 0;
    if (reading->report->unknown)
        note(reading, "%zu answers are for samples that are in no queue: they tell nothing here",
             reading->report->unknown);
    if (reading->review->nights_count > 1 && records == 0)
        note(reading, "no record beside the queues: the nights are taken for one model on fresh rows each");
    note_unnamed(reading);
    if (answers->blind)
        note(reading, "some answers come from a format that does not tell skipped rows from those not reached");
}

/* What people said, unless the caller knows. */
static bool read_answers(struct report_input *input, struct error *error)
{
    const struct options *options = input->options;
    const struct answers_options how = {
        .spec = {.usual = options->id, .multilabel = options->multilabel, .trust_prefilled = options->trust_prefilled},
        .several = several_of_one((enum several)options->several)};
    if (input->answers)
        return true;
    input->answers = arena_alloc(input->arena, sizeof *input->answers);
    input->answers->arena = input->arena;
    return answers_read(input->answers, &options->answers, &how, error);
}

bool report_read(struct report *report, struct report_input *input, struct error *error)
{
    struct arena *arena = input->arena;
    struct review *review = arena_alloc(arena, sizeof *review);
    struct reading reading = {.report = report, .input = input, .arena = arena, .review = review};
    reading.labels.arena = reading.methods.arena = input->ids.arena = arena;
    choose_factors(&reading);
    if (!find_queues(&reading, error))
        return false;
    for (size_t i = 0; i < input->queues.count; i++)
        if (!read_queue(&reading, input->queues.items[i].data, error))
            return false;
    if (!read_beside(&reading, error) || !check_by(&reading, error) || !read_answers(input, error))
        return false;
    const struct answers *answers = input->answers;
    if (input->options->predictions && !report_predictions(input, reading.rows, reading.says, reading.count, error))
        return false;
    judge_all(&reading, answers);
    if (answers->count && report->unknown == answers->count && reading.count)
        return error_set(error, STATUS_DATA, "no answer is for a queued sample: ids such as '%.*s' are in no queue",
                         (int)answers->items[0].id.size, answers->items[0].id.data);
    make_agreement(&reading, answers);
    note_oddities(&reading, answers);
    finish(&reading);
    report->review = review;
    return true;
}
