/*
 * test_strata.c - strata, exact sums, and how many rows each stratum gives.
 */
#include "unit.h"

#include <math.h>

#include "dengine/draw.h"
#include "dengine/hash.h"
#include "select/strata_trim.h"

/* ---- moments ---- */

static void deviations_are_those_of_the_formula(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        double values[5], deviation;
    } cases[] = {
        {0, {0}, 0},
        {1, {5}, 0},
        {2, {5, 5}, 0},
        {2, {1, 3}, 1},
        {4, {2, 4, 4, 6}, 1.4142135623730951},
        {5, {-2, -1, 0, 1, 2}, 1.4142135623730951},
        {2, {-1e9, 1e9}, 1e9},
        {3, {0.001, 0.002, 0.003}, 0.000816496580927726},
        {2, {100000, 100001}, 0.5},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct moments moments = {0};
        for (size_t k = 0; k < cases[i].count; k++)
            moments_add(&moments, cases[i].values[k]);
        double deviation = moments_deviation(&moments);
        check(fabs(deviation - cases[i].deviation) <= 1e-6 * cases[i].deviation, "case %zu: %.12g", i, deviation);
    }
}

/* Bit for bit, whatever the order and the shards. */
static void moments_do_not_depend_on_the_order(void **state)
{
    (void)state;
    enum { VALUES = 5000 };
    static double values[VALUES];
    uint64_t chance = 1;
    struct moments forward = {0}, parts[3] = {{0}};
    for (size_t i = 0; i < VALUES; i++) {
        values[i] = (random_unit(&chance) - 0.5) * pow(10, (double)random_below(&chance, 10));
        moments_add(&forward, values[i]);
    }
    for (size_t i = VALUES; i > 0; i--)
        moments_add(&parts[i % 3], values[i - 1]);
    moments_merge(&parts[2], &parts[0]);
    moments_merge(&parts[2], &parts[1]);
    assert_true(forward.count == parts[2].count && forward.sum == parts[2].sum && forward.squares == parts[2].squares);
    double a = moments_deviation(&forward), b = moments_deviation(&parts[2]);
    assert_memory_equal(&a, &b, sizeof a);
}

/* A trillion rows of the largest values: half of them 1e9, half -1e9 or 0. */
static void sums_of_a_trillion_rows_do_not_overflow(void **state)
{
    (void)state;
    static const struct {
        double a, b, deviation;
    } cases[] = {{1e9, -1e9, 1e9}, {1e9, 0, 5e8}, {-1e9, 0, 5e8}, {1e9, 1e9, 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct moments moments = {0};
        moments_add(&moments, cases[i].a);
        moments_add(&moments, cases[i].b);
        for (int doubled = 0; doubled < 39; doubled++)
            moments_merge(&moments,
                          &(struct moments){moments.count, moments.sum, moments.squares, moments.squares_high});
        assert_true(moments.count > 1000000000000);
        double deviation = moments_deviation(&moments);
        check(fabs(deviation - cases[i].deviation) <= 1e-6 * cases[i].deviation, "case %zu: %.12g", i, deviation);
    }
}

/* ---- the table of strata ---- */

static struct text name_of(struct arena *arena, uint64_t number)
{
    struct buffer name = {.arena = arena};
    buffer_format(&name, "stratum %llu", (unsigned long long)number);
    return buffer_text(&name);
}

static void strata_are_found_merged_and_sorted(void **state)
{
    enum { NAMES = 700, ROWS = 20000 };
    struct strata *whole = strata_open(*state, 3), *parts[2] = {strata_open(*state, 3), strata_open(*state, 3)};
    uint64_t chance = 1;
    for (int i = 0; i < ROWS; i++) {
        struct text name = name_of(*state, random_below(&chance, NAMES)), id = name_of(*state, random_next(&chance));
        struct top_key key = {.scores = {(int64_t)random_below(&chance, 1000)}, .tie = random_next(&chance)};
        double value = random_unit(&chance);
        struct strata *both[] = {whole, parts[i % 2]};
        for (size_t k = 0; k < 2; k++) {
            struct stratum *stratum = strata_find(both[k], name, name.size);
            stratum->size++;
            strata_spread(both[k], stratum, value);
            strata_offer(both[k], stratum, &key, id, NULL, 0);
        }
    }
    strata_merge(parts[0], parts[1]);
    assert_int_equal(strata_count(whole), NAMES);
    assert_int_equal(strata_count(parts[0]), NAMES);
    struct stratum **all = strata_sorted(whole), **merged = strata_sorted(parts[0]);
    uint64_t rows = 0;
    for (size_t i = 0; i < NAMES; i++) {
        assert_true(i == 0 || text_compare(stratum_name(all[i - 1]), stratum_name(all[i])) < 0);
        assert_true(text_equal(all[i]->key, merged[i]->key) && all[i]->size == merged[i]->size);
        assert_true(all[i]->spread->sum == merged[i]->spread->sum);
        assert_int_equal(all[i]->rows.count, merged[i]->rows.count);
        drawn_sort(&all[i]->rows);
        drawn_sort(&merged[i]->rows);
        for (size_t k = 0; k < all[i]->rows.count; k++)
            assert_true(text_equal(drawn_id(all[i]->rows.rows[k]), drawn_id(merged[i]->rows.rows[k])));
        rows += all[i]->size;
    }
    assert_int_equal(rows, ROWS);
    assert_ptr_equal(strata_find(whole, TEXT("stratum 0"), 9), strata_find(whole, TEXT("stratum 0"), 9));
}

/* ---- allocation ---- */

enum { MOST_STRATA = 40 };

/* Strata named a, b, c ... of these sizes; the values spread evenly from -width to width. */
static void make_strata(struct arena *arena, struct stratum *strata, struct stratum **list, const uint64_t *sizes,
                        const double *deviations, size_t count)
{
    static const char names[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (size_t i = 0; i < count; i++) {
        strata[i] = (struct stratum){.key = {names + i, 1}, .shown = 1, .size = sizes[i]};
        if (deviations && sizes[i]) { /* half of it below the mean, half above */
            strata[i].spread = arena_alloc(arena, sizeof *strata[i].spread);
            moments_add(strata[i].spread, 10 - deviations[i]);
            moments_add(strata[i].spread, 10 + deviations[i]);
        }
        list[i] = &strata[i];
    }
}

static void allocations_are_those_of_the_formula(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        enum allocation allocation;
        uint64_t n, least;
        size_t count;
        uint64_t sizes[5];
        double deviations[5];
        uint64_t taken[5];
    } cases[] = {
        {"equal", ALLOCATE_EQUAL, 30, 0, 3, {100, 50, 10}, {0}, {10, 10, 10}},
        {"a small one gives all it has", ALLOCATE_EQUAL, 30, 0, 3, {100, 50, 2}, {0}, {14, 14, 2}},
        {"two rounds", ALLOCATE_EQUAL, 30, 0, 4, {100, 9, 8, 2}, {0}, {11, 9, 8, 2}},
        {"the rest to the first names", ALLOCATE_EQUAL, 8, 0, 5, {9, 9, 9, 9, 9}, {0}, {2, 2, 2, 1, 1}},
        {"proportional", ALLOCATE_PROPORTIONAL, 10, 0, 3, {50, 30, 20}, {0}, {5, 3, 2}},
        {"largest remainders", ALLOCATE_PROPORTIONAL, 10, 0, 3, {56, 27, 17}, {0}, {5, 3, 2}}, /* 5.6, 2.7, 1.7 */
        {"all", ALLOCATE_PROPORTIONAL, 100, 0, 3, {50, 30, 20}, {0}, {50, 30, 20}},
        {"more than all", ALLOCATE_EQUAL, 1000, 0, 3, {50, 30, 20}, {0}, {50, 30, 20}},
        {"none", ALLOCATE_EQUAL, 0, 0, 2, {50, 30}, {0}, {0, 0}},
        {"one", ALLOCATE_SQRT, 7, 0, 1, {50}, {0}, {7}},
        {"sqrt", ALLOCATE_SQRT, 16, 0, 3, {100, 25, 1}, {0}, {10, 5, 1}},
        {"sqrt, one full", ALLOCATE_SQRT, 30, 0, 3, {400, 100, 1}, {0}, {19, 10, 1}},
        {"neyman", ALLOCATE_NEYMAN, 20, 0, 2, {100, 100}, {1, 3}, {5, 15}},
        {"neyman by size too", ALLOCATE_NEYMAN, 20, 0, 2, {300, 100}, {1, 2}, {12, 8}},
        {"no spread, no rows", ALLOCATE_NEYMAN, 20, 0, 3, {100, 100, 100}, {1, 0, 1}, {10, 0, 10}},
        {"but the least", ALLOCATE_NEYMAN, 20, 2, 3, {100, 100, 100}, {1, 0, 1}, {9, 2, 9}},
        {"no spread at all: by size", ALLOCATE_NEYMAN, 10, 0, 3, {50, 30, 20}, {0}, {5, 3, 2}},
        {"spread ones full: the rest by size", ALLOCATE_NEYMAN, 40, 0, 3, {10, 40, 80}, {5, 0, 0}, {10, 10, 20}},
        {"least", ALLOCATE_PROPORTIONAL, 50, 5, 3, {1000, 10, 5}, {0}, {40, 5, 5}},
        {"least is all of a small one", ALLOCATE_PROPORTIONAL, 50, 5, 3, {1000, 10, 3}, {0}, {42, 5, 3}},
        {"least of all is just n", ALLOCATE_PROPORTIONAL, 13, 5, 3, {1000, 10, 3}, {0}, {5, 5, 3}},
        {"least above the share of the others", ALLOCATE_PROPORTIONAL, 30, 8, 3, {100, 100, 9}, {0}, {11, 11, 8}},
        {"an empty stratum", ALLOCATE_EQUAL, 10, 2, 3, {20, 0, 20}, {0}, {5, 0, 5}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct stratum strata[MOST_STRATA], *list[MOST_STRATA];
        uint64_t needed;
        make_strata(*state, strata, list, cases[i].sizes, cases[i].deviations, cases[i].count);
        check(strata_allocate(list, cases[i].count, cases[i].allocation, cases[i].n, cases[i].least, 0, &needed), "%s",
              cases[i].what);
        for (size_t k = 0; k < cases[i].count; k++)
            check(strata[k].taken == cases[i].taken[k], "%s: %c gives %llu, not %llu", cases[i].what,
                  strata[k].key.data[0], (unsigned long long)strata[k].taken, (unsigned long long)cases[i].taken[k]);
    }
}

/* With fewer rows than strata each stratum has its turn, and a seed decides once for all orders. */
static void few_rows_for_many_strata(void **state)
{
    (void)state;
    enum { STRATA = 10, SEEDS = 600 };
    size_t turns[STRATA] = {0};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct stratum strata[MOST_STRATA], *list[MOST_STRATA];
        uint64_t sizes[STRATA], taken[STRATA], needed;
        for (size_t i = 0; i < STRATA; i++)
            sizes[i] = 50;
        make_strata(*state, strata, list, sizes, NULL, STRATA);
        assert_true(strata_allocate(list, STRATA, ALLOCATE_EQUAL, 3, 0, seed, &needed));
        for (size_t i = 0; i < STRATA; i++) {
            assert_true(strata[i].taken <= 1);
            turns[i] += taken[i] = strata[i].taken;
            list[i] = &strata[STRATA - 1 - i];
        }
        assert_true(strata_allocate(list, STRATA, ALLOCATE_EQUAL, 3, 0, seed, &needed));
        for (size_t i = 0; i < STRATA; i++)
            assert_int_equal(strata[i].taken, taken[i]);
    }
    for (size_t i = 0; i < STRATA; i++) /* 180 expected, standard deviation 11 */
        check(turns[i] > 135 && turns[i] < 225, "stratum %zu has %zu turns", i, turns[i]);
}

/* A queue with equal shares, written down; trimmed after every so many rows, if at all. */
static void share_equally(struct buffer *out, struct arena *arena, uint64_t seed, uint64_t least, int trim, int shards)
{
    enum { ROWS = 4000, TOP = 60, MOST_SHARDS = 3 };
    struct strata *parts[MOST_SHARDS];
    for (int s = 0; s < shards; s++)
        parts[s] = strata_open(arena, TOP);
    bool seen[ROWS] = {false};
    uint64_t chance = seed, kinds = 1 + random_below(&chance, seed % 2 ? 30 : 90), sizes[ROWS] = {0};
    for (int i = 0; i < ROWS; i++) {
        /* Rare strata, late strata, repeated ids. */
        uint64_t kind = random_below(&chance, kinds) * random_below(&chance, (uint64_t)i + 1) / ROWS;
        uint64_t number = kind + kinds * random_below(&chance, ROWS / 2 / kinds);
        struct text id = name_of(arena, number);
        struct text name = name_of(arena, kind);
        sizes[kind] += !seen[number];
        seen[number] = true;
        uint64_t hash = hash_text(seed, id);
        struct strata *part = parts[i % shards];
        struct stratum *stratum = strata_find(part, name, name.size);
        struct top_key key = {.scores = {draw_score(hash_unit(hash))}, .tie = hash};
        if (hash <= stratum->limit && strata_wants(part, stratum, key.scores[0]))
            strata_offer(part, stratum, &key, id, NULL, 0);
        if (trim && i % trim == 0)
            strata_trim(part, &(struct strata_equal){TOP, least, seed, seed % 5 == 0});
    }
    for (int s = 1; s < shards; s++)
        strata_merge(parts[0], parts[s]);
    struct stratum **all = strata_sorted(parts[0]);
    size_t count = strata_count(parts[0]);
    uint64_t needed;
    for (size_t i = 0; i < count; i++)
        all[i]->size = sizes[strtoull(all[i]->key.data + strlen("stratum "), NULL, 10)];
    if (!strata_allocate(all, count, ALLOCATE_EQUAL, TOP, least, seed, &needed))
        buffer_format(out, "%llu needed\n", (unsigned long long)needed);
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "%.*s %llu\n", SHOW(stratum_name(all[i])), (unsigned long long)all[i]->size);
        drawn_sort(&all[i]->rows);
        check(all[i]->rows.count >= all[i]->taken, "a candidate is missing with seed %llu", (unsigned long long)seed);
        for (size_t r = 0; r < all[i]->taken; r++)
            buffer_format(out, " %.*s", SHOW(drawn_id(all[i]->rows.rows[r])));
    }
}

static void trimming_changes_nothing(void **state)
{
    for (uint64_t seed = 1; seed < 60; seed++)
        for (uint64_t least = 0; least < 4; least += 3) {
            struct buffer whole = {.arena = *state}, trimmed = {.arena = *state};
            share_equally(&whole, *state, seed, least, 0, 1);
            share_equally(&trimmed, *state, seed, least, 1 + (int)seed % 50, 1 + (int)seed % 3);
            assert_string_equal(buffer_string(&whole), buffer_string(&trimmed));
        }
}

static void too_many_needed(void **state)
{
    (void)state;
    struct stratum strata[MOST_STRATA], *list[MOST_STRATA];
    uint64_t needed;
    make_strata(*state, strata, list, (uint64_t[]){1000, 10, 5}, NULL, 3);
    assert_false(strata_allocate(list, 3, ALLOCATE_EQUAL, 30, 20, 0, &needed));
    assert_int_equal(needed, 35);
    assert_true(strata_allocate(list, 3, ALLOCATE_EQUAL, 35, 20, 0, &needed));
    assert_true(strata_allocate(list, 0, ALLOCATE_EQUAL, 30, 20, 0, &needed));
}

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* Whatever the strata: the sum is n, the bounds hold, and what the unbounded ones give is in proportion
 * to their weights but for one row. */
static void allocations_keep_their_promises(void **state)
{
    (void)state;
    uint64_t chance = 1;
    for (int round = 0; round < 40000; round++) {
        struct stratum strata[MOST_STRATA], *list[MOST_STRATA];
        uint64_t sizes[MOST_STRATA], population = 0, least = random_below(&chance, 4) * random_below(&chance, 8);
        double deviations[MOST_STRATA];
        size_t count = 1 + random_below(&chance, MOST_STRATA);
        uint64_t scale = UINT64_C(1) << random_below(&chance, 24);
        for (size_t i = 0; i < count; i++) {
            sizes[i] = random_below(&chance, 1 + random_below(&chance, 1 + scale));
            deviations[i] = round % 3 ? 0.1 + 9 * random_unit(&chance) : (double)random_below(&chance, 2);
            population += sizes[i];
        }
        enum allocation allocation = (enum allocation)(round % 4);
        uint64_t n = random_below(&chance, population + 3), needed, expected_needed = 0, sum = 0;
        make_strata(*state, strata, list, sizes, deviations, count);
        for (size_t i = 0; i < count; i++)
            expected_needed += smaller(sizes[i], least);
        bool allocated = strata_allocate(list, count, allocation, n, least, 0, &needed);
        assert_true(needed == expected_needed && allocated == (needed <= smaller(n, population)));
        double lowest = HUGE_VAL, highest = 0;
        for (size_t i = 0; allocated && i < count; i++) {
            const struct stratum *stratum = &strata[i];
            uint64_t taken = stratum->taken;
            sum += taken;
            check(taken <= stratum->size && taken >= smaller(stratum->size, least), "round %d: %llu of %llu", round,
                  (unsigned long long)taken, (unsigned long long)stratum->size);
            bool proportional = allocation != ALLOCATE_NEYMAN || round % 3; /* all weights above 0 */
            if (proportional && taken > smaller(stratum->size, least))      /* not held up */
                highest = fmax(highest, ((double)taken - 1) / stratum->weight);
            if (proportional && taken < stratum->size) /* not held down */
                lowest = fmin(lowest, ((double)taken + 1) / stratum->weight);
        }
        check(!allocated || sum == smaller(n, population), "round %d: %llu rows, not %llu", round,
              (unsigned long long)sum, (unsigned long long)n);
        check(highest <= lowest * (1 + 1e-9), "round %d: one gives %g by weight, another %g", round, highest, lowest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(deviations_are_those_of_the_formula),
        TEST(moments_do_not_depend_on_the_order),
        TEST(sums_of_a_trillion_rows_do_not_overflow),
        TEST(strata_are_found_merged_and_sorted),
        TEST(allocations_are_those_of_the_formula),
        TEST(few_rows_for_many_strata),
        TEST(trimming_changes_nothing),
        TEST(too_many_needed),
        TEST(allocations_keep_their_promises),
    };
    return cmocka_run_group_tests_name("strata", tests, NULL, NULL);
}
