/*
 * beside_index.h - a number of 32 bits for each key: ten million keys take 170 MB.
 *
 * A line of the cache holds five keys, each as 8 bytes of its 128-bit fingerprint, beside their numbers; which line, of
 * all, tells most of another 4: of ten million keys and ten million others two are taken for each other with
 * probability 1e-11. Each worker puts its keys aside, by the part of the table that they belong to; when all have come,
 * the table is made in one go, 75 % full and part by part, so that what is written at random is near. A look costs one
 * miss, of a tenth of the keys two. One with an arena is valid and empty.
 */
#ifndef DENGINE_BESIDE_INDEX_H
#define DENGINE_BESIDE_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/hash.h"

enum { BESIDE_PARTS_OF_INDEX = 128 };

struct beside_line;

struct beside_index {
    struct arena *arena;
    struct beside_part {
        struct beside_line *lines;
        size_t count;
    } parts[BESIDE_PARTS_OF_INDEX];
    struct beside_line *lines; /* of all parts; their memory is not the arena's */
    size_t count;              /* of lines */
    bool repeated;             /* a key was added twice */
};

/* What one worker puts aside; zero is empty. */
struct beside_adder {
    struct beside_chunk *chunks[BESIDE_PARTS_OF_INDEX];
    size_t counts[BESIDE_PARTS_OF_INDEX];
};

/* False when memory has run out. */
bool beside_adder_add(struct beside_adder *adder, struct fingerprint key, uint32_t number);
void beside_adder_free(struct beside_adder *adder);

/* Makes the table of what all workers have put aside, which is given back. */
void beside_index_make(struct beside_index *index, struct beside_adder *const *adders, unsigned count);

/* Fetches what beside_index_look will look at, ahead of it: in a large index that is what takes the time. */
void beside_index_prefetch(const struct beside_index *index, struct fingerprint key);

/* Looks no further than what was fetched. BESIDE_FURTHER: more has been, for beside_index_find. */
enum beside_found { BESIDE_ABSENT, BESIDE_FOUND, BESIDE_FURTHER };
enum beside_found beside_index_look(const struct beside_index *index, struct fingerprint key, uint32_t *number);

bool beside_index_find(const struct beside_index *index, struct fingerprint key, uint32_t *number);

#endif
