/*
 * test_estimate.c - intervals of shares and quotients, and the error rate from a sample, worked by hand.
 */
#include "unit.h"

#include <math.h>

#include "dengine/estimate.h"

static bool near(double a, double b, double by)
{
    return fabs(a - b) <= by;
}

/* ---- quantiles and shares ---- */

/* Of the tables: Student (1908), Abramowitz & Stegun 26.10. */
static void quantiles_of_t_are_those_of_the_tables(void **state)
{
    (void)state;
    static const struct {
        double dof, t;
    } table[] = {{1, 12.706204736}, {2, 4.302652730},  {3, 3.182446305},   {5, 2.570581836},       {10, 2.228138852},
                 {30, 2.042272456}, {60, 2.000297822}, {120, 1.979930405}, {INFINITY, 1.959963985}};
    for (size_t i = 0; i < COUNT(table); i++)
        check(near(student_quantile(table[i].dof), table[i].t, 1e-8), "%g: %.9f", table[i].dof,
              student_quantile(table[i].dof));
    for (double dof = 0.5; dof < 1e8; dof *= 1.37) /* falls, and has no step where the normal one takes over */
        check(student_quantile(dof) >= student_quantile(dof * 1.37), "t rises behind %g", dof);
    assert_true(isfinite(student_quantile(1e-4)) &&
                student_quantile(1e-4) > 1e30); /* beyond all use, and no endless search */
    assert_true(near(student_quantile(1e9), INTERVAL_Z, 1e-12));
}

static void shares_have_wilsons_interval(void **state)
{
    (void)state;
    struct figure share = share_of(2, 20);
    assert_true(near(share.estimate, .1, 1e-12) && near(share.low, .027866, 5e-7) && near(share.high, .301034, 5e-7));
    assert_true(share_of(0, 7).low == 0 && share_of(7, 7).high == 1);
    assert_true(near(share_of(7, 7).low, .645670, 5e-7));
    assert_true(share_of(0, 0).n == 0);
}

/* 24 of 39 to 5 of 71 by hand: ln q = 2.167734, its deviation .449379. */
static void quotients_have_katzs_interval(void **state)
{
    (void)state;
    struct figure lift = katz_quotient(24, 39, 5, 71);
    assert_true(near(lift.estimate, 8.738462, 5e-7));
    assert_true(near(log(lift.low), 2.167734 - INTERVAL_Z * .449379, 2e-6));
    assert_true(near(lift.low * lift.high, lift.estimate * lift.estimate, 1e-9));
    lift = katz_quotient(0, 10, 5, 50);
    assert_true(lift.low > 0 && lift.estimate < 1 && lift.high > 1 && isfinite(lift.high));
    lift = katz_quotient(3, 10, 0, 50);
    assert_true(isfinite(lift.estimate) && lift.low > 1);
    assert_true(katz_quotient(1, 10, 1, 0).n == 0 && katz_quotient(0, 0, 1, 5).n == 0);
}

/* ---- the error rate: rows, strata and known rows worked by hand ---- */

static const struct estimate_row W[] = {
    {.4, .8, true, 0},  {.4, .8, true, 0},  {.4, .8, false, 0},  {.2, .3, true, 0},    {.2, .3, false, 0},
    {.1, .1, false, 0}, {.1, .1, false, 0}, {.1, .05, false, 0}, {.05, .02, false, 0}, {.05, .02, false, 0},
};

static const struct estimate_row G[] = {
    {.5, .7, true, 0},     {.5, .7, true, 0},     {.5, .7, true, 0},     {.5, .7, true, 0},     {.5, .7, false, 0},
    {.5, .7, true, 0},     {.25, .3, true, 0},    {.25, .3, true, 0},    {.25, .3, false, 0},   {.25, .3, true, 0},
    {.25, .3, false, 0},   {.25, .3, false, 0},   {.25, .3, false, 0},   {.25, .3, false, 0},   {.125, .05, true, 0},
    {.125, .05, false, 0}, {.125, .05, false, 0}, {.125, .05, false, 0}, {.125, .05, false, 0}, {.125, .05, false, 0},
    {.125, .05, false, 0}, {.125, .05, false, 0}, {.125, .05, false, 0}, {.125, .05, false, 0},
};

static void check_estimate(const char *name, struct estimate e, double p, double low, double high, double n)
{
    check(near(e.rate.estimate, p, 5e-7) && near(e.rate.low, low, 5e-7) && near(e.rate.high, high, 5e-7) &&
              near(e.rate.n, n, 5e-4),
          "%s: %.6f %.6f .. %.6f, n %.3f", name, e.rate.estimate, e.rate.low, e.rate.high, e.rate.n);
}

static struct estimate of(const struct estimate_row *rows, size_t count, double population, double forecast)
{
    struct estimate_part part = estimate_part(rows, count, population, forecast);
    return estimate_parts(&part, 1);
}

/* `wrong` of `count` rows drawn with probability pi. */
static const struct estimate_row *equal(struct arena *arena, size_t count, size_t wrong, double pi)
{
    struct estimate_row *rows = arena_array(arena, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct estimate_row){.pi = pi, .wrong = i < wrong};
    return rows;
}

static void rows_drawn_alike_are_counted_plainly(void **state)
{
    check_estimate("2 of 20", of(equal(*state, 20, 2, .05), 20, 400, NAN), .1, .027866, .301034, 20);
    check_estimate("3 of 3", of(equal(*state, 3, 3, .1), 3, 30, NAN), 1, .438503, 1, 3);
}

static void rows_stand_for_those_not_drawn(void **state)
{
    (void)state;
    struct estimate e = of(W, COUNT(W), 100, NAN);
    check_estimate("W", e, .114286, .016560, .497167, 6.551);
    assert_true(near(e.variance, .005065667, 5e-10) && near(e.kish, 6.550802, 5e-7) && e.rows == 10 && e.wrong == 3);
    e = of(G, COUNT(G), 124, NAN);
    check_estimate("G", e, .241935, .117758, .432819, 29.642);
    assert_true(near(e.variance, .006187202, 5e-10));
}

static void a_forecast_mends_the_estimate(void **state)
{
    (void)state;
    struct estimate e = of(W, COUNT(W), 100, .15);
    check_estimate("W", e, .123714, .019045, .506568, 6.551);
    assert_true(near(e.variance, .002283647, 5e-10));
    e = of(G, COUNT(G), 124, .16);
    check_estimate("G", e, .224516, .111728, .399904, 34.324);
    assert_true(near(e.variance, .005072507, 5e-10) && near(e.kish, 19.4141, 5e-5));
}

static void a_forecast_that_tells_nothing_changes_nothing(void **state)
{
    (void)state;
    struct estimate_row same[COUNT(W)];
    memcpy(same, W, sizeof same);
    for (size_t i = 0; i < COUNT(same); i++)
        same[i].forecast = .2;
    check_estimate("W, f = .2", of(same, COUNT(same), 100, .2), .114286, .016560, .497167, 6.551);
    struct estimate class = of(G + 6, 8, 30, .32);
    check_estimate("a class of 30", class, .375, .136844, .694258, 8);
    assert_true(estimate_part(G + 6, 8, 30, .32).lambda == 0 && estimate_part(W, COUNT(W), 100, .15).lambda == 1);
}

static void the_first_rows_of_a_sample_are_a_smaller_sample(void **state)
{
    (void)state;
    struct estimate_row prefix[6];
    memcpy(prefix, W, sizeof prefix);
    for (size_t i = 0; i < COUNT(prefix); i++)
        prefix[i].pi *= .6;
    struct estimate e = of(prefix, COUNT(prefix), 100, .15);
    check_estimate("6 of 10", e, .15, .020092, .602994, 4.481);
    assert_true(near(e.variance, .027164473, 5e-10));
}

static void where_nothing_is_wrong_the_interval_is_that_of_kishs_size(void **state)
{
    (void)state;
    const struct estimate_row rows[] = {{.2, .2, 0, 0},   {.2, .2, 0, 0},   {.1, .1, 0, 0},   {.1, .05, 0, 0},
                                        {.05, .05, 0, 0}, {.05, .01, 0, 0}, {.05, .01, 0, 0}, {.05, .01, 0, 0}};
    check_estimate("none of 8", of(rows, COUNT(rows), 150, .03), 0, 0, .370011, 6.541);
}

static void strata_count_by_their_population(void **state)
{
    const struct estimate_part strata[] = {
        estimate_part(equal(*state, 15, 3, .05), 15, 300, NAN), estimate_part(equal(*state, 10, 0, .01), 10, 700, NAN),
        estimate_part(NULL, 0, 5000, NAN), /* of which nothing is known */
    };
    struct estimate e = estimate_parts(strata, COUNT(strata));
    check_estimate("strata", e, .06, .011334, .262210, 18.175);
    assert_true(e.population == 1000 && e.rows == 25 && e.wrong == 3);
}

static void rows_taken_for_certain_are_known(void **state)
{
    (void)state;
    struct estimate e = estimate_known(of(W, COUNT(W), 100, .15), 20, 14);
    check_estimate("W after 20", e, .219762, .132538, .538807, 6.551);
    assert_true(e.population == 120);
    check_estimate("G after 30", estimate_known(of(G, COUNT(G), 124, .16), 30, 21), .317143, .226326, .458364, 34.324);
    check_estimate("all known", estimate_known((struct estimate){0}, 40, 10), .25, .25, .25, 40);
    e = estimate_bound(of(W, COUNT(W), 100, NAN), 100, 10, 3); /* 3 wrong and 7 right rows were seen */
    check_estimate("W bounded", e, .114286, .03, .497167, 6.551);
    e = estimate_bound(of(W, COUNT(W), 12, NAN), 12, 10, 3); /* only 2 rows are not known */
    check_estimate("W of 12", e, .25, .25, .416667, 6.551);
}

/* Rows that were taken whatever was drawn: the rate is their own, and what is left to chance is nothing. */
static void a_sample_of_certain_rows_is_their_count(void **state)
{
    struct estimate_part part = estimate_part(equal(*state, 10, 3, 1), 10, 10, NAN);
    assert_true(near(part.rate, .3, 1e-12) && part.variance <= 0 && part.plain);
    assert_true(part.errors <= 0 && part.corrects <= 0);
    const struct estimate_part parts[] = {part, part};
    check_estimate("twice 3 of 10", estimate_parts(parts, 2), .3, .145477, .518973, 20);
}

static void rows_that_stand_for_unequal_numbers_are_not_alike(void **state)
{
    (void)state;
    const struct estimate_row rows[] = {{.pi = .1, .wrong = true, .stands = 10}, {.pi = .1, .stands = 30}};
    struct estimate_part part = estimate_part(rows, COUNT(rows), 40, NAN);
    assert_false(part.plain);
    assert_true(near(part.rate, .25, 1e-12) && near(part.kish, 1.6, 1e-12));
}

static void an_estimate_of_nothing_is_none(void **state)
{
    (void)state;
    struct estimate e = estimate_parts(NULL, 0);
    assert_true(e.rate.n == 0 && e.rows == 0 && e.population == 0);
    e = estimate_known(e, 0, 0);
    assert_true(e.rate.n == 0 && e.population == 0);
    e = of(W, 1, 50, NAN); /* one row alone: everything is wrong, as far as anyone knows */
    assert_true(e.rate.estimate == 1 && e.rate.low > .2 && e.rate.low < .21 && e.rate.high == 1);
}

/* 365 nights of one row each, some wrong: finite ends on both sides. */
static void many_nights_of_one_row_make_an_interval(void **state)
{
    struct estimate_part nights[365];
    for (size_t i = 0; i < COUNT(nights); i++)
        nights[i] = estimate_part(equal(*state, 1, i % 10 == 0, .01), 1, 100, NAN);
    struct estimate e = estimate_parts(nights, COUNT(nights));
    assert_true(near(e.rate.estimate, 37. / 365, 1e-12));
    assert_true(e.rate.low > .05 && e.rate.low < .09 && e.rate.high > .11 && e.rate.high < .16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(quantiles_of_t_are_those_of_the_tables),
        TEST(shares_have_wilsons_interval),
        TEST(quotients_have_katzs_interval),
        TEST(rows_drawn_alike_are_counted_plainly),
        TEST(rows_stand_for_those_not_drawn),
        TEST(a_forecast_mends_the_estimate),
        TEST(a_forecast_that_tells_nothing_changes_nothing),
        TEST(the_first_rows_of_a_sample_are_a_smaller_sample),
        TEST(where_nothing_is_wrong_the_interval_is_that_of_kishs_size),
        TEST(strata_count_by_their_population),
        TEST(rows_taken_for_certain_are_known),
        TEST(a_sample_of_certain_rows_is_their_count),
        TEST(rows_that_stand_for_unequal_numbers_are_not_alike),
        TEST(an_estimate_of_nothing_is_none),
        TEST(many_nights_of_one_row_make_an_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
