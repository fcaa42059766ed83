#include "base/radix.h"

#include <string.h>

enum { BITS = 11, DIGITS = 1 << BITS, PASSES = (64 + BITS - 1) / BITS, FEW = 64 };

static size_t digit(uint64_t key, int pass)
{
    return key >> (pass * BITS) & (DIGITS - 1);
}

static void sort_few(struct keyed *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct keyed item = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1].key > item.key; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

/* Moves the items into the order of one digit. */
static void move(const struct keyed *from, struct keyed *to, size_t count, int pass)
{
    size_t next[DIGITS] = {0};
    for (size_t i = 0; i < count; i++)
        next[digit(from[i].key, pass)]++;
    for (size_t d = 0, start = 0; d < DIGITS; d++) {
        size_t size = next[d];
        next[d] = start;
        start += size;
    }
    for (size_t i = 0; i < count; i++)
        to[next[digit(from[i].key, pass)]++] = from[i];
}

void radix_sort(struct keyed *items, struct keyed *room, size_t count)
{
    if (count <= FEW) {
        sort_few(items, count);
        return;
    }
    uint64_t differ = 0;
    for (size_t i = 1; i < count; i++)
        differ |= items[i].key ^ items[0].key;
    struct keyed *from = items, *to = room;
    for (int pass = 0; pass < PASSES; pass++) {
        if (!digit(differ, pass))
            continue;
        move(from, to, count, pass);
        struct keyed *other = from;
        from = to;
        to = other;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
}
