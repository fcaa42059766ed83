/*
 * test_informed.c - a sample that finds errors: weights and probabilities, worked by hand to six digits.
 */
#include "unit.h"

#include <math.h>

#include "dengine/informed.h"

static struct informed_design design_of(struct arena *arena, const double *forecasts, size_t count, uint64_t n)
{
    struct informed_sums sums = {.arena = arena, .most = n};
    for (size_t i = 0; i < count; i++)
        informed_add(&sums, forecasts[i]);
    return informed_design(&sums, n);
}

static void the_worked_example(void **state)
{
    static const double forecasts[] = {.9, .5, .2, .1, .02, .02, .02, .02, .02, .02};
    static const double probs[] = {.342308, .470513, .406410, .342308, .239744};
    struct informed_design design = design_of(*state, forecasts, COUNT(forecasts), 3);
    assert_int_equal(design.population, 10);
    check(fabs(design.forecast - .182) < 1e-9, "mean forecast %.9f", design.forecast);
    for (size_t i = 0; i < COUNT(probs); i++) {
        double prob = informed_probability(&design, forecasts[i]);
        check(fabs(prob - probs[i]) < 5e-7, "%g: %.9f", forecasts[i], prob);
    }
}

static void equal_forecasts_are_a_uniform_draw(void **state)
{
    static const double forecasts[] = {.3, .3, .3, .3}, none[] = {0, 0, 0, 0, 1};
    struct informed_design design = design_of(*state, forecasts, 4, 1), certain = design_of(*state, none, 5, 2);
    assert_true(fabs(informed_probability(&design, .3) - .25) < 1e-12);
    assert_true(fabs(informed_probability(&certain, 1) - .4) < 1e-12);
    for (int i = 0; i < 10; i++)
        assert_int_equal(informed_score(&design, .3, i / 10.0), nano_round(1 - i / 20.0));
}

/* Rows that reach 1 are certain, the others share what is left; the probabilities sum to n, none is below half of n/N.
 */
static void probabilities_sum_to_the_rows(void **state)
{
    enum { ROWS = 400 };
    double forecasts[ROWS];
    uint64_t chance = 7;
    for (uint64_t n = 1; n <= ROWS; n += 7) {
        double sum = 0, least = 1;
        size_t certain = 0;
        for (size_t i = 0; i < ROWS; i++)
            forecasts[i] = random_below(&chance, 20) ? 0.0001 : random_unit(&chance);
        struct informed_design design = design_of(*state, forecasts, ROWS, n);
        for (size_t i = 0; i < ROWS; i++) {
            double prob = informed_probability(&design, forecasts[i]);
            sum += prob;
            least = fmin(least, prob);
            certain += prob >= 1;
            assert_true((informed_score(&design, forecasts[i], 0.9999) == NANO) == (prob >= 1));
        }
        check(fabs(sum - (double)n) < 1e-6, "%llu rows: %.9f", (unsigned long long)n, sum);
        check(certain > 0 || least >= 0.5 * (double)n / ROWS - 1e-9, "%llu rows: %.9f", (unsigned long long)n, least);
    }
}

/* Three rows of which one is drawn: worked by hand from u / w of the first that is not. */
static void the_probability_of_a_drawn_row_is_that_with_all_others_as_they_are(void **state)
{
    static const double forecasts[] = {.5, .01, .01}, alike[] = {.3, .3, .3, .3}, one[] = {.5, 0, 0, 0, 0};
    struct informed_design design = design_of(*state, forecasts, 3, 1);
    assert_true(fabs(informed_weight(&design, .5) - 1.572965) < 1e-6);
    assert_true(fabs(informed_drawn(&design, .5, .4) - .629186) < 1e-6);
    assert_true(informed_drawn(&design, .5, .7) == 1 && informed_drawn(&design, .01, INFINITY) == 1);
    struct informed_design even = design_of(*state, alike, 4, 1), certain = design_of(*state, one, 5, 2);
    assert_true(informed_drawn(&even, .3, .9) == .25 && informed_drawn(&certain, .5, .001) == 1);
}

static void of_no_row_and_for_no_row_there_is_a_design(void **state)
{
    static const double forecasts[] = {.5, .01, .01};
    struct informed_design empty = design_of(*state, NULL, 0, 5), none = design_of(*state, forecasts, 3, 0),
                           all = design_of(*state, forecasts, 3, 3);
    assert_int_equal(empty.population, 0);
    assert_true(informed_probability(&empty, .5) == 1);
    assert_true(informed_probability(&none, .5) == 0 && informed_probability(&none, .01) == 0);
    assert_true(informed_probability(&all, .5) == 1 && informed_score(&all, .01, .9999) == NANO);
}

static void sums_do_not_depend_on_the_order(void **state)
{
    enum { ROWS = 3000, PARTS = 3 };
    struct informed_sums whole = {.arena = *state, .most = 50}, parts[PARTS];
    uint64_t chance = 1;
    double forecasts[ROWS];
    for (size_t i = 0; i < PARTS; i++)
        parts[i] = (struct informed_sums){.arena = *state, .most = 50};
    for (size_t i = 0; i < ROWS; i++)
        informed_add(&whole, forecasts[i] = random_unit(&chance) * random_unit(&chance));
    for (size_t i = ROWS; i-- > 0;)
        informed_add(&parts[i * 7 % PARTS], forecasts[i]);
    informed_merge(&parts[1], &parts[2]);
    informed_merge(&parts[1], &parts[0]);
    struct informed_design a = informed_design(&whole, 50), b = informed_design(&parts[1], 50);
    assert_memory_equal(&a, &b, sizeof a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_worked_example),
        TEST(equal_forecasts_are_a_uniform_draw),
        TEST(probabilities_sum_to_the_rows),
        TEST(the_probability_of_a_drawn_row_is_that_with_all_others_as_they_are),
        TEST(of_no_row_and_for_no_row_there_is_a_design),
        TEST(sums_do_not_depend_on_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
