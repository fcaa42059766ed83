/*
 * idset.h - a set of ids, for --exclude: 16 bytes an id, at most 2/3 full, so 24 to 48 bytes each.
 *
 * An id is held as its 128-bit fingerprint: of ten million ids two collide with probability 1e-25.
 */
#ifndef DENGINE_IDSET_H
#define DENGINE_IDSET_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/hash.h"

struct idset {
    struct arena *arena;
    struct fingerprint *slots;
    size_t capacity, count;
};

/* Adds an id; false when it was there. */
bool idset_add(struct idset *set, struct text id);
bool idset_has(const struct idset *set, struct text id);

#endif
