/*
 * test_ahead.c - what a thread makes ahead comes out whole and in order, its error behind it.
 */
#include "unit.h"

#include "read/ahead.h"

/* Makes `left` bytes in pieces of odd sizes, then ends, or fails. */
struct maker {
    size_t left, made;
    bool fails;
};

static char byte_at(size_t i)
{
    return (char)(i * 2654435761u >> 13);
}

static bool make(void *state, char *data, size_t size, size_t *got, struct error *error)
{
    struct maker *maker = state;
    size_t some = 1 + maker->made % 77777;
    some = some < size ? some : size;
    *got = some < maker->left ? some : maker->left;
    for (size_t i = 0; i < *got; i++)
        data[i] = byte_at(maker->made++);
    maker->left -= *got;
    return *got || !maker->fails || error_set(error, STATUS_DATA, "damaged");
}

static size_t take_all(struct arena *arena, struct maker *maker, bool *done, struct error *error)
{
    struct ahead *ahead = ahead_open(arena, make, maker);
    static char data[110000];
    size_t taken = 0, got = 1;
    assert_non_null(ahead);
    for (size_t size = 1; (*done = ahead_take(ahead, data, size, &got, error)) && got; size = size % 99991 + 7919)
        for (size_t i = 0; i < got; i++, taken++)
            if (data[i] != byte_at(taken))
                check(false, "byte %zu is another", taken);
    return taken;
}

static void bytes_come_out_as_they_were_made(void **state)
{
    static const size_t sizes[] = {0, 1, 262143, 262144, 262145, 1048576, 1048577, 5000000};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct maker maker = {.left = sizes[i]};
        struct error error = {0};
        bool done;
        assert_int_equal(take_all(*state, &maker, &done, &error), sizes[i]);
        assert_true(done);
    }
}

static void an_error_comes_behind_the_bytes_before_it(void **state)
{
    static const size_t sizes[] = {0, 1, 262144, 3000000};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct maker maker = {.left = sizes[i], .fails = true};
        struct error error = {0};
        bool done;
        assert_int_equal(take_all(*state, &maker, &done, &error), sizes[i]);
        assert_false(done);
        assert_string_equal(error.text, "damaged");
    }
}

/* The arena that is freed behind the test waits for the thread, which waits for room. */
static void nobody_need_take_what_was_made(void **state)
{
    struct maker *maker = arena_alloc(*state, sizeof *maker);
    maker->left = SIZE_MAX;
    assert_non_null(ahead_open(*state, make, maker));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bytes_come_out_as_they_were_made),
        TEST(an_error_comes_behind_the_bytes_before_it),
        TEST(nobody_need_take_what_was_made),
    };
    return cmocka_run_group_tests_name("ahead", tests, NULL, NULL);
}
