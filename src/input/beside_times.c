#include "input/beside_times.h"

#include <stdlib.h>
#include <string.h>

#include "base/pool.h"

enum { MILLISECOND = 1000000 }; /* nanoseconds */

struct beside_stamp beside_stamp_of(const struct moment *moment)
{
    bool before = moment->nanoseconds < 0; /* the milliseconds were rounded up */
    return (struct beside_stamp){.milliseconds = moment->milliseconds - before,
                                 .nanoseconds = (uint32_t)(moment->nanoseconds + (before ? MILLISECOND : 0))};
}

void beside_stamps_add(struct beside_stamps *stamps, struct fingerprint key, struct beside_stamp stamp)
{
    stamps->items =
        arena_reserve(stamps->arena, stamps->items, &stamps->capacity, stamps->count + 1, sizeof *stamps->items);
    stamps->items[stamps->count++] = (struct beside_keyed){key, stamp};
}

static int compare_times(const struct beside_stamp *a, const struct beside_stamp *b)
{
    int order = (a->milliseconds > b->milliseconds) - (a->milliseconds < b->milliseconds);
    return order ? order : (a->nanoseconds > b->nanoseconds) - (a->nanoseconds < b->nanoseconds);
}

static int compare_keys(struct fingerprint a, struct fingerprint b)
{
    int order = (a.high > b.high) - (a.high < b.high);
    return order ? order : (a.low > b.low) - (a.low < b.low);
}

static int by_key_and_time(const void *a, const void *b)
{
    const struct beside_keyed *left = a, *right = b;
    int order = compare_keys(left->key, right->key);
    return order ? order : compare_times(&left->stamp, &right->stamp);
}

struct sorting {
    struct beside_stamps *parts;
    unsigned count, next;
};

static void sort_parts(void *state, unsigned worker)
{
    struct sorting *sorting = state;
    (void)worker;
    for (unsigned part; (part = __atomic_fetch_add(&sorting->next, 1, __ATOMIC_RELAXED)) < sorting->count;) {
        struct beside_stamps *stamps = &sorting->parts[part];
        size_t sorted = 1;
        while (sorted < stamps->count && by_key_and_time(&stamps->items[sorted - 1], &stamps->items[sorted]) <= 0)
            sorted++;
        if (sorted < stamps->count)
            qsort(stamps->items, stamps->count, sizeof *stamps->items, by_key_and_time);
    }
}

/* The part whose next stamp is the first, or `count`. */
static unsigned first_part(const struct beside_stamps *parts, const size_t *next, unsigned count)
{
    unsigned first = count;
    for (unsigned p = 0; p < count; p++)
        if (next[p] < parts[p].count &&
            (first == count || by_key_and_time(&parts[p].items[next[p]], &parts[first].items[next[first]]) < 0))
            first = p;
    return first;
}

void beside_times_join(struct beside_times *times, struct arena *arena, struct beside_stamps *parts, unsigned count)
{
    struct sorting sorting = {.parts = parts, .count = count};
    struct beside_adder *adder = arena_alloc(arena, sizeof *adder);
    size_t *next = arena_array(arena, count, sizeof *next), groups = 0, capacity = 0;
    const struct beside_keyed *before = NULL;
    *times = (struct beside_times){.keys = {.arena = arena}};
    pool_run(count, sort_parts, &sorting);
    for (unsigned p = 0; p < count; p++)
        times->count += parts[p].count;
    times->stamps = arena_array(arena, times->count, sizeof *times->stamps);
    beside_index_open(&times->keys);
    adder->index = &times->keys;
    for (size_t i = 0; i < times->count; i++) {
        unsigned p = first_part(parts, next, count);
        const struct beside_keyed *keyed = &parts[p].items[next[p]++];
        times->stamps[i] = keyed->stamp;
        if (!before || compare_keys(before->key, keyed->key) != 0) {
            times->starts = arena_reserve(arena, times->starts, &capacity, groups + 2, sizeof *times->starts);
            beside_adder_add(adder, keyed->key, (uint32_t)groups);
            times->starts[groups++] = (uint32_t)i;
        } else if (compare_times(&before->stamp, &keyed->stamp) == 0) {
            times->repeated = true;
        }
        before = keyed;
    }
    beside_adder_flush(adder);
    if (groups)
        times->starts[groups] = (uint32_t)times->count;
    for (unsigned p = 0; p < count; p++)
        arena_resize(parts[p].arena, parts[p].items, parts[p].capacity * sizeof *parts[p].items, 0);
}

/* How many of the stamps from `first` to `end` are not later. */
static size_t count_before(const struct beside_stamp *stamps, size_t count, const struct beside_stamp *at)
{
    const struct beside_stamp *low = stamps;
    while (count > 1) {
        size_t half = count / 2;
        low += compare_times(&low[half - 1], at) <= 0 ? half : 0;
        count -= half;
    }
    return (size_t)(low - stamps) + (count && compare_times(low, at) <= 0);
}

const struct beside_stamp *beside_times_find(const struct beside_times *times, struct fingerprint key,
                                             struct beside_stamp at, uint32_t *last)
{
    uint32_t group;
    if (!beside_index_find(&times->keys, key, &group))
        return NULL;
    size_t start = times->starts[group], end = times->starts[group + 1], found = *last;
    for (size_t near = found; near < found + 2 && near >= start && near < end; near++)
        if (compare_times(&times->stamps[near], &at) <= 0 &&
            (near + 1 == end || compare_times(&times->stamps[near + 1], &at) > 0)) {
            *last = (uint32_t)near;
            return &times->stamps[near];
        }
    size_t before = count_before(times->stamps + start, end - start, &at);
    if (!before)
        return NULL;
    *last = (uint32_t)(start + before - 1);
    return &times->stamps[start + before - 1];
}
