/*
 * survey.h - a look at some rows of a table: do its columns mean what they are taken for?
 *
 *   labels and probabilities   a label that is no class, or seldom the likeliest one: rows are shifted, or the
 *                              classes in another order
 *   confidences below 1/K      of K labels none can be the likeliest with less: the probability of one class, such
 *                              as P(positive), was taken for that of the label; boxes, whose ids repeat, may have any
 *   one row for each class     ids repeat with other labels, and the confidences of an id sum to 1; or each id stands
 *                              equally often, and they sum to less: the likeliest classes
 *
 * The rows looked at are all of the first block and the first of each other one, so that what is said is the same for
 * any number of threads and costs a large input nothing.
 */
#ifndef DENGINE_SURVEY_H
#define DENGINE_SURVEY_H

#include "input/names.h"
#include "input/scan.h"

enum {
    SURVEY_LABELS = 64, /* told apart, at most */
    SURVEY_GROUP = 20,  /* rows of an id whose number is counted, at most */
};

/* Zero, with an arena, is valid and empty. */
struct survey {
    struct arena *arena;
    uint64_t rows;               /* with a prediction */
    uint64_t classes, likeliest; /* labels that are a class; that are the likeliest one */
    struct names labels;
    uint64_t counts[SURVEY_LABELS], low[SURVEY_LABELS]; /* of each label; with a confidence below 1/2 */
    uint64_t
        below[SURVEY_LABELS + 1]; /* rows by the largest K for which the confidence is below 1/K; 0: there is none */

    /* Of the rows of one id that stand together. */
    struct buffer id;
    size_t group;
    double sum;
    bool alike;                      /* a label stands twice */
    uint64_t group_labels;           /* bits by number */
    uint64_t grouped, complete;      /* rows in groups; of those that look like all classes of a sample */
    uint64_t even[SURVEY_GROUP + 1]; /* by size of a group: rows in those with each label once that sum to 1 at most */
};

/* Looks at the samples at hand, if they are among those to be looked at. */
void survey_samples(struct survey *survey, const struct samples *samples);

/* Adds what another worker saw. */
void survey_merge(struct survey *survey, struct survey *from);

/* An error for a table that cannot be meant; else *note says what is odd, or stays empty. `file` names the table. */
bool survey_judge(struct survey *survey, const struct predictor *predictor, const char *file, struct buffer *note,
                  struct error *error);

#endif
