/* Tables beside another: rows by number, numbers by key, the latest time that is not later. */
#include <stdio.h>
#include <stdlib.h>

#include "base/pool.h"
#include "base/table_hash.h"
#include "input/beside_times.h"
#include "input/beside_values.h"
#include "unit.h"

enum { MANY = 200000, THREADS = 4 };

static struct text number_text(char *room, unsigned number)
{
    return (struct text){room, (size_t)snprintf(room, 16, "id%u", number)};
}

/* ---- values ---- */

static const size_t places[] = {0, 1, 2};

static void rows_come_back_as_they_were(void **unused)
{
    (void)unused;
    struct arena arena = {0};
    struct beside_values values;
    beside_values_open(&values, &arena, 3);
    struct beside_writer *writer = beside_writer_open(&values, &arena);
    enum { LONG = 700000 };
    char *big = arena_alloc(&arena, LONG);
    memset(big, 'x', LONG);
    const struct text rows[][3] = {{text_of("a"), text_of(""), text_of("b,\"c\"")},
                                   {text_of(""), text_of(""), text_of("")},
                                   {{big, 127}, {big, 128}, {big, 20000}},
                                   {text_of("x"), {big, LONG}, {big, LONG - 1}},
                                   {text_of("a"), text_of("b,\"c\""), text_of("")}};
    enum { ROWS = sizeof rows / sizeof *rows };
    uint32_t numbers[ROWS], again;
    for (size_t i = 0; i < ROWS; i++)
        assert_true(beside_values_add(writer, rows[i], &numbers[i]));
    for (size_t i = 0; i < ROWS; i++) {
        struct text cells[3];
        beside_values_get(&values, numbers[i], places, cells);
        for (size_t c = 0; c < 3; c++)
            assert_true(text_equal(cells[c], rows[i][c]));
        assert_true(beside_values_add(writer, rows[i], &again));
        assert_int_equal(again, numbers[i]);
    }
    arena_free(&arena);
}

static void rows_with_the_same_ends_are_told_apart(void **unused)
{
    (void)unused;
    struct arena arena = {0};
    struct beside_values values;
    beside_values_open(&values, &arena, 2);
    struct beside_writer *writer = beside_writer_open(&values, &arena);
    const struct text rows[][2] = {{text_of("abc"), text_of("x")},
                                   {text_of("adc"), text_of("x")},
                                   {text_of("abc"), text_of("")},
                                   {text_of(""), text_of("abc")}};
    enum { ROWS = sizeof rows / sizeof *rows };
    uint32_t numbers[ROWS], again;
    for (size_t i = 0; i < ROWS; i++)
        assert_true(beside_values_add(writer, rows[i], &numbers[i]));
    for (size_t i = 0; i < 6 * ROWS; i++) {
        size_t row = i < 3 * ROWS ? i % ROWS : i / 3 % ROWS;
        assert_true(beside_values_add(writer, rows[row], &again));
        assert_int_equal(again, numbers[row]);
    }
    arena_free(&arena);
}

static void many_different_rows_come_back_too(void **unused)
{
    (void)unused;
    struct arena arena = {0};
    struct beside_values values;
    beside_values_open(&values, &arena, 1);
    struct beside_writer *writer = beside_writer_open(&values, &arena);
    uint32_t *numbers = arena_array(&arena, MANY, sizeof *numbers);
    char room[16];
    for (unsigned i = 0; i < MANY; i++) {
        struct text cell = number_text(room, i);
        assert_true(beside_values_add(writer, &cell, &numbers[i]));
    }
    for (unsigned i = 0; i < MANY; i++) {
        struct text cell;
        beside_values_get(&values, numbers[i], places, &cell);
        assert_true(text_equal(cell, number_text(room, i)));
    }
    arena_free(&arena);
}

/* What a writer cannot remember is written again, but what it knows is not, as long as that saves something. */
static void a_row_that_comes_often_is_known_among_many_others(void **unused)
{
    (void)unused;
    for (int often = 0; often < 2; often++) {
        struct arena arena = {0};
        struct beside_values values;
        beside_values_open(&values, &arena, 1);
        struct beside_writer *writer = beside_writer_open(&values, &arena);
        struct text same = text_of("same"), cell;
        uint32_t first, number;
        char room[16];
        assert_true(beside_values_add(writer, &same, &first));
        for (unsigned i = 0; i < (often ? 70000 : 10); i++) {
            assert_true(beside_values_add(writer, &same, &number));
            assert_int_equal(number, first);
        }
        for (unsigned i = 0; i < MANY; i++) {
            cell = number_text(room, i);
            assert_true(beside_values_add(writer, &cell, &number));
        }
        assert_true(beside_values_add(writer, &same, &number));
        assert_int_equal(number == first, often);
        beside_values_get(&values, number, places, &cell);
        assert_true(text_equal(cell, same));
        arena_free(&arena);
    }
}

/* ---- the index ---- */

struct job {
    struct beside_adder *adders;
    unsigned next;
};

static void add_some(void *state, unsigned worker)
{
    struct job *job = state;
    (void)worker;
    for (unsigned part; (part = __atomic_fetch_add(&job->next, 1, __ATOMIC_RELAXED)) < THREADS;) {
        struct beside_adder *adder = &job->adders[part];
        char room[16];
        for (unsigned i = part; i < MANY; i += THREADS)
            assert_true(beside_adder_add(adder, table_fingerprint(number_text(room, i)), i));
    }
}

static void each_key_has_its_number_whoever_added_it(void **unused)
{
    (void)unused;
    struct arena arena = {0};
    struct beside_index index = {.arena = &arena};
    struct job job = {.adders = arena_array(&arena, THREADS, sizeof *job.adders)};
    struct beside_adder *adders[THREADS];
    char room[16];
    uint32_t number;
    pool_run(THREADS, add_some, &job);
    for (unsigned i = 0; i < THREADS; i++)
        adders[i] = &job.adders[i];
    beside_index_make(&index, adders, THREADS);
    assert_false(index.repeated);
    unsigned looks[] = {0, 0, 0}; /* by enum beside_found */
    for (unsigned i = 0; i < 2 * MANY; i++) {
        struct fingerprint key = table_fingerprint(number_text(room, i));
        enum beside_found looked = beside_index_look(&index, key, &number);
        assert_true(looked != BESIDE_FOUND || number == i);
        assert_int_equal(looked == BESIDE_FOUND, looked != BESIDE_FURTHER && i < MANY);
        looks[looked]++;
        bool found = beside_index_find(&index, key, &number);
        assert_int_equal(found, i < MANY);
        assert_true(!found || number == i);
    }
    assert_true(looks[BESIDE_FOUND] > MANY * 4 / 5 && looks[BESIDE_ABSENT] > MANY / 4 && looks[BESIDE_FURTHER] > 0);
    struct beside_adder one = {0}, other = {0}, *const both[] = {&one, &other};
    struct beside_index twice = {.arena = &arena};
    assert_true(beside_adder_add(&one, table_fingerprint(text_of("id7")), 1));
    assert_true(beside_adder_add(&other, table_fingerprint(text_of("id7")), 2));
    beside_index_make(&twice, both, 2);
    assert_true(twice.repeated);
    arena_free(&arena);
}

/* ---- times ---- */

static struct beside_stamp stamp_of(const char *text)
{
    struct moment moment;
    check(moment_parse(text_of(text), &moment), "%s is refused", text);
    return beside_stamp_of(&moment);
}

static void one_instant_is_one_stamp_however_it_is_written(void **unused)
{
    (void)unused;
    static const char *const same[][2] = {{"2026-11-24T00:00:00.1236", "1795478400.1236"},
                                          {"2026-11-24T00:00:00.123400001Z", "1795478400123400001"},
                                          {"2026-11-24T00:00:00.123456", "1795478400123456"},
                                          {"2026-11-24T09:00:00.9999+09:00", "1795478400999.9"},
                                          {"1969-12-31T23:59:59.999999999", "-0.000000001"},
                                          {"1795478400999999999", "2026-11-24T00:00:00.999999999"},
                                          {"1795478400000000000", "1795478400"},
                                          {"-1795478400000000001", "1913-02-07T23:59:59.999999999"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct beside_stamp a = stamp_of(same[i][0]), b = stamp_of(same[i][1]);
        int64_t apart = (a.milliseconds - b.milliseconds) * 1000000 + a.nanoseconds - b.nanoseconds;
        check(apart > -250 && apart < 250, "%s and %s are %lld ns apart", same[i][0], same[i][1], (long long)apart);
    }
    assert_int_equal(stamp_of("1795478400123400001").nanoseconds, 400001);
    assert_int_equal(stamp_of("1795478400999999999").milliseconds, 1795478400999);
}

static int64_t whole(struct beside_stamp stamp)
{
    return stamp.milliseconds * 1000000 + stamp.nanoseconds;
}

/* Against a look at every stamp. */
static void the_latest_that_is_not_later_is_found(void **unused)
{
    (void)unused;
    enum { STAMPS = 600, KEYS = 3, ASKED = 3000 };
    static const char *const keys[KEYS] = {"front", "rear", "nobody"};
    struct arena arena = {0};
    struct beside_stamps parts[2] = {{.arena = &arena}, {.arena = &arena}};
    struct beside_stamp stamps[STAMPS];
    struct beside_recall recalls[BESIDE_RECALLS] = {0};
    struct beside_times times;
    srand(1);
    for (uint32_t i = 0; i < STAMPS; i++) {
        stamps[i] = (struct beside_stamp){rand() % 40, (uint32_t)i * 1000, i};
        beside_stamps_add(&parts[rand() % 2], table_fingerprint(text_of(keys[i % 2])), stamps[i]);
    }
    beside_times_join(&times, &arena, parts, 2);
    assert_false(times.repeated);
    for (size_t n = 0; n < ASKED; n++) {
        int key = rand() % KEYS;
        struct beside_stamp at = {rand() % 44 - 2, (uint32_t)(rand() % 1000) * 1000, 0}, *best = NULL;
        for (size_t i = 0; i < STAMPS; i++)
            if ((int)(i % 2) == key && whole(stamps[i]) <= whole(at) && (!best || whole(stamps[i]) > whole(*best)))
                best = &stamps[i];
        const struct beside_stamp *found =
            beside_times_find(&times, recalls, table_fingerprint(text_of(keys[key])), at);
        assert_int_equal(found != NULL, best != NULL);
        assert_true(!found || found->number == best->number);
    }
    arena_free(&arena);
}

static void a_time_that_stands_twice_is_told(void **unused)
{
    (void)unused;
    struct arena arena = {0};
    struct beside_stamps parts[2] = {{.arena = &arena}, {.arena = &arena}};
    struct beside_recall recalls[BESIDE_RECALLS] = {0};
    struct beside_times times;
    beside_stamps_add(&parts[0], table_fingerprint(text_of("a")), (struct beside_stamp){5, 0, 0});
    beside_stamps_add(&parts[1], table_fingerprint(text_of("b")), (struct beside_stamp){5, 0, 0});
    beside_times_join(&times, &arena, parts, 2);
    assert_false(times.repeated);
    parts[0] = parts[1] = (struct beside_stamps){.arena = &arena};
    beside_stamps_add(&parts[0], (struct fingerprint){0}, (struct beside_stamp){5, 7, 0});
    beside_stamps_add(&parts[1], (struct fingerprint){0}, (struct beside_stamp){5, 7, 1});
    beside_times_join(&times, &arena, parts, 2);
    assert_true(times.repeated);
    parts[0] = parts[1] = (struct beside_stamps){.arena = &arena};
    beside_times_join(&times, &arena, parts, 2);
    assert_null(beside_times_find(&times, recalls, (struct fingerprint){0}, (struct beside_stamp){5, 7, 1}));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_as_they_were),
        cmocka_unit_test(rows_with_the_same_ends_are_told_apart),
        cmocka_unit_test(many_different_rows_come_back_too),
        cmocka_unit_test(a_row_that_comes_often_is_known_among_many_others),
        cmocka_unit_test(each_key_has_its_number_whoever_added_it),
        cmocka_unit_test(one_instant_is_one_stamp_however_it_is_written),
        cmocka_unit_test(the_latest_that_is_not_later_is_found),
        cmocka_unit_test(a_time_that_stands_twice_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
