/*
 * gather.h - several tables joined by id: what the deployed model and the others say of each sample.
 *
 * Tables are read side by side, in any row order. Each row adds to the slot of its id, and a slot holds
 * only what was asked for. Sums are integers in units of 1e-12: exact, so no order of rows, members or
 * threads can change a bit. A sample that all have spoken about is handed on at once and forgotten:
 * tables in one row order stream through; otherwise samples wait for the row that completes them.
 *
 *     fill in struct gather and its tables; gather_open; gather_run(&gather, done, state, &error)
 */
#ifndef DENGINE_GATHER_H
#define DENGINE_GATHER_H

#include "input/scan.h"
#include "join/labels.h"

/* What a slot holds besides the labels. */
enum gather_needs {
    GATHER_SHARES = 1,     /* the sum of the others' distributions */
    GATHER_ENTROPY = 2,    /* the sum of their entropies */
    GATHER_EVERY = 4,      /* each of their distributions */
    GATHER_OWN = 8,        /* the distribution of the deployed model */
    GATHER_CONFIDENCE = 16 /* the sum of the others' confidences, and the deployed model's */
};

#define GATHER_UNIT 1e12                /* units of a sum in 1 */
#define GATHER_DEPLOYED ((size_t)65535) /* the member number of the deployed model */
#define GATHER_NO_LABEL LABELS_MOST

/* One input and what its rows say. */
struct gather_table {
    struct scan scan;         /* sampler, threads, bad rows, rejects, progress; its filter only excludes */
    const char *const *paths; /* its shards */
    size_t paths_count;
    enum { SAYS_PREDICTION, SAYS_SCORE, SAYS_CLASS } says;
    size_t answer;  /* SAYS_SCORE: the column; SAYS_CLASS: which class of the predictor */
    bool by_member; /* a column names the member of each row */
    size_t member_column;
    size_t member;           /* else all rows are of this one, or GATHER_DEPLOYED */
    uint16_t *class_numbers; /* of the predictor's classes: label numbers, set by gather_open */
    bool all_classes;        /* it has them all: its numbers are 0, 1, 2 ... */
};

struct gather_counts {
    uint64_t outside, unmatched, few, joined;                          /* rows */
    uint64_t ranked, partial, missing, unmatched_samples, few_samples; /* samples */
    uint64_t most; /* the most members, deployed included, of one sample */
};

struct gather_worker;
struct pending;

struct gather {
    struct arena *arena;
    unsigned threads, needs; /* enum gather_needs */
    struct gather_table *tables;
    size_t tables_count;
    struct words members;       /* the others, by number */
    bool deployed;              /* there is a deployed model: only samples it knows are ranked */
    size_t principal;           /* the member to whose rows `where` and `group` apply */
    const struct filter *where; /* conditions, or NULL */
    const struct field *group;  /* or NULL */
    struct words member_names;  /* of a column: sorted, with their numbers */
    const size_t *member_numbers;
    size_t least; /* a sample needs so many of the others */
    bool all;     /* a sample that is missing in one is an error */

    /* Set by gather_open and gather_run. */
    struct labels *labels; /* numbers below `classes` are ordered by name */
    size_t classes;        /* K of the sums: all classes of all tables; 0 without GATHER_SHARES */
    struct gather_counts counts;
    struct pending *pending;
    struct gather_worker *workers;
    size_t own_at, sums_at, every_at, entropy_at, confidence_at, own_confidence_at, group_at, fault_at; /* in a slot */
    uint64_t **used; /* [tables] which labels its label column held: a bitmap */
};

/* A sample that is complete, as the slot holds it. What was not asked for is NULL or 0. */
struct gathered {
    struct text id;
    struct text group;
    const char *problem;         /* why it cannot be scored, or NULL */
    bool known;                  /* to the deployed model */
    size_t own_label;            /* its label; GATHER_NO_LABEL without a deployed model */
    double own_confidence;       /* p(y) */
    const double *own;           /* [classes] */
    size_t seen;                 /* how many of the others */
    const uint16_t *labels;      /* [members]: 0 not seen, else label + 1 */
    const int64_t *sums;         /* [classes] */
    int64_t entropy, confidence; /* sums over the others */
    const double *every;         /* [members][classes], zeros for those not seen */
};

/* Numbers the classes and lays out the slot. Tables are ready, their predictors open. */
bool gather_open(struct gather *gather, struct error *error);

/* Reads all tables; `done(state, worker, sample)` gets each sample to rank, from several threads, never
 * twice at a time for one worker number. */
bool gather_run(struct gather *gather, void (*done)(void *state, unsigned worker, const struct gathered *sample),
                void *state, struct error *error);

/* What to call a table in messages. */
static inline const char *gather_name(const struct gather *gather, size_t table)
{
    return source_name(gather->tables[table].scan.sampler->table->source, 0);
}

/* How the classes of the tables fit: false when the labels of two never meet; the error shows both lists. */
bool gather_check_labels(const struct gather *gather, struct error *error);

/* Appends the classes that the table of a member lacks, or that only it has: nothing when all agree. */
void gather_describe_classes(const struct gather *gather, size_t table, struct buffer *out);

/* For gather_run: the error that names both lines of the first repeated id of a table; `repeated` is one
 * of them, for a pipe, which cannot be read again. */
bool gather_report_repeat(const struct gather *gather, size_t table, struct text repeated, struct error *error);

/* For gather_open: numbers the classes of all tables in the order of their names. */
bool gather_number_classes(struct gather *gather, struct error *error);

/* The first id, in byte order, that some member lacks, and the first member that lacks it. */
struct gather_missing {
    struct text id;
    size_t member;
};
bool gather_report_missing(const struct gather *gather, const struct gather_missing *missing, struct error *error);

/* The error that no id stands in two tables. */
bool gather_report_strangers(const struct gather *gather, struct error *error);

/* The member of a row and what it says; used by gather_run and gather_report_repeat. */
bool gather_member(const struct gather *gather, const struct gather_table *table, const struct csv_row *row,
                   size_t *member, struct problem *problem);

#endif
