/*
 * test_paired.c - the difference of two models: intervals and tests against values worked by other means, and small
 * reviews by hand.
 */
#include "unit.h"

#include <math.h>

#include "../sampling.h"
#include "select/changes.h"
#include "select/paired.h"

static bool near(double a, double b)
{
    return fabs(a - b) <= 5e-7;
}

/* ---- shares ---- */

/* Newcombe 1998, table II, as far as Wilson's intervals alone go: a = .3 of 50, b = .1 of 50, in percent by hand. */
static void a_difference_lies_between_the_ends_of_its_shares(void **state)
{
    struct figure a = share_of(15, 50), b = share_of(5, 50), d = share_difference(a, b);
    double correlation = -sqrt(.3 * .1 / (.7 * .9)), low = .3 - a.low, high = b.high - .1;
    assert_true(near(d.estimate, .2) && d.n == 50);
    assert_true(near(d.low, .2 - sqrt(low * low + high * high - 2 * correlation * low * high)));
    assert_true(d.low < .2 && d.high > .2 && d.low > -1 && d.high < 1);
    struct figure back = share_difference(b, a);
    assert_true(near(back.low, -d.high) && near(back.high, -d.low));
    (void)state;
}

static void nothing_seen_leaves_the_width_of_nothing(void **state)
{
    struct figure none = share_of(0, 100), d = share_difference(none, none);
    assert_true(d.estimate == 0 && near(d.high, none.high) && near(d.low, -none.high));
    assert_true(share_difference(none, (struct figure){0}).n == 0);
    struct figure all = share_difference(share_of(100, 100), none);
    assert_true(all.estimate == 1 && all.high == 1 && all.low < 1);
    (void)state;
}

/* R: binom.test(c(b, c))$p.value. */
static void mcnemar_is_the_binomial_test(void **state)
{
    static const struct {
        size_t b, c;
        double p;
    } cases[] = {{0, 0, 1},          {1, 0, 1},   {7, 0, .015625},   {5, 1, .21875},
                 {9, 1, .021484375}, {10, 10, 1}, {3, 12, .03515625}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(near(mcnemar_exact(cases[i].b, cases[i].c), cases[i].p));
        assert_true(near(mcnemar_exact(cases[i].c, cases[i].b), cases[i].p));
    }
    assert_true(mcnemar_exact(1000000, 0) >= 0 && mcnemar_exact(500100, 499900) > .5);
    (void)state;
}

/* ---- reviews ---- */

enum { ROWS = 25 };

/* Five picks, all fixed; twenty of 200 drawn rows: three fixed, one broken, two wrong under both. */
static struct review review_of(struct review_row *rows, struct paired_row *known, const struct review_night *night)
{
    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = (struct review_row){.pi = i < 5 ? 1 : .1, .forecast = NAN};
        known[i] = (struct paired_row){true, i < 8 || i == 9 || i == 10, i >= 8 && i < 11};
    }
    return (struct review){.rows = rows, .count = ROWS, .nights = night, .nights_count = 1};
}

static void picks_count_as_they_are_and_drawn_rows_for_the_rest(void **state)
{
    struct review_row rows[ROWS];
    struct paired_row known[ROWS];
    struct review_night night = {.population = 200, .forecast = NAN};
    struct review review = review_of(rows, known, &night);
    struct paired_figures figures = paired_figures(&review, known, *state);
    assert_true(figures.population == 205 && figures.certain == 5 && figures.sample == 20);
    assert_true(figures.sample_fixed == 3 && figures.sample_broken == 1 && near(figures.mcnemar, .625));
    assert_true(near(figures.fixed.estimate, (5 + 30) / 205.) && near(figures.broken.estimate, 10 / 205.));
    assert_true(near(figures.gain.estimate, 25 / 205.));
    assert_true(near(figures.before.estimate, 1 - (5 + 50) / 205.) && near(figures.after.estimate, 1 - 30 / 205.));
    assert_true(near(figures.gain.estimate, figures.after.estimate - figures.before.estimate));
    struct figure fixed = share_of(3, 20), broken = share_of(1, 20);
    assert_true(near(figures.fixed.low, (5 + 200 * fixed.low) / 205) &&
                near(figures.broken.high, 200 * broken.high / 205));
}

static void what_is_not_known_counts_as_not_reviewed(void **state)
{
    struct review_row rows[ROWS];
    struct paired_row known[ROWS];
    struct review_night night = {.population = 200, .forecast = NAN};
    struct review review = review_of(rows, known, &night);
    for (size_t i = 15; i < ROWS; i++)
        known[i].known = false;
    struct paired_figures figures = paired_figures(&review, known, *state);
    assert_true(figures.sample == 10 && near(figures.gain.estimate, (5 + 200 * .2) / 205));
}

static void a_night_that_taught_the_model_is_no_sample(void **state)
{
    struct review_row rows[ROWS];
    struct paired_row known[ROWS];
    struct review_night night = {.population = 200, .forecast = NAN, .taught = true};
    struct review review = review_of(rows, known, &night);
    struct paired_figures figures = paired_figures(&review, known, *state);
    assert_true(figures.gain.n == 0 && figures.sample == 0 && figures.mcnemar == 1);
    review.nights_count = 0;
    review.count = 0;
    assert_true(paired_figures(&review, known, *state).gain.n == 0);
}

/* Of two nights of one pool the first taught the model: its answers are known, the second speaks of the rest. */
static void what_taught_the_model_is_known_for_certain_to_later_nights(void **state)
{
    struct review_row rows[2 * ROWS];
    struct paired_row known[2 * ROWS];
    struct review_night nights[] = {{.population = 225, .forecast = NAN, .pool = BYTES("p"), .taught = true},
                                    {.population = 200, .forecast = NAN, .pool = BYTES("p")}};
    struct review review = review_of(rows, known, nights);
    review_of(rows + ROWS, known + ROWS, nights);
    for (size_t i = ROWS; i < 2 * ROWS; i++)
        rows[i].night = 1;
    review.count = 2 * ROWS;
    review.nights_count = 2;
    struct paired_figures figures = paired_figures(&review, known, *state);
    assert_true(figures.population == 230 && figures.certain == 30 && figures.sample == 20);
    assert_true(near(figures.fixed.estimate, (8 + 5 + 30) / 230.) && near(figures.broken.estimate, (1 + 10) / 230.));
}

/* ---- how often the interval holds ---- */

enum { POPULATION = 2000, SAMPLE = 160, DRAWS = 400 };

/* Half as many errors as forecast before, a third of them left after and some new ones: the long form is
 * simulate/paired.c. */
static double make_population(double *forecast, struct paired_row *rows, uint64_t *chance)
{
    double gain = 0;
    for (size_t i = 0; i < POPULATION; i++) {
        forecast[i] = pow(random_unit(chance), 2);
        rows[i] = (struct paired_row){.known = true, .before = random_unit(chance) < forecast[i] / 2};
        rows[i].after = random_unit(chance) < (rows[i].before ? .3 : .05);
        gain += ((double)rows[i].before - (double)rows[i].after) / POPULATION;
    }
    return gain;
}

static void the_interval_of_the_difference_holds_the_truth(void **state)
{
    double *forecast = arena_array(*state, POPULATION, sizeof *forecast);
    double *pi = arena_array(*state, POPULATION, sizeof *pi);
    struct paired_row *rows = arena_array(*state, POPULATION, sizeof *rows), known[SAMPLE];
    struct sampling_draw *draws = arena_array(*state, POPULATION, sizeof *draws);
    size_t *list = arena_array(*state, POPULATION, sizeof *list), held = 0;
    struct review_row queue[SAMPLE];
    uint64_t chance = 2;
    double gain = make_population(forecast, rows, &chance), mean = 0, bias = 0;
    for (size_t i = 0; i < POPULATION; i++) {
        list[i] = i;
        mean += forecast[i] / POPULATION;
    }
    sampling_chances(&(struct population){POPULATION, forecast, NULL}, list, POPULATION, SAMPLE, false, pi);
    const struct review_night night = {.population = POPULATION, .forecast = mean};
    const struct review review = {.rows = queue, .count = SAMPLE, .nights = &night, .nights_count = 1};
    for (size_t d = 0; d < DRAWS; d++) {
        sampling_take(pi, POPULATION, draws, &chance);
        for (size_t i = 0; i < SAMPLE; i++) {
            queue[i] = (struct review_row){.pi = pi[draws[i].row], .forecast = forecast[draws[i].row]};
            known[i] = rows[draws[i].row];
        }
        struct paired_figures figures = paired_figures(&review, known, *state);
        held += figures.gain.low <= gain && gain <= figures.gain.high;
        bias += (figures.gain.estimate - gain) / DRAWS;
    }
    check((double)held >= .92 * DRAWS && (double)held <= .98 * DRAWS, "%zu of %d", held, DRAWS);
    check(fabs(bias) < .01, "bias %g of %g", bias, gain);
}

/* ---- changes ---- */

static void counts_of_workers_add_up(void **state)
{
    struct changes all = {.arena = *state}, parts[3] = {{.arena = *state}, {.arena = *state}, {.arena = *state}};
    for (uint32_t i = 0; i < 3000; i++) {
        struct change *change = changes_at(&parts[i % 3], i % 40, i % 7);
        change->rows++;
        change->far += i % 2;
        change->doubt += i;
    }
    uint64_t rows = 0, far = 0;
    int64_t doubt = 0;
    for (size_t p = 0; p < 3; p++)
        changes_merge(&all, &parts[p]);
    for (size_t i = 0; i < all.count; i++) {
        rows += all.items[i].rows;
        far += all.items[i].far;
        doubt += all.items[i].doubt;
        assert_ptr_equal(changes_at(&all, all.items[i].from, all.items[i].to), &all.items[i]);
    }
    assert_true(all.count == 280 && rows == 3000 && far == 1500 && doubt == 2999 * 1500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_difference_lies_between_the_ends_of_its_shares),
        TEST(nothing_seen_leaves_the_width_of_nothing),
        TEST(mcnemar_is_the_binomial_test),
        TEST(picks_count_as_they_are_and_drawn_rows_for_the_rest),
        TEST(what_is_not_known_counts_as_not_reviewed),
        TEST(a_night_that_taught_the_model_is_no_sample),
        TEST(what_taught_the_model_is_known_for_certain_to_later_nights),
        TEST(the_interval_of_the_difference_holds_the_truth),
        TEST(counts_of_workers_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
