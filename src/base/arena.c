#include "dengine/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    ALIGNMENT = 16,
    CHUNK_SIZE = 64 * 1024, /* at most; the first chunks are smaller, as most arenas stay small */
    FIRST_CHUNK = 4 * 1024,
    LARGE = 16 * 1024 /* a block of this size or more has a chunk of its own and can grow in place */
};

/* Chunks are a doubly linked list, so that a large one can be moved by realloc. */
struct arena_chunk {
    struct arena_chunk *previous, *next;
    _Alignas(ALIGNMENT) char data[];
};

struct arena_resource {
    struct arena_resource *previous;
    void (*close)(void *resource);
    void *resource;
};

__attribute__((weak)) void arena_exhausted(size_t size)
{
    (void)size;
    abort();
}

void arena_give_up(const struct arena *arena, size_t size)
{
    if (arena->exhausted)
        arena->exhausted(size);
    arena_exhausted(size);
}

static void link_chunk(struct arena *arena, struct arena_chunk *chunk)
{
    chunk->previous = NULL;
    chunk->next = arena->chunks;
    if (chunk->next)
        chunk->next->previous = chunk;
    arena->chunks = chunk;
}

static struct arena_chunk *new_chunk(struct arena *arena, size_t size)
{
    if (size > PTRDIFF_MAX - sizeof(struct arena_chunk))
        arena_give_up(arena, size);
    struct arena_chunk *chunk = calloc(1, sizeof *chunk + size);
    if (!chunk)
        arena_give_up(arena, size);
    link_chunk(arena, chunk);
    return chunk;
}

/* A new small chunk, twice as large as the one before, with room for `size` bytes. */
static void grow(struct arena *arena, size_t size)
{
    size_t wanted = arena->chunk_size ? 2 * arena->chunk_size : FIRST_CHUNK;
    while (wanted < size)
        wanted *= 2;
    arena->chunk_size = wanted < CHUNK_SIZE ? wanted : CHUNK_SIZE;
    arena->next = new_chunk(arena, arena->chunk_size)->data;
    arena->left = arena->chunk_size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size >= LARGE)
        return new_chunk(arena, size)->data;
    if (size == 0) /* it may have no chunk yet */
        return arena->next;
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (size > arena->left)
        grow(arena, size);
    void *block = arena->next;
    arena->next += size;
    arena->left -= size;
    return block;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        arena_give_up(arena, SIZE_MAX);
    return arena_alloc(arena, count * size);
}

static struct arena_chunk *chunk_of(void *data)
{
    return (struct arena_chunk *)((char *)data - offsetof(struct arena_chunk, data));
}

static void unlink_chunk(struct arena *arena, struct arena_chunk *chunk)
{
    if (chunk->previous)
        chunk->previous->next = chunk->next;
    else
        arena->chunks = chunk->next;
    if (chunk->next)
        chunk->next->previous = chunk->previous;
}

void *arena_resize(struct arena *arena, void *old, size_t old_size, size_t size)
{
    if (size == 0) {
        if (old && old_size >= LARGE) {
            unlink_chunk(arena, chunk_of(old));
            free(chunk_of(old));
        }
        return NULL;
    }
    if (!old || old_size < LARGE || size < LARGE) {
        void *block = arena_alloc(arena, size);
        if (old)
            memcpy(block, old, old_size < size ? old_size : size);
        return block;
    }
    if (size > PTRDIFF_MAX - sizeof(struct arena_chunk))
        arena_give_up(arena, size);
    unlink_chunk(arena, chunk_of(old));
    struct arena_chunk *chunk = realloc(chunk_of(old), sizeof *chunk + size);
    if (!chunk)
        arena_give_up(arena, size);
    link_chunk(arena, chunk);
    if (size > old_size)
        memset(chunk->data + old_size, 0, size - old_size);
    return chunk->data;
}

void *arena_reserve(struct arena *arena, void *array, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity)
        return array;
    size_t grown = *capacity ? 2 * *capacity : ALIGNMENT / size; /* a smaller block takes as much */
    if (grown < wanted)
        grown = wanted;
    if (grown > SIZE_MAX / size)
        arena_give_up(arena, SIZE_MAX);
    array = arena_resize(arena, array, *capacity * size, grown * size);
    *capacity = grown;
    return array;
}

void arena_attach(struct arena *arena, void (*close)(void *resource), void *resource)
{
    struct arena_resource *entry = arena_alloc(arena, sizeof *entry);
    *entry = (struct arena_resource){.previous = arena->resources, .close = close, .resource = resource};
    arena->resources = entry;
}

void arena_free(struct arena *arena)
{
    for (struct arena_resource *entry = arena->resources; entry; entry = entry->previous)
        entry->close(entry->resource);
    for (struct arena_chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    *arena = (struct arena){.exhausted = arena->exhausted};
}
