/*
 * stratify.h - what stands before and behind the pass over the strata: where bin() cuts (stratify_cuts.c; --cuts is
 * that alone), the queue (stratify_queue.c), and what is said of the strata (stratify_notes.c).
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

/* Notes bins that are fewer than asked for, and times of different clocks. */
void stratify_note_terms(const struct run *run, const struct terms *terms);

/* Where a stratum has no row, or an id several strata, nobody can tell how likely the rows of the others were to stand
 * for it: then no probability is given. Whether it is so, with a note; `shared` ids stand in several strata. */
bool stratify_note_unknown(const struct run *run, struct stratum *const *strata, size_t count, uint64_t shared);

/* --explain: the share of each, of `taken` rows. */
void stratify_explain(struct stratum *const *strata, size_t count, uint64_t taken);

#endif
