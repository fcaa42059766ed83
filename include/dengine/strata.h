/*
 * strata.h - groups of the population, and how many rows to take from each.
 * Threads: a struct strata belongs to one thread at a time, with its arena: one for each worker, merged in the end.
 * moments_deviation may be called from any.
 */
#ifndef DENGINE_STRATA_H
#define DENGINE_STRATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/drawn.h"
#include "dengine/export.h"
#include "dengine/text.h"

DENGINE_BEGIN

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/* The sums of a column, exact in units of 2^-40, so that no order of rows can change a bit. A square takes up to
 * 2^100 units, so their sum has a second word: 2^64 rows of any value do not overflow. */
struct moments {
    uint64_t count;
    int128 sum;
    uint128 squares;
    uint64_t squares_high; /* times 2^128 */
};
#define MOMENTS_LARGEST 1e9 /* of |x| */

void moments_add(struct moments *moments, double x);
void moments_merge(struct moments *moments, const struct moments *other);

/* The standard deviation over all rows (not a sample's): 0 for fewer than two. */
double moments_deviation(const struct moments *moments);

struct stratum {
    struct text key;        /* what makes it this stratum and no other */
    uint64_t size;          /* N_h, rows of the population */
    uint64_t limit;         /* of the hashes of its candidates: a row with a larger one is none */
    uint64_t taken;         /* n_h */
    double weight;          /* what the allocation goes by */
    struct moments *spread; /* of the spread column; NULL: no values */
    struct drawn rows;      /* its best candidates */
    uint32_t shown;         /* bytes of the key that are shown: its name */
    uint32_t number;        /* in the order in which they were found */
    bool hopeless;          /* others come first, whatever rows there are: it has no candidates */
};

struct text stratum_name(const struct stratum *stratum);

/* The sums of its values, zero when it has none. */
struct moments stratum_spread(const struct stratum *stratum);

struct strata;

/* Each stratum keeps `capacity` candidates. */
struct strata *strata_open(struct arena *arena, size_t capacity);

/* The stratum of that key, made when it is new; the first `shown` bytes of the key are its name. */
struct stratum *strata_find(struct strata *strata, struct text key, size_t shown);

/* The same in steps, for many keys at a time, so that they wait for memory together: the hash of a key, what the first
 * look at the table will touch, what the look at the stratum will, and the stratum by key and hash. */
uint64_t strata_hash(struct text key);
void strata_prefetch(const struct strata *strata, uint64_t hash);
void strata_prefetch_found(const struct strata *strata, uint64_t hash);
struct stratum *strata_find_hashed(struct strata *strata, struct text key, uint64_t hash, size_t shown);

/* The same when none is to be made: NULL when there is none. Any thread may look while nobody makes one. */
struct stratum *strata_look(const struct strata *strata, struct text key, uint64_t hash);

/* Adds a value of the spread column, and the sums of others. */
void strata_spread(struct strata *strata, struct stratum *stratum, double value);
void strata_spread_merge(struct strata *strata, struct stratum *stratum, const struct moments *moments);

/* Whether a row of this score can enter among the candidates, and offers one: see drawn_offer. */
bool strata_wants(const struct strata *strata, const struct stratum *stratum, int64_t score);
bool strata_offer(struct strata *strata, struct stratum *stratum, const struct top_key *key, struct text id,
                  const struct text *cells, size_t count);

/* Adds the sizes, sums and candidates of `from`, which gives its rows away: its arena must live as long. */
void strata_merge(struct strata *strata, struct strata *from);

size_t strata_count(const struct strata *strata);

/* The numbers that the strata of `from` have in `strata`, which has them all: [number in from]. */
uint32_t *strata_numbers(const struct strata *strata, const struct strata *from, struct arena *arena);

/* All strata in the order of their names, then keys: an array of strata_count. */
struct stratum **strata_sorted(const struct strata *strata);

enum allocation {
    ALLOCATE_EQUAL,        /* the same from each */
    ALLOCATE_PROPORTIONAL, /* by N_h */
    ALLOCATE_SQRT,         /* by sqrt(N_h): between the two */
    ALLOCATE_NEYMAN,       /* by N_h S_h, S_h the spread: the least variance (Neyman 1934) */
};
extern const char *const strata_allocation_words[]; /* by enum allocation; NULL ends them */

/* Sets weight and taken so that they sum to min(n, N): in proportion to the weights, but no less
 * than min(least, N_h) and no more than N_h; what a small stratum cannot give the others give by
 * their weights. Fractions go to the largest remainders, ties to the first name; but with fewer rows
 * than strata a hash of the key decides, under `tie_key`, so that over many seeds each stratum is seen.
 * False when the least of all strata sum to more than n: *needed tells to how many. */
bool strata_allocate(struct stratum **strata, size_t count, enum allocation allocation, uint64_t n, uint64_t least,
                     uint64_t tie_key, uint64_t *needed);

DENGINE_END

#endif
