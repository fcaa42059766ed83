/*
 * test_drawn.c - the rows of a stratum with the smallest draws: held against a list of all of them.
 */
#include "unit.h"

#include "dengine/drawn.h"
#include "select/drawn_repeats.h"

enum { MOST = 400 };

/* All rows that were offered, each id with its best. */
struct shelf {
    struct shelved {
        struct top_key key;
        unsigned id;
    } items[MOST];
    size_t count;
};

static int by_rank(const void *a, const void *b)
{
    const struct shelved *left = a, *right = b;
    if (left->key.scores[0] != right->key.scores[0])
        return left->key.scores[0] > right->key.scores[0] ? -1 : 1;
    return (left->key.tie > right->key.tie) - (left->key.tie < right->key.tie);
}

static void shelve(struct shelf *shelf, const struct top_key *key, unsigned id)
{
    size_t i = 0;
    while (i < shelf->count && shelf->items[i].id != id)
        i++;
    if (i == shelf->count)
        shelf->items[shelf->count++] = (struct shelved){*key, id};
    else if (key->content < shelf->items[i].key.content)
        shelf->items[i].key = *key;
}

/* What a row of that id and content looks like: a draw goes with its id. */
static struct top_key key_of(unsigned id, uint64_t content)
{
    uint64_t chance = id + 1;
    return (struct top_key){
        .scores = {(int64_t)random_below(&chance, 40)}, .tie = random_next(&chance), .content = content};
}

static void offer(struct drawn *drawn, struct drawn_store *store, size_t capacity, struct shelf *shelf, unsigned id,
                  uint64_t content)
{
    char name[16], cells[2][32];
    struct top_key key = key_of(id, content);
    snprintf(name, sizeof name, "id%u", id);
    snprintf(cells[0], sizeof cells[0], "%.*s", (int)(content % 20), "abcdefghijklmnopqrstuvwxyz");
    snprintf(cells[1], sizeof cells[1], "content %u", (unsigned)content);
    drawn_offer(drawn, store, capacity, &key, text_of(name), (struct text[]){text_of(cells[0]), text_of(cells[1])}, 2);
    shelve(shelf, &key, id);
}

/* The rows are the best of the shelf, whole. */
static void check_rows(struct drawn *drawn, struct shelf *shelf, size_t capacity)
{
    struct top_entry entry = {0};
    struct arena arena = {0};
    drawn_sort(drawn);
    qsort(shelf->items, shelf->count, sizeof *shelf->items, by_rank);
    assert_int_equal(drawn->count, shelf->count < capacity ? shelf->count : capacity);
    for (size_t i = 0; i < drawn->count; i++) {
        char name[16], cell[32];
        snprintf(name, sizeof name, "id%u", shelf->items[i].id);
        snprintf(cell, sizeof cell, "content %u", (unsigned)shelf->items[i].key.content);
        drawn_entry(drawn->rows[i], &arena, &entry);
        assert_true(text_equal(entry.id, text_of(name)) && text_equal(entry.cells[1], text_of(cell)));
        assert_int_equal(entry.cells[0].size, shelf->items[i].key.content % 20);
        assert_true(entry.key.scores[0] == shelf->items[i].key.scores[0] && drawn_tie(drawn->rows[i]) == entry.key.tie);
    }
    arena_free(&arena);
}

static void the_best_of_all_are_held_each_id_once(void **state)
{
    for (uint64_t seed = 1; seed < 200; seed++) {
        uint64_t chance = seed;
        size_t capacity = (size_t[]){1, 2, 3, 9, 17, 60, 1000}[seed % 7], offers = 1 + random_below(&chance, MOST);
        unsigned ids = 1 + (unsigned)random_below(&chance, 200);
        struct drawn_store store = {.arena = *state};
        struct drawn drawn = {0};
        struct shelf shelf = {.count = 0};
        for (size_t i = 0; i < offers; i++)
            offer(&drawn, &store, capacity, &shelf, (unsigned)random_below(&chance, ids), random_below(&chance, 1000));
        if (seed % 3 == 0) {
            capacity = capacity / 2;
            drawn_shrink(&drawn, &store, capacity);
        }
        check_rows(&drawn, &shelf, capacity);
    }
}

static void parts_are_merged_as_if_they_were_one(void **state)
{
    for (uint64_t seed = 1; seed < 100; seed++) {
        uint64_t chance = seed;
        size_t capacity = (size_t[]){1, 4, 30, 500}[seed % 4];
        struct arena other = {0};
        struct drawn_store stores[2] = {{.arena = *state}, {.arena = &other}};
        struct drawn parts[2] = {{0}};
        struct shelf shelf = {.count = 0};
        for (size_t i = 0; i < MOST; i++)
            offer(&parts[i % 2], &stores[i % 2], capacity, &shelf, (unsigned)random_below(&chance, 90),
                  random_below(&chance, 1000));
        drawn_merge(&parts[0], &stores[0], capacity, &parts[1]);
        assert_int_equal(parts[1].count, 0);
        check_rows(&parts[0], &shelf, capacity);
        arena_free(&other);
    }
}

static void no_row_enters_where_none_is_held(void **state)
{
    struct drawn_store store = {.arena = *state};
    struct drawn drawn = {0};
    struct top_key key = key_of(1, 2);
    assert_true(drawn_least(&drawn, 0) == INT64_MAX && drawn_least(&drawn, 1) == INT64_MIN);
    assert_false(drawn_offer(&drawn, &store, 0, &key, TEXT("a"), NULL, 0));
    assert_true(drawn_offer(&drawn, &store, 1, &key, TEXT("a"), NULL, 0));
    assert_true(drawn_least(&drawn, 1) == key.scores[0]);
}

/* Of three rows of a, the best stays and two are told, until the row of a is the last that is held. */
static void rows_left_out_for_their_id_are_remembered_when_asked(void **state)
{
    for (int remembers = 0; remembers < 2; remembers++) {
        struct drawn_store store = {.arena = *state, .remembers = remembers};
        struct drawn drawn = {0};
        struct top_repeat *list;
        for (uint64_t content = 7; content < 10; content++)
            drawn_offer(&drawn, &store, 2, &(struct top_key){.scores = {50}, .tie = 1, .content = (content * 5) % 9},
                        TEXT("a"), NULL, 0);
        drawn_offer(&drawn, &store, 2, &(struct top_key){.scores = {40}, .tie = 2}, TEXT("b"), NULL, 0);
        assert_int_equal(drawn_repeated(&drawn, 2, *state, &list), remembers ? 2 : 0);
        if (remembers)
            assert_true(list[0].key.content == 4 && list[1].key.content == 8);
        drawn_repeat(&drawn, &store, &(struct top_key){.scores = {40}, .tie = 2, .content = 1});
        drawn_offer(&drawn, &store, 2, &(struct top_key){.scores = {60}, .tie = 3}, TEXT("c"), NULL, 0);
        assert_int_equal(drawn_repeated(&drawn, 2, *state, &list), 0); /* they rank behind the row of a */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_best_of_all_are_held_each_id_once),
        TEST(parts_are_merged_as_if_they_were_one),
        TEST(no_row_enters_where_none_is_held),
        TEST(rows_left_out_for_their_id_are_remembered_when_asked),
    };
    return cmocka_run_group_tests_name("drawn", tests, NULL, NULL);
}
