#include "input/tally_count.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "base/pool.h"
#include "base/scratch.h"
#include "base/table_hash.h"

enum {
    PLACES = 8,          /* for each hash, at least */
    PLACES_OF_WORD = 32, /* two bits each */
};

/* What counts the parts that it takes. */
struct counter {
    struct arena arena;
    uint64_t *words; /* of a piece in the file */
    size_t words_capacity;
    uint64_t *hashes; /* of the rows of a part */
    uint32_t *groups; /* the same */
    size_t rows, capacity;
    uint64_t *places; /* two bits each: whether a hash falls there, whether several do */
    size_t places_size;
    uint32_t *table; /* numbers of rows from 1, 0: free; open, at most half full. A row of each id and group */
    size_t table_size;
    struct tally_sums sums;
    struct error error;
    bool failed;
};

struct count {
    struct hashes *const *hashes;
    const uint32_t *const *maps;
    size_t workers;
    struct counter *counters;
    size_t next; /* part */
};

/* ---- the rows of a part ---- */

static size_t words_in(const struct hashes_piece *pieces, size_t count, size_t part)
{
    size_t words = 0;
    for (size_t i = 0; i < count; i++)
        words += hashes_size(&pieces[i], part);
    return words;
}

static size_t words_of(const struct count *count, size_t part)
{
    size_t words = 0;
    for (size_t i = 0; i < count->workers; i++) {
        const struct hashes *hashes = count->hashes[i];
        words += words_in(hashes->filed, hashes->filed_count, part) + words_in(hashes->held, hashes->held_count, part);
    }
    return words;
}

static void add_words(struct counter *counter, const uint64_t *words, size_t count, const uint32_t *map)
{
    size_t rows = counter->rows;
    for (size_t i = 0; i < count; i++, rows++) {
        uint32_t group = words[i] & HASHES_WIDE;
        counter->hashes[rows] = words[i] | HASHES_WIDE; /* never 0 */
        if (group == HASHES_WIDE)
            group = (uint32_t)words[++i];
        counter->groups[rows] = map ? map[group] : group;
    }
    counter->rows = rows;
}

static bool add_filed(struct counter *counter, const struct hashes *hashes, const uint32_t *map, size_t part)
{
    for (size_t i = 0; i < hashes->filed_count; i++) {
        const struct hashes_piece *piece = &hashes->filed[i];
        size_t size = hashes_size(piece, part);
        counter->words =
            arena_reserve(&counter->arena, counter->words, &counter->words_capacity, size, sizeof *counter->words);
        if (!scratch_read(hashes->file, counter->words, size * sizeof *counter->words,
                          piece->at + (off_t)(hashes_begin(piece, part) * sizeof *counter->words)))
            return error_set(&counter->error, STATUS_IO, "cannot read the hashes of the ids back: %s", strerror(errno));
        add_words(counter, counter->words, size, map);
    }
    return true;
}

/* Parts are about as large as each other. */
static void make_room(struct counter *counter, size_t rows)
{
    counter->rows = 0;
    if (rows <= counter->capacity)
        return;
    size_t before = counter->capacity, room = rows + rows / 8;
    counter->hashes = arena_resize(&counter->arena, counter->hashes, before * sizeof *counter->hashes,
                                   room * sizeof *counter->hashes);
    counter->groups = arena_resize(&counter->arena, counter->groups, before * sizeof *counter->groups,
                                   room * sizeof *counter->groups);
    counter->capacity = room;
}

static bool read_part(struct counter *counter, const struct count *count, size_t part)
{
    make_room(counter, words_of(count, part));
    for (size_t i = 0; i < count->workers; i++) {
        const struct hashes *hashes = count->hashes[i];
        const uint32_t *map = count->maps[i];
        if (!add_filed(counter, hashes, map, part))
            return false;
        for (size_t h = 0; h < hashes->held_count; h++) {
            size_t size = hashes_size(&hashes->held[h], part);
            if (size)
                add_words(counter, hashes->held[h].words + hashes_begin(&hashes->held[h], part), size, map);
        }
    }
    return true;
}

/* ---- ids that stand once ---- */

struct place {
    uint64_t *word;
    unsigned bit;
};

static inline struct place place_of(const struct counter *counter, uint64_t mixed, unsigned shift)
{
    uint64_t place = mixed >> shift;
    return (struct place){&counter->places[place / PLACES_OF_WORD], 2 * (unsigned)(place % PLACES_OF_WORD)};
}

/* The bits of a number below 2^bits that is at least `wanted`, and a word of places. */
static unsigned bits_for(size_t wanted)
{
    unsigned bits = 6;
    while ((size_t)1 << bits < wanted)
        bits++;
    return bits;
}

/* An empty array of `wanted` bytes, where one of *size was. */
static void *cleared(struct arena *arena, void *array, size_t *size, size_t wanted)
{
    if (wanted <= *size)
        return memset(array, 0, wanted);
    arena_resize(arena, array, *size, 0);
    *size = wanted;
    return arena_alloc(arena, wanted);
}

/* Counts the rows whose hash has a place of its own, and leaves the others. */
static void count_single(struct counter *counter)
{
    unsigned bits = bits_for(PLACES * counter->rows), shift = 64 - bits;
    uint64_t key = table_mix(1); /* what it multiplies by */
    size_t left = 0;
    counter->places = cleared(&counter->arena, counter->places, &counter->places_size, ((size_t)2 << bits) / CHAR_BIT);
    for (size_t i = 0; i < counter->rows; i++) {
        struct place place = place_of(counter, key * counter->hashes[i], shift);
        *place.word |= (1 | (*place.word >> place.bit & 1) << 1) << place.bit;
    }
    for (size_t i = 0; i < counter->rows; i++) {
        uint64_t hash = counter->hashes[i];
        uint32_t group = counter->groups[i];
        struct place place = place_of(counter, key * hash, shift);
        bool several = *place.word >> place.bit & 2;
        counter->hashes[left] = hash;
        counter->groups[left] = group;
        counter->sums.groups[group] += !several;
        left += several;
    }
    counter->sums.ids += counter->rows - left;
    counter->rows = left;
}

/* ---- those that may stand several times ---- */

static void count_row(struct counter *counter, size_t row, unsigned bits)
{
    size_t mask = ((size_t)1 << bits) - 1, same = 0;
    uint64_t hash = counter->hashes[row];
    uint32_t group = counter->groups[row];
    size_t place = table_mix(hash) >> (64 - bits);
    for (size_t other; (other = counter->table[place]) > 0; place = (place + 1) & mask)
        if (counter->hashes[other - 1] == hash) {
            if (counter->groups[other - 1] == group)
                return;
            same++;
        }
    counter->table[place] = (uint32_t)row + 1;
    counter->sums.ids += same == 0;
    counter->sums.shared += same == 1;
    counter->sums.groups[group]++;
}

static void count_several(struct counter *counter)
{
    unsigned bits = bits_for(2 * counter->rows);
    counter->table = cleared(&counter->arena, counter->table, &counter->table_size, sizeof *counter->table << bits);
    for (size_t row = 0; row < counter->rows; row++)
        count_row(counter, row, bits);
}

/* ---- all of it ---- */

static void count_parts(void *state, unsigned worker)
{
    struct count *count = state;
    struct counter *counter = &count->counters[worker];
    size_t part;
    while (!counter->failed && (part = __atomic_fetch_add(&count->next, 1, __ATOMIC_RELAXED)) < HASHES_PARTS) {
        counter->failed = !read_part(counter, count, part);
        if (counter->failed)
            return;
        count_single(counter);
        count_several(counter);
    }
}

/* Adds what a counter has counted, and frees it. */
static bool add_up(struct tally_sums *sums, struct counter *counter, size_t groups, struct error *error)
{
    sums->ids += counter->sums.ids;
    sums->shared += counter->sums.shared;
    for (size_t g = 0; g < groups; g++)
        sums->groups[g] += counter->sums.groups[g];
    arena_free(&counter->arena);
    if (counter->failed)
        *error = counter->error;
    return !counter->failed;
}

bool hashes_count(struct tally_sums *sums, struct arena *arena, struct hashes *const *hashes,
                  const uint32_t *const *maps, size_t count, size_t groups, struct error *error)
{
    struct count all = {hashes, maps, count, arena_array(arena, count, sizeof *all.counters), 0};
    for (size_t i = 0; i < count; i++) {
        all.counters[i].arena.exhausted = arena->exhausted;
        all.counters[i].sums.groups = arena_array(&all.counters[i].arena, groups, sizeof *sums->groups);
    }
    pool_run((unsigned)count, count_parts, &all);
    bool counted = true;
    for (size_t i = 0; i < count; i++)
        counted &= add_up(sums, &all.counters[i], groups, error);
    return counted;
}
