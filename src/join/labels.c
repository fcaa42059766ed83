#include "join/labels.h"

#include <pthread.h>

#include "base/table_hash.h"

enum { BUCKETS = 1 << 18 };

struct labels {
    pthread_mutex_t lock;
    struct arena names_arena;
    struct text *names; /* [LABELS_MOST]: never moved, so that a number can be looked up without the lock */
    size_t count;
    uint32_t *buckets; /* number + 1, linear probing */
};

static void close_labels(void *resource)
{
    struct labels *labels = resource;
    pthread_mutex_destroy(&labels->lock);
    arena_free(&labels->names_arena);
}

struct labels *labels_open(struct arena *arena)
{
    struct labels *labels = arena_alloc(arena, sizeof *labels);
    pthread_mutex_init(&labels->lock, NULL);
    labels->names_arena.exhausted = arena->exhausted;
    labels->names = arena_array(arena, LABELS_MOST, sizeof *labels->names);
    labels->buckets = arena_array(arena, BUCKETS, sizeof *labels->buckets);
    arena_attach(arena, close_labels, labels);
    return labels;
}

static size_t bucket_of(const struct labels *labels, uint64_t hash, struct text name)
{
    size_t bucket = hash & (BUCKETS - 1);
    while (labels->buckets[bucket] && !text_equal(labels->names[labels->buckets[bucket] - 1], name))
        bucket = (bucket + 1) & (BUCKETS - 1);
    return bucket;
}

static size_t add(struct labels *labels, uint64_t hash, struct text name)
{
    pthread_mutex_lock(&labels->lock);
    size_t bucket = bucket_of(labels, hash, name), number = labels->buckets[bucket];
    if (number == 0 && labels->count < LABELS_MOST) {
        labels->names[labels->count] = text_copy(&labels->names_arena, name);
        number = ++labels->count;
        labels->buckets[bucket] = (uint32_t)number;
    }
    pthread_mutex_unlock(&labels->lock);
    return number ? number - 1 : LABELS_MOST;
}

size_t labels_add(struct labels *labels, struct label_cache *cache, struct text name)
{
    uint64_t hash = table_hash(name);
    uint32_t *known = cache ? &cache->numbers[hash >> 32 & (LABELS_CACHE - 1)] : NULL;
    if (known && *known && text_equal(labels->names[*known - 1], name))
        return *known - 1;
    size_t number = add(labels, hash, name);
    if (known && number < LABELS_MOST)
        *known = (uint32_t)number + 1;
    return number;
}

bool labels_problem(struct problem *problem)
{
    return problem_set(problem, PROBLEM_TABLE, PROBLEM_LABELS, LABELS_MOST);
}

size_t labels_find(const struct labels *labels, struct text name)
{
    size_t number = labels->buckets[bucket_of(labels, table_hash(name), name)];
    return number ? number - 1 : LABELS_MOST;
}

size_t labels_count(const struct labels *labels)
{
    return labels->count;
}

struct text labels_name(const struct labels *labels, size_t number)
{
    return labels->names[number];
}
