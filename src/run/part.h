/*
 * part.h - the queue of one shard of a table (--partial I/N), to be merged with the others.
 *
 *     part_run       a command as it is, or of a shard
 *     part_finish    how a command that ranks ends: with its queue, or the partial of its shard
 *     part_write     a partial of more than ranked rows
 *
 * A partial is the command's top (and its strata) written down: all that could be offered to another top, before ids
 * are resolved and rows cut. merged.h makes one of many.
 */
#ifndef DENGINE_PART_H
#define DENGINE_PART_H

#include "dengine/strata.h"
#include "output/partial_write.h"
#include "run/run.h"
#include "select/quantiles.h"

/* Runs the command, which with --partial writes a partial. */
bool part_run(const struct command *command, const struct options *options, struct arena *arena, struct error *error);

/* What a partial is made of. */
struct part_content {
    struct top *top;       /* or NULL */
    struct strata *strata; /* groups with their sizes, and the candidates of each; or NULL */
    const struct partial_value *values;
    size_t values_count;
    bool counted; /* the ids of the shard were counted: rows that repeat one are told by their number alone */
};

/* Puts the values of `count` terms into it. */
void part_values(struct part_content *content, struct arena *arena, struct quantiles *quantiles, size_t count);

/* Writes the partial in the place of the queue. `evidence` as in run_write. */
bool part_write(struct run *run, const struct part_content *content, const struct queue_column *evidence,
                size_t evidence_count, struct error *error);

/* The end of a command that ranks. */
bool part_finish(struct run *run, struct top *top, const struct queue_column *evidence, size_t evidence_count,
                 struct error *error);

/* All options that can change the result, each as --name=value, in the order of their table; of files a digest of
 * their bytes. */
bool part_options(struct words *options, const struct command *command, const struct options *given,
                  struct arena *arena, struct error *error);

/* The same of several shards, sealed with what they have together. */
bool part_write_sealed(struct run *run, const struct part_content *content, const struct partial_seal *seal,
                       struct error *error);

#endif
