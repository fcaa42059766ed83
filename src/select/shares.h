/*
 * shares.h - the rows of strata whose shares are known: found in a further pass over the table, no more than are taken.
 *
 * How many rows a share by size takes is known when all rows are counted. To hold all that might be taken until then
 * is to hold the table, where there are many strata.
 * Threads: the strata are only looked at, by all workers together; a struct shares belongs to one worker, with its
 * arena.
 */
#ifndef DENGINE_SHARES_H
#define DENGINE_SHARES_H

#include "dengine/strata.h"

struct shares;

/* Nothing of each of the strata, which are all there are; their `taken` is set. */
struct shares *shares_open(struct arena *arena, const struct strata *strata);

/* Whether a row whose draw has this hash can be among those taken. */
bool shares_want(const struct shares *shares, const struct stratum *stratum, uint64_t hash);

/* Offers one: see drawn_offer. */
void shares_offer(struct shares *shares, const struct stratum *stratum, const struct top_key *key, struct text id,
                  const struct text *cells, size_t cells_count);

/* Gives the strata the rows that all workers have found. The arenas of all must live as long. */
void shares_give(struct shares *const *workers, size_t workers_count, struct stratum *const *strata, size_t count);

#endif
