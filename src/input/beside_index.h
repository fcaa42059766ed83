/*
 * beside_index.h - a number of 32 bits for each key: ten million keys take 210 to 320 MB.
 *
 * As in a set of ids (idset.h) a key is held as 12 bytes of its 128-bit fingerprint: two of ten million are taken for
 * each other with probability 1e-17. With the number that makes 16 bytes, in tables that are 50 to 75 % full. Several
 * threads can fill it, each shard has its lock; in the end nobody needs a lock to look. One with an arena is valid and
 * empty.
 */
#ifndef DENGINE_BESIDE_INDEX_H
#define DENGINE_BESIDE_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/hash.h"

struct beside_shard;

struct beside_index {
    struct arena *arena;
    struct beside_shard *shards; /* NULL until it is opened */
    bool repeated;               /* a key was added twice */
};

void beside_index_open(struct beside_index *index);

/* What one thread adds with: zero but for the index. Flushed after its last key. */
enum { BESIDE_SHARDS = 64, BESIDE_HELD = 32 };
struct beside_adder {
    struct beside_index *index;
    unsigned char held[BESIDE_SHARDS];
    struct fingerprint keys[BESIDE_SHARDS][BESIDE_HELD];
    uint32_t numbers[BESIDE_SHARDS][BESIDE_HELD];
};
void beside_adder_add(struct beside_adder *adder, struct fingerprint key, uint32_t number);
void beside_adder_flush(struct beside_adder *adder);

/* Fetches what beside_index_find will look at, ahead of it: in a large index that is what takes the time. */
void beside_index_prefetch(const struct beside_index *index, struct fingerprint key);

/* No thread may add meanwhile. */
bool beside_index_find(const struct beside_index *index, struct fingerprint key, uint32_t *number);

#endif
