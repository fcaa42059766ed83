#include "run/deployed_answer.h"

#include <math.h>

#include "run/lookup.h"

static bool is_named(const struct prediction_columns *columns)
{
    return columns->label.data || columns->confidence.data || columns->positive.data || columns->probs.count ||
           columns->logits.count;
}

static bool open_predictor(struct run *run, struct error *error)
{
    struct sampler *sampler = &run->sampler;
    struct predictor *predictor = &sampler->predictor;
    const struct prediction_columns *columns = &sampler->columns;
    if (!predictor_open(predictor, &run->table, columns, PREDICTION_OPTIONAL, error))
        return false;
    bool label = columns->label.data || table_has(&run->table, text_of("label"));
    return predictor->kind != PREDICTOR_NONE || !label ||
           predictor_open(predictor, &run->table, columns, PREDICTION_LABEL, error);
}

/* Whether a field is what the answer shows already. */
static bool is_answer(const struct predictor *predictor, const struct field *field)
{
    if (field->kind != FIELD_CELL)
        return true;
    return (predictor->has_label && field->column == predictor->label) ||
           (predictor->kind == PREDICTOR_VOTE && field->column == predictor->confidence);
}

/* Kept columns that the answer shows are not carried twice. */
static void drop_kept(struct run *run)
{
    size_t kept = 0;
    for (size_t i = 0; i < run->keep_count; i++)
        if (!is_answer(&run->sampler.predictor, &run->keep[i]))
            run->keep[kept++] = run->keep[i];
    run->keep_count = kept;
}

bool deployed_answer_open(struct run *run, struct error *error)
{
    struct error none = {0};
    struct predictor *predictor = &run->sampler.predictor;
    bool named = is_named(&run->sampler.columns) && !run->options->sink; /* a plan names columns for all its methods */
    if (predictor->kind == PREDICTOR_NONE && !open_predictor(run, named ? error : &none)) {
        *predictor = (struct predictor){0};
        return !named;
    }
    if (predictor->kind != PREDICTOR_NONE)
        drop_kept(run);
    return true;
}

size_t deployed_answer_columns(const struct run *run, struct queue_column *columns)
{
    const struct predictor *predictor = &run->sampler.predictor;
    if (predictor->kind == PREDICTOR_NONE)
        return 0;
    columns[0] = queue_column(text_of("label"));
    columns[1] = queue_column(text_of("confidence"));
    return predictor->kind == PREDICTOR_LABEL ? 1 : 2;
}

struct text deployed_answer_label(const struct run *run, struct sample *sample)
{
    const struct predictor *predictor = &run->sampler.predictor;
    struct problem problem;
    if (predictor->kind == PREDICTOR_NONE)
        return (struct text){0};
    if (sample_predict(sample, &problem))
        return sample->prediction.label;
    return predictor->has_label ? table_cell(predictor->table, sample->row, predictor->label) : (struct text){0};
}

void deployed_answer_add(const struct run *run, struct sample *sample, struct cells *cells)
{
    const struct predictor *predictor = &run->sampler.predictor;
    struct problem problem;
    if (predictor->kind == PREDICTOR_NONE)
        return;
    buffer_add(&cells->text, deployed_answer_label(run, sample));
    cells_end(cells);
    if (predictor->kind == PREDICTOR_LABEL)
        return;
    if (sample_predict(sample, &problem))
        buffer_nano(&cells->text, nano_round(sample->prediction.confidence));
    cells_end(cells);
}

void deployed_answer_note(const struct run *run, struct top_entry *const *rows, size_t count)
{
    size_t empty = 0;
    for (size_t i = 0; i < count && run->sampler.predictor.kind != PREDICTOR_NONE; i++)
        empty += rows[i]->key.scores[0] != TOP_UNSCORABLE && rows[i]->cells[1].size == 0;
    deployed_answer_note_empty(run, empty, count);
}

void deployed_answer_note_empty(const struct run *run, size_t empty, size_t count)
{
    bool shown = run->sampler.predictor.kind != PREDICTOR_NONE && !run->options->predictions;
    if (shown && empty)
        run_note(run, "%zu of %zu rows: no prediction that can be read, so the label is empty", empty, count);
}

/* ---- a finished queue ---- */

/* Puts a column into the queue, empty, unless it has it already; returns where it is. */
static size_t make_column(const struct run *run, struct queue *queue, struct text name, size_t place)
{
    size_t found = queue_column_find(queue, name), count = queue->columns_count;
    if (found < count)
        return found;
    struct queue_column *columns = arena_array(run->arena, count + 1, sizeof *columns);
    for (size_t c = 0; c <= count; c++)
        columns[c] = c == place ? queue_column(name) : queue->columns[c - (c > place)];
    for (size_t i = 0; i < queue->count; i++) {
        struct top_entry *row = queue->rows[i];
        struct text *cells = arena_array(run->arena, count + 2, sizeof *cells);
        for (size_t c = 0; c < count + 2; c++)
            if (c != 1 + place)
                cells[c] = row->cells[c - (c > 1 + place)];
        row->cells = cells;
        row->cells_count = count + 2;
    }
    queue->columns = columns;
    queue->columns_count = count + 1;
    return place;
}

/* Looks up the rows that lack one of the two. What a command calls the columns of its own table does not hold for
 * this one. */
static bool look_up(const struct run *run, struct lookup *lookup, const struct idmap *ids, struct error *error)
{
    const struct options *options = run->options;
    struct options *own = arena_alloc(run->arena, sizeof *own);
    *own = (struct options){.id = options->id,
                            .delimiter = options->delimiter,
                            .threads = options->threads,
                            .temperature = 1,
                            .tolerance = 1e-3,
                            .on_bad_row = BAD_ROW_SKIP};
    if (!(run->command->groups & GROUP(PREDICTION))) { /* a plan's */
        own->label = options->label;
        own->confidence = options->confidence;
        own->probs = options->probs;
    }
    lookup->command = run->command;
    lookup->options = own;
    lookup->ids = ids;
    if (!lookup_predictions(lookup, error))
        return error_prefix(error, "--predictions");
    uint64_t rejected = lookup->counts.rejected;
    if (rejected)
        run_warn(run, "--predictions: %llu bad row%s, the first: %s", (unsigned long long)rejected,
                 rejected == 1 ? "" : "s", lookup->shown);
    return true;
}

static void fill_row(const struct run *run, struct text *label, struct text *confidence, const struct lookup_said *said)
{
    struct buffer decimal = {.arena = run->arena};
    if (!said->label.size)
        return;
    if (!label->size)
        *label = said->label;
    if (confidence->size || isnan(said->confidence) || !text_equal(*label, said->label))
        return;
    buffer_nano(&decimal, nano_round(said->confidence));
    *confidence = buffer_text(&decimal);
}

bool deployed_answer_fill(const struct run *run, struct queue *queue, const char *predictions, struct error *error)
{
    size_t mixed = queue->columns_count && text_equal(queue->columns[0].name, text_of("also")), absent = 0;
    size_t label = make_column(run, queue, text_of("label"), mixed);
    size_t confidence = make_column(run, queue, text_of("confidence"), label + 1);
    struct lookup lookup = {.path = predictions};
    struct idmap ids = {.arena = run->arena};
    bool added;
    for (size_t i = 0; i < queue->count; i++)
        if (!queue->rows[i]->cells[1 + label].size || !queue->rows[i]->cells[1 + confidence].size)
            idmap_add(&ids, queue->rows[i]->id, &added);
    if (!look_up(run, &lookup, &ids, error))
        return false;
    for (size_t i = 0; i < queue->count; i++) {
        struct text *cells = queue->rows[i]->cells + 1;
        size_t number = idmap_find(&ids, queue->rows[i]->id);
        if (number != IDMAP_NONE)
            fill_row(run, &cells[label], &cells[confidence], &lookup.said[number]);
        absent += !cells[label].size;
    }
    if (absent)
        run_warn(run, "--predictions: %s says nothing of %zu of %zu rows, which have no label", predictions, absent,
                 queue->count);
    return true;
}
