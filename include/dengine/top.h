/*
 * top.h - the N best of a stream, in memory proportional to N.
 *
 * The order is total: score, then the later measures, then a hash of seed and id, then id. An id
 * stands in the result once, with its best row. With a cap at most so many rows of one group are
 * kept; an id that comes with several groups is then resolved at the end, from TOP_SPARE more rows
 * than asked for. Either limit is a partition matroid, for which keeping the best so far is exact: no
 * order of rows, and no way to share them among workers and merge the workers' tops, can change the
 * result.
 *
 *     if (top_wants(top, score)) {                     cheap: before the id is touched
 *         struct top_entry *entry = top_offer(top, &key, id, group);
 *         if (entry) ...fill entry->cells...
 *     }
 * Threads: a struct top belongs to one thread at a time, with its arena: one for each worker, merged in the end.
 * top_compare may be called from any.
 */
#ifndef DENGINE_TOP_H
#define DENGINE_TOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/export.h"
#include "dengine/text.h"

DENGINE_BEGIN

enum {
    TOP_MEASURES = 4,
    TOP_SPARE = 256,
};

/* The score of a row that must come first because it cannot be scored. */
#define TOP_UNSCORABLE INT64_MAX

struct top_key {
    int64_t scores[TOP_MEASURES]; /* units of 1e-9, those not used 0 */
    uint64_t tie;                 /* hash of the id */
    uint64_t content;             /* hash of the row: which of two equal rows stands for their id; 0 when ids are
                                     known to be different */
};

struct top_group;

struct top_entry {
    struct top_key key;
    struct text id;
    double inclusion_prob;
    size_t tag;         /* the caller's own, 0 at first */
    struct buffer text; /* the id and what the caller keeps with it; an evicted entry's is used again */
    struct text *cells; /* the caller's cells, set by top_cells */
    size_t cells_count, cells_capacity;
    struct top_group *group;
    size_t place, group_place; /* in the heaps */
    struct top_entry *next;    /* in its bucket */
};

struct top;

/* At most `capacity` rows (SIZE_MAX: all), at most `cap` of one group (0: no limit). */
struct top *top_open(struct arena *arena, size_t capacity, size_t cap);

/* False when no row of this first score can enter. */
bool top_wants(const struct top *top, int64_t score);

/* The least first score that can enter now; it only rises. */
int64_t top_least(const struct top *top);

/* Puts a row in its place and returns the entry to fill (id and key are set, the rest is stale), or
 * NULL when the row is not among the best or its id is there with a better row. */
struct top_entry *top_offer(struct top *top, const struct top_key *key, struct text id, struct text group);

/* Keeps `count` cells with an entry: copies. */
void top_cells(struct top *top, struct top_entry *entry, const struct text *cells, size_t count);

/* Lowers the capacity: the worst rows go. Without a cap only. */
void top_shrink(struct top *top, size_t capacity);

/* Offers all entries of `from` to `top`. */
void top_merge(struct top *top, const struct top *from);

/* The entries, best first, in an array of top_count. The top takes no more offers. */
struct top_entry **top_sorted(struct top *top);
size_t top_count(const struct top *top);

/* The name of the entry's group; nothing without a cap. */
struct text top_entry_group(const struct top_entry *entry);

/* How many rows were left out although they rank with the best, because their id was there already;
 * counted up to a limit, which *more tells. Exact and the same for every order of rows. With a cap,
 * ask after top_sorted. */
uint64_t top_repeats(const struct top *top, bool *more);

/* Negative when a ranks before b. */
int top_compare(const struct top_key *a, struct text a_id, const struct top_key *b, struct text b_id);

DENGINE_END

#endif
