#include "input/tally.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/table_hash.h"

enum {
    PARTS = 256,
    SEGMENT = 1 << 18, /* records that a worker holds */
};

struct record {
    uint64_t hash;
    uint32_t group;
};

/* Ids in order: those of a block, or of what one worker saw of it. */
struct run_of_ids {
    struct text first, last;
};

/* Records sorted into parts. */
struct segment {
    long at; /* in the file */
    uint32_t ends[PARTS];
};

struct tally {
    struct arena *arena;
    enum { BEGINNING, IN_ORDER, BY_HASH, LOST } state;

    uint64_t rows, block;
    struct run_of_ids *runs;
    size_t runs_count, runs_capacity;
    struct buffer last; /* id of the block at hand */

    struct record *records, *sorted;
    size_t count, capacity, sorted_capacity;
    struct segment *segments; /* in the file */
    size_t segments_count, segments_capacity;
    FILE *file;
};

static void close_file(void *resource)
{
    struct tally *tally = resource;
    if (tally->file)
        fclose(tally->file);
}

struct tally *tally_open(struct arena *arena, bool by_hash)
{
    struct tally *tally = arena_alloc(arena, sizeof *tally);
    *tally = (struct tally){.arena = arena, .state = by_hash ? BY_HASH : BEGINNING, .last = {.arena = arena}};
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

static size_t part_of(uint64_t hash)
{
    return hash >> 56;
}

/* Sorts the records into parts. */
static void sort_parts(struct tally *tally, uint32_t *ends)
{
    uint32_t next[PARTS] = {0}, start = 0;
    tally->sorted =
        arena_reserve(tally->arena, tally->sorted, &tally->sorted_capacity, tally->count, sizeof *tally->sorted);
    for (size_t i = 0; i < tally->count; i++)
        next[part_of(tally->records[i].hash)]++;
    for (size_t p = 0; p < PARTS; p++) {
        ends[p] = start + next[p];
        next[p] = start;
        start = ends[p];
    }
    for (size_t i = 0; i < tally->count; i++)
        tally->sorted[next[part_of(tally->records[i].hash)]++] = tally->records[i];
}

static bool spill(struct tally *tally, struct error *error)
{
    if (!tally->file)
        tally->file = tmpfile();
    tally->segments = arena_reserve(tally->arena, tally->segments, &tally->segments_capacity, tally->segments_count + 1,
                                    sizeof *tally->segments);
    struct segment *segment = &tally->segments[tally->segments_count++];
    sort_parts(tally, segment->ends);
    bool written = tally->file && (segment->at = ftell(tally->file)) >= 0 &&
                   fwrite(tally->sorted, sizeof *tally->sorted, tally->count, tally->file) == tally->count;
    int why = errno;
    tally->count = 0;
    return written ? true
                   : error_set(error, STATUS_IO, "cannot keep the hashes of the ids in a temporary file: %s",
                               strerror(why));
}

bool tally_add(struct tally *tally, uint64_t hash, uint32_t group, struct error *error)
{
    if (tally->count == SEGMENT && !spill(tally, error))
        return false;
    tally->records =
        arena_reserve(tally->arena, tally->records, &tally->capacity, tally->count + 1, sizeof *tally->records);
    tally->records[tally->count++] = (struct record){hash, group};
    tally->rows++;
    return true;
}

/* ---- counting ---- */

/* A part of what a worker has: where its records begin and end. */
static void find_part(const uint32_t *ends, size_t part, size_t *start, size_t *end)
{
    *start = part ? ends[part - 1] : 0;
    *end = ends[part];
}

/* All records of a part, of all workers. */
struct part {
    struct record *records;
    size_t count, capacity;
};

static void rename_groups(struct record *records, size_t count, const uint32_t *map)
{
    for (size_t i = 0; map && i < count; i++)
        records[i].group = map[records[i].group];
}

static bool read_part(struct part *part, size_t number, struct tally *tally, const struct segment *rest,
                      const uint32_t *map, struct arena *arena, struct error *error)
{
    size_t start, end;
    for (size_t s = 0; s <= tally->segments_count; s++) {
        const struct segment *segment = s < tally->segments_count ? &tally->segments[s] : rest;
        find_part(segment->ends, number, &start, &end);
        if (start == end)
            continue;
        part->records =
            arena_reserve(arena, part->records, &part->capacity, part->count + end - start, sizeof *part->records);
        struct record *into = part->records + part->count;
        if (segment == rest)
            memcpy(into, tally->sorted + start, (end - start) * sizeof *into);
        else if (fseek(tally->file, segment->at + (long)(start * sizeof *into), SEEK_SET) != 0 ||
                 fread(into, sizeof *into, end - start, tally->file) != end - start)
            return error_set(error, STATUS_IO, "cannot read the hashes of the ids back: %s", strerror(errno));
        rename_groups(into, end - start, map);
        part->count += end - start;
    }
    return true;
}

/* An open table of (hash, group), `size` a power of two; a hash that stands in several groups has several places. */
static void count_part(const struct part *part, struct record *table, size_t size, struct tally_sums *sums)
{
    int shift = 64 - __builtin_ctzll(size);
    for (size_t i = 0; i < part->count; i++) {
        const struct record *record = &part->records[i];
        size_t place = table_mix(record->hash) >> shift, same = 0;
        for (; table[place].group; place = (place + 1) & (size - 1))
            if (table[place].hash == record->hash) {
                if (table[place].group == record->group + 1)
                    break;
                same++;
            }
        if (table[place].group)
            continue;
        table[place] = (struct record){record->hash, record->group + 1}; /* 0: free */
        sums->ids += same == 0;
        sums->shared += same == 1;
        sums->groups[record->group]++;
    }
}

static bool count_parts(struct tally_sums *sums, struct arena *arena, struct tally *const *tallies,
                        const uint32_t *const *maps, size_t count, struct error *error)
{
    struct segment *rests = arena_array(arena, count, sizeof *rests);
    for (size_t i = 0; i < count; i++)
        sort_parts(tallies[i], rests[i].ends);
    struct part part = {0};
    size_t size = 64;
    struct record *table = arena_array(arena, size, sizeof *table);
    for (size_t p = 0; p < PARTS; p++) {
        part.count = 0;
        for (size_t i = 0; i < count; i++)
            if (!read_part(&part, p, tallies[i], &rests[i], maps ? maps[i] : NULL, arena, error))
                return false;
        if (2 * part.count > size) {
            arena_resize(arena, table, size * sizeof *table, 0);
            while (size < 2 * part.count)
                size *= 2;
            table = arena_array(arena, size, sizeof *table);
        } else {
            memset(table, 0, size * sizeof *table);
        }
        count_part(&part, table, size, sums);
    }
    return true;
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
    struct arena scratch = {.exhausted = arena->exhausted};
    sums->ids = 0;
    sums->groups = arena_array(arena, groups, sizeof *sums->groups);
    bool counted = count_parts(sums, &scratch, tallies, maps, count, error);
    arena_free(&scratch);
    return counted;
}
