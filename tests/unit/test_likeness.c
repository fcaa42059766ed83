/*
 * test_likeness.c - every instruction set gives the same bits, within the bound; scores are those of a
 * plain computation in double, for every metric and aggregate.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "score/panels.h"

static uint64_t state = 1;

static float draw(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (float)(state >> 40) / 8388608.0f - 1.0f;
}

static float *draw_vectors(size_t count, size_t dimensions, float scale)
{
    float *vectors = calloc(count * dimensions + 1, sizeof *vectors);
    for (size_t i = 0; i < count * dimensions; i++)
        vectors[i] = draw() * scale;
    return vectors;
}

/* The plain computation: one sum, in order, in double. */
static double plain(const struct metric *metric, const float *a, const float *b, size_t dimensions)
{
    double dot = 0, squares = 0, aa = 0, bb = 0;
    for (size_t d = 0; d < dimensions; d++) {
        double x = (double)a[d], y = (double)b[d];
        dot += x * y;
        squares += (x - y) * (x - y);
        aa += x * x;
        bb += y * y;
    }
    return metric->distance ? -sqrt(squares) : metric->angle ? dot / sqrt(aa * bb) : dot;
}

static double plain_score(const struct metric *metric, enum aggregate aggregate, const float *row, const float *seeds,
                          size_t count, size_t dimensions)
{
    double best = -INFINITY, sum = 0;
    float *centroid = calloc(dimensions, sizeof *centroid);
    for (size_t d = 0; d < dimensions; d++) {
        double total = 0;
        for (size_t i = 0; i < count; i++)
            total += (double)seeds[i * dimensions + d];
        centroid[d] = (float)(total / (double)count);
    }
    for (size_t i = 0; i < count; i++) {
        double one = plain(metric, row, seeds + i * dimensions, dimensions);
        best = fmax(best, one);
        sum += one;
    }
    double centre = plain(metric, row, centroid, dimensions);
    free(centroid);
    return aggregate == AGGREGATE_NEAREST ? best : aggregate == AGGREGATE_MEAN ? sum / (double)count : centre;
}

static void every_instruction_set_gives_the_same_bits(void **unused)
{
    static const size_t sizes[] = {1, 2, 3, 15, 16, 17, 63, 64, 65, 130, 256};
    static const size_t counts[] = {1, 2, 15, 16, 17, 33, 50, 64, 65};
    enum { ROWS = 8 };
    (void)unused;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            size_t dimensions = sizes[s], count = counts[c];
            struct arena arena = {0};
            struct panels panels;
            float *seeds = draw_vectors(count, dimensions, 3), *rows = draw_vectors(ROWS, dimensions, 2);
            panels_open(&panels, &arena, seeds, count, dimensions);
            size_t width = panels.panels * LIKENESS_LANES;
            double *expected = calloc(ROWS * width, sizeof *expected), *found = calloc(ROWS * width, sizeof *found);
            for (int distances = 0; distances < 2; distances++) {
                (distances ? panels_distances_portable : panels_dots_portable)(&panels, rows, ROWS, expected);
                for (size_t r = 0; r < ROWS; r++)
                    for (size_t i = 0; i < count; i++) {
                        const float *row = rows + r * dimensions, *seed = seeds + i * dimensions;
                        double exact = vector_distance(row, seed, dimensions), off = exact * LIKENESS_SLACK;
                        double got = sqrt(expected[r * width + i]);
                        if (!distances) {
                            exact = vector_dot(row, seed, dimensions);
                            off =
                                LIKENESS_SLACK * sqrt(vector_square(row, dimensions) * vector_square(seed, dimensions));
                            got = expected[r * width + i];
                        }
                        if (!(fabs(got - exact) <= off))
                            fail_msg("%zu dimensions, %zu seeds: %.17g is not %.17g", dimensions, count, got, exact);
                    }
                for (const struct likeness_kind *kind = likeness_kinds; kind->name; kind++) {
                    if (!kind->supported())
                        continue;
                    (distances ? kind->distances : kind->dots)(&panels, rows, ROWS, found);
                    if (memcmp(expected, found, ROWS * width * sizeof *found) != 0)
                        fail_msg("%s differs: %zu dimensions, %zu seeds, distances %d", kind->name, dimensions, count,
                                 distances);
                }
            }
            free(expected);
            free(found);
            free(seeds);
            free(rows);
            arena_free(&arena);
        }
}

/* Scores, their bounds and the nearest seed; also for lengths that a sum of floats cannot hold. */
static void scores_lie_within_their_bounds(void **unused)
{
    static const float scales[] = {1, 1e-18f, 1e18f};
    enum { SEEDS = 21, ROWS = 32, DIMENSIONS = 70 };
    (void)unused;
    for (size_t s = 0; s < sizeof scales / sizeof *scales; s++)
        for (const struct metric *metric = likeness_metrics; metric->name; metric++)
            for (int aggregate = AGGREGATE_NEAREST; aggregate <= AGGREGATE_CENTROID; aggregate++) {
                struct arena arena = {0};
                struct likeness likeness;
                float *seeds = draw_vectors(SEEDS, DIMENSIONS, scales[s]);
                float *rows = draw_vectors(ROWS, DIMENSIONS, scales[s]);
                memcpy(rows, seeds + DIMENSIONS, DIMENSIONS * sizeof *rows); /* the first row is seed 1 */
                likeness_open(&likeness, &arena, metric, (enum aggregate)aggregate, seeds, SEEDS, DIMENSIONS);
                double *compared = calloc(ROWS * likeness_width(&likeness), sizeof *compared);
                likeness_compare(&likeness, rows, ROWS, compared);
                for (size_t r = 0; r < ROWS; r++) {
                    const float *row = rows + r * DIMENSIONS;
                    const double *own = compared + r * likeness_width(&likeness);
                    double square = vector_square(row, DIMENSIONS), low, high, value;
                    double score = likeness_score(&likeness, row, square, own);
                    double expected = plain_score(metric, (enum aggregate)aggregate, row, seeds, SEEDS, DIMENSIONS);
                    double unit = metric->angle ? 1 : metric->distance ? sqrt(square) : square;
                    if (!(fabs(score - expected) <= 1e-12 * unit))
                        fail_msg("%s, aggregate %d, scale %g: %.17g is not %.17g", metric->name, aggregate,
                                 (double)scales[s], score, expected);
                    assert_true(likeness_score(&likeness, row, square, NULL) == score);
                    likeness_bounds(&likeness, own, square, &low, &high);
                    assert_true(low <= score && score <= high);
                    size_t best = likeness_nearest(&likeness, row, square, own, &value), again;
                    for (size_t i = 0; i < SEEDS; i++) {
                        double one = plain(metric, row, seeds + i * DIMENSIONS, DIMENSIONS);
                        assert_true(one <= (metric->distance ? -value : value) + 1e-12 * unit);
                    }
                    again = likeness_nearest(&likeness, row, square, NULL, &value);
                    assert_int_equal(again, best);
                    if (r == 0 && !metric->distance && metric->angle)
                        assert_true(best == 1 && value > 1 - 1e-15);
                }
                free(compared);
                free(seeds);
                free(rows);
                arena_free(&arena);
            }
}

static void metrics_stand_at_their_numbers_and_are_what_they_say(void **unused)
{
    (void)unused;
    assert_string_equal(likeness_metrics[METRIC_COSINE].name, "cosine");
    assert_string_equal(likeness_metrics[METRIC_DOT].name, "dot");
    assert_string_equal(likeness_metrics[METRIC_EUCLIDEAN].name, "euclidean");
    const float a[] = {3, 4}, b[] = {4, 3}, zero[] = {0, 0};
    assert_true(vector_dot(a, b, 2) == 24);
    assert_true(vector_square(a, 2) == 25);
    assert_true(vector_cosine(a, 25, b, 25, 2) == 24.0 / 25);
    assert_true(vector_distance(a, zero, 2) == 5);
}

/* Rows whose lengths a sum of floats cannot hold, beside seeds of usual lengths: no bounds, the exact scores. */
static void rows_too_long_or_short_for_floats_have_no_bounds(void **unused)
{
    static const float scales[] = {1e-18f, 1e18f};
    enum { SEEDS = 5, DIMENSIONS = 9 };
    (void)unused;
    for (size_t s = 0; s < sizeof scales / sizeof *scales; s++)
        for (int aggregate = AGGREGATE_NEAREST; aggregate <= AGGREGATE_CENTROID; aggregate++) {
            struct arena arena = {0};
            struct likeness likeness;
            const struct metric *metric = &likeness_metrics[METRIC_COSINE];
            float *seeds = draw_vectors(SEEDS, DIMENSIONS, 1), *row = draw_vectors(1, DIMENSIONS, scales[s]);
            likeness_open(&likeness, &arena, metric, (enum aggregate)aggregate, seeds, SEEDS, DIMENSIONS);
            double *compared = calloc(likeness_width(&likeness), sizeof *compared);
            double square = vector_square(row, DIMENSIONS), low, high, value;
            likeness_bounds(&likeness, compared, square, &low, &high);
            assert_true(low == -INFINITY && high == INFINITY);
            double expected = plain_score(metric, (enum aggregate)aggregate, row, seeds, SEEDS, DIMENSIONS);
            assert_true(fabs(likeness_score(&likeness, row, square, compared) - expected) <= 1e-12);
            size_t best = likeness_nearest(&likeness, row, square, compared, &value);
            for (size_t i = 0; i < SEEDS; i++)
                assert_true(plain(metric, row, seeds + i * DIMENSIONS, DIMENSIONS) <= value + 1e-12);
            assert_true(fabs(plain(metric, row, seeds + best * DIMENSIONS, DIMENSIONS) - value) <= 1e-12);
            free(compared);
            free(seeds);
            free(row);
            arena_free(&arena);
        }
}

/* However a length is rounded, an angle has a cosine. */
static void a_cosine_lies_from_minus_1_to_1(void **unused)
{
    enum { DIMENSIONS = 7 };
    (void)unused;
    for (int i = 0; i < 2000; i++) {
        float *row = draw_vectors(1, DIMENSIONS, 1), opposite[DIMENSIONS];
        for (size_t d = 0; d < DIMENSIONS; d++)
            opposite[d] = -row[d];
        double square = vector_square(row, DIMENSIONS), same = vector_cosine(row, square, row, square, DIMENSIONS);
        double other = vector_cosine(row, square, opposite, square, DIMENSIONS);
        assert_true(same <= 1 && same > 1 - 1e-15 && other >= -1 && other < -1 + 1e-15);
        free(row);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metrics_stand_at_their_numbers_and_are_what_they_say),
        cmocka_unit_test(every_instruction_set_gives_the_same_bits),
        cmocka_unit_test(scores_lie_within_their_bounds),
        cmocka_unit_test(rows_too_long_or_short_for_floats_have_no_bounds),
        cmocka_unit_test(a_cosine_lies_from_minus_1_to_1),
    };
    return cmocka_run_group_tests_name("likeness", tests, NULL, NULL);
}
