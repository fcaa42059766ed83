/*
 * merged.h - the partials of all shards become one queue.
 *
 *     merged_open(&merged, run, error)              once the run has the command of the partials and its options
 *     merged_add(&merged, run, partial, error)      each partial
 *     merged_finish(&merged, run, error)            the queue; merged_write: a partial of what is there
 *
 * Rows are offered to one top of the kind that the command fills, as it is done with the tops of several workers, so
 * no order and no grouping can change the result. Counts and sums of groups are added.
 */
#ifndef DENGINE_MERGED_H
#define DENGINE_MERGED_H

#include "output/partial_read.h"
#include "run/diversify.h"
#include "run/part.h"
#include "select/quantiles.h"

struct merged {
    struct top *top;
    struct strata *strata;       /* NULL: the command has no groups */
    struct quantiles *quantiles; /* [TERMS_MOST], NULL: the command makes none of the partials */
    bool by_stratum;             /* rows are candidates of their stratum */
    bool counted;                /* the shards have counted their ids: a repeated row stands in several */
    uint64_t left_out;           /* rows whose ids are excluded now */
    struct partial_seal seal;    /* the sums */
};

bool merged_open(struct merged *merged, struct run *run, struct error *error);
bool merged_add(struct merged *merged, const struct run *run, struct partial *partial, struct error *error);
bool merged_finish(struct merged *merged, struct run *run, struct error *error);
bool merged_write(const struct merged *merged, struct run *run, struct error *error);

/* The columns of the queue, but for kept ones. */
struct queue_columns merged_columns(const struct merged *merged);

#endif
