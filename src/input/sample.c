#include "input/sample.h"

#include <stdio.h>

/* Whether the table has no such column, but probabilities to tell it from. */
static bool is_predicted(struct sampler *sampler, struct text name, struct error *error)
{
    bool asked = text_equal(name, text_of("label")) || text_equal(name, text_of("confidence"));
    if (!asked || table_has(sampler->table, name))
        return false;
    if (sampler->predictor.kind == PREDICTOR_NONE &&
        !predictor_open(&sampler->predictor, sampler->table, &sampler->columns, PREDICTION_OPTIONAL, error))
        return false;
    return sampler->predictor.classes > 0;
}

/* A name that is no column may be near one that the probabilities could tell. */
static bool nearly_predicted(struct sampler *sampler, struct text name, struct error *error)
{
    struct text items[] = {text_of("label"), text_of("confidence")};
    struct words derived = {.items = items, .count = 2};
    size_t nearest = words_nearest(&derived, name);
    if (table_has(sampler->table, name) || nearest == derived.count || !is_predicted(sampler, items[nearest], error))
        return false;
    struct buffer message = {.arena = sampler->table->arena};
    buffer_format(&message, "%s:1: no column ", source_name(sampler->table->source, 0));
    buffer_quote(&message, name);
    buffer_format(&message, "; did you mean '%s', which the probabilities tell?", items[nearest].data);
    error_set(error, STATUS_DATA, "%s", buffer_string(&message));
    return true;
}

bool field_open(struct field *field, struct sampler *sampler, struct text name, const char *option, struct error *error)
{
    *field = (struct field){.kind = FIELD_CELL, .name = name};
    error->status = STATUS_OK;
    if (is_predicted(sampler, name, error)) {
        field->kind = text_equal(name, text_of("label")) ? FIELD_LABEL : FIELD_CONFIDENCE;
        return true;
    }
    if (error->status != STATUS_OK || nearly_predicted(sampler, name, error))
        return false;
    return table_column(sampler->table, name, option, &field->column, error);
}

bool sample_predict(struct sample *sample, struct problem *problem)
{
    const struct predictor *predictor = &sample->sampler->predictor;
    if (sample->predicted)
        return true;
    if (!sample->valued && !predictor_values(predictor, sample->row, sample->p, problem))
        return false;
    predictor_tell(predictor, sample->row, sample->p, &sample->prediction);
    if (predictor->apart) {
        sample->set->size = 0;
        prediction_set(predictor->names, sample->p, predictor->classes, sample->set);
        sample->prediction.label = buffer_text(sample->set);
    }
    return sample->predicted = true;
}

bool sample_text(struct sample *sample, const struct field *field, struct text *text, struct problem *problem)
{
    if (field->kind == FIELD_CELL) {
        *text = table_cell(sample->sampler->table, sample->row, field->column);
        return true;
    }
    if (!sample_predict(sample, problem))
        return false;
    if (field->kind == FIELD_LABEL) {
        *text = sample->prediction.label;
        return true;
    }
    int length = snprintf(sample->shown, sizeof sample->shown, "%.9g", sample->prediction.confidence);
    *text = (struct text){sample->shown, (size_t)length};
    return true;
}

bool sample_number(struct sample *sample, const struct field *field, double *number, bool *missing,
                   struct problem *problem)
{
    if (field->kind == FIELD_CELL)
        return table_number(sample->sampler->table, sample->row, field->column, number, missing, problem);
    *missing = false;
    if (!sample_predict(sample, problem))
        return false;
    if (field->kind == FIELD_LABEL)
        return cell_number(field->name, sample->prediction.label, PROBLEM_ROW, number, missing, problem);
    *number = sample->prediction.confidence;
    return true;
}
