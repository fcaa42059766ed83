/*
 * stratify.h - what stands before and behind the pass over the strata: where bin() cuts (stratify_cuts.c; --cuts is
 * that alone), and the queue (stratify_queue.c).
 */
#ifndef DENGINE_STRATIFY_H
#define DENGINE_STRATIFY_H

#include "dengine/strata.h"
#include "run/diversify.h"
#include "run/run.h"
#include "select/terms.h"

/* Reads the values of each `bin` into *all, [term]. `final` as in run_scan. */
bool stratify_measure(struct quantiles **all, struct run *run, const struct terms *terms, bool final,
                      struct error *error);

/* Empty ones. */
struct quantiles *stratify_quantiles(struct arena *arena, size_t count);

/* The command with --cuts: prints --by with its cuts; of a shard makes a partial with what they are made of. */
bool stratify_cuts(const struct command *command, const struct options *options, struct arena *arena,
                   struct error *error);

/* Writes that line. */
bool stratify_write_cuts(struct run *run, struct quantiles *quantiles, struct error *error);

/* Writes the queue: the rows of `bad`, then those that were taken of each stratum. `columns` are its columns, the last
 * three stratum, stratum_size and draw; `known` tells whether inclusion_prob is; *rows is how many there were. */
bool stratify_write(struct run *run, struct top *bad, struct stratum **strata, size_t count,
                    struct queue_columns columns, bool known, size_t *rows, struct error *error);

#endif
