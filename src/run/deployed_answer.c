#include "run/deployed_answer.h"

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
    bool named = is_named(&run->sampler.columns);
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

void deployed_answer_add(const struct run *run, struct sample *sample, struct cells *cells)
{
    const struct predictor *predictor = &run->sampler.predictor;
    struct problem problem;
    if (predictor->kind == PREDICTOR_NONE)
        return;
    bool told = sample_predict(sample, &problem);
    if (told || predictor->has_label)
        buffer_add(&cells->text,
                   told ? sample->prediction.label : table_cell(predictor->table, sample->row, predictor->label));
    cells_end(cells);
    if (predictor->kind == PREDICTOR_LABEL)
        return;
    if (told)
        buffer_nano(&cells->text, nano_round(sample->prediction.confidence));
    cells_end(cells);
}

/* ---- a finished queue ---- */

void deployed_answer_note(const struct run *run, const struct deployed_table *table)
{
    if (table->rejected)
        run_warn(run, "--predictions: %llu bad row%s left out, the first: %s", (unsigned long long)table->rejected,
                 table->rejected == 1 ? "" : "s", table->shown);
}

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

bool deployed_answer_fill(const struct run *run, struct queue *queue, const char *predictions, struct error *error)
{
    struct deployed_table table = {
        .arena = run->arena, .file = predictions, .id = run->options->id, .delimiter = run->options->delimiter};
    size_t mixed = queue->columns_count && text_equal(queue->columns[0].name, text_of("also")), absent = 0;
    size_t label = make_column(run, queue, text_of("label"), mixed);
    size_t confidence = make_column(run, queue, text_of("confidence"), label + 1);
    struct idmap ids = {.arena = run->arena};
    bool added;
    for (size_t i = 0; i < queue->count; i++)
        if (!queue->rows[i]->cells[1 + label].size || !queue->rows[i]->cells[1 + confidence].size)
            idmap_add(&ids, queue->rows[i]->id, &added);
    if (!deployed_read(&table, &ids, error))
        return error_prefix(error, "--predictions");
    for (size_t i = 0; i < queue->count; i++) {
        struct text *said = &queue->rows[i]->cells[1 + label], *sure = &queue->rows[i]->cells[1 + confidence];
        size_t number = idmap_find(&ids, queue->rows[i]->id);
        if (number == IDMAP_NONE)
            continue;
        const struct deployed *found = &table.found[number];
        absent += !said->size && !found->label.size;
        *said = said->size ? *said : found->label;
        if (!sure->size && text_equal(*said, found->label))
            *sure = found->confidence;
    }
    deployed_answer_note(run, &table);
    if (absent)
        run_warn(run, "--predictions: %s says nothing of %zu of %zu rows, which have no label", predictions, absent,
                 queue->count);
    return true;
}
