/*
 * report_input.h - what the report's parts share: the review in the making.
 *
 *     report_read         queues and records, answers, predictions: a struct review and what is odd of it
 *     report_map_make     the map of the embeddings with the queue on it
 */
#ifndef DENGINE_REPORT_INPUT_H
#define DENGINE_REPORT_INPUT_H

#include "join/answers.h"
#include "output/report.h"
#include "run/run.h"

/* Where answers and queues come from. */
struct report_input {
    const struct command *command;
    const struct options *options;
    struct arena *arena;
    struct words queues;     /* files, in the order of the nights */
    struct answers *answers; /* read already, or NULL: report_read reads them */
    struct idmap ids;        /* of all queued rows, once each; numbers as in `firsts` */
    size_t *firsts;          /* [ids] the first row with the id */
};

/* Fills the report's review, agreement and notes. */
bool report_read(struct report *report, struct report_input *input, struct error *error);

/* Reads --embeddings into a map. */
bool report_map_make(struct report *report, const struct report_input *input, struct error *error);

#endif
