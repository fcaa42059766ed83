/*
 * beside_open.h - which tables stand beside another, and by what: FILE, FILE:COL,COL, FILE@TIME,COL.
 *
 *     beside_open     headers: whether they have a column can be asked
 *     beside_attach   their columns among those of the table, once its id is known
 *     beside_load     their rows, once it is known which columns are wanted (beside_load.h)
 */
#ifndef DENGINE_BESIDE_OPEN_H
#define DENGINE_BESIDE_OPEN_H

#include "input/beside.h"

struct beside_spec {
    const struct words *files; /* as typed; a column that has another name there: COL=THEIRS */
    struct text id;            /* --id */
    const char *within;        /* a length of time; NULL: any */
    char delimiter;            /* of the other table, 0 by its name: that of a FILE which has but one column else */
};

/* The files that one FILE stands for: the shards of a folder, or what a pattern matches. */
bool beside_paths(struct words *paths, struct arena *arena, const char *argument, struct error *error);

/* Opens all. */
bool beside_open(struct beside *beside, struct arena *arena, const struct beside_spec *spec, struct error *error);

/* Whether a column of one of them may be called so. */
bool beside_has(const struct beside *beside, struct text name);

/* Puts their columns behind those of the table, and finds the columns of the keys. */
bool beside_attach(struct beside *beside, const struct sampler *sampler, struct error *error);

#endif
