/* idset: what was added is there and nothing else, whoever added it, in few bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/pool.h"
#include "input/idset.h"

enum { MANY = 300000, THREADS = 4 };

static struct text number_text(char *room, unsigned number)
{
    return (struct text){room, (size_t)snprintf(room, 16, "id%u", number)};
}

static void an_id_is_added_once(void **unused)
{
    (void)unused;
    struct arena arena = {0};
    struct idset set = {.arena = &arena};
    char room[16];
    idset_prefetch(&set, text_of("a"));
    assert_false(idset_has(&set, text_of("a")));
    assert_int_equal(idset_bytes(&set), 0);
    assert_true(idset_add(&set, text_of("a")) && idset_add(&set, text_of("")) && idset_add(&set, text_of("b")));
    assert_false(idset_add(&set, text_of("a")));
    assert_true(idset_bytes(&set) > 0);
    assert_int_equal(set.count, 3);
    for (unsigned i = 0; i < 5000; i++)
        assert_true(idset_add(&set, number_text(room, i)));
    for (unsigned i = 0; i < 5000; i++)
        assert_true(idset_has(&set, number_text(room, i)));
    assert_true(idset_has(&set, text_of("")) && !idset_has(&set, text_of("c")));
    arena_free(&arena);
}

static void merged_sets_hold_the_ids_of_both(void **unused)
{
    (void)unused;
    struct arena arena = {0};
    struct idset set = {.arena = &arena}, other = {.arena = &arena}, empty = {.arena = &arena};
    char room[16];
    for (unsigned i = 0; i < 3000; i++)
        assert_true(idset_add(i < 2000 ? &set : &other, number_text(room, i)));
    for (unsigned i = 1500; i < 2000; i++)
        assert_true(idset_add(&other, number_text(room, i)));
    idset_merge(&set, &other);
    idset_merge(&set, &empty);
    assert_int_equal(set.count, 3000);
    for (unsigned i = 0; i < 6000; i++)
        assert_int_equal(idset_has(&set, number_text(room, i)), i < 3000);
    arena_free(&arena);
}

/* Each thread adds its ids and half of its neighbour's. */
struct job {
    struct idset *set;
    struct idset_adder *adders;
};

static void add_many(void *state, unsigned worker)
{
    const struct job *job = state;
    char room[16];
    for (unsigned i = 0; i < MANY / THREADS * 3 / 2; i++)
        idset_adder_add(&job->adders[worker], number_text(room, (worker * (MANY / THREADS) + i) % MANY));
    idset_adder_flush(&job->adders[worker]);
}

static void threads_may_add_side_by_side(void **unused)
{
    (void)unused;
    struct arena arena = {0};
    struct idset set = {.arena = &arena};
    struct idset_adder *adders = arena_array(&arena, THREADS, sizeof *adders);
    char room[16];
    for (unsigned i = 0; i < THREADS; i++)
        adders[i].set = &set;
    idset_open(&set);
    pool_run(THREADS, add_many, &(struct job){&set, adders});
    assert_int_equal(set.count, MANY);
    for (unsigned i = 0; i < 2 * MANY; i++)
        assert_int_equal(idset_has(&set, number_text(room, i)), i < MANY);
    assert_true(idset_bytes(&set) / MANY < 26);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_added_once),
        cmocka_unit_test(merged_sets_hold_the_ids_of_both),
        cmocka_unit_test(threads_may_add_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
