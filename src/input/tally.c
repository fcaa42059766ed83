#include "input/tally.h"

#include <stdlib.h>
#include <string.h>

/* Ids in order: those of a block, or of what one worker saw of it. */
struct run_of_ids {
    struct text first, last;
};

struct tally {
    struct arena *arena;
    enum { BEGINNING, IN_ORDER, BY_HASH, LOST } state;

    uint64_t rows, block;
    struct run_of_ids *runs;
    size_t runs_count, runs_capacity;
    struct buffer last; /* id of the block at hand */

    struct hashes *hashes; /* NULL: not by hash */
};

static void begin_by_hash(struct tally *tally)
{
    tally->state = BY_HASH;
    tally->hashes = hashes_open(tally->arena);
}

struct tally *tally_open(struct arena *arena, bool by_hash)
{
    struct tally *tally = arena_alloc(arena, sizeof *tally);
    *tally = (struct tally){.arena = arena, .state = BEGINNING, .last = {.arena = arena}};
    if (by_hash)
        begin_by_hash(tally);
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
    if (tally->state == BY_HASH || go_on(tally, samples))
        return tally->state == BY_HASH;
    if (tally->state == BEGINNING)
        begin_by_hash(tally);
    else
        tally->state = LOST;
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

bool tally_add(struct tally *tally, uint64_t hash, uint32_t group, struct error *error)
{
    tally->rows++;
    return hashes_add(tally->hashes, hash, group, error);
}

/* Those of the workers that have met any. */
static bool count_hashes(struct tally_sums *sums, struct arena *arena, struct tally *const *tallies,
                         const uint32_t *const *maps, size_t count, size_t groups, struct error *error)
{
    struct hashes **hashes = arena_array(arena, count, sizeof *hashes);
    const uint32_t **names = arena_array(arena, count, sizeof *names);
    size_t met = 0;
    for (size_t i = 0; i < count; i++) {
        if (tallies[i]->state != BY_HASH)
            continue;
        if (!hashes_settle(tallies[i]->hashes, error))
            return false;
        hashes[met] = tallies[i]->hashes;
        names[met++] = maps ? maps[i] : NULL;
    }
    return hashes_count(sums, arena, hashes, names, met, groups, error);
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
    sums->ids = 0;
    sums->groups = arena_array(arena, groups, sizeof *sums->groups);
    return count_hashes(sums, arena, tallies, maps, count, groups, error);
}
