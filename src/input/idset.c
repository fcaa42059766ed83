#include "input/idset.h"

#include "base/table_hash.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* 96 bits; the last is set in every key, so that zeros mark an empty slot. */
struct slot {
    uint32_t words[3];
};

/* Its memory is not the arena's: several shards grow at a time. */
struct idset_shard {
    pthread_mutex_t lock;
    struct slot *slots;
    size_t capacity, count;
};

static size_t shard_of(struct fingerprint key)
{
    return key.high >> 58;
}

static struct slot slot_of(struct fingerprint key)
{
    return (struct slot){{(uint32_t)key.low, (uint32_t)(key.low >> 32), (uint32_t)key.high | 1}};
}

__extension__ typedef unsigned __int128 uint128;

/* Where a key belongs in a table of any size. */
static size_t home_of(struct slot slot, size_t capacity)
{
    uint64_t low = (uint64_t)slot.words[1] << 32 | slot.words[0];
    return (size_t)((uint128)low * capacity >> 64);
}

static bool slot_equal(const struct slot *a, const struct slot *b)
{
    return a->words[0] == b->words[0] && a->words[1] == b->words[1] && a->words[2] == b->words[2];
}

/* Linear probing: the slot with the key, or the empty one where it belongs. */
static size_t find(const struct idset_shard *shard, struct slot key)
{
    size_t place = home_of(key, shard->capacity);
    while (shard->slots[place].words[2] && !slot_equal(&shard->slots[place], &key))
        place = place + 1 == shard->capacity ? 0 : place + 1;
    return place;
}

static void grow(struct idset_shard *shard, const struct arena *arena)
{
    enum { FIRST = 32 };
    struct idset_shard larger = *shard;
    larger.capacity = shard->capacity ? shard->capacity + shard->capacity / 2 : FIRST;
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        arena_give_up(arena, larger.capacity * sizeof *larger.slots);
    for (size_t i = 0; i < shard->capacity; i++)
        if (shard->slots[i].words[2])
            larger.slots[find(&larger, shard->slots[i])] = shard->slots[i];
    free(shard->slots);
    shard->slots = larger.slots;
    shard->capacity = larger.capacity;
}

static bool add(struct idset_shard *shard, const struct arena *arena, struct slot slot)
{
    if (4 * (shard->count + 1) > 3 * shard->capacity)
        grow(shard, arena);
    size_t place = find(shard, slot);
    if (shard->slots[place].words[2])
        return false;
    shard->slots[place] = slot;
    shard->count++;
    return true;
}

static void close_shards(void *resource)
{
    struct idset_shard *shards = resource;
    for (size_t i = 0; i < IDSET_SHARDS; i++) {
        pthread_mutex_destroy(&shards[i].lock);
        free(shards[i].slots);
    }
}

void idset_open(struct idset *set)
{
    if (set->shards)
        return;
    set->shards = arena_array(set->arena, IDSET_SHARDS, sizeof *set->shards);
    for (size_t i = 0; i < IDSET_SHARDS; i++)
        pthread_mutex_init(&set->shards[i].lock, NULL);
    arena_attach(set->arena, close_shards, set->shards);
}

bool idset_add(struct idset *set, struct text id)
{
    struct fingerprint key = table_fingerprint(id);
    idset_open(set);
    bool added = add(&set->shards[shard_of(key)], set->arena, slot_of(key));
    set->count += added;
    return added;
}

void idset_merge(struct idset *set, const struct idset *from)
{
    idset_open(set);
    for (size_t i = 0; from->shards && i < IDSET_SHARDS; i++)
        for (size_t place = 0; place < from->shards[i].capacity; place++)
            if (from->shards[i].slots[place].words[2])
                set->count += add(&set->shards[i], set->arena, from->shards[i].slots[place]);
}

bool idset_has(const struct idset *set, struct text id)
{
    if (!set->count)
        return false;
    struct fingerprint key = table_fingerprint(id);
    const struct idset_shard *shard = &set->shards[shard_of(key)];
    return shard->count && shard->slots[find(shard, slot_of(key))].words[2];
}

void idset_prefetch(const struct idset *set, struct text id)
{
    if (!set->count)
        return;
    struct fingerprint key = table_fingerprint(id);
    const struct idset_shard *shard = &set->shards[shard_of(key)];
    if (shard->count)
        __builtin_prefetch(&shard->slots[home_of(slot_of(key), shard->capacity)]);
}

size_t idset_bytes(const struct idset *set)
{
    size_t bytes = 0;
    for (size_t i = 0; set->shards && i < IDSET_SHARDS; i++)
        bytes += sizeof *set->shards + set->shards[i].capacity * sizeof(struct slot);
    return bytes;
}

/* ---- several threads ---- */

static void flush_shard(struct idset_adder *adder, size_t number)
{
    struct idset_shard *shard = &adder->set->shards[number];
    size_t added = 0;
    pthread_mutex_lock(&shard->lock);
    for (size_t i = 0; shard->capacity && i < adder->held[number]; i++)
        __builtin_prefetch(&shard->slots[home_of(slot_of(adder->keys[number][i]), shard->capacity)], 1);
    for (size_t i = 0; i < adder->held[number]; i++)
        added += add(shard, adder->set->arena, slot_of(adder->keys[number][i]));
    pthread_mutex_unlock(&shard->lock);
    adder->held[number] = 0;
    __atomic_fetch_add(&adder->set->count, added, __ATOMIC_RELAXED);
}

void idset_adder_add(struct idset_adder *adder, struct text id)
{
    struct fingerprint key = table_fingerprint(id);
    size_t number = shard_of(key);
    adder->keys[number][adder->held[number]++] = key;
    if (adder->held[number] == IDSET_HELD)
        flush_shard(adder, number);
}

void idset_adder_flush(struct idset_adder *adder)
{
    for (size_t i = 0; i < IDSET_SHARDS; i++)
        if (adder->held[i])
            flush_shard(adder, i);
}
