/*
 * learn.h - what the parts of the command `learn` share.
 *
 *     learn.c          the command: read -> fit -> rank -> write
 *     learn_model.c    a model in a file of its own
 *     learn_explain.c  what was learnt, in words
 */
#ifndef DENGINE_LEARN_H
#define DENGINE_LEARN_H

#include "run/learning.h"
#include "run/run.h"

struct learn {
    struct run run;
    struct scores *scores;
    struct answers answers;
    struct learning learning;
    struct idset reviewed; /* what is answered already is not asked again */
    struct top **tops;     /* one for each worker */
    struct cells *cells;
    size_t next; /* part of the scores, taken by the workers in turn */
};

/* Writes the model, and reads one in place of a fit: it must be of the same methods. */
bool learn_write_model(const struct learning *learning, const char *path, struct error *error);
bool learn_read_model(struct learning *learning, const char *path, struct error *error);

/* Says on standard error what was learnt from how many answers, and how well it tells right from wrong. */
void learn_explain(const struct learning *learning);

#endif
