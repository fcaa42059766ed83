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

/* Merges the parts; the stamps of a key become a group. */
static void merge(struct beside_times *times, struct arena *arena, const struct beside_stamps *parts, unsigned count)
{
    struct beside_adder adder = {0}, *const adders[] = {&adder};
    size_t *next = arena_array(arena, count, sizeof *next), capacity = 0;
    const struct beside_keyed *before = NULL;
    for (size_t i = 0; i < times->count; i++) {
        unsigned p = first_part(parts, next, count);
        const struct beside_keyed *keyed = &parts[p].items[next[p]++];
        times->stamps[i] = keyed->stamp;
        if (!before || compare_keys(before->key, keyed->key) != 0) {
            times->groups =
                arena_reserve(arena, times->groups, &capacity, times->groups_count + 1, sizeof *times->groups);
            if (!beside_adder_add(&adder, keyed->key, (uint32_t)times->groups_count))
                arena_give_up(arena, sizeof adder);
            times->groups[times->groups_count++] = (struct beside_group){.start = (uint32_t)i};
        } else if (compare_times(&before->stamp, &keyed->stamp) == 0) {
            times->repeated = true;
        }
        times->groups[times->groups_count - 1].count++;
        before = keyed;
    }
    beside_index_make(&times->keys, adders, 1);
}

static uint32_t bucket_of(const struct beside_group *group, int64_t milliseconds)
{
    double bucket = (double)(milliseconds - group->first) * group->scale;
    return bucket < group->count ? (uint32_t)bucket : group->count - 1;
}

static void fill_buckets(const struct beside_times *times, struct beside_group *group, size_t buckets)
{
    const struct beside_stamp *stamps = times->stamps + group->start;
    uint32_t *starts = times->buckets + buckets, next = 0;
    group->buckets = buckets;
    group->first = stamps[0].milliseconds;
    group->scale = group->count / ((double)(stamps[group->count - 1].milliseconds - group->first) + 1);
    for (uint32_t i = 0; i < group->count; i++)
        while (next <= bucket_of(group, stamps[i].milliseconds))
            starts[next++] = group->start + i;
    while (next <= group->count)
        starts[next++] = group->start + group->count;
}

void beside_times_join(struct beside_times *times, struct arena *arena, struct beside_stamps *parts, unsigned count)
{
    struct sorting sorting = {.parts = parts, .count = count};
    size_t buckets = 0;
    *times = (struct beside_times){.keys = {.arena = arena}};
    pool_run(count, sort_parts, &sorting);
    for (unsigned p = 0; p < count; p++)
        times->count += parts[p].count;
    times->stamps = arena_array(arena, times->count, sizeof *times->stamps);
    merge(times, arena, parts, count);
    for (unsigned p = 0; p < count; p++)
        arena_resize(parts[p].arena, parts[p].items, parts[p].capacity * sizeof *parts[p].items, 0);
    times->buckets = arena_array(arena, times->count + times->groups_count, sizeof *times->buckets);
    for (size_t g = 0; g < times->groups_count; buckets += times->groups[g++].count + 1)
        fill_buckets(times, &times->groups[g], buckets);
}

/* How many of the stamps are not later. */
static size_t count_before(const struct beside_stamp *stamps, size_t count, const struct beside_stamp *at)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (compare_times(&stamps[middle], at) <= 0)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/* The first stamp of a group that is later, or its end. */
static size_t find_later(const struct beside_times *times, const struct beside_group *group,
                         const struct beside_stamp *at)
{
    if (at->milliseconds < group->first)
        return group->start;
    const uint32_t *bucket = times->buckets + group->buckets + bucket_of(group, at->milliseconds);
    return bucket[0] + count_before(times->stamps + bucket[0], bucket[1] - bucket[0], at);
}

/* Whether it is what was found last. */
static bool is_recalled(const struct beside_times *times, const struct beside_recall *recall,
                        const struct beside_stamp *at)
{
    size_t start = recall->group->start, end = start + recall->group->count;
    return (recall->behind == start || compare_times(&times->stamps[recall->behind - 1], at) <= 0) &&
           (recall->behind == end || compare_times(&times->stamps[recall->behind], at) > 0);
}

static bool find_group(const struct beside_times *times, struct beside_recall *recall, struct fingerprint key)
{
    uint32_t number;
    if (recall->group && compare_keys(recall->key, key) == 0)
        return true;
    if (!beside_index_find(&times->keys, key, &number))
        return false;
    const struct beside_group *group = &times->groups[number];
    *recall = (struct beside_recall){key, group, group->start};
    return true;
}

const struct beside_stamp *beside_times_find(const struct beside_times *times, struct beside_recall *recalls,
                                             struct fingerprint key, struct beside_stamp at)
{
    struct beside_recall *recall = &recalls[key.low % BESIDE_RECALLS];
    if (!find_group(times, recall, key))
        return NULL;
    if (!is_recalled(times, recall, &at))
        recall->behind = find_later(times, recall->group, &at);
    return recall->behind > recall->group->start ? &times->stamps[recall->behind - 1] : NULL;
}
