/*
 * idset.h - a set of ids, for --exclude: ten million of them fit in 160 to 240 MB.
 *
 * An id is held as 12 bytes of its 128-bit fingerprint, in tables that are 50 to 75 % full: 16 to 24 bytes
 * an id. Of ten million excluded and ten million other ids, two are taken for each other with probability
 * 1e-17. The set is cut into shards by the fingerprint, each with its own lock, so that several threads
 * can fill it; in the end nobody needs a lock to look. A struct idset with an arena is valid and empty.
 */
#ifndef DENGINE_IDSET_H
#define DENGINE_IDSET_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/hash.h"

enum { IDSET_SHARDS = 64 };

struct idset_shard;

struct idset {
    struct arena *arena;
    struct idset_shard *shards; /* NULL until the first id */
    size_t count;
};

/* Adds an id; false when it was there. One thread at a time. */
bool idset_add(struct idset *set, struct text id);

/* Adds all of `from`. */
void idset_merge(struct idset *set, const struct idset *from);

/* No thread may add meanwhile. */
bool idset_has(const struct idset *set, struct text id);

/* Fetches what idset_has will look at, ahead of it: in a large set that is what takes the time. */
void idset_prefetch(const struct idset *set, struct text id);

/* The bytes that the set takes. */
size_t idset_bytes(const struct idset *set);

/* For several threads: each has a struct idset_adder of its own (zero but for the set) and adds to it;
 * idset_open comes before, idset_adder_flush after its last id. */
enum { IDSET_HELD = 32 };
struct idset_adder {
    struct idset *set;
    unsigned char held[IDSET_SHARDS];
    struct fingerprint keys[IDSET_SHARDS][IDSET_HELD];
};
void idset_open(struct idset *set);
void idset_adder_add(struct idset_adder *adder, struct text id);
void idset_adder_flush(struct idset_adder *adder);

#endif
