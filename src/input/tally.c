#include "input/tally.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/pool.h"
#include "base/scratch.h"
#include "base/table_hash.h"

enum {
    PARTS = 256,      /* by the first byte of the hash */
    CHUNK = 254,      /* words of one, which with its head has two kilobytes */
    CHUNKS = 2048,    /* that a worker holds: 8 MiB */
    STAGED = 8,       /* words */
    WIDE = PARTS - 1, /* the group is in the next word */
};

/*
 * A row is a word: the hash without its first byte, which the part tells, and in the last byte the group. Groups from
 * WIDE on take a word of their own.
 */
struct chunk {
    struct chunk *next;
    uint64_t count;
    uint64_t words[CHUNK];
};

struct chunks {
    struct chunk *first, *last;
};

/* Ids in order: those of a block, or of what one worker saw of it. */
struct run_of_ids {
    struct text first, last;
};

/* Words in the file, part by part. */
struct segment {
    off_t at;
    uint32_t ends[PARTS];
};

struct tally {
    struct arena *arena;
    enum { BEGINNING, IN_ORDER, BY_HASH, LOST } state;

    uint64_t rows, block;
    struct run_of_ids *runs;
    size_t runs_count, runs_capacity;
    struct buffer last; /* id of the block at hand */

    uint64_t staged[PARTS][STAGED]; /* a cache line of each part: fewer places to write to by turns */
    uint8_t staged_count[PARTS];
    struct chunks parts[PARTS];
    struct chunk *spare;
    size_t held;              /* chunks */
    uint64_t *piece;          /* what is written at once */
    struct segment *segments; /* in the file */
    size_t segments_count, segments_capacity;
    int file; /* -1: not open */
    off_t written;
};

static void close_file(void *resource)
{
    struct tally *tally = resource;
    if (tally->file >= 0)
        close(tally->file);
}

struct tally *tally_open(struct arena *arena, bool by_hash)
{
    struct tally *tally = arena_alloc(arena, sizeof *tally);
    *tally =
        (struct tally){.arena = arena, .state = by_hash ? BY_HASH : BEGINNING, .last = {.arena = arena}, .file = -1};
    arena_attach(arena, close_file, tally);
    return tally;
}

/* ---- in order ---- */

static inline uint64_t first_bytes(const char *data)
{
    uint64_t word;
    memcpy(&word, data, sizeof word);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Whether a stands before b: the shorter first, so that 9 stands before 10. */
static inline bool stands_before(struct text a, struct text b)
{
    enum { WORD = sizeof(uint64_t), WORDS = 2 * WORD };
    if (a.size != b.size)
        return a.size < b.size;
    if (a.size < WORD || a.size > WORDS)
        return text_compare(a, b) < 0;
    uint64_t left = first_bytes(a.data), right = first_bytes(b.data);
    if (left != right)
        return left < right;
    return first_bytes(a.data + a.size - WORD) < first_bytes(b.data + b.size - WORD);
}

/* Ids of one length up to two words, as most are: two numbers each, looked at once. */
static bool is_in_order(const struct samples *samples)
{
    enum { WORD = sizeof(uint64_t), WORDS = 2 * WORD };
    size_t id = samples->sampler->id, i = 1;
    struct text before = samples_cell(samples, 0, id);
    if (before.size >= WORD && before.size <= WORDS) {
        uint64_t high = first_bytes(before.data), low = first_bytes(before.data + before.size - WORD);
        for (; i < samples->count; i++) {
            struct text here = samples_cell(samples, i, id);
            if (here.size != before.size)
                break;
            uint64_t next_high = first_bytes(here.data), next_low = first_bytes(here.data + here.size - WORD);
            if (high > next_high || (high == next_high && low >= next_low))
                return false;
            high = next_high;
            low = next_low;
            before = here;
        }
    }
    for (; i < samples->count; i++) {
        struct text here = samples_cell(samples, i, id);
        if (!stands_before(before, here))
            return false;
        before = here;
    }
    return true;
}

static void end_run(struct tally *tally)
{
    if (tally->last.size)
        tally->runs[tally->runs_count - 1].last = text_copy(tally->arena, buffer_text(&tally->last));
    tally->last.size = 0;
}

/* Goes on with the run of the block, or begins one; false when the rows are out of order. */
static bool go_on(struct tally *tally, const struct samples *samples)
{
    size_t id = samples->sampler->id;
    struct text first = samples_cell(samples, 0, id);
    if (!is_in_order(samples))
        return false;
    if (tally->state == BEGINNING || samples->block != tally->block) {
        end_run(tally);
        tally->runs =
            arena_reserve(tally->arena, tally->runs, &tally->runs_capacity, tally->runs_count + 1, sizeof *tally->runs);
        tally->runs[tally->runs_count++].first = text_copy(tally->arena, first);
        tally->block = samples->block;
        tally->state = IN_ORDER;
    } else if (!stands_before(buffer_text(&tally->last), first)) {
        return false;
    }
    tally->last.size = 0;
    buffer_add(&tally->last, samples_cell(samples, samples->count - 1, id));
    tally->rows += samples->count;
    return true;
}

bool tally_batch(struct tally *tally, const struct samples *samples)
{
    if (samples->count == 0 || tally->state == LOST)
        return false;
    if (tally->state != BY_HASH && !go_on(tally, samples))
        tally->state = tally->state == BEGINNING ? BY_HASH : LOST;
    return tally->state == BY_HASH;
}

static int by_first(const void *a, const void *b)
{
    const struct run_of_ids *x = a, *y = b;
    return stands_before(x->first, y->first) ? -1 : stands_before(y->first, x->first);
}

/* Whether the runs of all workers, sorted, leave no room for an id that stands in two. */
static bool are_apart(struct tally *const *tallies, size_t count)
{
    struct arena arena = {.exhausted = tallies[0]->arena->exhausted};
    size_t total = 0, at = 0;
    for (size_t i = 0; i < count; i++) {
        end_run(tallies[i]);
        total += tallies[i]->runs_count;
    }
    struct run_of_ids *all = arena_array(&arena, total, sizeof *all);
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < tallies[i]->runs_count; r++)
            all[at++] = tallies[i]->runs[r];
    if (total)
        qsort(all, total, sizeof *all, by_first);
    bool apart = true;
    for (size_t i = 1; i < total; i++)
        apart = apart && stands_before(all[i - 1].last, all[i].first);
    arena_free(&arena);
    return apart;
}

/* ---- by hash ---- */

/* The words of a part, one after the other, at `to`; its chunks can be had again. Returns the end. */
static uint64_t *take_part(struct tally *tally, struct chunks *part, uint64_t *to)
{
    for (struct chunk *chunk = part->first, *next; chunk; chunk = next) {
        memcpy(to, chunk->words, chunk->count * sizeof *to);
        to += chunk->count;
        next = chunk->next;
        chunk->next = tally->spare;
        tally->spare = chunk;
    }
    *part = (struct chunks){0};
    return to;
}

/* Writes what the worker holds, in one piece: what the system takes for a call is more than what it takes to copy. */
static bool spill(struct tally *tally, struct error *error)
{
    tally->segments = arena_reserve(tally->arena, tally->segments, &tally->segments_capacity, tally->segments_count + 1,
                                    sizeof *tally->segments);
    struct segment *segment = &tally->segments[tally->segments_count++];
    uint64_t *piece = tally->piece ? tally->piece : arena_array(tally->arena, (size_t)CHUNKS * CHUNK, sizeof *piece);
    uint64_t *end = piece;
    for (size_t p = 0; p < PARTS; p++) {
        end = take_part(tally, &tally->parts[p], end);
        segment->ends[p] = (uint32_t)(end - piece);
    }
    size_t size = (size_t)(end - piece) * sizeof *piece;
    segment->at = tally->written;
    tally->piece = piece;
    tally->written += (off_t)size;
    tally->held = 0;
    if ((tally->file < 0 && (tally->file = scratch_open()) < 0) || !scratch_write(tally->file, piece, size))
        return error_set(error, STATUS_IO,
                         "cannot keep the hashes of the ids in a temporary file: %s (TMPDIR names another folder)",
                         strerror(errno));
    return true;
}

/* Another chunk of a part; NULL when what is held cannot be written. */
static struct chunk *add_chunk(struct tally *tally, struct chunks *part, struct error *error)
{
    if (tally->held == CHUNKS && !spill(tally, error))
        return NULL;
    struct chunk *chunk = tally->spare;
    if (chunk)
        tally->spare = chunk->next;
    else
        chunk = arena_alloc(tally->arena, sizeof *chunk);
    chunk->next = NULL;
    chunk->count = 0;
    *(part->last ? &part->last->next : &part->first) = chunk;
    part->last = chunk;
    tally->held++;
    return chunk;
}

/* Moves what is staged of a part into its chunks. */
static bool flush(struct tally *tally, size_t number, struct error *error)
{
    struct chunks *part = &tally->parts[number];
    struct chunk *chunk = part->last;
    size_t count = tally->staged_count[number];
    if ((!chunk || chunk->count + count > CHUNK) && !(chunk = add_chunk(tally, part, error)))
        return false;
    memcpy(chunk->words + chunk->count, tally->staged[number], count * sizeof *chunk->words);
    chunk->count += count;
    tally->staged_count[number] = 0;
    return true;
}

bool tally_add(struct tally *tally, uint64_t hash, uint32_t group, struct error *error)
{
    bool wide = group >= WIDE;
    size_t part = hash >> 56;
    if (tally->staged_count[part] + wide >= STAGED && !flush(tally, part, error))
        return false;
    size_t at = tally->staged_count[part];
    tally->staged[part][at++] = hash << 8 | (wide ? WIDE : group);
    if (wide)
        tally->staged[part][at++] = group;
    tally->staged_count[part] = (uint8_t)at;
    tally->rows++;
    return true;
}

static bool flush_all(struct tally *tally, struct error *error)
{
    for (size_t p = 0; p < PARTS; p++)
        if (tally->staged_count[p] && !flush(tally, p, error))
            return false;
    return true;
}

/* ---- counting ---- */

/* What counts the parts that it takes: an open table of (hash, group), `size` a power of two; a hash that stands in
 * several groups has several places. */
struct counter {
    struct arena arena;
    uint64_t *hashes; /* 0: free */
    uint32_t *groups;
    size_t size;
    uint64_t *words; /* of a segment */
    size_t words_capacity;
    struct tally_sums sums;
    struct error error;
    bool failed;
};

struct count {
    struct tally *const *tallies;
    const uint32_t *const *maps;
    size_t tallies_count;
    struct counter *counters;
    size_t next; /* part */
};

static void count_row(struct counter *counter, uint64_t hash, uint32_t group)
{
    size_t mask = counter->size - 1, same = 0;
    size_t place = table_mix(hash) >> (64 - __builtin_ctzll(counter->size));
    for (; counter->hashes[place]; place = (place + 1) & mask)
        if (counter->hashes[place] == hash) {
            if (counter->groups[place] == group)
                return;
            same++;
        }
    counter->hashes[place] = hash;
    counter->groups[place] = group;
    counter->sums.ids += same == 0;
    counter->sums.shared += same == 1;
    counter->sums.groups[group]++;
}

static void count_words(struct counter *counter, const uint64_t *words, size_t count, const uint32_t *map)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = words[i] | WIDE; /* never 0 */
        uint32_t group = words[i] & WIDE;
        if (group == WIDE)
            group = (uint32_t)words[++i];
        count_row(counter, hash, map ? map[group] : group);
    }
}

static size_t segment_start(const struct segment *segment, size_t part)
{
    return part ? segment->ends[part - 1] : 0;
}

static size_t count_held(const struct count *count, size_t part)
{
    size_t words = 0;
    for (size_t i = 0; i < count->tallies_count; i++) {
        const struct tally *tally = count->tallies[i];
        for (size_t s = 0; s < tally->segments_count; s++)
            words += tally->segments[s].ends[part] - segment_start(&tally->segments[s], part);
        for (const struct chunk *chunk = tally->parts[part].first; chunk; chunk = chunk->next)
            words += chunk->count;
    }
    return words;
}

/* An empty table for so many rows, at most half full. */
static void clear_table(struct counter *counter, size_t rows)
{
    size_t size = counter->size ? counter->size : 64;
    if (counter->size && 2 * rows <= counter->size) {
        memset(counter->hashes, 0, counter->size * sizeof *counter->hashes);
        return;
    }
    while (size < 2 * rows)
        size *= 2;
    arena_resize(&counter->arena, counter->hashes, counter->size * sizeof *counter->hashes, 0);
    arena_resize(&counter->arena, counter->groups, counter->size * sizeof *counter->groups, 0);
    counter->hashes = arena_array(&counter->arena, size, sizeof *counter->hashes);
    counter->groups = arena_array(&counter->arena, size, sizeof *counter->groups);
    counter->size = size;
}

static bool count_segments(struct counter *counter, const struct tally *tally, const uint32_t *map, size_t part)
{
    for (size_t s = 0; s < tally->segments_count; s++) {
        const struct segment *segment = &tally->segments[s];
        size_t start = segment_start(segment, part), count = segment->ends[part] - start;
        counter->words =
            arena_reserve(&counter->arena, counter->words, &counter->words_capacity, count, sizeof(uint64_t));
        if (!scratch_read(tally->file, counter->words, count * sizeof(uint64_t),
                          segment->at + (off_t)(start * sizeof(uint64_t))))
            return error_set(&counter->error, STATUS_IO, "cannot read the hashes of the ids back: %s", strerror(errno));
        count_words(counter, counter->words, count, map);
    }
    return true;
}

static bool count_part(struct counter *counter, const struct count *count, size_t part)
{
    clear_table(counter, count_held(count, part));
    for (size_t i = 0; i < count->tallies_count; i++) {
        const struct tally *tally = count->tallies[i];
        const uint32_t *map = count->maps ? count->maps[i] : NULL;
        if (!count_segments(counter, tally, map, part))
            return false;
        for (const struct chunk *chunk = tally->parts[part].first; chunk; chunk = chunk->next)
            count_words(counter, chunk->words, chunk->count, map);
    }
    return true;
}

static void count_parts(void *state, unsigned worker)
{
    struct count *count = state;
    struct counter *counter = &count->counters[worker];
    size_t part;
    while (!counter->failed && (part = __atomic_fetch_add(&count->next, 1, __ATOMIC_RELAXED)) < PARTS)
        counter->failed = !count_part(counter, count, part);
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

bool tally_lost(struct tally *const *tallies, size_t count)
{
    size_t in_order = 0, by_hash = 0;
    bool lost = false;
    for (size_t i = 0; i < count; i++) {
        in_order += tallies[i]->state == IN_ORDER;
        by_hash += tallies[i]->state == BY_HASH;
        lost |= tallies[i]->state == LOST;
    }
    return lost || (in_order && (by_hash || !are_apart(tallies, count)));
}

bool tally_count(struct tally_sums *sums, struct arena *arena, struct tally *const *tallies,
                 const uint32_t *const *maps, size_t count, size_t groups, struct error *error)
{
    bool by_hash = false;
    *sums = (struct tally_sums){0};
    for (size_t i = 0; i < count; i++) {
        sums->ids += tallies[i]->rows;
        by_hash |= tallies[i]->state == BY_HASH;
    }
    if (!by_hash)
        return true;
    struct count all = {tallies, maps, count, arena_array(arena, count, sizeof *all.counters), 0};
    sums->ids = 0;
    sums->groups = arena_array(arena, groups, sizeof *sums->groups);
    for (size_t i = 0; i < count; i++) {
        if (!flush_all(tallies[i], error))
            return false;
        all.counters[i].arena.exhausted = arena->exhausted;
        all.counters[i].sums.groups = arena_array(&all.counters[i].arena, groups, sizeof *sums->groups);
    }
    pool_run((unsigned)count, count_parts, &all);
    bool counted = true;
    for (size_t i = 0; i < count; i++)
        counted &= add_up(sums, &all.counters[i], groups, error);
    return counted;
}
