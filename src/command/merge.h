/*
 * merge.h - which shards are there.
 */
#ifndef DENGINE_MERGE_H
#define DENGINE_MERGE_H

#include "output/partial_read.h"

/* A shard and the partial that it came in. */
struct merge_shard {
    struct partial_shard shard;
    struct text name;                /* of the partial */
    uint64_t digest;                 /* of its bytes */
    struct merge_shard *next, *same; /* in the buckets by number, and by the digest of the rows */
};

/* Zero, with an arena, is valid. */
struct merge_shards {
    struct arena *arena;
    struct merge_shard **numbers, **digests;
    size_t size, count;
};

/* Adds the shards of a partial. *known: all of them came before, in a partial of the same bytes. False when one is
 * there with other bytes, or has the rows of another. */
bool merge_shards_add(struct merge_shards *shards, const struct partial *partial, bool *known, struct error *error);

/* By their numbers, an array of shards->count. */
struct partial_shard *merge_shards_sorted(const struct merge_shards *shards, struct arena *arena);

/* Whether all `of` shards are there: else an error with the numbers of those that are missing. */
bool merge_shards_whole(const struct merge_shards *shards, uint64_t of, struct error *error);

#endif
