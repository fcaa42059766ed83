/*
 * test_measures.c - walks the table of measures: a new row is tested by being there.
 */
#include "unit.h"

#include <math.h>

#include "dengine/measure.h"

enum { MOST_CLASSES = 1000 };
static const double slack = 1e-9; /* what nano_round hides */

static double score_of(const struct measure *measure, const double *p, size_t classes)
{
    return measure->score(&(struct evidence){.classes = classes, .p = p});
}

static bool is_example(const struct measure_example *example)
{
    return example->classes > 0;
}

static void rows_are_complete(void **state)
{
    (void)state;
    for (const struct measure *m = uncertainty_measures; m->name; m++) {
        const char *const texts[] = {m->formula, m->unit, m->doc, m->source};
        for (size_t i = 0; i < COUNT(texts); i++)
            check(texts[i] && *texts[i], "%s: text %zu is missing", m->name, i);
        check(strspn(m->name, "abcdefghijklmnopqrstuvwxyz_") == strlen(m->name), "'%s' is no name", m->name);
        check(m->score && m->highest, "%s: a function is missing", m->name);
        check(m->least_classes == 1 || m->least_classes == 2, "%s: needs %zu classes", m->name, m->least_classes);
        check(is_example(&m->examples[0]), "%s has no example", m->name);
        check(!strpbrk(m->doc, "\n.") && strlen(m->doc) < 80, "%s: the doc is more than a phrase", m->name);
        check(measure_find(uncertainty_measures, text_of(m->name)) == m, "%s is not found, or twice", m->name);
    }
    assert_null(measure_find(uncertainty_measures, TEXT("")));
    assert_null(measure_find(uncertainty_measures, TEXT("entrop")));
    assert_null(measure_find(uncertainty_measures, TEXT("entropy2")));
}

/* Three labels, each with its absence. */
static void labels_apart_count_by_the_largest_or_the_mean(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double score;
    } expected[] = {{"least_confidence", .4}, {"margin", .8}, {"ratio", .666666667}, {"entropy", .332698213}};
    const double p[] = {.9, .6, 0};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        double score = measure_apart(measure_find(uncertainty_measures, text_of(expected[i].name)), p, 3);
        check(fabs(score - expected[i].score) <= 1e-9, "%s gives %.12g", expected[i].name, score);
    }
}

static void examples_come_out(void **state)
{
    (void)state;
    for (const struct measure *m = uncertainty_measures; m->name; m++)
        for (size_t i = 0; i < MEASURE_EXAMPLES && is_example(&m->examples[i]); i++) {
            const struct measure_example *example = &m->examples[i];
            double score = score_of(m, example->p, example->classes);
            check(example->classes >= m->least_classes, "%s, example %zu: too few classes", m->name, i);
            check(fabs(score - example->score) <= 1e-9, "%s, example %zu gives %.12g", m->name, i, score);
        }
}

/* A random distribution: flat, peaked, or with many zeros. */
static void random_distribution(double *p, size_t classes, uint64_t *chance)
{
    double sum = 0, power = (double)random_below(chance, 12);
    bool sparse = random_below(chance, 3) == 0;
    for (size_t k = 0; k < classes; k++)
        sum += p[k] = sparse && random_below(chance, 2) ? 0 : pow(random_unit(chance), power);
    if (sum <= 0)
        sum = p[random_below(chance, classes)] = 1;
    for (size_t k = 0; k < classes; k++)
        p[k] /= sum;
}

static void shuffle(double *p, size_t classes, uint64_t *chance)
{
    for (size_t k = classes; k > 1; k--) {
        size_t other = random_below(chance, k);
        double kept = p[k - 1];
        p[k - 1] = p[other];
        p[other] = kept;
    }
}

static void scores_stay_in_bounds_and_ignore_the_order(void **state)
{
    (void)state;
    uint64_t chance = 1;
    double p[40];
    for (const struct measure *m = uncertainty_measures; m->name; m++)
        for (int round = 0; round < 20000; round++) {
            size_t classes = m->least_classes + random_below(&chance, COUNT(p) + 1 - m->least_classes);
            if (classes == 1)
                p[0] = random_unit(&chance);
            else
                random_distribution(p, classes, &chance);
            double score = score_of(m, p, classes), highest = m->highest(classes);
            check(isfinite(score), "%s of %zu classes gives %g", m->name, classes, score);
            check(score >= -slack && score <= highest + slack, "%s of %zu classes gives %.12g, outside 0 to %.12g",
                  m->name, classes, score, highest);
            double bound = score;
            if (m->bounds)
                m->bounds(p, classes, 1, &bound);
            check(bound >= score && bound <= score + 0.07, "%s of %zu classes is bound to %.12g, but is %.12g", m->name,
                  classes, bound, score);
            shuffle(p, classes, &chance);
            check(fabs(score_of(m, p, classes) - score) <= 1e-12, "%s depends on the order of the classes", m->name);
        }
}

static void one_class_scores_lowest_and_all_alike_highest(void **state)
{
    (void)state;
    static double p[MOST_CLASSES];
    static const size_t sizes[] = {2, 3, 7, 10, 100, MOST_CLASSES};
    for (const struct measure *m = uncertainty_measures; m->name; m++)
        for (size_t i = 0; i < COUNT(sizes); i++) {
            size_t classes = sizes[i];
            for (size_t k = 0; k < classes; k++)
                p[k] = 1 / (double)classes;
            double uniform = score_of(m, p, classes);
            check(fabs(uniform - m->highest(classes)) <= slack, "%s: uniform over %zu gives %.12g, highest is %.12g",
                  m->name, classes, uniform, m->highest(classes));
            for (size_t sure = 0; sure < classes; sure += 1 + classes / 7) {
                memset(p, 0, sizeof p);
                p[sure] = 1;
                check(score_of(m, p, classes) == 0, "%s: a sure answer among %zu scores %.12g", m->name, classes,
                      score_of(m, p, classes));
            }
        }
}

/* A confidence alone, where that is enough. */
static void a_confidence_alone(void **state)
{
    (void)state;
    for (const struct measure *m = uncertainty_measures; m->name; m++)
        if (m->least_classes == 1) {
            assert_true(score_of(m, (double[]){1}, 1) == 0);
            assert_true(score_of(m, (double[]){0}, 1) == m->highest(1));
            assert_true(score_of(m, (double[]){.3}, 1) > score_of(m, (double[]){.4}, 1));
        }
}

/* The more the likeliest class gives away, the higher; checked on two classes, where all agree. */
static void doubt_grows_with_every_step(void **state)
{
    (void)state;
    for (const struct measure *m = uncertainty_measures; m->name; m++) {
        double before = -1;
        for (int percent = 100; percent >= 50; percent--) {
            double p[] = {percent / 100., 1 - percent / 100.}, score = score_of(m, p, 2);
            check(score > before, "%s does not grow at %d %%", m->name, percent);
            before = score;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_are_complete),
        TEST(examples_come_out),
        TEST(labels_apart_count_by_the_largest_or_the_mean),
        TEST(scores_stay_in_bounds_and_ignore_the_order),
        TEST(one_class_scores_lowest_and_all_alike_highest),
        TEST(a_confidence_alone),
        TEST(doubt_grows_with_every_step),
    };
    return cmocka_run_group_tests_name("measures", tests, NULL, NULL);
}
