#include "select/repeats.h"

#include <stdlib.h>

int repeats_compare(const struct top_key *a, const struct top_key *b)
{
    for (size_t i = 0; i < TOP_MEASURES; i++)
        if (a->scores[i] != b->scores[i])
            return a->scores[i] > b->scores[i] ? -1 : 1;
    if (a->tie != b->tie)
        return a->tie < b->tie ? -1 : 1;
    return (a->content > b->content) - (a->content < b->content);
}

static int by_key(const void *a, const void *b)
{
    return repeats_compare(&((const struct repeat *)a)->key, &((const struct repeat *)b)->key);
}

void repeats_sort(struct repeats *repeats)
{
    if (repeats->count)
        qsort(repeats->items, repeats->count, sizeof *repeats->items, by_key);
}

/* Twice the limit, then the better half. */
void repeats_add(struct repeats *repeats, struct arena *arena, const struct top_key *key, const struct top_group *group)
{
    if (repeats->count == 2 * (size_t)REPEATS) {
        repeats_sort(repeats);
        repeats->count = REPEATS;
    }
    repeats->items =
        arena_reserve(arena, repeats->items, &repeats->capacity, repeats->count + 1, sizeof *repeats->items);
    repeats->items[repeats->count++] = (struct repeat){*key, group};
}
