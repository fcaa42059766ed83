/*
 * test_tally.c - numbers of ids, counted by hash: exact, through the temporary file too.
 */
#include "unit.h"

#include "dengine/hash.h"
#include "input/tally.h"

static uint64_t hash_of(uint64_t id)
{
    return hash_text(1, (struct text){(const char *)&id, sizeof id});
}

/* 700,000 rows of 100,000 ids, told to three workers, who call the two groups differently. */
static void repeated_ids_count_once(void **state)
{
    enum { ROWS = 700000, IDS = 100000, WORKERS = 3, GROUPS = 2 };
    static bool seen[IDS][GROUPS];
    struct tally *tallies[WORKERS];
    static const uint32_t straight[GROUPS] = {0, 1}, crossed[GROUPS] = {1, 0};
    const uint32_t *const names[WORKERS] = {straight, crossed, straight};
    struct error error;
    uint64_t chance = 3;
    for (size_t i = 0; i < WORKERS; i++)
        tallies[i] = tally_open(*state, true);
    for (size_t i = 0; i < ROWS; i++) {
        uint64_t id = random_below(&chance, IDS), group = id % 10 == 0 ? random_below(&chance, GROUPS) : id % GROUPS;
        size_t worker = random_below(&chance, 20) ? 0 : random_below(&chance, WORKERS); /* one has most of them */
        seen[id][group] = true;
        assert_true(tally_add(tallies[worker], hash_of(id), names[worker][group], &error));
    }
    uint64_t ids = 0, shared = 0, groups[GROUPS] = {0};
    for (size_t i = 0; i < IDS; i++) {
        ids += seen[i][0] || seen[i][1];
        shared += seen[i][0] && seen[i][1];
        for (size_t g = 0; g < GROUPS; g++)
            groups[g] += seen[i][g];
    }
    struct tally_sums sums;
    assert_false(tally_lost(tallies, WORKERS));
    assert_true(tally_count(&sums, *state, tallies, names, WORKERS, GROUPS, &error));
    assert_int_equal(sums.ids, ids);
    assert_int_equal(sums.shared, shared);
    assert_int_equal(sums.groups[0], groups[0]);
    assert_int_equal(sums.groups[1], groups[1]);
}

/* Draws are known before: whoever makes a file can let all of them end alike. They are counted as fast as others,
 * where each would meet all those before it this takes minutes. */
static void draws_that_end_alike_do_not_meet(void **state)
{
    enum { ROWS = 1 << 20 };
    struct tally *tally = tally_open(*state, true);
    struct tally_sums sums;
    struct error error;
    for (uint64_t i = 0; i < ROWS; i++) {
        uint64_t high = 0x55000000 | i;
        assert_true(tally_add(tally, high << 32 | (high ^ (i & 7)), 0, &error));
    }
    assert_true(tally_count(&sums, *state, &tally, NULL, 1, 1, &error));
    assert_int_equal(sums.ids, ROWS);
}

static void no_row_is_no_id(void **state)
{
    struct tally *tallies[] = {tally_open(*state, true), tally_open(*state, false)};
    struct tally_sums sums;
    struct error error;
    assert_true(tally_count(&sums, *state, tallies, NULL, COUNT(tallies), 1, &error));
    assert_int_equal(sums.ids, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(repeated_ids_count_once),
        TEST(draws_that_end_alike_do_not_meet),
        TEST(no_row_is_no_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
