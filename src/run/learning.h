/*
 * learning.h - P(wrong) of every sample from what its methods say and what people answered so far.
 *
 *     learning_collect    the reviewed samples that have scores, in the order of their ids
 *     learning_fit        the model (logistic.h), when there are answers enough
 *     learning_chance     P(wrong) of any sample
 *
 * A sample teaches when an answer holds, a method scored it, and it is known whether the deployed label is wrong.
 */
#ifndef DENGINE_LEARNING_H
#define DENGINE_LEARNING_H

#include "dengine/logistic.h"
#include "join/answers.h"
#include "join/scores.h"

enum {
    LEARNING_LEAST = 5,    /* wrong ones, and right ones: with fewer nothing is learnt */
    LEARNING_PERCENT = 200 /* reviewed samples from which P(wrong) is a percentage that can be believed */
};

/* What was reviewed of a class, by its number in the model. */
struct class_tally {
    struct text name;
    size_t reviewed, wrong;
};

struct learning {
    struct arena *arena;
    const struct scores *scores;
    struct logistic model;
    bool unit[SCORES_METHODS];   /* the method's scores are taken as log odds: all lie in [0, 1] */
    struct class_tally *classes; /* [model.classes], in byte order of their names */
    size_t *class_of_label;      /* [labels]: number in the model, or LOGISTIC_NO_CLASS */

    /* The reviewed samples, ascending by id. */
    struct reviewed {
        struct text id;
        struct scores_place place;
        bool wrong;
    } * reviewed;
    size_t count, wrong;
    size_t absent, without_scores, without_label; /* answers that teach nothing: of samples in no file, or drawn ones */
    struct text until;                            /* the latest time of an answer that teaches, as its file says it */
    bool enough;                                  /* and so there is a model */
};

void learning_collect(struct learning *learning, struct arena *arena, const struct scores *scores,
                      const struct answers *answers);

/* Fits the model if there is enough to learn from. False when it does not converge. */
bool learning_fit(struct learning *learning, struct error *error);

/* Finds the classes of the model among the labels; a fit does. */
void learning_match_classes(struct learning *learning);

/* The scores of a sample as the model takes them: values[methods]. */
void learning_values(const struct learning *learning, struct scores_place place, double *values);

/* The class of a sample's deployed label in the model, or LOGISTIC_NO_CLASS. */
size_t learning_class(const struct learning *learning, struct scores_place place);

/* P(wrong). Any number of threads. */
double learning_chance(const struct learning *learning, struct scores_place place);

/* Appends why: "0.83 wrong: ensemble 0.91, margin 0.97, "Shirt" errs in 31 %". */
void learning_reason(const struct learning *learning, struct scores_place place, double chance, struct buffer *out);

/* Writes the model as JSON, and reads one in place of a fit: it must be of the same methods (learning_model.c). */
bool learning_write(const struct learning *learning, const char *path, struct error *error);
bool learning_read(struct learning *learning, const char *path, struct error *error);

/* Says on standard error what was learnt from how many answers, and how well it tells right from wrong
 * (learning_explain.c). */
void learning_explain(const struct learning *learning);

#endif
