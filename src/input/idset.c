#include "input/idset.h"

/* Linear probing; a fingerprint of zeros marks an empty slot, so a real one has its lowest bit set. */
static struct fingerprint key_of(struct text id)
{
    struct fingerprint key = hash_fingerprint(id);
    key.high |= 1;
    return key;
}

static size_t find(const struct idset *set, struct fingerprint key)
{
    size_t slot = key.low & (set->capacity - 1);
    while (set->slots[slot].high && (set->slots[slot].low != key.low || set->slots[slot].high != key.high))
        slot = (slot + 1) & (set->capacity - 1);
    return slot;
}

static void grow(struct idset *set)
{
    struct idset larger = {.arena = set->arena, .capacity = set->capacity ? set->capacity * 2 : 1024};
    larger.slots = arena_array(set->arena, larger.capacity, sizeof *larger.slots);
    for (size_t i = 0; i < set->capacity; i++)
        if (set->slots[i].high)
            larger.slots[find(&larger, set->slots[i])] = set->slots[i];
    arena_resize(set->arena, set->slots, set->capacity * sizeof *set->slots, 0);
    larger.count = set->count;
    *set = larger;
}

bool idset_add(struct idset *set, struct text id)
{
    if (3 * (set->count + 1) > 2 * set->capacity)
        grow(set);
    struct fingerprint key = key_of(id);
    size_t slot = find(set, key);
    if (set->slots[slot].high)
        return false;
    set->slots[slot] = key;
    set->count++;
    return true;
}

bool idset_has(const struct idset *set, struct text id)
{
    return set->count && set->slots[find(set, key_of(id))].high;
}
