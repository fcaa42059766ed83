/*
 * tally_hashes.h - the hashes of the ids that a worker has met, and their groups, in parts by the hash.
 *
 * They come as they are into a block; a full one is sorted by parts, which takes two looks at each row while all of it
 * is near at hand. 7 MiB of blocks are held, then they go to a temporary file, part after part.
 *
 * A row is a word: the hash without its first byte, which the part tells, and in the last byte the group. Groups from
 * HASHES_WIDE on take a word of their own.
 */
#ifndef DENGINE_TALLY_HASHES_H
#define DENGINE_TALLY_HASHES_H

#include <stdint.h>
#include <sys/types.h>

#include "dengine/arena.h"
#include "dengine/error.h"

enum {
    HASHES_PARTS = 256,                         /* by the first byte of the hash */
    HASHES_WIDE = HASHES_PARTS - 1,             /* the group is in the next word */
    HASHES_BLOCK = 1 << 14,                     /* rows */
    HASHES_BLOCKS = 56,                         /* that are held at most */
    HASHES_HELD = HASHES_BLOCKS * HASHES_BLOCK, /* words: 7 MiB */
};

/* Words part after part, in memory or in the file. */
struct hashes_piece {
    uint64_t *words; /* NULL: in the file, from `at` on */
    size_t capacity;
    off_t at;
    uint32_t ends[HASHES_PARTS];
};

struct hashes {
    struct arena *arena;
    uint64_t *fresh;  /* [HASHES_BLOCK] hashes as they came */
    uint32_t *groups; /* the same */
    size_t count;     /* of them */
    struct hashes_piece held[HASHES_BLOCKS];
    size_t held_count, held_words;
    struct hashes_piece *filed;
    size_t filed_count, filed_capacity;
    int file; /* -1: not open */
    off_t written;
};

struct hashes *hashes_open(struct arena *arena);

/* Sorts what is fresh into a block; false when the file cannot be written. */
bool hashes_settle(struct hashes *hashes, struct error *error);

static inline bool hashes_add(struct hashes *hashes, uint64_t hash, uint32_t group, struct error *error)
{
    if (hashes->count == HASHES_BLOCK && !hashes_settle(hashes, error))
        return false;
    hashes->fresh[hashes->count] = hash;
    hashes->groups[hashes->count++] = group;
    return true;
}

/* The words of a part: how many in this piece, and where they begin in it. */
static inline size_t hashes_begin(const struct hashes_piece *piece, size_t part)
{
    return part ? piece->ends[part - 1] : 0;
}

static inline size_t hashes_size(const struct hashes_piece *piece, size_t part)
{
    return piece->ends[part] - hashes_begin(piece, part);
}

#endif
