/*
 * deployed.h - what the deployed model said of given samples, looked up in its predictions.
 */
#ifndef DENGINE_DEPLOYED_H
#define DENGINE_DEPLOYED_H

#include "input/idmap.h"
#include "input/sample.h"

struct deployed {
    struct text label, confidence; /* empty when the predictions lack the sample, or the confidence */
};

/* Looks up the ids in a table of predictions, in any shape that predictions have; the table is streamed, found[ids]
 * is what stays. Of an id that stands there several times the first row counts. */
bool deployed_read(struct deployed **found, struct arena *arena, const struct idmap *ids, const char *path,
                   const char *id, char delimiter, struct error *error);

#endif
