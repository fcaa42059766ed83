/*
 * test_hash.c - hashes, which are the only source of chance, and the pool.
 */
#include "unit.h"

#include <stdatomic.h>

#include "base/pool.h"
#include "base/table_hash.h"
#include "dengine/hash.h"
#include "input/idmap.h"
#include "input/names.h"

/* ---- hash ---- */

/* From the test vectors of xxHash: a queue must be the same wherever it is made. */
static void hashes_are_those_of_xxh3(void **state)
{
    (void)state;
    assert_true(hash_text(0, TEXT("")) == UINT64_C(0x2D06800538D394C2));
    assert_true(hash_text(0, TEXT("a")) == UINT64_C(0xE6C632B61E964E1F));
    assert_true(hash_text(0, TEXT("abc")) == UINT64_C(0x78AF5F94892F3950));
    struct fingerprint empty = hash_fingerprint(TEXT(""));
    assert_true(empty.high == UINT64_C(0x99AA06D3014798D8) && empty.low == UINT64_C(0x6001C324468D497F));
}

static void streams_and_seeds_differ(void **state)
{
    (void)state;
    static const char *const seeds[] = {"0", "1", "", "2026-11-24", "batch 7"};
    static const enum hash_stream streams[] = {HASH_TIE, HASH_DRAW, HASH_SHARE, HASH_SAMPLE};
    uint64_t keys[COUNT(seeds) * COUNT(streams)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT(seeds); i++)
        for (size_t j = 0; j < COUNT(streams); j++)
            keys[count++] = hash_key(text_of(seeds[i]), streams[j]);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            check(keys[i] != keys[j], "keys %zu and %zu are the same", i, j);
            check(hash_text(keys[i], TEXT("fm_0001")) != hash_text(keys[j], TEXT("fm_0001")), "hashes %zu, %zu", i, j);
        }
    assert_true(hash_key(TEXT("0"), HASH_DRAW) == hash_key(TEXT("0"), HASH_DRAW));
}

/* Draws and ties of the same ids: each uniform, the two unrelated. */
static void units_are_uniform(void **state)
{
    (void)state;
    enum { IDS = 100000, BINS = 20 };
    assert_true(hash_unit(0) == 0);
    assert_true(hash_unit(UINT64_MAX) < 1);
    assert_true(hash_unit(UINT64_MAX) == 1 - 0x1p-53);
    uint64_t draw = hash_key(TEXT("0"), HASH_DRAW), tie = hash_key(TEXT("0"), HASH_TIE);
    static size_t bins[BINS][BINS];
    for (int i = 0; i < IDS; i++) {
        char id[16];
        int length = snprintf(id, sizeof id, "id_%07d", i);
        struct text text = {id, (size_t)length};
        double u = hash_unit(hash_text(draw, text)), v = hash_unit(hash_text(tie, text));
        assert_true(u >= 0 && u < 1 && v >= 0 && v < 1);
        bins[(size_t)(u * BINS)][(size_t)(v * BINS)]++;
    }
    double expected = (double)IDS / (BINS * BINS), chi_squared = 0;
    for (size_t i = 0; i < BINS; i++)
        for (size_t j = 0; j < BINS; j++) {
            double away = (double)bins[i][j] - expected;
            chi_squared += away * away / expected;
        }
    /* 399 degrees of freedom: mean 399, standard deviation 28. */
    check(chi_squared < 399 + 4 * 28, "chi squared is %g", chi_squared);
}

static void fingerprints_differ(void **state)
{
    enum { IDS = 20000 };
    struct fingerprint *prints = arena_array(*state, IDS, sizeof *prints);
    for (int i = 0; i < IDS; i++) {
        char id[16];
        int length = snprintf(id, sizeof id, "%d", i);
        prints[i] = hash_fingerprint((struct text){id, (size_t)length});
    }
    struct fingerprint zero = hash_fingerprint(TEXT("0001"));
    for (int i = 0; i < IDS; i++)
        assert_true(prints[i].low != zero.low); /* 0001 is no number of them */
    for (int i = 1; i < IDS; i++)
        assert_true(prints[i].low != prints[i - 1].low && prints[i].high != prints[i - 1].high);
}

/* A hash that can be told from outside is one that a file can be made to collide under. */
static void tables_are_keyed_by_the_process(void **state)
{
    (void)state;
    static const struct text ids[] = {BYTES("a"), BYTES("id_0001"), BYTES("a longer id, of more than sixteen bytes")};
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct fingerprint keyed = table_fingerprint(ids[i]), plain = hash_fingerprint(ids[i]);
        check(table_hash(ids[i]) != hash_text(0, ids[i]), "%.*s", SHOW(ids[i]));
        check(keyed.low != plain.low && keyed.high != plain.high, "%.*s", SHOW(ids[i]));
        check(table_mix(plain.low) != plain.low, "%.*s", SHOW(ids[i]));
    }
}

/* The longest way from a slot to the next free one: how many probes an id can cost. */
static size_t most_probes(const bool *taken, size_t count)
{
    size_t most = 0, run = 0;
    for (size_t i = 0; i < 2 * count; i++) { /* round the end once */
        run = taken[i % count] ? run + 1 : 0;
        if (run > most)
            most = run;
    }
    return most;
}

/* Ids that all want one slot of a table whose hash has the seed 0. */
static void craft_ids(struct arena *arena, struct text *ids, size_t count)
{
    enum { SLOTS = 4096 };
    size_t made = 0;
    for (size_t number = 0; made < count; number++) {
        char id[24];
        struct text text = {id, (size_t)snprintf(id, sizeof id, "%zu", number)};
        if ((hash_text(0, text) & (SLOTS - 1)) == 0)
            ids[made++] = text_copy(arena, text);
    }
}

static void crafted_ids_cost_no_more_probes(void **state)
{
    enum { IDS = 1000, MOST = 150 }; /* of ids that nobody crafted: about 20 */
    struct text ids[IDS];
    struct idmap map = {.arena = *state};
    struct names names = {.arena = *state};
    craft_ids(*state, ids, IDS);
    for (size_t i = 0; i < IDS; i++) {
        bool added;
        assert_true(idmap_add(&map, ids[i], &added) == i);
        assert_true(names_add(&names, ids[i]) == i);
    }
    assert_true(map.slots_count <= 4096 && names.slots_count <= 4096);
    bool taken[4096];
    for (size_t i = 0; i < map.slots_count; i++)
        taken[i] = map.slots[i] != 0;
    check(most_probes(taken, map.slots_count) < MOST, "idmap: %zu probes", most_probes(taken, map.slots_count));
    for (size_t i = 0; i < names.slots_count; i++)
        taken[i] = names.slots[i].number != 0;
    check(most_probes(taken, names.slots_count) < MOST, "names: %zu probes", most_probes(taken, names.slots_count));
}

/* ---- pool ---- */

struct tickets {
    atomic_uint next, seen[300];
    atomic_uint workers;
};

static void take_tickets(void *state, unsigned worker)
{
    struct tickets *tickets = state;
    atomic_fetch_or(&tickets->workers, worker < 31 ? 1u << worker : 0);
    for (unsigned ticket; (ticket = atomic_fetch_add(&tickets->next, 1)) < COUNT(tickets->seen);)
        atomic_fetch_add(&tickets->seen[ticket], 1);
}

static void pool_does_all_the_work_once(void **state)
{
    (void)state;
    static const unsigned threads[] = {0, 1, 2, 7, 1000};
    for (size_t i = 0; i < COUNT(threads); i++) {
        struct tickets tickets = {0};
        pool_run(threads[i], take_tickets, &tickets);
        for (size_t ticket = 0; ticket < COUNT(tickets.seen); ticket++)
            check(tickets.seen[ticket] == 1, "%u threads: ticket %zu was taken %u times", threads[i], ticket,
                  tickets.seen[ticket]);
        assert_true(tickets.workers & 1); /* the caller works too */
    }
    assert_true(pool_processors() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(hashes_are_those_of_xxh3),        TEST(streams_and_seeds_differ), TEST(units_are_uniform),
        TEST(tables_are_keyed_by_the_process), TEST(fingerprints_differ),      TEST(pool_does_all_the_work_once),
        TEST(crafted_ids_cost_no_more_probes),
    };
    return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
