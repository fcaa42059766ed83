/*
 * names.h - texts that occur again and again, each as a small number: labels, streams, places.
 *
 * Each worker numbers what it meets; names_join then numbers all of them in byte order, so that no
 * order of rows and no number of threads can change which number a text gets.
 */
#ifndef DENGINE_NAMES_H
#define DENGINE_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/text.h"

/* Zero, with an arena, is valid. */
struct names {
    struct arena *arena;
    struct text *items; /* by number */
    size_t count, capacity;
    struct names_slot {
        uint32_t number, hash; /* number + 1, or 0 */
    } * slots;                 /* open addressing */
    size_t slots_count;
    uint32_t last; /* what was added last: rows of a kind stand together */
};

/* The number of a text, the next one when it is new. */
uint32_t names_add(struct names *names, struct text text);

/* The number of a text, or names->count. */
size_t names_find(const struct names *names, struct text text);

/* Makes `all` of the texts of several workers, in byte order. Returns for each part an array from its
 * numbers to those of `all`, in the arena of `all`. */
uint32_t **names_join(struct names *all, struct names *const *parts, size_t count);

#endif
