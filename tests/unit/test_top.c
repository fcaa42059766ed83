/*
 * test_top.c - the N best against a sort of everything, whatever the order of rows and the shards.
 */
#include "unit.h"

#include "dengine/hash.h"
#include "dengine/top.h"
#include "select/top_whole.h"

struct row {
    struct top_key key;
    struct text id, group, cell;
};

static int by_rank(const void *a, const void *b)
{
    const struct row *left = a, *right = b;
    return top_compare(&left->key, left->id, &right->key, right->id);
}

/* Sorted, each id once, at most `cap` of a group. Returns how many; counts the repeated rows among them. */
static size_t best_by_sort(struct row *rows, size_t count, size_t capacity, size_t cap, struct row *best,
                           uint64_t *repeats)
{
    size_t kept = 0;
    *repeats = 0;
    qsort(rows, count, sizeof *rows, by_rank);
    for (size_t i = 0; i < count; i++) {
        size_t same_id = 0, same_group = 0, last = 0; /* of its group */
        for (size_t k = 0; k < kept; k++) {
            same_id += best[k].key.tie == rows[i].key.tie;
            if (cap && text_equal(best[k].group, rows[i].group)) {
                same_group++;
                last = k;
            }
        }
        bool within_cap = !cap || same_group < cap;
        if (!same_id && within_cap && kept < capacity)
            best[kept++] = rows[i];
        else if (same_id) /* an exact copy of the last one ranks with it */
            *repeats += (within_cap || by_rank(&rows[i], &best[last]) <= 0) &&
                        (kept < capacity || by_rank(&rows[i], &best[kept - 1]) <= 0);
    }
    return kept;
}

static void offer(struct top *top, const struct row *row)
{
    bool wanted = top_wants(top, row->key.scores[0]);
    struct top_entry *entry = top_offer(top, &row->key, row->id, row->group);
    check(wanted || !entry, "a row was not wanted and taken all the same");
    if (!entry)
        return;
    assert_true(text_equal(entry->id, row->id));
    entry->inclusion_prob = 0.25;
    top_cells(top, entry, (struct text[]){row->cell, row->id, TEXT("")}, 3);
}

static void expect(struct top *top, const struct row *best, size_t count)
{
    struct top_entry **entries = top_sorted(top);
    assert_int_equal(top_count(top), count);
    for (size_t i = 0; i < count; i++) {
        const struct top_entry *entry = entries[i];
        check(text_equal(entry->id, best[i].id), "rank %zu is '%.*s', not '%.*s'", i + 1, SHOW(entry->id),
              SHOW(best[i].id));
        assert_memory_equal(&entry->key, &best[i].key, sizeof entry->key);
        assert_int_equal(entry->cells_count, 3);
        assert_true(text_equal(entry->cells[0], best[i].cell) && text_equal(entry->cells[1], entry->id));
        assert_int_equal(entry->cells[2].size, 0);
        assert_true(entry->inclusion_prob == 0.25);
    }
}

/* Few different scores, so that ties are common; an id decides its group. */
static struct row random_row(struct arena *arena, uint64_t ids, uint64_t scores, size_t measures, uint64_t *chance)
{
    struct row row = {0};
    uint64_t id = random_below(chance, ids);
    struct buffer text[3] = {{.arena = arena}, {.arena = arena}, {.arena = arena}};
    buffer_format(&text[0], "id_%llu", (unsigned long long)id);
    buffer_format(&text[1], "group_%llu", (unsigned long long)(id % 7 * id % 5));
    for (size_t i = 0; i < measures; i++)
        row.key.scores[i] = (int64_t)random_below(chance, scores) - 2;
    buffer_format(&text[2], "cell of %llu at %lld and %lld, version %llu", (unsigned long long)id,
                  (long long)row.key.scores[0], (long long)row.key.scores[1],
                  (unsigned long long)random_below(chance, 3));
    row.id = buffer_text(&text[0]);
    row.group = buffer_text(&text[1]);
    row.cell = buffer_text(&text[2]);
    row.key.tie = hash_text(7, row.id);
    row.key.content = hash_text(0, row.cell);
    return row;
}

static void shuffle(struct row *rows, size_t count, uint64_t *chance)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = random_below(chance, i);
        struct row kept = rows[i - 1];
        rows[i - 1] = rows[other];
        rows[other] = kept;
    }
}

static void any_order_and_any_shards_give_the_sorted_best(void **state)
{
    (void)state;
    enum { MOST = 300, MOST_SHARDS = 5 };
    static struct row rows[MOST], best[MOST];
    uint64_t chance = 1;
    for (int round = 0; round < 600; round++) {
        struct arena arena = {0};
        size_t count = random_below(&chance, MOST + 1), capacity = random_below(&chance, 40);
        size_t cap = random_below(&chance, 2) * (1 + random_below(&chance, 4));
        uint64_t ids = round % 3 ? 1 + random_below(&chance, 200) : 1000000, scores = 1 + random_below(&chance, 30);
        if (round % 10 == 0)
            capacity = SIZE_MAX;
        for (size_t i = 0; i < count; i++)
            rows[i] = random_row(&arena, ids, scores, 1 + (size_t)round % 3, &chance);
        uint64_t repeats;
        size_t kept = best_by_sort(rows, count, capacity, cap, best, &repeats);
        shuffle(rows, count, &chance);

        struct top *whole = top_open(&arena, capacity, cap), *merged = top_open(&arena, capacity, cap);
        struct top *shards[MOST_SHARDS];
        size_t shards_count = 1 + random_below(&chance, MOST_SHARDS);
        for (size_t i = 0; i < shards_count; i++)
            shards[i] = top_open(&arena, capacity, cap);
        for (size_t i = 0; i < count; i++) {
            offer(whole, &rows[i]);
            offer(shards[random_below(&chance, shards_count)], &rows[i]);
        }
        for (size_t i = 0; i < shards_count; i++)
            top_merge(merged, shards[i]);
        expect(whole, best, kept);
        expect(merged, best, kept);
        bool more;
        if (capacity) {
            check(top_repeats(whole, &more) == repeats, "%llu repeats, not %llu",
                  (unsigned long long)top_repeats(whole, &more), (unsigned long long)repeats);
            assert_false(more);
            assert_true(top_repeats(merged, &more) == repeats);
        }
        if (cap)
            for (size_t i = 0; i < kept; i++)
                assert_true(text_equal(top_entry_group(top_sorted(whole)[i]), best[i].group));
        arena_free(&arena);
    }
}

static void ties_go_by_later_measures_hash_and_id(void **state)
{
    (void)state;
    static const struct {
        struct top_key key;
        const char *id;
    } ascending[] = {
        {{{TOP_UNSCORABLE}, 9, 9}, "z"}, {{{5, 5}, 1, 0}, "b"},  {{{5, 4}, 0, 0}, "a"}, {{{5, 4}, 1, 0}, "a"},
        {{{5, 4}, 1, 0}, "ab"},          {{{5, 4}, 1, 0}, "b"},  {{{5, 4}, 1, 1}, "a"}, {{{5, 0}, 0, 0}, "a"},
        {{{0, 9}, 0, 0}, "a"},           {{{-1, 9}, 0, 0}, "a"},
    };
    for (size_t i = 0; i < COUNT(ascending); i++)
        for (size_t j = 0; j < COUNT(ascending); j++) {
            int order =
                top_compare(&ascending[i].key, text_of(ascending[i].id), &ascending[j].key, text_of(ascending[j].id));
            check((order > 0) - (order < 0) == (i > j) - (i < j), "rows %zu and %zu", i, j);
        }
}

static struct row simple_row(const char *id, const char *group, int64_t score)
{
    return (struct row){
        .key = {.scores = {score}, .tie = hash_text(7, text_of(id))}, .id = text_of(id), .group = text_of(group)};
}

static void none_and_all(void **state)
{
    struct top *none = top_open(*state, 0, 0), *all = top_open(*state, SIZE_MAX, 0);
    bool more;
    struct row row = simple_row("a", "", 1);
    assert_false(top_wants(none, TOP_UNSCORABLE));
    offer(none, &row);
    assert_int_equal(top_count(none), 0);
    assert_int_equal(top_count(all), 0);
    assert_int_equal(top_repeats(all, &more), 0);
    top_sorted(all);
    for (int i = 0; i < 5000; i++) {
        struct buffer id = {.arena = *state};
        buffer_format(&id, "%d", i);
        row.id = buffer_text(&id);
        row.key.tie = (uint64_t)(i * 7919 % 5000);
        offer(all, &row);
    }
    assert_int_equal(top_count(all), 5000);
    for (size_t i = 1; i < 5000; i++)
        assert_true(top_sorted(all)[i]->key.tie == top_sorted(all)[i - 1]->key.tie + 1);
}

/* What cannot be scored comes first, and counts like any other row. */
static void unscorable_rows_come_first(void **state)
{
    struct top *top = top_open(*state, 2, 0);
    struct row rows[] = {simple_row("a", "", 999), simple_row("b", "", TOP_UNSCORABLE), simple_row("c", "", 5)};
    for (size_t i = 0; i < COUNT(rows); i++)
        offer(top, &rows[i]);
    assert_int_equal(top_count(top), 2);
    assert_true(text_equal(top_sorted(top)[0]->id, TEXT("b")) && text_equal(top_sorted(top)[1]->id, TEXT("a")));
}

static void a_cap_keeps_the_best_of_each_group(void **state)
{
    struct top *top = top_open(*state, 4, 1);
    struct row rows[] = {simple_row("a1", "a", 10), simple_row("a2", "a", 30), simple_row("b1", "b", 5),
                         simple_row("a3", "a", 20), simple_row("b2", "b", 5),  simple_row("c1", "", 1),
                         simple_row("a2", "a", 40)};
    for (size_t i = 0; i < COUNT(rows); i++)
        offer(top, &rows[i]);
    struct top_entry **entries = top_sorted(top);
    assert_int_equal(top_count(top), 3);
    assert_true(text_equal(entries[0]->id, TEXT("a2")) && entries[0]->key.scores[0] == 40);
    assert_true(text_equal(top_entry_group(entries[1]), TEXT("b")));
    assert_true(text_equal(entries[2]->id, TEXT("c1")));
}

/* An id that comes with several groups: not the sorted best, but the same for every order and shards. */
static void ids_in_several_groups_do_not_depend_on_the_order(void **state)
{
    (void)state;
    enum { MOST = 200 };
    static struct row rows[MOST];
    uint64_t chance = 2;
    for (int round = 0; round < 1000; round++) {
        struct arena arena = {0};
        size_t count = random_below(&chance, MOST + 1), capacity = 1 + random_below(&chance, 20);
        size_t cap = 1 + random_below(&chance, 3);
        struct top *tops[4];
        for (size_t i = 0; i < COUNT(tops); i++)
            tops[i] = top_open(&arena, capacity, cap);
        for (size_t i = 0; i < count; i++) {
            static const char *const groups[] = {"a", "b", "c", "d"};
            rows[i] = random_row(&arena, 30, 20, 1, &chance);
            rows[i].group = text_of(groups[random_below(&chance, COUNT(groups))]);
            rows[i].key.content += (uint64_t)rows[i].group.data[0];
            offer(tops[0], &rows[i]);
        }
        shuffle(rows, count, &chance);
        for (size_t i = 0; i < count; i++)
            offer(tops[1 + i % 3], &rows[i]);
        top_merge(tops[3], tops[1]);
        top_merge(tops[3], tops[2]);
        struct top_entry **whole = top_sorted(tops[0]), **merged = top_sorted(tops[3]);
        bool more;
        assert_int_equal(top_count(tops[0]), top_count(tops[3]));
        assert_int_equal(top_repeats(tops[0], &more), top_repeats(tops[3], &more));
        for (size_t i = 0; i < top_count(tops[0]); i++) {
            size_t same_group = 0;
            assert_memory_equal(&whole[i]->key, &merged[i]->key, sizeof whole[i]->key);
            assert_true(text_equal(whole[i]->id, merged[i]->id));
            for (size_t j = 0; j <= i; j++) {
                same_group += text_equal(top_entry_group(whole[j]), top_entry_group(whole[i]));
                assert_true(i == j || !text_equal(whole[i]->id, whole[j]->id));
            }
            assert_true(same_group <= cap);
        }
        arena_free(&arena);
    }
}

/* Offers what one top knows to another, as a partial would. */
static void pass_on(struct arena *arena, struct top *to, struct top *from)
{
    struct top_entry **entries = top_whole(from);
    struct top_repeat *repeats;
    size_t count = top_repeated(from, arena, &repeats);
    for (size_t i = 0; i < top_count(from); i++)
        top_offer(to, &entries[i]->key, entries[i]->id, top_entry_group(entries[i]));
    for (size_t i = 0; i < count; i++)
        top_repeat(to, &repeats[i].key, repeats[i].group);
}

/* Two halves of the rows, written down and read together, are the whole: the best, and how many repeat. */
static void what_parts_know_goes_on_elsewhere(void **state)
{
    (void)state;
    enum { MOST = 120 };
    static struct row rows[MOST];
    static const char *const groups[] = {"a", "b", "c", ""};
    uint64_t chance = 5, all = 0;
    for (int round = 0; round < 1000; round++) {
        struct arena arena = {0};
        size_t count = random_below(&chance, MOST + 1), capacity = 1 + random_below(&chance, 40);
        size_t cap = random_below(&chance, 4);
        struct top *whole = top_open(&arena, capacity, cap), *together = top_open(&arena, capacity, cap);
        struct top *parts[2] = {top_open(&arena, capacity, cap), top_open(&arena, capacity, cap)};
        for (size_t i = 0; i < count; i++) {
            rows[i] = random_row(&arena, 20, 30, 1, &chance);
            rows[i].group = text_of(cap ? groups[random_below(&chance, COUNT(groups))] : "");
            rows[i].key.content += (uint64_t)rows[i].group.data[0];
            offer(whole, &rows[i]);
            offer(parts[random_below(&chance, 2)], &rows[i]);
        }
        pass_on(&arena, together, parts[0]);
        pass_on(&arena, together, parts[1]);
        struct top_entry **expected = top_sorted(whole), **found = top_sorted(together);
        bool more;
        assert_int_equal(top_count(whole), top_count(together));
        for (size_t i = 0; i < top_count(whole); i++)
            check(text_equal(expected[i]->id, found[i]->id) &&
                      text_equal(top_entry_group(expected[i]), top_entry_group(found[i])),
                  "round %d: another row %zu", round, i);
        uint64_t repeats = top_repeats(whole, &more);
        all += repeats;
        check(repeats == top_repeats(together, &more), "round %d: %d rows repeat, not %d", round,
              (int)top_repeats(together, &more), (int)repeats);
        arena_free(&arena);
    }
    check(all > 1000, "only %d rows repeat", (int)all);
}

/* Beyond the limit the count says so. */
static void many_repeats_are_counted_up_to_a_limit(void **state)
{
    struct top *top = top_open(*state, 10, 0);
    bool more;
    for (int i = 0; i < 5000; i++) {
        struct row row = simple_row("always", "", i % 100);
        offer(top, &row);
        if (i == 500)
            assert_true(top_repeats(top, &more) == 500 && !more);
    }
    assert_true(top_repeats(top, &more) == 1000 && more);
    struct top_repeat *repeats;
    assert_int_equal(top_repeated(top, *state, &repeats), 1000);
    assert_true(repeats[0].key.scores[0] == 99 && repeats[0].key.scores[0] >= repeats[999].key.scores[0]);
    assert_int_equal(top_count(top), 1);
    assert_true(top_sorted(top)[0]->key.scores[0] == 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_order_and_any_shards_give_the_sorted_best),
        TEST(ties_go_by_later_measures_hash_and_id),
        TEST(none_and_all),
        TEST(unscorable_rows_come_first),
        TEST(a_cap_keeps_the_best_of_each_group),
        TEST(ids_in_several_groups_do_not_depend_on_the_order),
        TEST(what_parts_know_goes_on_elsewhere),
        TEST(many_repeats_are_counted_up_to_a_limit),
    };
    return cmocka_run_group_tests_name("top", tests, NULL, NULL);
}
