/*
 * deployed.h - what the deployed model said of given samples, looked up in its predictions.
 */
#ifndef DENGINE_DEPLOYED_H
#define DENGINE_DEPLOYED_H

#include "input/idmap.h"
#include "input/pass.h"
#include "input/sample.h"

struct deployed {
    bool found;                    /* the predictions have the sample */
    struct text label, confidence; /* empty when they do not say */
};

/* How predictions are read, and what is left of them. */
struct deployed_table {
    struct arena *arena;
    const char *file; /* FILE, or FILE:ID,LABEL,CONFIDENCE where its columns are called otherwise */
    const char *id;   /* the usual column of ids */
    char delimiter;

    struct deployed *found; /* [ids] */
    uint64_t rejected;      /* rows that cannot be read: nothing is known of them */
    const char *shown;      /* the first: "file:line:column: why" */
};

/* Looks up the ids in a table of predictions, in any shape that predictions have; the table is streamed. Of an id that
 * stands there several times the first row counts. */
bool deployed_read(struct deployed_table *deployed, const struct idmap *ids, struct error *error);

#endif
