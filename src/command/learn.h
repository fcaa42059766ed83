/*
 * learn.h - what the command `learn` and a plan that learns share.
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
    size_t first; /* the method that ranks while nothing is learnt */
    size_t next;  /* part of the scores, taken by the workers in turn */
};

/* Zeros become a learner; `scores` are the caller's to read. */
void learn_open(struct learn *learn, const struct command *command, const struct options *options, struct arena *arena);

/* Reads the deployed labels of the scores from FILE, or FILE:ID,LABEL; `file` tells the rest. */
bool learn_labels(struct learn *learn, const char *predictions, struct scores_file file, struct error *error);

/* Whether it ranks: in a plan the other methods do until something is learnt, but for a draw. */
bool learn_ranks(const struct learn *learn);

/* Reads the answers, fits or reads the model, ranks what nobody has answered, writes the queue. */
bool learn_finish(struct learn *learn, struct error *error);

#endif
