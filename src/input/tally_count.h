/*
 * tally_count.h - how many different ids several workers have met: part after part of their hashes.
 *
 * Most ids stand once, and a look at two bits tells of nearly all of them that it is so: each hash has a place among
 * at least eight times as many, and only those that share one are told apart in a table.
 */
#ifndef DENGINE_TALLY_COUNT_H
#define DENGINE_TALLY_COUNT_H

#include "input/tally_hashes.h"

struct tally_sums {
    uint64_t ids;
    uint64_t shared;  /* ids that stand in several groups */
    uint64_t *groups; /* [group] ids; NULL when all ids were in order: then each row is an id of its own */
};

/* Sums over `count` workers, with as many threads, into `sums`, which is empty but for room for the groups. What is
 * fresh has been settled. maps[worker][group] renames a group, or maps[worker] is NULL. */
bool hashes_count(struct tally_sums *sums, struct arena *arena, struct hashes *const *hashes,
                  const uint32_t *const *maps, size_t count, size_t groups, struct error *error);

#endif
