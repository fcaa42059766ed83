#include <stdlib.h>

#include "command/merge.h"

/* ---- two hash tables of one size ---- */

static struct merge_shard **bucket(struct merge_shard **heads, size_t size, uint64_t key)
{
    return &heads[(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (size - 1)];
}

static void link_shard(struct merge_shards *shards, struct merge_shard *shard)
{
    struct merge_shard **number = bucket(shards->numbers, shards->size, shard->shard.number);
    struct merge_shard **digest = bucket(shards->digests, shards->size, shard->shard.digest);
    shard->next = *number;
    *number = shard;
    shard->same = *digest;
    *digest = shard;
}

static void grow(struct merge_shards *shards)
{
    struct merge_shards larger = *shards;
    larger.size = shards->size ? shards->size * 2 : 64;
    larger.numbers = arena_array(shards->arena, larger.size, sizeof *larger.numbers);
    larger.digests = arena_array(shards->arena, larger.size, sizeof *larger.digests);
    for (size_t i = 0; i < shards->size; i++)
        for (struct merge_shard *shard = shards->numbers[i], *next; shard; shard = next) {
            next = shard->next;
            link_shard(&larger, shard);
        }
    *shards = larger;
}

static struct merge_shard *find_number(const struct merge_shards *shards, uint64_t number)
{
    struct merge_shard *shard = shards->size ? *bucket(shards->numbers, shards->size, number) : NULL;
    while (shard && shard->shard.number != number)
        shard = shard->next;
    return shard;
}

/* Another shard with the same rows; shards without rows may be alike. */
static struct merge_shard *find_rows(const struct merge_shards *shards, uint64_t digest)
{
    struct merge_shard *shard = shards->size && digest ? *bucket(shards->digests, shards->size, digest) : NULL;
    while (shard && shard->shard.digest != digest)
        shard = shard->same;
    return shard;
}

/* ---- what must not be ---- */

static bool twice(const struct merge_shard *there, const struct partial *partial, struct error *error)
{
    return error_set(error, STATUS_DATA, "shard %llu is in %.*s and in %.*s, with other bytes: which is right?",
                     (unsigned long long)there->shard.number, (int)there->name.size, there->name.data,
                     (int)partial->name.size, partial->name.data);
}

static bool same_rows(const struct merge_shard *there, const struct partial *partial, uint64_t number,
                      struct error *error)
{
    return error_set(error, STATUS_DATA,
                     "shard %llu of %.*s has the same rows as shard %llu of %.*s: was one input given twice?",
                     (unsigned long long)number, (int)partial->name.size, partial->name.data,
                     (unsigned long long)there->shard.number, (int)there->name.size, there->name.data);
}

static bool add(struct merge_shards *shards, const struct partial *partial, struct text name, size_t i,
                struct error *error)
{
    const struct partial_shard *own = &partial->seal.shards[i];
    const struct merge_shard *there = find_number(shards, own->number);
    if (there)
        return twice(there, partial, error);
    there = find_rows(shards, own->digest);
    if (there)
        return same_rows(there, partial, own->number, error);
    struct merge_shard *shard = arena_alloc(shards->arena, sizeof *shard);
    *shard = (struct merge_shard){.shard = *own, .name = name, .digest = partial->digest};
    if (shards->count++ == shards->size)
        grow(shards);
    link_shard(shards, shard);
    return true;
}

bool merge_shards_add(struct merge_shards *shards, const struct partial *partial, bool *known, struct error *error)
{
    const struct merge_shard *there = find_number(shards, partial->seal.shards[0].number);
    *known = there && there->digest == partial->digest;
    if (*known)
        return true;
    struct text name = text_copy(shards->arena, partial->name);
    for (size_t i = 0; i < partial->seal.shards_count; i++)
        if (!add(shards, partial, name, i, error))
            return false;
    return true;
}

/* ---- all of them ---- */

static int by_number(const void *a, const void *b)
{
    const struct partial_shard *left = a, *right = b;
    return (left->number > right->number) - (left->number < right->number);
}

struct partial_shard *merge_shards_sorted(const struct merge_shards *shards, struct arena *arena)
{
    struct partial_shard *sorted = arena_array(arena, shards->count, sizeof *sorted);
    size_t count = 0;
    for (size_t i = 0; i < shards->size; i++)
        for (const struct merge_shard *shard = shards->numbers[i]; shard; shard = shard->next)
            sorted[count++] = shard->shard;
    if (count)
        qsort(sorted, count, sizeof *sorted, by_number);
    return sorted;
}

bool merge_shards_whole(const struct merge_shards *shards, uint64_t of, struct error *error)
{
    struct arena arena = {.exhausted = shards->arena->exhausted};
    struct buffer list = {.arena = &arena};
    size_t count = 0;
    if (shards->count == of)
        return true;
    uint64_t *missing = arena_array(&arena, of - shards->count, sizeof *missing);
    for (uint64_t number = 1; number <= of; number++)
        if (!find_number(shards, number))
            missing[count++] = number;
    partial_list(&list, missing, count);
    error_set(error, STATUS_DATA,
              "%zu of %llu shards %s missing: %s; merge --partial makes a partial of those that are there", count,
              (unsigned long long)of, count == 1 ? "is" : "are", buffer_string(&list));
    arena_free(&arena);
    return false;
}
