#include "input/beside_index.h"

#include <stdlib.h>

#include "base/pages.h"
#include "base/pool.h"

enum { LINE = 5 }; /* keys */

/* A line of the cache. */
struct beside_line {
    uint64_t keys[LINE]; /* the low half of each */
    uint32_t numbers[LINE];
    uint32_t count; /* a full line may have sent keys on to the next one */
};

/* What is put aside of a key: `home` are the bits that tell its line in a part of any size. */
struct aside {
    uint64_t key;
    uint32_t home, number;
};

struct beside_chunk {
    struct beside_chunk *next;
    size_t count, capacity;
    struct aside items[];
};

static size_t part_of(struct fingerprint key)
{
    return key.high >> 57;
}

static uint32_t home_of(struct fingerprint key)
{
    return (uint32_t)(key.high >> 25);
}

static struct beside_line *home_line(const struct beside_part *part, uint32_t home)
{
    return part->lines + ((uint64_t)home * part->count >> 32);
}

static struct beside_line *next_line(const struct beside_part *part, struct beside_line *line)
{
    return line + 1 == part->lines + part->count ? part->lines : line + 1;
}

/* Where a line has a key, or LINE; all of its keys are compared, as a jump that nobody foresees takes longer. */
static unsigned place_in(const struct beside_line *line, uint64_t key)
{
    unsigned same = 0;
    for (unsigned i = 0; i < LINE; i++)
        same |= (unsigned)(line->keys[i] == key) << i;
    same &= (1u << line->count) - 1;
    return (unsigned)__builtin_ctz(same | 1u << LINE);
}

/* The line with the key and its place there, or the line where it belongs and LINE. */
static struct beside_line *find(const struct beside_part *part, uint32_t home, uint64_t key, unsigned *place)
{
    struct beside_line *line = home_line(part, home);
    while ((*place = place_in(line, key)) == LINE && line->count == LINE)
        line = next_line(part, line);
    return line;
}

/* ---- what workers put aside ---- */

bool beside_adder_add(struct beside_adder *adder, struct fingerprint key, uint32_t number)
{
    enum { FIRST = 32, LATER = 8192 }; /* a later one is large enough for malloc to give it back to the system */
    size_t part = part_of(key);
    struct beside_chunk *chunk = adder->chunks[part];
    if (!chunk || chunk->count == chunk->capacity) {
        size_t capacity = chunk ? LATER : FIRST;
        chunk = malloc(sizeof *chunk + capacity * sizeof *chunk->items);
        if (!chunk)
            return false;
        *chunk = (struct beside_chunk){.next = adder->chunks[part], .capacity = capacity};
        adder->chunks[part] = chunk;
    }
    chunk->items[chunk->count++] = (struct aside){key.low, home_of(key), number};
    adder->counts[part]++;
    return true;
}

static void free_part(struct beside_adder *adder, size_t part)
{
    for (struct beside_chunk *chunk = adder->chunks[part], *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    adder->chunks[part] = NULL;
}

void beside_adder_free(struct beside_adder *adder)
{
    for (size_t part = 0; part < BESIDE_PARTS_OF_INDEX; part++)
        free_part(adder, part);
}

/* ---- the table ---- */

struct making {
    struct beside_index *index;
    struct beside_adder *const *adders;
    unsigned count;
    size_t next; /* part */
};

/* Whether the key was there: its number is the last one, then. */
static bool add(const struct beside_part *part, const struct aside *item)
{
    unsigned place;
    struct beside_line *line = find(part, item->home, item->key, &place);
    bool there = place < LINE;
    place = there ? place : line->count++;
    line->keys[place] = item->key;
    line->numbers[place] = item->number;
    return there;
}

/* Whether one of the keys was there. */
static bool add_chunk(const struct beside_part *part, const struct beside_chunk *chunk)
{
    enum { AHEAD = 8 };
    bool repeated = false;
    for (size_t i = 0; i < chunk->count; i++) {
        size_t ahead = i + AHEAD < chunk->count ? i + AHEAD : i;
        __builtin_prefetch(home_line(part, chunk->items[ahead].home), 1);
        repeated |= add(part, &chunk->items[i]);
    }
    return repeated;
}

static void make_parts(void *state, unsigned worker)
{
    struct making *making = state;
    (void)worker;
    for (size_t number; (number = __atomic_fetch_add(&making->next, 1, __ATOMIC_RELAXED)) < BESIDE_PARTS_OF_INDEX;) {
        bool repeated = false;
        for (unsigned a = 0; a < making->count; a++) {
            for (const struct beside_chunk *chunk = making->adders[a]->chunks[number]; chunk; chunk = chunk->next)
                repeated |= add_chunk(&making->index->parts[number], chunk);
            free_part(making->adders[a], number);
        }
        if (repeated)
            __atomic_store_n(&making->index->repeated, true, __ATOMIC_RELAXED);
    }
}

static void free_lines(void *resource)
{
    struct beside_index *index = resource;
    pages_unmap(index->lines, index->count * sizeof *index->lines);
}

void beside_index_make(struct beside_index *index, struct beside_adder *const *adders, unsigned count)
{
    struct making making = {.index = index, .adders = adders, .count = count};
    index->count = 0;
    for (size_t number = 0; number < BESIDE_PARTS_OF_INDEX; number++) {
        size_t keys = 0;
        for (unsigned a = 0; a < count; a++)
            keys += adders[a]->counts[number];
        index->parts[number].count = (keys + keys / 3) / LINE + 1; /* 75 % full, one place always empty */
        index->count += index->parts[number].count;
    }
    index->lines = pages_map(index->count * sizeof *index->lines);
    if (!index->lines)
        arena_give_up(index->arena, index->count * sizeof *index->lines);
    arena_attach(index->arena, free_lines, index);
    struct beside_line *next = index->lines;
    for (size_t number = 0; number < BESIDE_PARTS_OF_INDEX; next += index->parts[number++].count)
        index->parts[number].lines = next;
    pool_run(count, make_parts, &making);
}

void beside_index_prefetch(const struct beside_index *index, struct fingerprint key)
{
    __builtin_prefetch(home_line(&index->parts[part_of(key)], home_of(key)));
}

enum beside_found beside_index_look(const struct beside_index *index, struct fingerprint key, uint32_t *number)
{
    const struct beside_part *part = &index->parts[part_of(key)];
    struct beside_line *line = home_line(part, home_of(key));
    unsigned place = place_in(line, key.low);
    if (place < LINE)
        return *number = line->numbers[place], BESIDE_FOUND;
    if (line->count < LINE)
        return BESIDE_ABSENT;
    __builtin_prefetch(next_line(part, line));
    return BESIDE_FURTHER;
}

bool beside_index_find(const struct beside_index *index, struct fingerprint key, uint32_t *number)
{
    unsigned place;
    const struct beside_line *line = find(&index->parts[part_of(key)], home_of(key), key.low, &place);
    if (place < LINE)
        *number = line->numbers[place];
    return place < LINE;
}
