/*
 * test_diverse.c - a known example of k-center; every choice against one made naively.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "dengine/diverse.h"
#include "dengine/vector.h"

/* Labelled 0..3, then the pool 4..9. */
static void six_points_are_picked_in_a_known_order(void **unused)
{
    static const float all[][2] = {{0, 0},     {.1f, .1f}, {.2f, 0}, {0, .2f},   {1, 0},
                                   {.5f, .5f}, {3, 3},     {2, 0},   {.3f, .1f}, {5, 5}};
    static const size_t order[] = {9, 6, 7, 4, 5, 8};
    static const double distances[] = {6.929646, 2.828427, 1.8, .8, .565685, .141421};
    const float *vectors[10];
    struct arena arena = {0};
    struct pick picks[6];
    (void)unused;
    for (size_t i = 0; i < 10; i++)
        vectors[i] = all[i];
    struct points covered = {vectors, 4, 2}, pool = {vectors + 4, 6, 2}, nothing = {NULL, 0, 2};
    assert_int_equal(diverse_kcenter(&pool, &covered, 100, 2, &arena, picks), 6);
    for (size_t n = 0; n < 6; n++) {
        assert_int_equal(picks[n].point + 4, order[n]);
        assert_true(fabs(picks[n].value - distances[n]) < 1e-6);
    }
    /* With nothing covered the best-scored comes first, without a distance. */
    assert_int_equal(diverse_kcenter(&pool, &nothing, 2, 1, &arena, picks), 2);
    assert_int_equal(picks[0].point, 0);
    assert_true(picks[0].value < 0);
    assert_int_equal(picks[1].point + 4, 9);
    arena_free(&arena);
}

enum { POOL = 150, COVERED = 20, DIMENSIONS = 5 };

/* Coordinates of few values, so that there are ties and twins. */
static void draw_points(uint64_t seed, float data[][DIMENSIONS], const float **vectors, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t d = 0; d < DIMENSIONS; d++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            data[i][d] = 1 + (float)(seed >> 62);
        }
        vectors[i] = data[i];
    }
}

static double nearest_distance(const float *point, const struct points *covered, const struct points *pool,
                               const struct pick *picks, size_t taken)
{
    double nearest = INFINITY;
    for (size_t i = 0; i < covered->count; i++)
        nearest = fmin(nearest, vector_distance(point, covered->vectors[i], DIMENSIONS));
    for (size_t n = 0; n < taken; n++)
        nearest = fmin(nearest, vector_distance(point, pool->vectors[picks[n].point], DIMENSIONS));
    return nearest;
}

static double cosine(const float *a, const float *b)
{
    return vector_cosine(a, vector_square(a, DIMENSIONS), b, vector_square(b, DIMENSIONS), DIMENSIONS);
}

static double nearest_cosine(const float *point, const struct points *covered, const struct points *pool,
                             const struct pick *picks, size_t taken)
{
    double nearest = covered->count + taken ? -1 : 0;
    for (size_t i = 0; i < covered->count; i++)
        nearest = fmax(nearest, cosine(point, covered->vectors[i]));
    for (size_t n = 0; n < taken; n++)
        nearest = fmax(nearest, cosine(point, pool->vectors[picks[n].point]));
    return nearest;
}

static void picks_are_those_of_the_naive_search(void **unused)
{
    static float data[POOL][DIMENSIONS], covered_data[COVERED][DIMENSIONS];
    const float *vectors[POOL], *covered_vectors[COVERED];
    const double lambda = 0.4;
    struct pick picks[POOL];
    double relevance[POOL];
    (void)unused;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct arena arena = {0};
        struct points pool = {vectors, POOL, DIMENSIONS};
        struct points covered = {covered_vectors, seed % 3 ? COVERED : 0, DIMENSIONS};
        draw_points(seed, data, vectors, POOL);
        draw_points(seed + 100, covered_data, covered_vectors, COVERED);
        for (size_t i = 0; i < POOL; i++)
            relevance[i] = 1 - (double)(i / 3) / POOL;
        for (int mmr = 0; mmr < 2; mmr++) {
            bool taken[POOL] = {0};
            size_t count = mmr ? diverse_mmr(&pool, relevance, &covered, lambda, POOL, 3, &arena, picks)
                               : diverse_kcenter(&pool, &covered, POOL, 3, &arena, picks);
            assert_int_equal(count, POOL);
            for (size_t n = 0; n < POOL; n++) {
                size_t best = POOL;
                double most = 0;
                for (size_t i = 0; i < POOL; i++) {
                    if (taken[i])
                        continue;
                    double value =
                        mmr ? lambda * relevance[i] - (1 - lambda) * nearest_cosine(data[i], &covered, &pool, picks, n)
                            : nearest_distance(data[i], &covered, &pool, picks, n);
                    if (best == POOL || value > most) {
                        best = i;
                        most = value;
                    }
                }
                if (picks[n].point != best)
                    fail_msg("seed %d, mmr %d: pick %zu is %zu, not %zu", (int)seed, mmr, n, picks[n].point, best);
                if (n > 0)
                    assert_true(picks[n].value == most);
                taken[best] = true;
            }
        }
        arena_free(&arena);
    }
}

static void of_near_twins_the_first_is_kept(void **unused)
{
    static float data[POOL][DIMENSIONS];
    const float *vectors[POOL];
    size_t keeper[POOL], wanted[] = {1, 7, POOL};
    double similarity[POOL];
    const double alike = 0.97;
    (void)unused;
    draw_points(5, data, vectors, POOL);
    struct points pool = {vectors, POOL, DIMENSIONS};
    for (size_t w = 0; w < 3; w++) {
        struct arena arena = {0};
        size_t count = diverse_distinct(&pool, alike, wanted[w], &arena, keeper, similarity), kept = 0, twins = 0;
        for (size_t i = 0; i < POOL; i++) {
            size_t best = POOL;
            double most = -2;
            for (size_t k = 0; k < i; k++)
                if (keeper[k] == k && cosine(data[i], data[k]) >= alike && cosine(data[i], data[k]) > most) {
                    best = k;
                    most = cosine(data[i], data[k]);
                }
            if (best < POOL) {
                assert_int_equal(keeper[i], best);
                assert_true(similarity[i] == most);
                twins++;
            } else {
                assert_int_equal(keeper[i], kept < wanted[w] ? i : POOL);
                kept += kept < wanted[w];
            }
        }
        assert_int_equal(count, kept);
        assert_true(twins > 0);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_points_are_picked_in_a_known_order),
        cmocka_unit_test(picks_are_those_of_the_naive_search),
        cmocka_unit_test(of_near_twins_the_first_is_kept),
    };
    return cmocka_run_group_tests_name("diverse", tests, NULL, NULL);
}
