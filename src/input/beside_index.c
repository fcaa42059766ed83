#include "input/beside_index.h"

#include <pthread.h>
#include <stdlib.h>

/* 96 bits of the key; the last is set in every key, so that zeros mark an empty slot. */
struct slot {
    uint32_t words[3], number;
};

/* Its memory is not the arena's: several shards grow at a time. */
struct beside_shard {
    pthread_mutex_t lock;
    struct slot *slots;
    size_t capacity, count;
};

static size_t shard_of(struct fingerprint key)
{
    return key.high >> 58;
}

static struct slot slot_of(struct fingerprint key, uint32_t number)
{
    return (struct slot){{(uint32_t)key.low, (uint32_t)(key.low >> 32), (uint32_t)key.high | 1}, number};
}

__extension__ typedef unsigned __int128 uint128;

/* Where a key belongs in a table of any size. */
static size_t home_of(const struct slot *slot, size_t capacity)
{
    uint64_t low = (uint64_t)slot->words[1] << 32 | slot->words[0];
    return (size_t)((uint128)low * capacity >> 64);
}

static bool is_same(const struct slot *a, const struct slot *b)
{
    return a->words[0] == b->words[0] && a->words[1] == b->words[1] && a->words[2] == b->words[2];
}

/* Linear probing: the slot with the key, or the empty one where it belongs. */
static struct slot *find(const struct beside_shard *shard, const struct slot *key)
{
    size_t place = home_of(key, shard->capacity);
    while (shard->slots[place].words[2] && !is_same(&shard->slots[place], key))
        place = place + 1 == shard->capacity ? 0 : place + 1;
    return &shard->slots[place];
}

static void grow(struct beside_shard *shard, const struct arena *arena)
{
    enum { FIRST = 32 };
    struct beside_shard larger = *shard;
    larger.capacity = shard->capacity ? shard->capacity + shard->capacity / 2 : FIRST;
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        arena_give_up(arena, larger.capacity * sizeof *larger.slots);
    for (size_t i = 0; i < shard->capacity; i++)
        if (shard->slots[i].words[2])
            *find(&larger, &shard->slots[i]) = shard->slots[i];
    free(shard->slots);
    shard->slots = larger.slots;
    shard->capacity = larger.capacity;
}

/* False when the key was there. */
static bool add(struct beside_shard *shard, const struct arena *arena, const struct slot *key)
{
    if (4 * (shard->count + 1) > 3 * shard->capacity)
        grow(shard, arena);
    struct slot *slot = find(shard, key);
    if (slot->words[2])
        return false;
    *slot = *key;
    shard->count++;
    return true;
}

static void close_shards(void *resource)
{
    struct beside_shard *shards = resource;
    for (size_t i = 0; i < BESIDE_SHARDS; i++) {
        pthread_mutex_destroy(&shards[i].lock);
        free(shards[i].slots);
    }
}

void beside_index_open(struct beside_index *index)
{
    index->shards = arena_array(index->arena, BESIDE_SHARDS, sizeof *index->shards);
    for (size_t i = 0; i < BESIDE_SHARDS; i++)
        pthread_mutex_init(&index->shards[i].lock, NULL);
    arena_attach(index->arena, close_shards, index->shards);
}

static void flush_shard(struct beside_adder *adder, size_t number)
{
    struct beside_shard *shard = &adder->index->shards[number];
    bool repeated = false;
    pthread_mutex_lock(&shard->lock);
    for (size_t i = 0; shard->capacity && i < adder->held[number]; i++) {
        struct slot slot = slot_of(adder->keys[number][i], 0);
        __builtin_prefetch(&shard->slots[home_of(&slot, shard->capacity)], 1);
    }
    for (size_t i = 0; i < adder->held[number]; i++) {
        struct slot slot = slot_of(adder->keys[number][i], adder->numbers[number][i]);
        repeated |= !add(shard, adder->index->arena, &slot);
    }
    pthread_mutex_unlock(&shard->lock);
    adder->held[number] = 0;
    if (repeated)
        __atomic_store_n(&adder->index->repeated, true, __ATOMIC_RELAXED);
}

void beside_adder_add(struct beside_adder *adder, struct fingerprint key, uint32_t number)
{
    size_t shard = shard_of(key);
    adder->keys[shard][adder->held[shard]] = key;
    adder->numbers[shard][adder->held[shard]++] = number;
    if (adder->held[shard] == BESIDE_HELD)
        flush_shard(adder, shard);
}

void beside_adder_flush(struct beside_adder *adder)
{
    for (size_t i = 0; i < BESIDE_SHARDS; i++)
        if (adder->held[i])
            flush_shard(adder, i);
}

void beside_index_prefetch(const struct beside_index *index, struct fingerprint key)
{
    const struct beside_shard *shard = &index->shards[shard_of(key)];
    struct slot slot = slot_of(key, 0);
    if (shard->count)
        __builtin_prefetch(&shard->slots[home_of(&slot, shard->capacity)]);
}

bool beside_index_find(const struct beside_index *index, struct fingerprint key, uint32_t *number)
{
    const struct beside_shard *shard = &index->shards[shard_of(key)];
    struct slot slot = slot_of(key, 0);
    if (!shard->count)
        return false;
    const struct slot *found = find(shard, &slot);
    *number = found->number;
    return found->words[2] != 0;
}
