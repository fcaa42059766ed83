#include "input/names.h"

#include "base/table_hash.h"

static size_t slot_of(const struct names *names, struct text text)
{
    size_t slot = table_hash(text) & (names->slots_count - 1);
    while (names->slots[slot] && !text_equal(names->items[names->slots[slot] - 1], text))
        slot = (slot + 1) & (names->slots_count - 1);
    return slot;
}

static void make_slots(struct names *names, size_t count)
{
    arena_resize(names->arena, names->slots, names->slots_count * sizeof *names->slots, 0);
    names->slots = arena_array(names->arena, count, sizeof *names->slots);
    names->slots_count = count;
    for (size_t i = 0; i < names->count; i++)
        names->slots[slot_of(names, names->items[i])] = (uint32_t)i + 1;
}

uint32_t names_add(struct names *names, struct text text)
{
    if (names->count && text_equal(names->items[names->last], text))
        return names->last;
    if (2 * names->count >= names->slots_count)
        make_slots(names, names->slots_count ? 2 * names->slots_count : 64);
    size_t slot = slot_of(names, text);
    if (names->slots[slot])
        return names->last = names->slots[slot] - 1;
    names->items = arena_reserve(names->arena, names->items, &names->capacity, names->count + 1, sizeof *names->items);
    names->items[names->count++] = text_copy(names->arena, text);
    names->slots[slot] = (uint32_t)names->count;
    return names->last = (uint32_t)names->count - 1;
}

size_t names_find(const struct names *names, struct text text)
{
    uint32_t number = names->slots_count ? names->slots[slot_of(names, text)] : 0;
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
        make_slots(all, all->slots_count);
    for (size_t p = 0; p < count; p++) {
        numbers[p] = arena_array(all->arena, parts[p]->count, sizeof **numbers);
        for (size_t i = 0; i < parts[p]->count; i++)
            numbers[p][i] = (uint32_t)names_find(all, parts[p]->items[i]);
    }
    return numbers;
}
