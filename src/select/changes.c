#include "select/changes.h"

#include <string.h>

enum { FIRST_SLOTS = 64 };

/* A place among the slots for the pair (Knuth's multiplicative hash): its own, or an empty one. */
static size_t slot_of(const struct changes *changes, uint32_t from, uint32_t to)
{
    uint64_t hash = ((uint64_t)from << 32 | to) * UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)(hash >> 32) & (changes->slots_count - 1);
    for (; changes->slots[slot]; slot = (slot + 1) & (changes->slots_count - 1)) {
        const struct change *change = &changes->items[changes->slots[slot] - 1];
        if (change->from == from && change->to == to)
            break;
    }
    return slot;
}

static void grow(struct changes *changes)
{
    changes->slots_count = changes->slots_count ? 2 * changes->slots_count : FIRST_SLOTS;
    changes->slots = arena_array(changes->arena, changes->slots_count, sizeof *changes->slots);
    for (size_t i = 0; i < changes->count; i++)
        changes->slots[slot_of(changes, changes->items[i].from, changes->items[i].to)] = (uint32_t)i + 1;
}

struct change *changes_at(struct changes *changes, uint32_t from, uint32_t to)
{
    if (changes->last < changes->count) {
        struct change *last = &changes->items[changes->last];
        if (last->from == from && last->to == to)
            return last;
    }
    if (2 * (changes->count + 1) > changes->slots_count)
        grow(changes);
    size_t slot = slot_of(changes, from, to);
    if (!changes->slots[slot]) {
        changes->items = arena_reserve(changes->arena, changes->items, &changes->capacity, changes->count + 1,
                                       sizeof *changes->items);
        changes->items[changes->count++] = (struct change){.from = from, .to = to};
        changes->slots[slot] = (uint32_t)changes->count;
    }
    changes->last = changes->slots[slot] - 1;
    return &changes->items[changes->last];
}

void changes_merge(struct changes *all, const struct changes *part)
{
    for (size_t i = 0; i < part->count; i++) {
        struct change *change = changes_at(all, part->items[i].from, part->items[i].to);
        change->rows += part->items[i].rows;
        change->far += part->items[i].far;
        change->doubt += part->items[i].doubt;
    }
}
