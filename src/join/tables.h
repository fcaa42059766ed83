/*
 * tables.h - what is joined: the tables, what each of them says, what a slot must hold and what then is known of a
 * sample.
 */
#ifndef DENGINE_TABLES_H
#define DENGINE_TABLES_H

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

/* A table that is no model's: what it tells of its samples, such as what their vectors are like, goes into the slot
 * as it is. A sample needs no row of it. */
struct gather_told {
    size_t size; /* bytes, a multiple of 8 */
    /* Reads the samples at hand; then tells what is to be kept of sample i, or its problem. */
    bool (*read)(void *state, unsigned worker, const struct samples *samples, struct error *error);
    bool (*tell)(void *state, unsigned worker, const struct samples *samples, size_t i, void *out,
                 struct problem *problem);
    void *state;
};

/* One input and what its rows say. */
struct gather_table {
    struct scan scan;         /* sampler, threads, bad rows, rejects, progress; its filter only excludes */
    const char *const *paths; /* its shards */
    size_t paths_count;
    enum { SAYS_PREDICTION, SAYS_SCORE, SAYS_CLASS, SAYS_TOLD } says;
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
    struct words members;           /* the others, by number */
    bool deployed;                  /* there is a deployed model: only samples it knows are ranked */
    size_t principal;               /* the member to whose rows `where` and `group` apply */
    const struct filter *where;     /* conditions, or NULL */
    const struct field *group;      /* or NULL */
    const struct gather_told *told; /* what the tables tell that are no model's; NULL: there is none */
    struct words member_names;      /* of a column: sorted, with their numbers */
    const size_t *member_numbers;
    const char *apart; /* the option that tells rows of an id in one file apart, by a column; NULL: none */
    size_t least;      /* a sample needs so many of the others */
    bool all;          /* a sample that is missing in one is an error */

    /* Set by gather_open and gather_run. */
    struct labels *labels; /* numbers below `classes` are ordered by name */
    size_t classes;        /* K of the sums: all classes of all tables; 0 without GATHER_SHARES */
    struct gather_counts counts;
    struct pending *pending;
    struct gather_worker *workers;
    size_t values_at, entropy_at, confidence_at, own_confidence_at, group_at, fault_at, told_at; /* in a slot */
    size_t own_from, every_from, values; /* among its values, of which the sums are the first */
    bool laid_out, wide;                 /* by the first rows, see slots.h */
    uint64_t **used;                     /* [tables] which labels its label column held: a bitmap */
    uint64_t *unlikely;                  /* [tables] rows whose label is less likely than another class */
};

/* A sample that is complete. What was not asked for is NULL or 0. */
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
    const void *told;            /* what no model says; NULL: no row tells it */
};

/* What to call a table in messages. */
static inline const char *gather_name(const struct gather *gather, size_t table)
{
    return source_name(gather->tables[table].scan.sampler->table->source, 0);
}

#endif
