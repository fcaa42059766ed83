/*
 * recheck.h - what the parts of `recheck` share: its run, its kinds of rows, what it knows of each error.
 */
#ifndef DENGINE_RECHECK_H
#define DENGINE_RECHECK_H

#include "dengine/likeness.h"
#include "run/join.h"
#include "run/verdict.h"
#include "select/changes.h"
#include "select/mix.h"

/* Samples that people judged under the old model: errors, or rows that were right. Those with a vector, by id. */
struct recheck_seeds {
    const struct verdict_row **rows;
    size_t count, all; /* and without one */
    struct likeness likeness;
};

/* What a row of the embeddings is like. */
struct recheck_likeness {
    uint32_t error, right;           /* number of the nearest + 1; 0: none is near */
    double error_value, right_value; /* similarity */
};

/* The vectors (recheck_near.c). */
struct recheck_near {
    struct embeddings embeddings;
    struct recheck_seeds errors, rights;
    double least; /* similarity of what is near */
    const char *why;
    struct gather_told told;
    struct embedding_batch **batches; /* [threads] */
    double **compared[2];             /* [threads]: with errors, with rights */
};

enum recheck_kind { RECHECK_STILL, RECHECK_BROKEN, RECHECK_CHURN, RECHECK_KINDS };
extern const char *const recheck_kind_names[];

/* What one worker counts. */
struct recheck_tally {
    struct changes changes;
    struct verdict_fate *near; /* [confusions] */
    int64_t similarity;        /* of all near rows, in units of 1e-9 */
    uint64_t rows, unplaced;   /* all, and those without a vector */
};

struct recheck {
    struct join join; /* NEW is the principal table, OLD the one other */
    struct options options;
    struct answers answers;
    struct verdict_rows rows;
    struct verdict_figures verdict;
    struct output verdict_output;
    bool embedded;
    struct recheck_near near;
    struct idmap left_out; /* answered, or taught NEW: neither queued nor anyone's neighbour */
    bool confident[2];     /* OLD, NEW say how sure they are */
    struct mix_queue shares[RECHECK_KINDS];
    struct top **tops[RECHECK_KINDS]; /* [threads] each */
    struct recheck_tally *tallies;    /* [threads] */
};

/* Reads --share. Kinds that are not named share what is left; but where there are vectors churn has what it is given.
 */
bool recheck_shares(struct recheck *recheck, struct error *error);

/* The rows of the queue: each time the next of the kind for which (rows taken + 1) / share is least, so that every
 * prefix keeps the shares; a kind that runs dry leaves its place to the others. --cap is over all kinds. */
struct top_entry **recheck_rows(struct recheck *recheck, size_t *count);

/* Opens the embeddings, finds the vectors of the answered samples, chooses what is near. */
bool recheck_near_open(struct recheck *recheck, struct error *error);

/* Names the embeddings as a table of the join. */
void recheck_near_join(struct recheck *recheck, struct join_inputs *inputs);

/* Makes room for each worker, after join_open. */
void recheck_near_ready(struct recheck *recheck);

/* What all rows have told, into the verdict. */
void recheck_population(struct recheck *recheck);

#endif
