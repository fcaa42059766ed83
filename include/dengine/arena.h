/*
 * arena.h - memory with a lifetime instead of an owner.
 *
 * Everything allocated from an arena, and every resource attached to it, goes when the arena goes:
 * one arena for a run, one for each worker. A struct arena of zeros is a
 * valid, empty arena.
 * Threads: an arena belongs to one thread at a time; different arenas are independent.
 */
#ifndef DENGINE_ARENA_H
#define DENGINE_ARENA_H

#include <stddef.h>

#include "dengine/export.h"

DENGINE_BEGIN

struct arena_chunk;
struct arena_resource;

struct arena {
    struct arena_chunk *chunks;
    struct arena_resource *resources;
    char *next;                     /* free bytes of the newest small chunk */
    size_t left;                    /* how many */
    size_t chunk_size;              /* bytes of that chunk */
    void (*exhausted)(size_t size); /* called when memory runs out; must not return. NULL: arena_exhausted */
};

/* `size` zeroed bytes, aligned for any type. Never NULL: see exhausted. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes; a product that overflows counts as memory run out. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Moves a block of old_size bytes (old may be NULL) to one of `size` bytes; new bytes are zero.
 * Large blocks grow in place and give their old room back; size 0 gives a large block back and
 * returns NULL. */
void *arena_resize(struct arena *arena, void *old, size_t old_size, size_t size);

/* Makes room for `wanted` elements in an array that holds *capacity: just that, or twice as much as before if this is
 * more. Returns the array, moved or not. */
void *arena_reserve(struct arena *arena, void *array, size_t *capacity, size_t wanted, size_t size);

/* Calls close(resource) when the arena is freed, the last attached first. */
void arena_attach(struct arena *arena, void (*close)(void *resource), void *resource);

/* Closes the resources, frees the memory, leaves an empty arena with the same `exhausted`. */
void arena_free(struct arena *arena);

/* Ends the process for an arena without `exhausted`: by abort(), unless the program defines its own function of this
 * name, so that no arena is forgotten. */
__attribute__((noreturn)) void arena_exhausted(size_t size);

/* Says that memory of an arena has run out, for what has its own memory beside it. */
__attribute__((noreturn)) void arena_give_up(const struct arena *arena, size_t size);

DENGINE_END

#endif
