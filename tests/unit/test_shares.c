/*
 * test_shares.c - the rows of shares that are known: those that strata with room for all hold first.
 */
#include "unit.h"

#include "dengine/draw.h"
#include "dengine/hash.h"
#include "select/shares.h"

enum { ROWS = 3000, STRATA = 20, WORKERS = 3 };

static struct text id_of(struct arena *arena, uint64_t number)
{
    struct buffer text = {.arena = arena};
    buffer_format(&text, "row %llu", (unsigned long long)number);
    return buffer_text(&text);
}

/* Offers rows, some ids of which repeat, to the strata and, when they are there, to the workers' shares instead. */
static void offer_rows(struct arena *arena, struct strata *strata, struct shares *const *shares, uint64_t seed)
{
    uint64_t chance = seed;
    for (uint64_t i = 0; i < ROWS; i++) {
        uint64_t number = random_below(&chance, ROWS);
        struct text id = id_of(arena, number), name = id_of(arena, number % (1 + number % STRATA));
        uint64_t hash = hash_text(seed, id);
        struct top_key key = {.scores = {draw_score(hash_unit(hash))}, .tie = hash, .content = i};
        struct stratum *stratum = strata_find(strata, name, name.size);
        if (!shares)
            strata_offer(strata, stratum, &key, id, &id, 1);
        else if (shares_want(shares[i % WORKERS], stratum, hash))
            shares_offer(shares[i % WORKERS], stratum, &key, id, &id, 1);
    }
}

static void write_rows(struct buffer *out, struct stratum *const *strata, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        drawn_sort(&strata[i]->rows);
        buffer_format(out, "%.*s:", SHOW(stratum_name(strata[i])));
        for (size_t r = 0; r < strata[i]->taken && r < strata[i]->rows.count; r++) {
            struct top_entry entry = {0};
            drawn_entry(strata[i]->rows.rows[r], out->arena, &entry);
            buffer_format(out, " %.*s %llu", SHOW(entry.cells[0]), (unsigned long long)entry.key.content);
        }
    }
}

static void workers_find_what_is_taken(void **state)
{
    for (uint64_t seed = 1; seed < 20; seed++) {
        struct buffer held = {.arena = *state}, found = {.arena = *state};
        struct strata *strata = strata_open(*state, ROWS);
        offer_rows(*state, strata, NULL, seed);
        struct stratum **all = strata_sorted(strata);
        size_t count = strata_count(strata);
        for (size_t i = 0; i < count; i++)
            all[i]->taken = i * seed % 13;
        write_rows(&held, all, count);
        struct shares *shares[WORKERS];
        for (size_t i = 0; i < WORKERS; i++)
            shares[i] = shares_open(*state, strata);
        offer_rows(*state, strata, shares, seed);
        shares_give(shares, WORKERS, all, count);
        for (size_t i = 0; i < count; i++)
            assert_true(all[i]->rows.count <= all[i]->taken);
        write_rows(&found, all, count);
        assert_string_equal(buffer_string(&held), buffer_string(&found));
    }
}

static void a_look_makes_no_stratum(void **state)
{
    struct strata *strata = strata_open(*state, 1);
    struct stratum *stratum = strata_find(strata, TEXT("here"), 4);
    assert_ptr_equal(strata_look(strata, TEXT("here"), strata_hash(TEXT("here"))), stratum);
    assert_null(strata_look(strata, TEXT("elsewhere"), strata_hash(TEXT("elsewhere"))));
    assert_int_equal(strata_count(strata), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(workers_find_what_is_taken),
        TEST(a_look_makes_no_stratum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
