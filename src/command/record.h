/*
 * record.h - what a batch did, as JSON beside its output: the same run gives the same bytes.
 *
 * `population` is N of the random sample, in ids; `sample`, of a method with --draw: its population and the mean of
 * what it expected; `certain` and `unknown`: rows of the batch with inclusion_prob 1, and with none.
 */
#ifndef DENGINE_RECORD_H
#define DENGINE_RECORD_H

#include <stdio.h>

#include "command/plan.h"
#include "run/run.h"

/* A file that was read, as it was before the run. */
struct record_file {
    const char *path;
    uint64_t size;
    int64_t changed; /* nanoseconds; to find out about a change, not for the record */
    struct fingerprint hash;
};

struct record_files {
    struct record_file *items;
    size_t count, capacity;
};

/* Notes a file once. */
bool record_add(struct record_files *files, struct arena *arena, const char *path, struct error *error);

/* Hashes the files side by side. A file that has changed since record_add is an error: nobody knows what
 * was read. */
bool record_hash(struct record_files *files, struct arena *arena, unsigned threads, struct error *error);

struct record {
    const struct plan *plan;
    const struct record_files *inputs, *excluded;
    size_t excluded_ids;
    const struct sink *sinks; /* [methods] */
    const struct mix *mix;
};

/* The method that reads the deployed model's predictions, and the files that hold them; NULL when none does. */
const struct plan_method *record_predictions(const struct plan *plan, struct words *files, struct arena *arena);

void record_write(const struct record *record, FILE *out);

/* Whether the file is a record, by its first bytes; so is one that is not there or empty. */
bool record_is(const char *path, bool *is, struct error *error);

#endif
