/*
 * test_axes.c - principal axes of clouds whose axes are known.
 */
#include "unit.h"

#include <math.h>

#include "score/axes.h"

enum { POINTS = 600, DIMENSIONS = 9 };

/* Points spread 10 along one direction, 4 along a second, .5 along all others; -d/+d signs exercise the flip. */
static void the_axes_are_those_of_the_greatest_spread(void **state)
{
    float(*data)[DIMENSIONS] = arena_array(*state, POINTS, sizeof *data);
    const float **vectors = arena_array(*state, POINTS, sizeof *vectors);
    double *places = arena_array(*state, 2 * POINTS, sizeof *places), sums[3] = {0};
    double first[DIMENSIONS], second[DIMENSIONS];
    uint64_t chance = 3;
    for (size_t d = 0; d < DIMENSIONS; d++) { /* at right angles, both with a negative largest component */
        first[d] = (d == 4 ? -2 : d % 2 ? 0 : 1) / sqrt(8);
        second[d] = (d == 3 ? -2 : d % 2 ? 1 : 0) / sqrt(7);
    }
    for (size_t i = 0; i < POINTS; i++) {
        double a = 20 * random_unit(&chance) - 10, b = 8 * random_unit(&chance) - 4;
        vectors[i] = data[i];
        for (size_t d = 0; d < DIMENSIONS; d++)
            data[i][d] = (float)(5 + a * first[d] + b * second[d] + random_unit(&chance) - .5);
    }
    struct axes axes = axes_place(vectors, POINTS, DIMENSIONS, places, *state);
    for (size_t i = 0; i < POINTS; i++) {
        sums[0] += places[2 * i] * places[2 * i];
        sums[1] += places[2 * i + 1] * places[2 * i + 1];
        sums[2] += places[2 * i] * places[2 * i + 1];
    }
    check(fabs(sums[0] / POINTS - 33.4) < 3 && fabs(sums[1] / POINTS - 5.4) < .6, "spread %g, %g", sums[0] / POINTS,
          sums[1] / POINTS);
    assert_true(fabs(sums[2]) < 1e-3 * sums[1] && axes.spread > .97 && axes.spread < 1);
}

static void points_that_are_one_have_no_axes(void **state)
{
    const float point[3] = {1, 2, 3}, *vectors[] = {point, point};
    double places[4];
    assert_true(axes_place(vectors, 2, 3, places, *state).spread == 0 && places[0] == 0 && places[3] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_axes_are_those_of_the_greatest_spread),
        TEST(points_that_are_one_have_no_axes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
