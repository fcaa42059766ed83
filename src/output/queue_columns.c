/*
 * queue_columns.c - what the columns of a queue are called and hold, in one table.
 *
 * How to add a column of evidence: a row. A name has one kind whichever command wrote it, so that two nights can be
 * read as one; a column of the input that is carried under such a name is called kept_NAME (run_columns.c).
 */
#include "dengine/measure.h"
#include "output/queue.h"
#include "read/number.h"

const struct queue_column queue_fixed[QUEUE_FIXED] = {
    {{"rank", 4}, COLUMN_WHOLE},
    {{"id", 2}, COLUMN_TEXT},
    {{"score", 5}, COLUMN_DECIMAL},
    {{"method", 6}, COLUMN_TEXT},
    {{"inclusion_prob", 14}, COLUMN_DECIMAL},
    {{"reason", 6}, COLUMN_TEXT},
};

static const struct {
    const char *name;
    enum column_kind kind;
} evidence[] = {
    /* the deployed model's answer, in every command whose input tells it */
    {"label", COLUMN_TEXT},
    {"confidence", COLUMN_DECIMAL},
    /* draws */
    {"draw", COLUMN_DECIMAL},
    {"weight", COLUMN_DECIMAL},
    {"expected", COLUMN_DECIMAL},
    {"stratum", COLUMN_TEXT},
    {"stratum_size", COLUMN_WHOLE},
    /* samples of several rows */
    {"rows", COLUMN_WHOLE},
    /* several models */
    {"votes", COLUMN_TEXT},
    {"consensus", COLUMN_TEXT},
    {"members", COLUMN_WHOLE},
    {"views", COLUMN_WHOLE},
    {"flips", COLUMN_WHOLE},
    {"flipped", COLUMN_TEXT},
    {"teacher_label", COLUMN_TEXT},
    {"teacher_confidence", COLUMN_DECIMAL},
    {"confusion", COLUMN_TEXT},
    {"given_label", COLUMN_TEXT},
    {"suggested_label", COLUMN_TEXT},
    {"suggested_confidence", COLUMN_DECIMAL},
    {"helper_score", COLUMN_DECIMAL},
    {"kind", COLUMN_TEXT},
    {"old_label", COLUMN_TEXT},
    {"old_confidence", COLUMN_DECIMAL},
    /* vectors */
    {"nearest", COLUMN_TEXT},
    {"similarity", COLUMN_DECIMAL},
    {"distance", COLUMN_DECIMAL},
    {"nearest_unlike", COLUMN_TEXT},
    {"unlike_similarity", COLUMN_DECIMAL},
    {"unlike_distance", COLUMN_DECIMAL},
    {"stands_for", COLUMN_WHOLE},
    {"gap", COLUMN_DECIMAL},
    {"mmr", COLUMN_DECIMAL},
    /* time and place */
    {"check", COLUMN_TEXT},
    {"expected_label", COLUMN_TEXT},
    {"neighbours", COLUMN_WHOLE},
    /* mixes; queues of earlier releases */
    {"also", COLUMN_TEXT},
    {"student_label", COLUMN_TEXT},
    {"student_confidence", COLUMN_DECIMAL},
};

static enum column_kind kind_of_measure(struct text name, bool *known)
{
    static const struct measure *const tables[] = {uncertainty_measures, disagreement_measures, doubt_measures};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        *known |= measure_find(tables[t], name) != NULL;
    *known |= text_starts(name, text_of("score_")); /* of each method, in a batch that learns */
    return *known ? COLUMN_DECIMAL : COLUMN_TEXT;
}

bool queue_evidence(struct text name, enum column_kind *kind)
{
    bool known = false;
    for (size_t i = 0; i < sizeof evidence / sizeof *evidence; i++)
        if (text_equal(text_of(evidence[i].name), name)) {
            *kind = evidence[i].kind;
            return true;
        }
    *kind = kind_of_measure(name, &known);
    return known;
}

struct queue_column queue_column(struct text name)
{
    struct queue_column column = {.name = name};
    queue_evidence(name, &column.kind);
    return column;
}

bool queue_column_holds(const struct queue_column *column, struct text cell)
{
    double number;
    enum number_kind status = column->kind == COLUMN_TEXT ? NUMBER_OK : number_parse(cell, &number);
    return status == NUMBER_OK || status == NUMBER_MISSING;
}
