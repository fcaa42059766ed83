/*
 * test_review.c - the figures of a report: small reviews worked by hand, and how often the intervals hold.
 */
#include "unit.h"

#include <math.h>

#include "../sampling.h"
#include "select/review.h"

static bool near(double a, double b)
{
    return fabs(a - b) <= 5e-7;
}

static const enum outcome R = OUTCOME_RIGHT, X = OUTCOME_WRONG, O = OUTCOME_OPEN, S = OUTCOME_SKIPPED,
                          D = OUTCOME_DISPUTED;

/* Rows of a night: one method, one probability. */
struct rows {
    struct review_row items[400];
    size_t count;
};

static void add(struct rows *rows, uint32_t night, uint32_t method, double pi, const enum outcome *outcomes,
                size_t count)
{
    for (size_t i = 0; i < count; i++)
        rows->items[rows->count++] = (struct review_row){.night = night,
                                                         .method = method,
                                                         .place = i,
                                                         .of = count,
                                                         .pi = pi,
                                                         .forecast = NAN,
                                                         .confidence = NAN,
                                                         .outcome = outcomes[i]};
}

#define ADD(rows, night, method, pi, ...)                             \
    add(rows, night, method, pi, (const enum outcome[]){__VA_ARGS__}, \
        sizeof((const enum outcome[]){__VA_ARGS__}) / sizeof(enum outcome))

static struct review review_of(struct arena *arena, const struct rows *rows, const struct review_night *nights,
                               size_t nights_count)
{
    static const struct text methods[] = {BYTES("random"), BYTES("doubt"), BYTES("other")};
    struct review_factor *factors = arena_array(arena, FACTOR_FURTHER, sizeof *factors);
    for (size_t f = 0; f < FACTOR_FURTHER; f++) {
        uint32_t *values = arena_array(arena, rows->count, sizeof *values);
        for (size_t i = 0; i < rows->count; i++)
            values[i] = REVIEW_NONE;
        factors[f] = (struct review_factor){.values = values};
    }
    return (struct review){.rows = rows->items,
                           .count = rows->count,
                           .nights = nights,
                           .nights_count = nights_count,
                           .methods = methods,
                           .methods_count = COUNT(methods),
                           .factors = factors,
                           .factors_count = FACTOR_FURTHER};
}

static const struct review_night unknown = {.population = NAN, .forecast = NAN};

/* ---- one night ---- */

/* 20 of 400 rows drawn, 2 wrong; 5 picks before, 4 of them wrong: (4 + 400 p) / 405. */
static void picks_count_as_they_are_and_the_sample_for_the_rest(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 1, 1, X, X, X, R, X);
    ADD(&rows, 0, 0, .05, X, R, R, R, R, R, R, R, R, R, R, X, R, R, R, R, R, R, R, R);
    struct review review = review_of(*state, &rows, &unknown, 1);
    const struct review_figures *figures = review_figures(&review, *state);
    const struct review_rate *rate = &figures->accuracy;
    assert_true(near(rate->population, 405) && rate->known == 5 && rate->sample == 20 && rate->right == 18);
    assert_true(near(rate->accuracy.estimate, 1 - 44. / 405));
    assert_true(near(rate->accuracy.low, 1 - (4 + 400 * .301034) / 405) &&
                near(rate->accuracy.high, 1 - (4 + 400 * .027866) / 405));
    assert_true(near(figures->base.estimate, .1) && near(figures->base.n, 20));
    const struct method_figures *doubt = &figures->methods[1];
    assert_true(doubt->counts.reviewed == 5 && near(doubt->share.estimate, .8) && doubt->lift.n == 0 && !doubt->sample);
}

static void what_is_known_bounds_what_can_be(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 1, 1, X, X, X, X, X, X, X, X, X, X);
    ADD(&rows, 0, 0, .5, R, R, R, R, R); /* of 10: at most 5 more are wrong */
    struct review review = review_of(*state, &rows, &unknown, 1);
    struct figure accuracy = review_figures(&review, *state)->accuracy.accuracy;
    assert_true(near(accuracy.estimate, .5) && near(accuracy.high, .5) && accuracy.low >= .25);
}

/* Half of the sample was reviewed: its rows stand for twice as many. Skipped picks are not guessed. */
static void rows_without_an_answer_change_the_chances_and_are_named(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 1, 1, X, O, S, D, R);
    ADD(&rows, 0, 0, .1, X, R, R, R, R, R, R, R, R, R, O, O, O, O, O, O, O, O, S, O);
    struct review review = review_of(*state, &rows, &unknown, 1);
    const struct review_figures *figures = review_figures(&review, *state);
    assert_true(near(figures->accuracy.population, 202) && figures->accuracy.unknown == 3);
    assert_true(near(figures->accuracy.accuracy.estimate, 1 - (1 + 200 * .1) / 202));
    assert_true(figures->counts.open == 10 && figures->counts.skipped == 2 && figures->counts.disputed == 1);
}

static void rows_of_unknown_probability_count_for_their_method_alone(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 2, NAN, X, X, X, X, X, X, X, X, X, X);
    ADD(&rows, 0, 0, .1, X, R, R, R, R, R, R, R, R, R);
    struct review review = review_of(*state, &rows, &unknown, 1);
    const struct review_figures *figures = review_figures(&review, *state);
    assert_true(near(figures->accuracy.accuracy.estimate, .9) && figures->unknown_pi == 10);
    assert_true(figures->methods[2].share.estimate == 1 && near(figures->methods[2].lift.estimate, 10));
}

static void without_a_sample_nothing_is_told_of_the_model(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 1, 1, X, R, X, X, X, X, X, X, X, X, X, X);
    struct review review = review_of(*state, &rows, &unknown, 1);
    const struct review_figures *figures = review_figures(&review, *state);
    assert_true(figures->accuracy.accuracy.n == 0 && figures->base.n == 0 && figures->methods[1].lift.n == 0);
    assert_true(figures->methods[1].share.n == 12);
}

/* ---- several nights ---- */

/* Fresh rows every night: strata of 100 and 300. */
static void nights_of_fresh_rows_count_by_their_population(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 0, .1, X, R, R, R, R, X, R, R, R, R);
    ADD(&rows, 1, 0, 1. / 30, R, R, R, R, R, R, R, R, R, X);
    const struct review_night nights[] = {unknown, unknown};
    struct review review = review_of(*state, &rows, nights, 2);
    const struct review_figures *figures = review_figures(&review, *state);
    assert_true(near(figures->nights[0].so_far.accuracy.estimate, .8));
    assert_true(near(figures->nights[1].alone.accuracy.estimate, .9));
    assert_true(near(figures->accuracy.accuracy.estimate, .25 * .8 + .75 * .9));
    assert_true(near(figures->accuracy.population, 400) && !figures->nights[1].anew);
}

static void another_model_starts_anew(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 0, .1, X, X, X, X, X, X, X, X, R, R);
    ADD(&rows, 1, 0, .1, R, R, R, R, R, R, R, R, R, X);
    const struct review_night nights[] = {{.model = TEXT("a"), .population = NAN, .forecast = NAN},
                                          {.model = TEXT("b"), .population = NAN, .forecast = NAN}};
    struct review review = review_of(*state, &rows, nights, 2);
    const struct review_figures *figures = review_figures(&review, *state);
    assert_true(near(figures->accuracy.accuracy.estimate, .9) && figures->since == 1 && figures->nights[1].anew);
    assert_true(near(figures->base.estimate, .45)); /* the methods are held against all samples */
}

/* One pool of 110: 10 picks (9 wrong), 10 of the other 100 drawn (1 wrong); the next night 10 picks of the
 * remaining 90 (3 wrong), 10 of the other 80 drawn (0 wrong). Night 1 says 9 + 100 * .1 = 19 errors, night 2
 * 9 + 1 + 3 + 0 = 13; they weigh 1/100^2 and 1/80^2. */
static void nights_of_one_pool_speak_of_the_same_rows(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 1, 1, X, X, X, X, X, X, X, X, X, R);
    ADD(&rows, 0, 0, .1, X, R, R, R, R, R, R, R, R, R);
    ADD(&rows, 1, 1, 1, X, X, X, R, R, R, R, R, R, R);
    ADD(&rows, 1, 0, .125, R, R, R, R, R, R, R, R, R, R);
    const struct review_night nights[] = {{.pool = TEXT("p"), .population = 100, .forecast = NAN},
                                          {.pool = TEXT("p"), .population = 80, .forecast = NAN}};
    struct review review = review_of(*state, &rows, nights, 2);
    const struct review_figures *figures = review_figures(&review, *state);
    double first = 1 / 1e4, second = 1 / 6400., errors = (first * 19 + second * 13) / (first + second);
    assert_true(near(figures->accuracy.population, 110));
    check(near(figures->accuracy.accuracy.estimate, 1 - errors / 110), "%.9f", figures->accuracy.accuracy.estimate);
    assert_true(figures->accuracy.sample == 20 && figures->counts.wrong == 13);
}

/* 110 rows as above; before the second night 110 more have come in: it picked 10 (3 wrong) and drew 10 of the other
 * 190 (1 wrong). Night 1 says 19 errors in 110 rows, so 38 in 220, and night 2 9 + 1 + 3 + 19 = 32; they weigh
 * 1/200^2 and 1/190^2. Where the second night met none of the first one's rows, both are strata: 19 and 3 + 19. */
static void a_pool_that_grows_is_told_as_it_is_in_the_end(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 1, 1, X, X, X, X, X, X, X, X, X, R);
    ADD(&rows, 0, 0, .1, X, R, R, R, R, R, R, R, R, R);
    ADD(&rows, 1, 1, 1, X, X, X, R, R, R, R, R, R, R);
    ADD(&rows, 1, 0, 10 / 190., X, R, R, R, R, R, R, R, R, R);
    struct review_night nights[] = {
        {.model = TEXT("m"), .pool = TEXT("p"), .population = 100, .forecast = NAN, .met = NAN},
        {.model = TEXT("m"), .pool = TEXT("q"), .population = 190, .forecast = NAN, .met = 20}};
    struct review review = review_of(*state, &rows, nights, 2);
    struct review_rate rate = review_figures(&review, *state)->accuracy;
    double first = 1 / 4e4, second = 1 / 36100., errors = (first * 38 + second * 32) / (first + second);
    assert_true(near(rate.population, 220) && rate.sample == 20);
    check(near(rate.accuracy.estimate, 1 - errors / 220), "%.9f", rate.accuracy.estimate);
    nights[1].met = 0;
    rate = review_figures(&review, *state)->accuracy;
    assert_true(near(rate.population, 310));
    check(near(rate.accuracy.estimate, 1 - (19 + 22) / 310.), "%.9f", rate.accuracy.estimate);
}

static void nights_of_few_rows_are_joined(void **state)
{
    struct rows rows = {0};
    struct review_night nights[60];
    for (uint32_t h = 0; h < COUNT(nights); h++) {
        nights[h] = unknown;
        ADD(&rows, h, 0, .01, h % 10 ? R : X, R);
    }
    struct review review = review_of(*state, &rows, nights, COUNT(nights));
    struct figure accuracy = review_figures(&review, *state)->accuracy.accuracy;
    assert_true(near(accuracy.estimate, .95) && accuracy.low > .87 && accuracy.high < .99);
}

/* ---- classes, confusions, calibration ---- */

static void each_class_is_told_by_its_own_rows(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 0, .1, X, R, R, R, X, R, R, R, R, R);
    ADD(&rows, 0, 1, 1, X, R);
    uint32_t says[12] = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1}, is[12] = {0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1};
    static const struct text names[] = {BYTES("dog"), BYTES("cat")};
    struct review review = review_of(*state, &rows, &unknown, 1);
    struct review_factor factors[] = {{TEXT("label"), says, names, 2}, {TEXT("truth"), is, names, 2}};
    review.factors = factors;
    const struct review_figures *figures = review_figures(&review, *state);
    const struct factor_figures *classes = &figures->factors[FACTOR_SAYS], *truths = &figures->factors[FACTOR_IS];
    assert_true(classes->count == 2 && classes->levels[0].level == 1); /* cat before dog */
    assert_true(near(classes->levels[0].rate.accuracy.estimate, 1 - (1 + 40 * .25) / 42));
    assert_true(near(classes->levels[0].rate.population, 42) && classes->levels[0].counts.wrong == 2);
    assert_true(near(truths->levels[0].rate.accuracy.estimate, 1 - 10. / 41)); /* is cat: 1 of 4 drawn, 1 known right */
    assert_true(figures->confusions_count == 2);
    const struct confusion_figures *common = &figures->confusions[0];
    assert_true(common->says == 1 && common->is == 0 && common->found == 2 && common->last == 2);
    assert_true(near(common->share.estimate, (1 + 100 * .1) / 102));
}

/* The record knows 20 and 30 rows of cat, though those drawn stand for 120 and none; of dog it tells nothing. */
static void a_class_is_as_large_as_the_record_tells(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 0, .1, X, X, X, R, R, R, R, R, R, R, R, R);
    ADD(&rows, 0, 1, 1, X, R);
    ADD(&rows, 1, 0, .1, R, R, R, R);
    uint32_t says[18] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, is[18] = {0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1};
    static const struct text names[] = {BYTES("dog"), BYTES("cat")};
    static const struct review_class first = {1, 20, NAN}, second = {1, 30, NAN};
    const struct review_night nights[] = {{.population = NAN, .forecast = NAN, .classes = &first, .classes_count = 1},
                                          {.population = NAN, .forecast = NAN, .classes = &second, .classes_count = 1}};
    struct review review = review_of(*state, &rows, nights, 2);
    struct review_factor factors[] = {{TEXT("label"), says, names, 2}, {TEXT("truth"), is, names, 2}};
    review.factors = factors;
    const struct factor_figures *classes = &review_figures(&review, *state)->factors[FACTOR_SAYS];
    const struct review_rate *cat = &classes->levels[0].rate, *dog = &classes->levels[1].rate;
    check(near(cat->population, 52) && near(cat->accuracy.estimate, 1 - (1 + 50 * .25) / 52), "%g: %g", cat->population,
          cat->accuracy.estimate);
    assert_true(near(dog->population, 40) && near(dog->accuracy.estimate, 1));
}

/* Four rows of the sample at .9, three right; six at .6, three right: |.75 - .9| .4 + |.5 - .6| .6 = .12. */
static void the_calibration_is_that_of_the_sample(void **state)
{
    struct rows rows = {0};
    ADD(&rows, 0, 0, .1, R, R, R, X, R, R, R, X, X, X);
    ADD(&rows, 0, 1, 1, X, X, X, X);
    for (size_t i = 0; i < rows.count; i++)
        rows.items[i].confidence = i < 4 ? .9 : i < 10 ? .6 : .99;
    struct review review = review_of(*state, &rows, &unknown, 1);
    const struct calibration_figures *calibration = &review_figures(&review, *state)->calibration;
    assert_true(near(calibration->error.estimate, .12) && calibration->error.n == 10);
    assert_true(calibration->error.low >= 0 && calibration->error.low < .12 && calibration->error.high > .2);
    assert_true(near(calibration->confidence, .72) && near(calibration->accuracy.estimate, .6));
    assert_true(near(calibration->tenths[9].rate.accuracy.estimate, .75) && calibration->tenths[9].rate.sample == 4);
    assert_true(calibration->tenths[6].rate.right == 3 && calibration->tenths[0].rate.sample == 0);
}

/* ---- methods ---- */

static void methods_share_what_they_found(void **state)
{
    static const uint32_t other[] = {2};
    struct rows rows = {0};
    ADD(&rows, 0, 0, .1, R, R, R, R, R, R, R, R, R, X, R, R, R, R, R, R, R, R, R, R);
    ADD(&rows, 0, 1, 1, X, X, X, X, X, X, X, X, X, X, R, R, R, R, R, R, R, R, R, R);
    rows.items[20].also = rows.items[31].also = other;
    rows.items[20].also_count = rows.items[31].also_count = 1;
    struct review review = review_of(*state, &rows, &unknown, 1);
    review.seconds_per_row = 6;
    const struct review_figures *figures = review_figures(&review, *state);
    const struct method_figures *doubt = &figures->methods[1];
    assert_true(doubt->alone == 9 && doubt->shared == 1 && figures->methods[2].also == 1);
    assert_true(doubt->tenths[0].wrong == 2 && doubt->tenths[4].wrong == 2 && doubt->tenths[5].wrong == 0);
    assert_true(doubt->tenths[9].reviewed == 2);
    struct figure lift = katz_quotient(10, 20, 1, 20);
    assert_true(near(doubt->lift.estimate, 10) && near(doubt->lift.low, lift.low));
    assert_true(near(doubt->minutes.estimate, .2) && doubt->minutes.low < .2 && doubt->minutes.high > .2);
    assert_true(near(figures->shares[0], .5) && near(figures->suggested[0], .25) && near(figures->suggested[1], .75));
}

/* ---- how often the interval holds the truth: the short form of tests/simulate ---- */

enum { ROWS = 1200, SAMPLE = 80, DRAWS = 500 };

static void the_interval_holds_the_truth(void **state)
{
    double *forecast = arena_array(*state, ROWS, sizeof *forecast), *pi = arena_array(*state, ROWS, sizeof *pi);
    bool *wrong = arena_array(*state, ROWS, sizeof *wrong);
    size_t *list = arena_array(*state, ROWS, sizeof *list), held = 0;
    struct sampling_draw *draws = arena_array(*state, ROWS, sizeof *draws);
    struct rows *rows = arena_alloc(*state, sizeof *rows);
    struct population population = {ROWS, forecast, wrong};
    double rate = 0, mean = 0, bias = 0, width = 0, plain = 0;
    uint64_t chance = 1;
    for (size_t i = 0; i < ROWS; i++) { /* half as many errors as forecast */
        list[i] = i;
        forecast[i] = pow(random_unit(&chance), 4);
        wrong[i] = random_unit(&chance) < forecast[i] / 2;
        rate += wrong[i] / (double)ROWS;
        mean += forecast[i] / ROWS;
    }
    sampling_chances(&population, list, ROWS, SAMPLE, false, pi);
    const struct review_night night = {.population = ROWS, .forecast = mean};
    for (size_t d = 0; d < DRAWS; d++) {
        sampling_take(pi, ROWS, draws, &chance);
        rows->count = 0;
        for (size_t i = 0; i < SAMPLE; i++)
            rows->items[rows->count++] = (struct review_row){
                .pi = pi[draws[i].row], .forecast = forecast[draws[i].row], .outcome = wrong[draws[i].row] ? X : R};
        struct review review = review_of(*state, rows, &night, 1);
        struct review_domain domain = {.says = REVIEW_NONE};
        struct figure accuracy = review_rate(review_samples(&review, *state), &domain).accuracy;
        held += accuracy.low <= 1 - rate && 1 - rate <= accuracy.high;
        bias += (accuracy.estimate - (1 - rate)) / DRAWS;
        width += accuracy.high - accuracy.low;
        plain += share_of(rate * SAMPLE, SAMPLE).high - share_of(rate * SAMPLE, SAMPLE).low;
    }
    check((double)held >= .92 * DRAWS && (double)held <= .99 * DRAWS, "%zu of %d", held, DRAWS);
    check(fabs(bias) < 3 * (width / DRAWS) / 4 / sqrt(DRAWS) + .001, "bias %g", bias);
    check(width < .9 * plain, "%g of a uniform slice's width", width / plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(picks_count_as_they_are_and_the_sample_for_the_rest),
        TEST(what_is_known_bounds_what_can_be),
        TEST(rows_without_an_answer_change_the_chances_and_are_named),
        TEST(rows_of_unknown_probability_count_for_their_method_alone),
        TEST(without_a_sample_nothing_is_told_of_the_model),
        TEST(nights_of_fresh_rows_count_by_their_population),
        TEST(another_model_starts_anew),
        TEST(nights_of_one_pool_speak_of_the_same_rows),
        TEST(a_pool_that_grows_is_told_as_it_is_in_the_end),
        TEST(nights_of_few_rows_are_joined),
        TEST(each_class_is_told_by_its_own_rows),
        TEST(a_class_is_as_large_as_the_record_tells),
        TEST(the_calibration_is_that_of_the_sample),
        TEST(methods_share_what_they_found),
        TEST(the_interval_holds_the_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
