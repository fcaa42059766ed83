/*
 * test_agreement.c - Cohen's kappa and Krippendorff's alpha, worked by hand and as published.
 */
#include "unit.h"

#include <math.h>

#include "dengine/agreement.h"

/* Two persons, 50 units: both yes 20, yes-no 5, no-yes 10, both no 15: kappa = (.7 - .5) / (1 - .5) = .4; its
 * large-sample deviation (Fleiss, Cohen & Everitt 1969) is .1279. */
static void kappa_of_two_is_that_worked_by_hand(void **state)
{
    static const int table[2][2] = {{20, 5}, {10, 15}};
    struct opinion opinions[100];
    size_t count = 0;
    for (uint32_t a = 0; a < 2; a++)
        for (uint32_t b = 0; b < 2; b++)
            for (int i = 0; i < table[a][b]; i++) {
                size_t unit = count / 2;
                opinions[count++] = (struct opinion){unit, 3, a};
                opinions[count++] = (struct opinion){unit, 7, b};
            }
    struct figure kappa = cohen_kappa(opinions, count, 3, 7, 2, *state);
    assert_true(fabs(kappa.estimate - .4) < 1e-12 && kappa.n == 50);
    check(fabs((kappa.high - kappa.low) / (2 * INTERVAL_Z) - .1279) < .006, "%g .. %g", kappa.low, kappa.high);
    assert_true(cohen_kappa(opinions, count, 3, 4, 2, *state).n == 0); /* nobody */
}

/* Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C: four observers, 12 units, some
 * left out: nominal alpha .743. Each row is a unit's answers, 0 where there is none. */
static void alpha_of_many_is_that_of_the_paper(void **state)
{
    static const uint32_t units[12][4] = {{1, 1, 0, 1}, {2, 2, 3, 2}, {3, 3, 3, 3}, {3, 3, 3, 3},
                                          {2, 2, 2, 2}, {1, 2, 3, 4}, {4, 4, 4, 4}, {1, 1, 2, 1},
                                          {2, 2, 2, 2}, {0, 5, 5, 5}, {0, 0, 1, 1}, {0, 0, 3, 0}};
    struct opinion opinions[48];
    size_t count = 0;
    for (size_t u = 0; u < 12; u++)
        for (uint32_t p = 0; p < 4; p++)
            if (units[u][p])
                opinions[count++] = (struct opinion){u, p, units[u][p] - 1};
    struct figure alpha = krippendorff_alpha(opinions, count, 5, *state);
    check(fabs(alpha.estimate - .743) < .0005 && alpha.n == 11, "%g of %g", alpha.estimate, alpha.n);
    assert_true(alpha.low < .743 && alpha.low > .2 && alpha.high == 1);
}

static void people_who_never_differ_in_one_class_tell_nothing(void **state)
{
    const struct opinion same[] = {{0, 0, 1}, {0, 1, 1}, {1, 0, 1}, {1, 1, 1}};
    assert_true(cohen_kappa(same, 4, 0, 1, 2, *state).n == 0);
    assert_true(krippendorff_alpha(same, 4, 2, *state).n == 0);
    assert_true(krippendorff_alpha(same, 1, 2, *state).n == 0 && krippendorff_alpha(NULL, 0, 2, *state).n == 0);
    const struct opinion agreed[] = {{0, 0, 0}, {0, 1, 0}, {1, 0, 1}, {1, 1, 1}};
    assert_true(cohen_kappa(agreed, 4, 0, 1, 2, *state).estimate == 1);
    assert_true(krippendorff_alpha(agreed, 4, 2, *state).estimate == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(kappa_of_two_is_that_worked_by_hand),
        TEST(alpha_of_many_is_that_of_the_paper),
        TEST(people_who_never_differ_in_one_class_tell_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
