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

enum { IDS = 20000, LONG = 400, BLOCK = 24 };

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

static struct pending *open_pending(struct arena *arena)
{
    struct pending *pending = pending_open(arena);
    pending_size(pending, 48, BLOCK);
    return pending;
}

static void ids_find_their_slots(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct pending *pending = open_pending(&arena);
    char room[LONG];
    for (size_t round = 0; round < 3; round++)
        for (size_t i = 0; i < IDS; i++) {
            struct text id = id_of(room, i);
            struct slot_key key = key_of(id);
            pending_expect(pending, key.hash);
            pending_lock(pending, pending_part(key.hash));
            struct slot *slot = pending_find(pending, key, id, pending_expect_slot(pending, key));
            assert_non_null(slot);
            assert_true(text_equal(slot_id(slot), id));
            assert_int_equal(slot->seen, round);
            slot->seen++;
            pending_unlock(pending, pending_part(key.hash));
        }
    size_t count = 0;
    for (size_t part = 0; part < PENDING_PARTS; part++) {
        size_t at = 0;
        for (struct slot *slot; (slot = pending_next(pending, part, &at)); count++)
            assert_true(slot_id(slot).size <= SLOT_NEAR || slot->check == key_of(slot_id(slot)).check);
    }
    assert_int_equal(count, IDS);
    arena_free(&arena);
}

/* A done id stays known, its slot serves another. */
static void slots_are_used_again(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct pending *pending = open_pending(&arena);
    char room[LONG];
    uint32_t largest = 0;
    for (size_t i = 0; i < IDS; i++) {
        struct text id = id_of(room, i);
        struct slot_key key = key_of(id);
        struct slot *slot = pending_find(pending, key, id, NULL);
        assert_non_null(slot);
        assert_int_equal(slot->seen, 0);
        slot->seen = 9;
        uint32_t number = pending_finish(pending, key, slot);
        largest = number > largest ? number : largest;
        assert_null(pending_find(pending, key, id, slot));
        pending_release(pending, pending_part(key.hash), number);
    }
    assert_true(largest == 1); /* one for short ids, one for long ones */
    for (size_t i = 0; i < IDS; i++) {
        struct text id = id_of(room, i);
        assert_null(pending_find(pending, key_of(id), id, pending_expect_slot(pending, key_of(id))));
    }
    arena_free(&arena);
}

/* Whatever was guessed of their number, before or meanwhile. */
static void ids_are_found_whatever_was_guessed(void **state)
{
    (void)state;
    enum { MANY = 200000 };
    const size_t guesses[][2] = {{0, 0}, {MANY, MANY}, {SIZE_MAX, SIZE_MAX}, {MANY, 1}, {0, SIZE_MAX}};
    for (size_t g = 0; g < sizeof guesses / sizeof *guesses; g++) {
        struct arena arena = {0};
        struct pending *pending = open_pending(&arena);
        char room[LONG];
        for (size_t i = 0; i < 2 * MANY; i++) {
            struct text id = {room, (size_t)snprintf(room, sizeof room, "%zu", i % MANY)};
            if (i % (MANY / 2) == 0)
                pending_guess(pending, guesses[g][i > 0]);
            struct slot *slot = pending_find(pending, key_of(id), id, NULL);
            assert_int_equal(slot->seen, i / MANY);
            slot->seen++;
        }
        arena_free(&arena);
    }
}

/* Short ids that differ in one byte, wherever it is; texts of which none is a long id's. */
static void short_ids_are_told_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct pending *pending = open_pending(&arena);
    const struct slot_key same = {7, 7};
    char room[SLOT_NEAR + 1];
    size_t count = 0;
    for (size_t round = 0; round < 2; round++)
        for (size_t size = 1; size <= SLOT_NEAR; size++)
            for (size_t i = 0; i <= size; i++) {
                memset(room, 'a', sizeof room);
                room[i] = 'b';
                struct slot *slot = pending_find(pending, same, (struct text){room, size}, NULL);
                assert_int_equal(slot->seen, round);
                slot->seen++;
            }
    for (size_t at = 0, part = 0; pending_next(pending, part, &at);)
        count++;
    assert_int_equal(count, (SLOT_NEAR + 1) * (SLOT_NEAR + 2) / 2 - 1);
    arena_free(&arena);
}

/* A block is all zeros, and its own until it is released. */
static void blocks_are_used_again(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct pending *pending = open_pending(&arena);
    char *first = pending_block(pending, 3), *second = pending_block(pending, 3);
    assert_true(second >= first + BLOCK || first >= second + BLOCK);
    memset(first, 1, BLOCK);
    memset(second, 2, BLOCK);
    pending_release_block(pending, 3, first);
    pending_release_block(pending, 3, second);
    assert_ptr_not_equal(pending_block(pending, 4), second);
    for (size_t i = 0; i < 2; i++) {
        char *again = pending_block(pending, 3);
        assert_ptr_equal(again, i ? first : second);
        for (size_t k = 0; k < BLOCK; k++)
            assert_int_equal(again[k], 0);
    }
    assert_ptr_not_equal(pending_block(pending, 3), first);
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
    struct pending *pending = open_pending(&arena);
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
        cmocka_unit_test(ids_find_their_slots),     cmocka_unit_test(ids_are_found_whatever_was_guessed),
        cmocka_unit_test(slots_are_used_again),     cmocka_unit_test(short_ids_are_told_apart),
        cmocka_unit_test(blocks_are_used_again),    cmocka_unit_test(workers_share_slots),
        cmocka_unit_test(names_keep_their_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
