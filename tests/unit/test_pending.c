/*
 * test_pending.c - the table of pending samples against a plain list; names as numbers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "dengine/hash.h"
#include "join/labels.h"
#include "join/pending.h"

enum { IDS = 20000, LONG = 400 };

/* Ids of many lengths. */
static struct text id_of(char *room, size_t i)
{
    int length = snprintf(room, LONG, "sample_%zu%*s", i * 7919 % IDS, (int)(i % 37 * (i % 5)), "");
    return (struct text){room, (size_t)length};
}

static struct slot_key key_of(struct text id)
{
    return (struct slot_key){hash_text(1, id), hash_text(2, id)};
}

static void ids_find_their_slots(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct pending *pending = pending_open(&arena, 48);
    char room[LONG];
    for (size_t round = 0; round < 3; round++)
        for (size_t i = 0; i < IDS; i++) {
            struct text id = id_of(room, i);
            struct slot_key key = key_of(id);
            pending_expect(pending, key.hash);
            pending_lock(pending, pending_part(key.hash));
            struct slot *slot = pending_find(pending, key, id, pending_expect_slot(pending, key));
            assert_non_null(slot);
            assert_true(text_equal((struct text){slot->id, slot->id_size}, id));
            assert_int_equal(slot->seen, round);
            slot->seen++;
            pending_unlock(pending, pending_part(key.hash));
        }
    size_t count = 0;
    for (size_t part = 0; part < PENDING_PARTS; part++) {
        size_t at = 0;
        for (struct slot *slot; (slot = pending_next(pending, part, &at)); count++)
            assert_true(slot->check == key_of((struct text){slot->id, slot->id_size}).check);
    }
    assert_int_equal(count, IDS);
    arena_free(&arena);
}

/* A done id stays known, its slot serves another. */
static void slots_are_used_again(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct pending *pending = pending_open(&arena, 48);
    char room[LONG];
    uint32_t largest = 0;
    for (size_t i = 0; i < IDS; i++) {
        struct text id = id_of(room, i);
        struct slot_key key = key_of(id);
        struct slot *slot = pending_find(pending, key, id, NULL);
        assert_non_null(slot);
        assert_int_equal(slot->seen, 0);
        slot->seen = 9;
        largest = slot->number > largest ? slot->number : largest;
        pending_finish(pending, key.hash, slot);
        assert_null(pending_find(pending, key, id, slot));
        pending_release(pending, pending_part(key.hash), slot);
    }
    assert_true(largest == 0);
    for (size_t i = 0; i < IDS; i++) {
        struct text id = id_of(room, i);
        assert_null(pending_find(pending, key_of(id), id, pending_expect_slot(pending, key_of(id))));
    }
    arena_free(&arena);
}

static void add_all(void *state, unsigned worker)
{
    char room[LONG];
    (void)worker;
    for (size_t i = 0; i < IDS; i++) {
        struct text id = id_of(room, i);
        struct slot_key key = key_of(id);
        pending_lock(state, pending_part(key.hash));
        pending_find(state, key, id, pending_expect_slot(state, key))->seen++;
        pending_unlock(state, pending_part(key.hash));
    }
}

static void workers_share_slots(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct pending *pending = pending_open(&arena, 48);
    pool_run(4, add_all, pending);
    for (size_t part = 0; part < PENDING_PARTS; part++) {
        size_t at = 0;
        for (struct slot *slot; (slot = pending_next(pending, part, &at));)
            assert_int_equal(slot->seen, 4);
    }
    arena_free(&arena);
}

static void names_keep_their_numbers(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct labels *labels = labels_open(&arena);
    struct label_cache cache = {0};
    char name[32];
    for (size_t round = 0; round < 2; round++)
        for (size_t i = 0; i < 5000; i++) {
            snprintf(name, sizeof name, "class %zu", i);
            assert_int_equal(labels_add(labels, round ? &cache : NULL, text_of(name)), i);
            assert_int_equal(labels_add(labels, &cache, text_of(name)), i);
            assert_int_equal(labels_find(labels, text_of(name)), i);
        }
    assert_int_equal(labels_count(labels), 5000);
    assert_int_equal(labels_find(labels, text_of("class")), LABELS_MOST);
    for (size_t i = 5000; i < LABELS_MOST; i++) {
        snprintf(name, sizeof name, "class %zu", i);
        assert_int_equal(labels_add(labels, NULL, text_of(name)), i);
    }
    assert_int_equal(labels_add(labels, &cache, text_of("one more")), LABELS_MOST);
    assert_int_equal(labels_add(labels, &cache, text_of("class 7")), 7);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_find_their_slots),
        cmocka_unit_test(slots_are_used_again),
        cmocka_unit_test(workers_share_slots),
        cmocka_unit_test(names_keep_their_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
