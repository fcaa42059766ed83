/*
 * partial.h - the queue of a shard of a table, to be merged with those of the others.
 *
 * A partial is a queue in CSV with two more columns. Behind its rows stands what else a merge must know, in rows of
 * method `partial` without rank, id and score, whose reason is JSON; the last of them is the seal:
 *
 *     rank,id,score,method,inclusion_prob,reason,...,partial_row,partial_group
 *     1,r7,0.9,confidence,,"cat 0.10, dog 0.09",...,900000000;9f86d081884c7d65,front
 *     ,,,partial,,"{""group"": ""front"", ""ids"": 812}",,,
 *     ,,,partial,,"{""repeat"": ""900000000;41c3...;77d2..."", ""group"": ""front""}",,,
 *     ,,,partial,,"{""partial"": 1, ""command"": ""confidence"", ..., ""xxh3_64"": ""84049597dd6386c5""}",,,
 *
 * partial_row is what a row is ranked by: its scores in units of 1e-9, those that are 0 at the end left out, and the
 * hash that tells which of two equal rows of an id stands. partial_group is the value of --cap, the nearest seed, or
 * the key of the stratum. The digest of the seal covers every byte of the partial before it: a partial that is cut,
 * changed or still being written is none. The bytes depend on the rows and the options alone.
 */
#ifndef DENGINE_PARTIAL_H
#define DENGINE_PARTIAL_H

#include "dengine/strata.h"
#include "input/pass.h"
#include "output/queue.h"

enum {
    PARTIAL_VERSION = 1,
    PARTIAL_HIDDEN = 2,       /* columns behind those of the queue */
    PARTIAL_SHARDS = 1000000, /* at most */
};
extern const char *const partial_columns[PARTIAL_HIDDEN];

/* How the row of a seal, and a partial without columns, begins. */
#define PARTIAL_SEAL ",,,partial,,\"{\"\"partial\"\": "
#define PARTIAL_HEADER "rank,id,score,method,inclusion_prob,reason,"
#define PARTIAL_DIGEST ", \"\"xxh3_64\"\": \"\""

/* A shard: its number from 1 and the sum over its rows (scan_counts.digest). */
struct partial_shard {
    uint64_t number, digest;
};

struct partial_seal {
    struct text dengine; /* the version of the program */
    struct text command;
    struct words options; /* all that can change the result, each as --name=value */
    bool headed;          /* the columns are known: of a shard without a byte they are not */
    struct queue_column *columns;
    size_t columns_count, kept_count;
    struct partial_shard *shards; /* by number */
    size_t shards_count;
    uint64_t of;
    struct scan_counts counts;
    uint64_t ids, repeated;                  /* as in struct run: N, and the rows that repeat an id; 0: not counted */
    uint64_t shared;                         /* ids in several groups */
    uint64_t tables, unmatched, few, joined; /* of a join */
    uint64_t rows, groups, repeats, values;  /* records before the seal, by kind */
};

/* A value of a term of --by, for its quantiles. */
struct partial_value {
    size_t term;
    uint64_t hash;
    double value;
};

/* A stratum: its ids, its values, and how much of its key is its name. */
struct partial_group {
    uint64_t size, shown;
    struct moments spread;
};

enum partial_kind { PARTIAL_ROW, PARTIAL_GROUP, PARTIAL_REPEAT, PARTIAL_VALUE };

/* What stands in a record; texts are good until the next partial. */
struct partial_record {
    enum partial_kind kind;
    struct top_key key;       /* of a row without its tie; of a repeat */
    struct text id;           /* of a row */
    struct text group;        /* of a row, a group, a repeat */
    const struct text *cells; /* of a row: the reason and what is behind it */
    size_t cells_count;
    struct partial_group stratum;
    struct partial_value value;
};

/* Whether the two can be parts of one whole: else *why tells in what they differ. */
bool partial_fits(const struct partial_seal *one, const struct partial_seal *other, struct buffer *why);

/* Appends numbers of shards: "3, 5 to 9, 12". */
void partial_list(struct buffer *out, const uint64_t *numbers, size_t count);

#endif
