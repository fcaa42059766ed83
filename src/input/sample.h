/*
 * sample.h - the row at hand, seen as a sample: its id, its prediction, any field of it.
 *
 * A field is a column or, where the table has no such column, what the probabilities tell: `label`
 * and `confidence`. So `--where label=bus` and `--by label` work on probabilities alone.
 */
#ifndef DENGINE_SAMPLE_H
#define DENGINE_SAMPLE_H

#include "input/prediction.h"

/* What all samples of a table share. */
struct sampler {
    struct table *table;
    size_t id;                         /* column */
    const char *called;                /* what it is, when it is no id: for messages */
    struct prediction_columns columns; /* as the user named them */
    struct predictor predictor;        /* zero until it is opened: by the command, or by a field */
};

struct field {
    enum { FIELD_CELL, FIELD_LABEL, FIELD_CONFIDENCE } kind;
    size_t column;
    struct text name;
};

struct sample {
    const struct sampler *sampler;
    const struct csv_row *row;
    struct text id;
    double *p;   /* room for the prediction */
    bool valued; /* p holds its values already */
    bool predicted;
    struct prediction prediction;
    struct buffer *set; /* room for the label where it is a set: good until it is used again */
    char shown[32];
};

/* Finds a field and wants its column; `option` as in table_column. */
bool field_open(struct field *field, struct sampler *sampler, struct text name, const char *option,
                struct error *error);

/* The prediction, read when first asked for. */
bool sample_predict(struct sample *sample, struct problem *problem);

/* A field as text: good as long as the row. */
bool sample_text(struct sample *sample, const struct field *field, struct text *text, struct problem *problem);

/* A field as a number; *missing tells a missing value. */
bool sample_number(struct sample *sample, const struct field *field, double *number, bool *missing,
                   struct problem *problem);

#endif
