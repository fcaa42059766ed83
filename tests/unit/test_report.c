/*
 * test_report.c - the words for numbers in a report.
 */
#include "unit.h"

#include <math.h>

#include "output/report.h"

static void a_share_is_never_rounded_to_none_or_all(void **state)
{
    static const struct {
        double share;
        const char *shown;
    } shares[] = {
        {0, "0 %"},          {1, "100 %"},          {0.8704, "87.0 %"},   {0.5, "50.0 %"},
        {0.0011, "0.1 %"},   {0.0004, "0.04 %"},    {0.00004, "0.004 %"}, {0.000004, "0 %"},
        {0.9995, "99.95 %"}, {0.99996, "99.996 %"}, {0.999996, "100 %"},  {1.25, "125.0 %"},
    };
    for (size_t i = 0; i < COUNT(shares); i++)
        check(strcmp(report_percent(*state, shares[i].share), shares[i].shown) == 0, "%g: %s", shares[i].share,
              report_percent(*state, shares[i].share));
    assert_string_equal(report_range(*state, &(struct figure){0.85, 0.794, 0.906, 10}), "79.4 % to 90.6 %");
}

static void times_and_counts_are_as_long_as_they_tell(void **state)
{
    static const struct {
        double number;
        const char *times, *count;
    } numbers[] = {
        {0, "0.0", "0"},
        {8.74, "8.7", "9"},
        {9.94, "9.9", "10"},
        {9.96, "10", "10"},
        {14.23, "14", "14"},
        {123, "123", "123"},
        {1497, "1497", "1,497"},
        {999999, "999999", "999,999"},
        {1e6, "many", "1,000,000"},
        {1234567890, "many", "1,234,567,890"},
    };
    for (size_t i = 0; i < COUNT(numbers); i++) {
        check(strcmp(report_times(*state, numbers[i].number), numbers[i].times) == 0, "%g: %s times", numbers[i].number,
              report_times(*state, numbers[i].number));
        check(strcmp(report_count(*state, numbers[i].number), numbers[i].count) == 0, "%g: %s", numbers[i].number,
              report_count(*state, numbers[i].number));
    }
    assert_string_equal(report_times(*state, INFINITY), "many");
}

static void a_title_names_the_first_night_and_the_last(void **state)
{
    struct review_night nights[] = {{.name = BYTES("2026-11-18")}, {.name = BYTES("2026-11-19")}, {.name = BYTES("x")}};
    struct review review = {.nights = nights};
    struct report report = {.review = &review};
    static const char *const titles[] = {"Review of nothing", "Review of 2026-11-18",
                                         "Review of 2026-11-18 to 2026-11-19", "Review of 2026-11-18 to x"};
    for (review.nights_count = 0; review.nights_count < COUNT(titles); review.nights_count++) {
        struct text title = report_title(&report, *state);
        assert_string_equal(text_copy(*state, title).data, titles[review.nights_count]);
    }
}

static void a_level_without_a_name_is_called_empty(void **state)
{
    struct text levels[] = {BYTES("rain"), BYTES("")};
    const struct review_factor factor = {.levels = levels};
    (void)state;
    assert_true(text_equal(report_level(&factor, 0), TEXT("rain")));
    assert_true(text_equal(report_level(&factor, 1), TEXT("(empty)")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_share_is_never_rounded_to_none_or_all),
        TEST(times_and_counts_are_as_long_as_they_tell),
        TEST(a_title_names_the_first_night_and_the_last),
        TEST(a_level_without_a_name_is_called_empty),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
