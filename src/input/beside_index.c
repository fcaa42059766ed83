#include "input/beside_index.h"

#include <stdlib.h>

#include "base/pages.h"
#include "base/pool.h"

/* 96 bits of the key; the last is set in every key, so that zeros mark an empty slot. */
struct beside_slot {
    uint32_t words[3], number;
};

enum { LINE = 64 / sizeof(struct beside_slot) }; /* slots */

struct beside_chunk {
    struct beside_chunk *next;
    size_t count, capacity;
    struct beside_slot slots[];
};

static size_t part_of(struct fingerprint key)
{
    return key.high >> 58;
}

static struct beside_slot slot_of(struct fingerprint key, uint32_t number)
{
    return (struct beside_slot){{(uint32_t)key.low, (uint32_t)(key.low >> 32), (uint32_t)key.high | 1}, number};
}

__extension__ typedef unsigned __int128 uint128;

/* Where a key belongs in a part of any size: the first of the slots that share a line of the cache, so that most are
 * found in the line that was fetched. */
static size_t home_of(const struct beside_slot *slot, size_t capacity)
{
    uint64_t low = (uint64_t)slot->words[1] << 32 | slot->words[0];
    return (size_t)((uint128)low * (capacity / LINE) >> 64) * LINE;
}

static bool is_same(const struct beside_slot *a, const struct beside_slot *b)
{
    return a->words[0] == b->words[0] && a->words[1] == b->words[1] && a->words[2] == b->words[2];
}

/* Linear probing: the slot with the key, or the empty one where it belongs. */
static struct beside_slot *find(const struct beside_part *part, const struct beside_slot *key)
{
    size_t place = home_of(key, part->capacity);
    while (part->slots[place].words[2] && !is_same(&part->slots[place], key))
        place = place + 1 == part->capacity ? 0 : place + 1;
    return &part->slots[place];
}

/* ---- what workers put aside ---- */

bool beside_adder_add(struct beside_adder *adder, struct fingerprint key, uint32_t number)
{
    enum { FIRST = 32, LATER = 8192 }; /* a later one is large enough for malloc to give it back to the system */
    size_t part = part_of(key);
    struct beside_chunk *chunk = adder->chunks[part];
    if (!chunk || chunk->count == chunk->capacity) {
        size_t capacity = chunk ? LATER : FIRST;
        chunk = malloc(sizeof *chunk + capacity * sizeof *chunk->slots);
        if (!chunk)
            return false;
        *chunk = (struct beside_chunk){.next = adder->chunks[part], .capacity = capacity};
        adder->chunks[part] = chunk;
    }
    chunk->slots[chunk->count++] = slot_of(key, number);
    adder->counts[part]++;
    return true;
}

static void free_part(struct beside_adder *adder, size_t part)
{
    for (struct beside_chunk *chunk = adder->chunks[part], *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    adder->chunks[part] = NULL;
}

void beside_adder_free(struct beside_adder *adder)
{
    for (size_t part = 0; part < BESIDE_PARTS_OF_INDEX; part++)
        free_part(adder, part);
}

/* ---- the table ---- */

struct making {
    struct beside_index *index;
    struct beside_adder *const *adders;
    unsigned count;
    size_t next; /* part */
};

/* Whether one of the keys was there. */
static bool add_chunk(const struct beside_part *part, const struct beside_chunk *chunk)
{
    enum { AHEAD = 8 };
    bool repeated = false;
    for (size_t i = 0; i < chunk->count; i++) {
        size_t ahead = i + AHEAD < chunk->count ? i + AHEAD : i;
        __builtin_prefetch(&part->slots[home_of(&chunk->slots[ahead], part->capacity)], 1);
        struct beside_slot *slot = find(part, &chunk->slots[i]);
        repeated |= slot->words[2] != 0;
        *slot = chunk->slots[i];
    }
    return repeated;
}

static void make_parts(void *state, unsigned worker)
{
    struct making *making = state;
    (void)worker;
    for (size_t number; (number = __atomic_fetch_add(&making->next, 1, __ATOMIC_RELAXED)) < BESIDE_PARTS_OF_INDEX;) {
        bool repeated = false;
        for (unsigned a = 0; a < making->count; a++) {
            for (const struct beside_chunk *chunk = making->adders[a]->chunks[number]; chunk; chunk = chunk->next)
                repeated |= add_chunk(&making->index->parts[number], chunk);
            free_part(making->adders[a], number);
        }
        if (repeated)
            __atomic_store_n(&making->index->repeated, true, __ATOMIC_RELAXED);
    }
}

static void free_slots(void *resource)
{
    struct beside_index *index = resource;
    pages_unmap(index->slots, index->count * sizeof *index->slots);
}

void beside_index_make(struct beside_index *index, struct beside_adder *const *adders, unsigned count)
{
    struct making making = {.index = index, .adders = adders, .count = count};
    index->count = 0;
    for (size_t number = 0; number < BESIDE_PARTS_OF_INDEX; number++) {
        size_t keys = 0;
        for (unsigned a = 0; a < count; a++)
            keys += adders[a]->counts[number];
        size_t lines = (keys + keys / 4) / LINE + 1; /* one slot is always empty */
        index->parts[number].capacity = lines * LINE;
        index->count += index->parts[number].capacity;
    }
    index->slots = pages_map(index->count * sizeof *index->slots);
    if (!index->slots)
        arena_give_up(index->arena, index->count * sizeof *index->slots);
    arena_attach(index->arena, free_slots, index);
    struct beside_slot *next = index->slots;
    for (size_t number = 0; number < BESIDE_PARTS_OF_INDEX; next += index->parts[number++].capacity)
        index->parts[number].slots = next;
    pool_run(count, make_parts, &making);
}

void beside_index_prefetch(const struct beside_index *index, struct fingerprint key)
{
    const struct beside_part *part = &index->parts[part_of(key)];
    struct beside_slot slot = slot_of(key, 0);
    __builtin_prefetch(&part->slots[home_of(&slot, part->capacity)]);
}

bool beside_index_find(const struct beside_index *index, struct fingerprint key, uint32_t *number)
{
    struct beside_slot slot = slot_of(key, 0);
    const struct beside_slot *found = find(&index->parts[part_of(key)], &slot);
    *number = found->number;
    return found->words[2] != 0;
}
