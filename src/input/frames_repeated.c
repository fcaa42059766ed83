/*
 * Which ids of the frames stand twice. Hashes of the ids are sorted by their first bits into buckets that fit the
 * cache; each bucket has a table of its own. Workers take portions of the frames, then buckets.
 */
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "base/table_hash.h"
#include "input/frames.h"

enum {
    BUCKETS = 4096,
    BUCKET_SHIFT = 52,
    AHEAD = 16 /* frames: their ids lie far apart */
};

/* Frames that one worker hashes, and where those of each bucket go: first how many there are. */
struct portion {
    size_t start, end;
    size_t next[BUCKETS];
};

/* What one worker finds. */
struct finder {
    struct arena arena;
    uint64_t *table, *repeated;
    size_t table_size, count, capacity;
};

struct search {
    const struct frames *frames;
    uint64_t *hashes, *sorted; /* [frames->count] */
    size_t starts[BUCKETS + 1];
    struct portion *portions; /* [portions_count] */
    size_t portions_count;
    struct finder *finders; /* [threads] */
    size_t next;            /* portion or bucket, taken by the workers in turn */
};

/* NULL when all are taken. */
static struct portion *take_portion(struct search *search)
{
    size_t p = __atomic_fetch_add(&search->next, 1, __ATOMIC_RELAXED);
    return p < search->portions_count ? &search->portions[p] : NULL;
}

static void hash_portions(void *state, unsigned worker)
{
    struct search *search = state;
    (void)worker;
    for (struct portion *portion; (portion = take_portion(search));)
        for (size_t i = portion->start; i < portion->end; i++) {
            if (i + AHEAD < portion->end)
                __builtin_prefetch(frames_at(search->frames, i + AHEAD)->id);
            search->hashes[i] = table_hash(frame_id(frames_at(search->frames, i)));
            portion->next[search->hashes[i] >> BUCKET_SHIFT]++;
        }
}

static void lay_out(struct search *search)
{
    size_t start = 0;
    for (size_t b = 0; b < BUCKETS; b++) {
        search->starts[b] = start;
        for (size_t p = 0; p < search->portions_count; p++) {
            size_t count = search->portions[p].next[b];
            search->portions[p].next[b] = start;
            start += count;
        }
    }
    search->starts[BUCKETS] = start;
}

static void sort_portions(void *state, unsigned worker)
{
    struct search *search = state;
    (void)worker;
    for (struct portion *portion; (portion = take_portion(search));)
        for (size_t i = portion->start; i < portion->end; i++)
            search->sorted[portion->next[search->hashes[i] >> BUCKET_SHIFT]++] = search->hashes[i];
}

/* Whether the hash stands in the table, into which it is put; 0 marks what is free. */
static bool seen_before(uint64_t *table, size_t size, uint64_t hash)
{
    uint64_t mark = hash ? hash : 1;
    size_t at = hash & (size - 1);
    while (table[at] && table[at] != mark)
        at = (at + 1) & (size - 1);
    bool seen = table[at] == mark;
    table[at] = mark;
    return seen;
}

static void search_buckets(void *state, unsigned worker)
{
    struct search *search = state;
    struct finder *finder = &search->finders[worker];
    size_t b;
    while ((b = __atomic_fetch_add(&search->next, 1, __ATOMIC_RELAXED)) < BUCKETS) {
        size_t size = 16;
        while (size < 2 * (search->starts[b + 1] - search->starts[b]))
            size *= 2;
        finder->table = arena_reserve(&finder->arena, finder->table, &finder->table_size, size, sizeof *finder->table);
        memset(finder->table, 0, size * sizeof *finder->table);
        for (size_t i = search->starts[b]; i < search->starts[b + 1]; i++) {
            if (!seen_before(finder->table, size, search->sorted[i]))
                continue;
            finder->repeated = arena_reserve(&finder->arena, finder->repeated, &finder->capacity, finder->count + 1,
                                             sizeof *finder->repeated);
            finder->repeated[finder->count++] = search->sorted[i];
        }
    }
}

static void take_turns(struct search *search, unsigned threads, void (*work)(void *state, unsigned worker))
{
    search->next = 0;
    pool_run(threads, work, search);
}

static int by_value(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* What all have found, each hash once. */
static uint64_t *gather(const struct finder *finders, unsigned threads, struct arena *arena, size_t *count)
{
    size_t found = 0;
    for (unsigned i = 0; i < threads; i++)
        found += finders[i].count;
    uint64_t *repeated = arena_array(arena, found, sizeof *repeated), *next = repeated;
    *count = 0;
    if (!found)
        return NULL;
    for (unsigned i = 0; i < threads; i++)
        for (size_t k = 0; k < finders[i].count; k++)
            *next++ = finders[i].repeated[k];
    qsort(repeated, found, sizeof *repeated, by_value);
    for (size_t i = 0; i < found; i++)
        if (i == 0 || repeated[i] != repeated[i - 1])
            repeated[(*count)++] = repeated[i];
    return repeated;
}

uint64_t *frames_repeated(const struct frames *frames, struct arena *arena, unsigned threads, size_t *count)
{
    struct arena room = {.exhausted = arena->exhausted};
    struct search search = {.frames = frames, .portions_count = threads};
    search.hashes = arena_array(&room, frames->count, sizeof *search.hashes);
    search.sorted = arena_array(&room, frames->count, sizeof *search.sorted);
    search.portions = arena_array(&room, threads, sizeof *search.portions);
    search.finders = arena_array(&room, threads, sizeof *search.finders);
    for (size_t p = 0; p < threads; p++) {
        search.portions[p].start = frames->count * p / threads;
        search.portions[p].end = frames->count * (p + 1) / threads;
        search.finders[p].arena.exhausted = arena->exhausted;
    }
    take_turns(&search, threads, hash_portions);
    lay_out(&search);
    take_turns(&search, threads, sort_portions);
    take_turns(&search, threads, search_buckets);
    uint64_t *repeated = gather(search.finders, threads, arena, count);
    for (unsigned i = 0; i < threads; i++)
        arena_free(&search.finders[i].arena);
    arena_free(&room);
    return repeated;
}
