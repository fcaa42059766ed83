/*
 * shape_ids.h - the ids of one table, row by row, for the rows of another.
 */
#ifndef DENGINE_SHAPE_IDS_H
#define DENGINE_SHAPE_IDS_H

#include "input/table.h"

struct shape_ids;

/* Finds the ids of a list of ids: `column` holds them, or `id` where there is no such column. */
bool shape_ids_column(struct table *table, struct text column, size_t *id, struct error *error);

/* Opens one. */
bool shape_ids_open(struct shape_ids **ids, struct arena *arena, const char *const *files, size_t count,
                    struct text column, struct error *error);

/* The next id, good until the next call. An error at the end. */
bool shape_ids_next(struct shape_ids *ids, struct text *id, struct error *error);

/* An error when there are more ids than rows; `rows` names the other table. */
bool shape_ids_finish(struct shape_ids *ids, const struct source *rows, struct error *error);

#endif
