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

enum { ROWS = 1200000, IDS = 100000, WORKERS = 3, MOST_GROUPS = 1000 };

/* The group in which a row of an id stands: each tenth id is shared. */
static uint32_t group_of(uint64_t *chance, uint64_t id, size_t groups)
{
    return (uint32_t)(id % 10 == 0 ? random_below(chance, groups) : id % groups);
}

/* 1,200,000 rows of 100,000 ids, told to three workers, the second of whom calls the groups the other way round. */
static void repeated_ids_count_once_in(void **state, size_t groups)
{
    bool *seen = arena_array(*state, (size_t)IDS * groups, sizeof *seen);
    uint32_t *straight = arena_array(*state, groups, sizeof *straight),
             *turned = arena_array(*state, groups, sizeof *turned);
    const uint32_t *const names[WORKERS] = {straight, turned, straight};
    struct tally *tallies[WORKERS];
    struct error error;
    uint64_t chance = 3;
    for (size_t i = 0; i < WORKERS; i++)
        tallies[i] = tally_open(*state, true);
    for (size_t g = 0; g < groups; g++)
        turned[g] = (uint32_t)(groups - 1) - (straight[g] = (uint32_t)g);
    for (size_t i = 0; i < ROWS; i++) {
        uint64_t id = random_below(&chance, IDS);
        uint32_t group = group_of(&chance, id, groups);
        size_t worker = random_below(&chance, 20) ? 0 : random_below(&chance, WORKERS); /* one has most of them */
        seen[id * groups + group] = true;
        assert_true(tally_add(tallies[worker], hash_of(id), names[worker][group], &error));
    }
    struct tally_sums sums;
    assert_false(tally_lost(tallies, WORKERS));
    assert_true(tally_count(&sums, *state, tallies, names, WORKERS, groups, &error));
    for (size_t i = 0; i < IDS; i++) {
        uint64_t times = 0;
        for (size_t g = 0; g < groups; g++) {
            times += seen[i * groups + g];
            sums.groups[g] -= seen[i * groups + g];
        }
        sums.ids -= times > 0;
        sums.shared -= times > 1;
    }
    assert_true(sums.ids == 0 && sums.shared == 0);
    for (size_t g = 0; g < groups; g++)
        assert_true(sums.groups[g] == 0);
}

/* Of two groups a row is a word, of a thousand many rows are two. */
static void repeated_ids_count_once(void **state)
{
    static const size_t groups[] = {1, 2, 255, 256, MOST_GROUPS};
    for (size_t i = 0; i < COUNT(groups); i++)
        repeated_ids_count_once_in(state, groups[i]);
}

/* Draws are known before: whoever makes a file can let all of them end alike. They are counted as fast as others,
 * where each would meet all those before it this takes minutes. */
static void draws_that_end_alike_do_not_meet_in(void **state, uint32_t group)
{
    enum { ALIKE = 1 << 20 };
    struct tally *tally = tally_open(*state, true);
    struct tally_sums sums;
    struct error error;
    for (uint64_t i = 0; i < ALIKE; i++) {
        uint64_t high = 0x55000000 | i;
        assert_true(tally_add(tally, high << 32 | (high ^ (i & 7)), group, &error));
    }
    assert_true(tally_count(&sums, *state, &tally, NULL, 1, MOST_GROUPS, &error));
    assert_int_equal(sums.ids, ALIKE);
    assert_int_equal(sums.groups[group], ALIKE);
}

/* They all are of one part, too: a block of them is written at once. */
static void draws_that_end_alike_do_not_meet(void **state)
{
    draws_that_end_alike_do_not_meet_in(state, 0);
    draws_that_end_alike_do_not_meet_in(state, MOST_GROUPS - 1);
}

/* Whoever goes on after that, as --draw does up to the end of the table, is told again. */
static void a_file_that_cannot_be_made_is_an_error(void **state)
{
    enum { MANY = 3 << 20 };
    struct tally *tally = tally_open(*state, true);
    struct error error;
    uint64_t untold = 0;
    assert_int_equal(setenv("TMPDIR", "/dev/null", 1), 0);
    for (uint64_t i = 0; i < MANY; i++)
        untold += !tally_add(tally, hash_of(i), 0, &error);
    assert_int_equal(unsetenv("TMPDIR"), 0);
    assert_in_range(untold, 2, 4);
    assert_int_equal(error.status, STATUS_IO);
    assert_non_null(strstr(error.text, "TMPDIR"));
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
        TEST(a_file_that_cannot_be_made_is_an_error),
        TEST(no_row_is_no_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
