/*
 * prediction.h - what a model said about a sample, whichever way the table says it.
 *
 *   probabilities   columns `prob_*`: the distribution as it stands (nothing is renormalised; what the tolerance
 *                   lets pass below 0 or above 1 is 0 or 1)
 *   logits          columns `logit_*`: softmax(z / temperature)
 *   one of two      the probability of one class, p and 1 - p (--positive), or its logit alone
 *   votes           a label and its confidence only: no distribution
 *   labels          a label alone, where that is enough: a confidence of 1
 *   labels apart    several of which each may hold or not (--multilabel): probabilities that are no distribution, or
 *                   logits, 1 / (1 + exp(-z / temperature)); the label is the set of those above 1/2, `cat+dog`
 *
 * Classes are named by what the wild part of a glob matched and ordered by that name, so that the order of
 * columns cannot change a bit. Input is checked here, once: what comes out is safe for every measure.
 */
#ifndef DENGINE_PREDICTION_H
#define DENGINE_PREDICTION_H

#include "input/columns.h"
#include "input/usual.h"

/* Names of columns as the user gave them; one without data, or an empty list, was not given. */
struct prediction_columns {
    struct text label, confidence;
    struct text positive; /* COL[=CLASS[,OTHER]] */
    struct words probs, logits;
    double temperature, tolerance; /* the latter from 0 to 1 */
    bool apart;                    /* the classes are labels apart */
};

/* What a prediction must be for its use. */
enum prediction_need {
    PREDICTION_OPTIONAL,  /* none will do */
    PREDICTION_LABEL,     /* a label */
    PREDICTION_CONFIDENCE /* a label and how sure the model is of it */
};

/* How a table says it. Shared by all workers. */
struct predictor {
    enum { PREDICTOR_NONE, PREDICTOR_LABEL, PREDICTOR_VOTE, PREDICTOR_PROBS, PREDICTOR_LOGITS } kind;
    const struct table *table;
    bool has_label;
    size_t label, confidence; /* columns */
    size_t classes;           /* 0 for votes */
    const struct text *names; /* of the classes, ascending */
    const size_t *columns;    /* of the classes */
    bool together;            /* each of them stands behind the one before */
    bool one;                 /* there is one column for two classes */
    bool apart;               /* each class is a label of its own: no sum is 1 */
    bool partial;             /* unlikely classes may be left out: a sum may be below 1 */
    size_t positive;          /* the class that it is about */
    double temperature, tolerance;
    fractions_function *fractions;
};

struct prediction {
    struct text label; /* the label column if there is one, else the likeliest class; of labels apart nothing yet */
    double confidence; /* the label's own probability, 0 for a label that is no class; 1 for a label alone */
    const double *p;   /* [classes], or [1]: the confidence alone */
    size_t classes;    /* 1 for votes */
    size_t likeliest;  /* index of the likeliest class, of labels apart of the one most in doubt, next to 1/2, whose
                          confidence it is: the first among equals */
};

/* Finds the columns and wants them. It is an error if the table has not what is needed. */
bool predictor_open(struct predictor *predictor, struct table *table, const struct prediction_columns *columns,
                    enum prediction_need need, struct error *error);

/* Adds the columns that are needed and have no other way to be told: a label, a confidence. */
void predictor_wants(const struct table *table, const struct prediction_columns *columns, enum prediction_need need,
                     struct usual_want *wants, size_t *count);

/* The class of that name, or predictor->classes. */
size_t predictor_class(const struct predictor *predictor, struct text name);

/* Room for p of one prediction: how many doubles. */
size_t predictor_room(const struct predictor *predictor);

/* Reads the values of a row into p, the caller's room, and checks them and the label. */
bool predictor_values(const struct predictor *predictor, const struct csv_row *row, double *p, struct problem *problem);

/* Reads several rows at once, as long as nothing is unusual about them: returns how many were
 * read into p[rows][predictor_room]. The row behind them may be good or bad: predictor_values tells. */
size_t predictor_some(const struct predictor *predictor, const struct csv_row *const *rows, size_t count, double *p);

/* The same for rows of a grid, from row `first` on. */
size_t predictor_some_grid(const struct predictor *predictor, const struct csv_rows *rows, size_t first, size_t count,
                           double *p);

/* The same in whole millionths, for values of up to six digits behind the point, and the likeliest classes:
 * p is millionths / 1e6 to the last bit. Labels are not looked at, rows whose sum is near the edge of the
 * tolerance are left to predictor_values. There must be room for three more than [rows][predictor_room]. */
size_t predictor_some_millionths(const struct predictor *predictor, const struct csv_rows *rows, size_t first,
                                 size_t count, uint32_t *millionths, size_t *likeliest);

/* What follows from the values of a row. */
void predictor_tell(const struct predictor *predictor, const struct csv_row *row, const double *p,
                    struct prediction *prediction);

/* Appends the set of labels apart, in the order of `names`, whose probability is above 1/2: `cat+dog`, or `(none)`; a
 * `+` or `\` of a name gets a `\` before it. */
void prediction_set(const struct text *names, const double *p, size_t labels, struct buffer *set);

/* What the tolerance lets pass beyond 0 or 1 is that end, so that no measure leaves its range; minus zero is zero. */
static inline double prediction_settled(double p)
{
    return p > 1 ? 1 : p > 0 ? p : 0;
}

/* How sure one is of a label apart, of itself or of its absence. */
static inline double prediction_certainty(double p)
{
    return p > 0.5 ? p : 1 - p;
}

/* Reads the values of a row, and what follows from them. */
bool predictor_read(const struct predictor *predictor, const struct csv_row *row, double *p,
                    struct prediction *prediction, struct problem *problem);

#endif
