/*
 * idmap.h - ids with numbers 0, 1, 2 ... in the order in which they came, and what is known of them.
 */
#ifndef DENGINE_IDMAP_H
#define DENGINE_IDMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

/* Zero, with an arena, is valid and empty. */
struct idmap {
    struct arena *arena;
    struct idmap_item {
        struct text id;
        struct text label, truth; /* what a model said and what is right: read from a file, may be empty */
    } * items;
    size_t count, capacity;
    size_t *slots; /* number + 1, 0 is empty */
    size_t slots_count;
};

#define IDMAP_NONE ((size_t)-1)

/* The number of an id, given one when it is new; *added tells. The id is copied. */
size_t idmap_add(struct idmap *map, struct text id, bool *added);

/* The number of an id, or IDMAP_NONE. */
size_t idmap_find(const struct idmap *map, struct text id);

/* How an id file is read. */
struct idmap_file {
    const char *option;        /* for messages */
    const char *id;            /* the column, or `id` where there is no such column */
    const char *label, *truth; /* columns that are read if they are there; NULL: none */
    char delimiter;
};

/* Adds the ids of a CSV. An id that stands twice in one file is an error. */
bool idmap_read(struct idmap *map, const struct idmap_file *file, const char *path, struct error *error);

#endif
