/*
 * test_draw.c - draws, priorities, and the quantiles that are taken from them.
 */
#include "unit.h"

#include <math.h>

#include "dengine/draw.h"
#include "dengine/hash.h"
#include "dengine/top.h"
#include "select/quantiles.h"

/* ---- draws ---- */

static void draws_become_scores_in_their_order(void **state)
{
    (void)state;
    assert_true(draw_score(0) == NANO);
    assert_true(draw_score(0.25) == 750000000);
    assert_true(draw_score(1 - 0x1p-53) == 0);
    assert_true(draw_priority(1 - 0x1p-53, 1) == 0);
    assert_true(draw_priority(0.5, 1) == nano_round(log(2)));
    assert_true(draw_priority(0.5, 2) == nano_round(log(4)));
    assert_true(draw_priority(0, 1) > draw_priority(0x1p-53, 1)); /* finite, and before all others */
    assert_true(draw_priority(0, 1e-300) < 0);
    assert_true(draw_probability(2, nano_round(log(4))) - 0.5 < 1e-9);
    assert_true(draw_probability(5, nano_round(log(4))) == 1);
    assert_true(draw_probability(1, 0) == 1);
}

/* A row above the limit cannot have the score; one far below it has. */
static void the_limit_lets_all_candidates_through(void **state)
{
    (void)state;
    uint64_t chance = 5;
    for (int i = 0; i < 200000; i++) {
        int64_t least = draw_score(random_unit(&chance)) + (int64_t)random_below(&chance, 3) - 1;
        uint64_t limit = draw_limit(least), near = random_below(&chance, UINT64_C(1) << 36);
        uint64_t hash = i % 2 ? random_next(&chance) : limit + (near - (UINT64_C(1) << 35));
        if (draw_score(hash_unit(hash)) >= least)
            check(hash <= limit, "a draw of score %lld is lost", (long long)least);
        else
            check(hash > limit || limit - hash < UINT64_C(1) << 36, "the limit for %lld is loose", (long long)least);
    }
    assert_true(draw_limit(INT64_MIN) == UINT64_MAX && draw_limit(0) == UINT64_MAX && draw_limit(1) == UINT64_MAX);
    assert_true(draw_limit(INT64_MAX) == 0);
}

/* Takes `n` of the ids first .. last - 1; taken[id - first] tells which. */
static void draw(bool *taken, int first, int last, size_t n)
{
    struct arena arena = {0};
    struct top *top = top_open(&arena, n, 0);
    uint64_t draws = hash_key(TEXT("0"), HASH_DRAW);
    for (int i = first; i < last; i++) {
        char id[16];
        struct text text = {id, (size_t)snprintf(id, sizeof id, "fm_%d", i)};
        uint64_t hash = hash_text(draws, text);
        top_offer(top, &(struct top_key){.scores = {draw_score(hash_unit(hash))}, .tie = hash}, text, (struct text){0});
    }
    memset(taken, 0, (size_t)(last - first) * sizeof *taken);
    for (size_t i = 0; i < top_count(top); i++)
        taken[atoi(top_sorted(top)[i]->id.data + 3) - first] = true;
    arena_free(&arena);
}

enum { IDS = 3000 };

static void ten_percent_lies_inside_twenty(void **state)
{
    (void)state;
    static bool ten[IDS], twenty[IDS];
    draw(ten, 0, IDS, IDS / 10);
    draw(twenty, 0, IDS, IDS / 5);
    size_t counts[2] = {0};
    for (size_t i = 0; i < IDS; i++) {
        assert_true(!ten[i] || twenty[i]);
        counts[0] += ten[i];
        counts[1] += twenty[i];
    }
    assert_int_equal(counts[0], IDS / 10);
    assert_int_equal(counts[1], IDS / 5);
}

static void a_new_row_displaces_at_most_one(void **state)
{
    (void)state;
    static bool before[IDS], after[IDS + 1];
    for (int last = 500; last < 540; last++) {
        size_t displaced = 0;
        draw(before, 0, last, 100);
        draw(after, 0, last + 1, 100);
        for (int i = 0; i < last; i++) {
            assert_true(before[i] || !after[i]);
            displaced += before[i] && !after[i];
        }
        assert_int_equal(displaced, after[last]);
    }
}

/* The sum over all rows, estimated from the sample by w / probability, is right in the mean (Duffield,
 * Lund & Thorup 2007). */
static void priority_samples_estimate_the_total(void **state)
{
    (void)state;
    enum { ROWS = 200, TAKEN = 20, ROUNDS = 2000 };
    double weights[ROWS], total = 0, sum = 0, squares = 0;
    uint64_t chance = 1;
    for (size_t i = 0; i < ROWS; i++)
        total += weights[i] = exp(3 * random_unit(&chance)) / 10;
    for (int round = 0; round < ROUNDS; round++) {
        int64_t priorities[ROWS], threshold = INT64_MIN;
        for (size_t i = 0; i < ROWS; i++)
            priorities[i] = draw_priority(random_unit(&chance), weights[i]);
        double estimate = 0;
        for (int pass = 0; pass < 2; pass++)
            for (size_t i = 0; i < ROWS; i++) {
                size_t before = 0;
                for (size_t j = 0; j < ROWS; j++)
                    before += priorities[j] > priorities[i];
                if (pass == 0 && before == TAKEN)
                    threshold = priorities[i];
                if (pass == 1 && before < TAKEN) {
                    double probability = draw_probability(weights[i], threshold);
                    assert_true(probability > 0 && probability <= 1);
                    estimate += weights[i] / probability;
                }
            }
        sum += estimate;
        squares += estimate * estimate;
    }
    double mean = sum / ROUNDS, error = sqrt((squares / ROUNDS - mean * mean) / ROUNDS);
    check(fabs(mean - total) < 4 * error, "%g is estimated as %g +- %g", total, mean, error);
}

/* ---- quantiles ---- */

static int by_value(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The definition: the smallest value that at least i/bins of the values do not exceed; only those that
 * part the values. */
static size_t cuts_by_sort(double *values, size_t count, size_t bins, double *cuts)
{
    size_t found = 0;
    qsort(values, count, sizeof *values, by_value);
    for (size_t i = 1; i < bins && count; i++) {
        size_t k = 0;
        while ((k + 1) * bins < i * count)
            k++;
        if ((!found || values[k] > cuts[found - 1]) && values[k] < values[count - 1])
            cuts[found++] = values[k];
    }
    return found;
}

static void small_inputs_are_exact_in_any_order_and_shards(void **state)
{
    (void)state;
    enum { MOST = 1200, MOST_BINS = 20 };
    uint64_t chance = 1;
    static double values[MOST];
    for (int round = 0; round < 600; round++) {
        struct arena arena = {0};
        struct quantiles whole = {.arena = &arena}, parts[2] = {{.arena = &arena}, {.arena = &arena}};
        size_t count = random_below(&chance, MOST), bins = 2 + random_below(&chance, MOST_BINS - 1);
        uint64_t different = 1 + random_below(&chance, round % 2 ? 10 : 100000);
        for (size_t i = 0; i < count; i++) {
            values[i] = (double)random_below(&chance, different) / 7 - 3;
            quantiles_add(&whole, random_next(&chance), values[i]);
        }
        for (size_t i = count; i > 0; i--) /* the other way round, in two parts */
            quantiles_add(&parts[i % 2], i, values[i - 1]);
        quantiles_merge(&parts[0], &parts[1]);
        double expected[MOST_BINS], found[MOST_BINS], merged[MOST_BINS];
        size_t cuts = cuts_by_sort(values, count, bins, expected);
        assert_int_equal(quantiles_cuts(&whole, bins, found), cuts);
        assert_int_equal(quantiles_cuts(&parts[0], bins, merged), cuts);
        assert_memory_equal(found, expected, cuts * sizeof *found);
        assert_memory_equal(merged, expected, cuts * sizeof *found);
        arena_free(&arena);
    }
}

static void quantiles_are_those_of_the_sample(void **state)
{
    static const struct {
        size_t count;
        double values[8];
        size_t bins, cuts_count;
        double cuts[4];
    } cases[] = {
        {0, {0}, 4, 0, {0}},
        {1, {5}, 4, 0, {0}},
        {4, {7, 7, 7, 7}, 2, 0, {0}}, /* one value: nothing to cut */
        {4, {4, 1, 3, 2}, 4, 3, {1, 2, 3}},
        {8, {1, 2, 3, 4, 5, 6, 7, 8}, 4, 3, {2, 4, 6}},
        {5, {1, 2, 3, 4, 5}, 2, 1, {3}},
        {6, {1, 1, 1, 1, 2, 3}, 3, 1, {1}}, /* two cuts fall on 1 */
        {2, {-1, 1}, 4, 1, {-1}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct quantiles quantiles = {.arena = *state};
        double cuts[4];
        for (size_t k = 0; k < cases[i].count; k++)
            quantiles_add(&quantiles, k * 7919, cases[i].values[k]);
        size_t count = quantiles_cuts(&quantiles, cases[i].bins, cuts);
        check(count == cases[i].cuts_count, "case %zu: %zu cuts", i, count);
        assert_memory_equal(cuts, cases[i].cuts, count * sizeof *cuts);
    }
}

/* More rows than are kept: the sample depends on the hashes alone, and its cuts are near. */
static void large_inputs_are_sampled_by_hash(void **state)
{
    enum { ROWS = 400000, PARTS = 3, BINS = 10 };
    struct quantiles whole = {.arena = *state}, parts[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        parts[i] = (struct quantiles){.arena = *state};
    uint64_t key = hash_key(TEXT("0"), HASH_SAMPLE);
    for (uint32_t i = 0; i < ROWS; i++) {
        uint32_t forward = i, backward = ROWS - 1 - i;
        uint64_t hash = hash_text(key, (struct text){(const char *)&forward, sizeof forward});
        quantiles_add(&whole, hash, (double)forward / ROWS);
        hash = hash_text(key, (struct text){(const char *)&backward, sizeof backward});
        quantiles_add(&parts[backward % 7 % PARTS], hash, (double)backward / ROWS);
    }
    assert_true(whole.count <= 2 * QUANTILES_SAMPLE);
    quantiles_merge(&parts[2], &parts[0]);
    quantiles_merge(&parts[2], &parts[1]);
    double cuts[BINS], merged[BINS];
    assert_int_equal(quantiles_cuts(&whole, BINS, cuts), BINS - 1);
    assert_int_equal(quantiles_cuts(&parts[2], BINS, merged), BINS - 1);
    assert_memory_equal(cuts, merged, (BINS - 1) * sizeof *cuts);
    for (int i = 1; i < BINS; i++)
        check(fabs(cuts[i - 1] - i / (double)BINS) < 0.01, "cut %d is %g", i, cuts[i - 1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(draws_become_scores_in_their_order),
        TEST(the_limit_lets_all_candidates_through),
        TEST(ten_percent_lies_inside_twenty),
        TEST(a_new_row_displaces_at_most_one),
        TEST(priority_samples_estimate_the_total),
        TEST(quantiles_are_those_of_the_sample),
        TEST(small_inputs_are_exact_in_any_order_and_shards),
        TEST(large_inputs_are_sampled_by_hash),
    };
    return cmocka_run_group_tests_name("draw", tests, NULL, NULL);
}
