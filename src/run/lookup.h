/*
 * lookup.h - what a model's table says of some samples: one pass, and the memory of those samples, however many rows
 * there are to read.
 */
#ifndef DENGINE_LOOKUP_H
#define DENGINE_LOOKUP_H

#include "input/idmap.h"
#include "run/command.h"

struct lookup_said {
    struct text label; /* NULL data: the table does not have the sample */
    double confidence;
};

/* Reads the table at `path`, in whichever shape, into said[ids->count]. Of an id that stands twice that row counts
 * which is first by label and confidence, whoever found it. */
bool lookup_predictions(const struct command *command, const struct options *options, const char *path,
                        const struct idmap *ids, struct lookup_said *said, struct error *error);

#endif
