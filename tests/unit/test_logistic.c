/*
 * test_logistic.c - the learner: a worked example to nine digits, the optimum by its gradient, no order of classes.
 */
#include "unit.h"

#include <math.h>

#include "dengine/logistic.h"

enum { ROWS = 12, SCORES = 2, CLASSES = 2 };

/* Scores of two methods, the deployed class, and whether it was wrong. */
static const struct {
    double a, b;
    size_t class_number;
    bool wrong;
} reviewed[ROWS] = {
    {.9, .8, 0, true},  {.8, .3, 0, true},  {.7, NAN, 1, false}, {.6, .6, 1, true},
    {.5, .1, 0, false}, {.4, .4, 0, false}, {.3, NAN, 1, false}, {.3, .7, 1, true},
    {.2, .1, 0, false}, {.2, .2, 1, false}, {.1, .05, 0, false}, {.1, .3, 1, true},
};

static double odds(double score)
{
    return isnan(score) ? NAN : logistic_logit(score);
}

static void fit_example(struct logistic *model, struct arena *arena)
{
    static double scores[ROWS][SCORES];
    static size_t classes[ROWS];
    static bool wrong[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        scores[i][0] = odds(reviewed[i].a);
        scores[i][1] = odds(reviewed[i].b);
        classes[i] = reviewed[i].class_number;
        wrong[i] = reviewed[i].wrong;
    }
    logistic_open(model, arena, SCORES, CLASSES);
    assert_true(logistic_fit(model, arena, &(struct logistic_rows){ROWS, scores[0], classes, wrong}));
}

static void same(double got, double expected, double slack, const char *what)
{
    check(fabs(got - expected) <= slack, "%s is %.12g, not %.12g", what, got, expected);
}

static void the_worked_example_comes_out_to_nine_digits(void **state)
{
    struct logistic model;
    fit_example(&model, *state);
    const double shared[] = {-.337313170, .232214617, 1.121769761, 0, -.595585608};
    const double own[] = {-.029754421, .099785732, .043910203, .029720690, -.076564271, .068266774};
    same(model.means[0], -.369235, 5e-7, "mean a");
    same(model.means[1], -.818619, 5e-7, "mean b");
    same(model.deviations[0], 1.325876, 5e-7, "deviation a");
    same(model.deviations[1], 1.339780, 5e-7, "deviation b");
    same(model.objective, 5.514757842, 5e-10, "objective");
    assert_int_equal(model.steps, 5);
    for (size_t c = 0; c < COUNT(shared); c++)
        same(model.shared[c], shared[c], 5e-10, "shared");
    for (size_t c = 0; c < COUNT(own); c++)
        same(model.own[c], own[c], 5e-10, "own");
    const struct {
        double a, b;
        size_t class_number;
        double p;
    } asked[] = {{.9, .9, 0, .947822661},  {.5, .5, 0, .607694308},   {.5, .5, 1, .613696511},
                 {.5, NAN, 1, .297374445}, {.05, .02, 0, .024464845}, {.5, .5, LOGISTIC_NO_CLASS, .601751116}};
    for (size_t i = 0; i < COUNT(asked); i++)
        same(logistic_probability(&model, (double[]){odds(asked[i].a), odds(asked[i].b)}, asked[i].class_number),
             asked[i].p, 5e-10, "P(wrong)");
}

/* ---- random problems ---- */

enum { MOST_ROWS = 300, MOST_SCORES = 5, MOST_CLASSES = 12 };

struct problem {
    size_t scores, classes;
    struct logistic_rows rows;
    double values[MOST_ROWS * MOST_SCORES];
    size_t numbers[MOST_ROWS];
    bool wrong[MOST_ROWS];
};

static void make_problem(struct problem *problem, uint64_t *chance)
{
    problem->scores = 1 + (size_t)random_below(chance, MOST_SCORES);
    problem->classes = (size_t)random_below(chance, MOST_CLASSES + 1);
    size_t count = 1 + (size_t)random_below(chance, MOST_ROWS);
    bool separable = random_below(chance, 4) == 0;
    for (size_t i = 0; i < count; i++) {
        double *values = problem->values + i * problem->scores;
        for (size_t j = 0; j < problem->scores; j++)
            values[j] = random_below(chance, 4) ? logistic_logit((double)random_below(chance, 1001) / 1000) : NAN;
        size_t number = (size_t)random_below(chance, problem->classes + 1);
        problem->numbers[i] = number < problem->classes ? number : LOGISTIC_NO_CLASS;
        problem->wrong[i] = separable ? values[0] > 0 : random_below(chance, 3) == 0;
    }
    problem->rows = (struct logistic_rows){count, problem->values, problem->numbers, problem->wrong};
}

/* One derivative of the objective, from the model's own probabilities: of shared column c, or of class k's. */
static double slope_of(const struct logistic *model, const struct problem *problem, size_t c, size_t k)
{
    size_t count = model->scores;
    bool shared = k == LOGISTIC_NO_CLASS;
    double b = shared ? model->shared[c] : model->own[k * (1 + count) + c];
    double slope = b * (!shared ? LOGISTIC_RIDGE_CLASS : c ? LOGISTIC_RIDGE_SHARED : LOGISTIC_RIDGE_INTERCEPT);
    for (size_t i = 0; i < problem->rows.count; i++) {
        const double *values = problem->values + i * count;
        double z = 1;
        if (c > count)
            z = isnan(values[c - 1 - count]) ? 1 : 0;
        else if (c > 0)
            z = isnan(values[c - 1])
                    ? 0
                    : fmax(-4, fmin(4, (values[c - 1] - model->means[c - 1]) / model->deviations[c - 1]));
        if (shared || problem->numbers[i] == k)
            slope += z * (logistic_probability(model, values, problem->numbers[i]) - problem->wrong[i]);
    }
    return slope;
}

static void the_gradient_is_zero_at_the_optimum(void **state)
{
    static struct problem problem;
    uint64_t chance = 1;
    for (int round = 0; round < 200; round++) {
        struct logistic model;
        make_problem(&problem, &chance);
        logistic_open(&model, *state, problem.scores, problem.classes);
        check(logistic_fit(&model, *state, &problem.rows), "round %d does not converge", round);
        check(model.steps <= 12, "round %d takes %zu steps", round, model.steps);
        for (size_t c = 0; c < 1 + 2 * problem.scores; c++)
            same(slope_of(&model, &problem, c, LOGISTIC_NO_CLASS), 0, 1e-10, "a shared slope");
        for (size_t k = 0; k < problem.classes; k++)
            for (size_t c = 0; c < 1 + problem.scores; c++)
                same(slope_of(&model, &problem, c, k), 0, 1e-10, "a class's slope");
    }
}

/* The log odds are the intercepts and the parts of the scores. */
static void the_parts_of_a_sample_add_up_to_its_log_odds(void **state)
{
    struct logistic model;
    fit_example(&model, *state);
    for (size_t i = 0; i < ROWS; i++) {
        const double scores[SCORES] = {odds(reviewed[i].a), odds(reviewed[i].b)};
        for (size_t k = 0; k <= CLASSES; k++) {
            double sum = model.shared[0] + (k < CLASSES ? model.own[k * (1 + SCORES)] : 0);
            for (size_t j = 0; j < SCORES; j++)
                sum += logistic_part(&model, j, scores[j], k);
            same(logistic_probability(&model, scores, k), 1 / (1 + exp(-sum)), 1e-12, "P(wrong)");
        }
    }
}

static void a_class_or_a_score_that_nobody_reviewed_changes_nothing(void **state)
{
    struct logistic model;
    const double scores[] = {odds(.9), NAN, odds(.2), NAN, odds(.4), NAN};
    logistic_open(&model, *state, 2, 3);
    assert_true(
        logistic_fit(&model, *state, &(struct logistic_rows){3, scores, (size_t[]){0, 0, 1}, (bool[]){1, 0, 0}}));
    assert_true(model.shared[2] == 0 && model.means[1] == 0 && model.deviations[1] == LOGISTIC_LEAST_DEVIATION);
    for (size_t c = 0; c < 3; c++)
        assert_true(model.own[2 * 3 + c] == 0);
    const double asked[] = {odds(.6), NAN};
    assert_true(logistic_probability(&model, asked, 2) == logistic_probability(&model, asked, LOGISTIC_NO_CLASS));
}

static void scores_beyond_their_scale_are_cut(void **state)
{
    struct logistic model;
    fit_example(&model, *state);
    assert_true(logistic_logit(0) == logistic_logit(.001) && logistic_logit(1) == logistic_logit(.999));
    const double far[] = {1e300, -1e300}, edge[] = {model.means[0] + 4 * model.deviations[0], -1e9};
    same(logistic_probability(&model, far, 0), logistic_probability(&model, edge, 0), 1e-15, "P(wrong)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_worked_example_comes_out_to_nine_digits),
        TEST(the_gradient_is_zero_at_the_optimum),
        TEST(the_parts_of_a_sample_add_up_to_its_log_odds),
        TEST(a_class_or_a_score_that_nobody_reviewed_changes_nothing),
        TEST(scores_beyond_their_scale_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
