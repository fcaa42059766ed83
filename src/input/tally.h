/*
 * tally.h - how many different ids a pass has met, exactly.
 *
 * n / N needs N, and N counts ids, not rows. To know that no id of a stream stands twice takes memory for
 * all of them, unless they come in order: so that is tried first.
 *
 *   in order   The ids of a block rise (the shorter first, then byte order), and no two blocks overlap: all
 *              are different, and of each block only its first and last id are kept. A million rows: some
 *              kilobytes.
 *   by hash    Else 8 bytes a row, 16 where there are more than 254 groups: the 64-bit hash of the id (two of 10
 *              million ids collide with probability 3e-6) and its group, such as its stratum, in 256 parts by the hash.
 *              A worker holds 8 MiB of them at most, the rest goes to a temporary file; the workers count part after
 *              part, in 14 to 34 bytes for each row of a part. So memory is flat up to 50 million rows, and then grows
 *              by a tenth of a byte a row and worker.
 *
 * A worker that has begun in order and meets a row out of order cannot go back: then tally_lost, and the input is
 * read again, by hash from the start.
 *
 *     tally_batch(tally, samples)       for all rows at hand: whether each is to be told
 *     tally_add(tally, hash, group)     each row, if so
 *     tally_count                       the sums over all workers
 */
#ifndef DENGINE_TALLY_H
#define DENGINE_TALLY_H

#include "input/scan.h"
#include "input/tally_count.h"

struct tally;

/* One for a worker. `by_hash`: whether to begin so, because the input cannot be read again. */
struct tally *tally_open(struct arena *arena, bool by_hash);

/* Whether the rows must be told one by one. */
bool tally_batch(struct tally *tally, const struct samples *samples);

/* Tells a row: hash and group of its id. False when the temporary file cannot be written. */
bool tally_add(struct tally *tally, uint64_t hash, uint32_t group, struct error *error);

/* Whether the input must be read again, by hash: some worker met a row out of order too late, or blocks that were in
 * order overlap. */
bool tally_lost(struct tally *const *tallies, size_t count);

/* Sums over all workers, of groups below `groups`; maps[worker][group] renames a group, or `maps` is NULL. */
bool tally_count(struct tally_sums *sums, struct arena *arena, struct tally *const *tallies,
                 const uint32_t *const *maps, size_t count, size_t groups, struct error *error);

#endif
