/*
 * stratify.h - where bin() cuts: the pass before the strata (stratify_cuts.c), and --cuts, which is that pass alone.
 */
#ifndef DENGINE_STRATIFY_H
#define DENGINE_STRATIFY_H

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

#endif
