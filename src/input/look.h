/*
 * look.h - what the workers of a profile do with the rows at hand.
 *
 * Of most batches nothing is to be remarked: then column after column is looked at, and predictions are read several
 * at once, as commands do. Else row after row, so that what is wrong is told in the order of the input.
 */
#ifndef DENGINE_LOOK_H
#define DENGINE_LOOK_H

#include "input/profile.h"

enum { LOOK_WATCHED = 256 }; /* columns, of a wide table the first */

/* One pass over a table. */
struct look {
    struct profile *profile;
    const struct profile_spec *spec;
    struct eye *eyes;
    unsigned threads;
    size_t *family;  /* columns of an embedding */
    size_t *watched; /* columns that are no part of a prediction: missing cells are counted */
    size_t watched_count;
};

/* Steps of a scan, whose state is a look: all that a profile tells; the numbers of ids alone. */
bool look_at_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error);
bool look_at_ids(void *state, struct scan_worker *worker, struct samples *samples, struct error *error);

/* "weather is missing": one text for a column, whatever the cell. */
void look_problem(const struct profile *profile, size_t column, bool missing, struct problem *problem);

#endif
