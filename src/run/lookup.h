/*
 * lookup.h - what a model's table says of some samples: one pass, and the memory of those samples, however many rows
 * there are to read.
 *
 *     struct lookup lookup = {.command = command, .options = options, .path = path, .ids = &ids};
 *     if (!lookup_predictions(&lookup, error)) ...
 *     lookup.said[idmap_find(&ids, id)]
 */
#ifndef DENGINE_LOOKUP_H
#define DENGINE_LOOKUP_H

#include "input/idmap.h"
#include "input/scan.h"
#include "run/command.h"

struct lookup_said {
    struct text label; /* NULL data: the table does not have the sample */
    double confidence; /* NaN: the table does not say */
};

struct lookup {
    const struct command *command;
    const struct options *options; /* how the table is read, and what is done with bad rows */
    const char *path;              /* FILE, or FILE:ID,LABEL,CONFIDENCE where the columns are called otherwise */
    const struct idmap *ids;

    struct lookup_said *said; /* [ids] in their arena */
    struct scan_counts counts;
    const char *shown; /* the first row that was rejected: "file:line:column: why" */
};

/* Reads the table, in whichever shape. Of an id that stands twice that row counts which is first by label and
 * confidence, whoever found it. Where bad rows are no error, one that has a label but no good confidence tells the
 * label. */
bool lookup_predictions(struct lookup *lookup, struct error *error);

#endif
