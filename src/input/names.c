#include "input/names.h"

#include <string.h>

#include "base/table_hash.h"

static size_t slot_of(const struct names *names, struct text text, uint32_t hash)
{
    size_t slot = hash & (names->slots_count - 1);
    while (names->slots[slot].number &&
           !(names->slots[slot].hash == hash && text_equal(names->items[names->slots[slot].number - 1], text)))
        slot = (slot + 1) & (names->slots_count - 1);
    return slot;
}

/* Twice the slots, without a look at the texts. */
static void make_room(struct names *names)
{
    const struct names_slot *before = names->slots;
    size_t count = names->slots_count, after = count ? 2 * count : 64;
    struct names_slot *slots = arena_array(names->arena, after, sizeof *slots);
    for (size_t i = 0; i < count; i++) {
        size_t slot = before[i].hash & (after - 1);
        while (before[i].number && slots[slot].number)
            slot = (slot + 1) & (after - 1);
        if (before[i].number)
            slots[slot] = before[i];
    }
    arena_resize(names->arena, names->slots, count * sizeof *slots, 0);
    names->slots = slots;
    names->slots_count = after;
}

/* Numbers have changed. */
static void fill_slots(struct names *names)
{
    memset(names->slots, 0, names->slots_count * sizeof *names->slots);
    for (size_t i = 0; i < names->count; i++) {
        uint32_t hash = (uint32_t)table_hash(names->items[i]);
        names->slots[slot_of(names, names->items[i], hash)] = (struct names_slot){(uint32_t)i + 1, hash};
    }
}

uint32_t names_add(struct names *names, struct text text)
{
    if (names->count && text_equal(names->items[names->last], text))
        return names->last;
    if (3 * names->count >= 2 * names->slots_count)
        make_room(names);
    uint32_t hash = (uint32_t)table_hash(text);
    struct names_slot *slot = &names->slots[slot_of(names, text, hash)];
    if (slot->number)
        return names->last = slot->number - 1;
    names->items = arena_reserve(names->arena, names->items, &names->capacity, names->count + 1, sizeof *names->items);
    names->items[names->count++] = text_copy(names->arena, text);
    *slot = (struct names_slot){(uint32_t)names->count, hash};
    return names->last = (uint32_t)names->count - 1;
}

size_t names_find(const struct names *names, struct text text)
{
    if (!names->slots_count)
        return names->count;
    uint32_t number = names->slots[slot_of(names, text, (uint32_t)table_hash(text))].number;
    return number ? number - 1 : names->count;
}

uint32_t **names_join(struct names *all, struct names *const *parts, size_t count)
{
    uint32_t **numbers = arena_array(all->arena, count, sizeof *numbers);
    for (size_t p = 0; p < count; p++)
        for (size_t i = 0; i < parts[p]->count; i++)
            names_add(all, parts[p]->items[i]);
    words_sort(&(struct words){.items = all->items, .count = all->count});
    if (all->count)
        fill_slots(all);
    for (size_t p = 0; p < count; p++) {
        numbers[p] = arena_array(all->arena, parts[p]->count, sizeof **numbers);
        for (size_t i = 0; i < parts[p]->count; i++)
            numbers[p][i] = (uint32_t)names_find(all, parts[p]->items[i]);
    }
    return numbers;
}
