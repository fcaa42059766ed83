/*
 * test_columns.c - what a glob takes the place of in a column's name, and sets of labels.
 */
#include "input/columns.h"

#include "input/label_set.h"
#include "unit.h"

static void a_glob_leaves_what_its_stars_stand_for(void **state)
{
    static const struct {
        const char *pattern, *name, *wild; /* NULL: another column */
    } cases[] = {
        {"prob_*", "prob_cat", "cat"},
        {"prob_*", "prob_", ""},
        {"*_prob", "cat_prob", "cat"},
        {"P(*)", "P(cat)", "cat"},
        {"*", "cat", "cat"},
        {"p?b_x", "pab_x", "a"},
        {"[0-9]*", "12", "12"},
        {"prob_[ab]", "prob_a", "a"},
        {"prob_*", "prob_*", "prob_*"},
        {"cat", "cat", "cat"},
        {"cat", "dog", NULL},
        {"prob_*", "p_cat", NULL},
        {"a\\*_*", "a*_x", "*_x"},
        {"prob_*_[xy]", "prob_b_x", "b_x"},
        {"*b*", "abc", "abc"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text wild;
        bool taken = columns_wild(text_of(cases[i].pattern), text_of(cases[i].name), &wild);
        check(taken == (cases[i].wild != NULL), "%s of %s", cases[i].name, cases[i].pattern);
        if (taken)
            check(text_equal(wild, text_of(cases[i].wild)), "%s of %s: '%.*s'", cases[i].name, cases[i].pattern,
                  SHOW(wild));
    }
}

static void sets_are_the_same_in_any_order(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"cat+dog", "dog+cat", true},  {"cat+dog", "cat", false},        {"cat", "cat", true},
        {"cat+dog", "cat+fox", false}, {"cat+cat", "cat", false},        {"a\\+b+c", "c+a\\+b", true},
        {"a\\+b", "a+b", false},       {"cat+", "+cat", false},          {"", "", true},
        {"a\\\\+b", "b+a\\\\", true},  {"cat+dog+dog", "dog+cat", true}, {"a+b\\", "b\\+a", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool same = label_set_same(text_of(cases[i].a), text_of(cases[i].b));
        check(same == cases[i].same, "%s and %s", cases[i].a, cases[i].b);
        check(label_set_same(text_of(cases[i].b), text_of(cases[i].a)) == same, "%s and %s", cases[i].b, cases[i].a);
    }
}

static void a_label_of_a_set_keeps_its_signs(void **state)
{
    static const char *const labels[] = {"a+b", "c\\d", "", "+", "plain"};
    struct buffer set = {.arena = *state};
    buffer_add(&set, text_of("before "));
    for (size_t i = 0; i < COUNT(labels); i++)
        label_set_add(&set, 7, text_of(labels[i]));
    assert_string_equal(buffer_string(&set), "before a\\+b+c\\\\d++\\++plain");
}

static void labels_of_a_set_are_sorted_once_each(void **state)
{
    static const char *const cases[][2] = {
        {"cat", "cat"},         {"dog+cat", "cat+dog"}, {"b+a+b+a", "a+b"},
        {"c\\+d+a", "a+c\\+d"}, {"b\\\\+a", "a+b\\\\"}, {"b+a\\", "a\\\\+b"}, /* a backslash at the end is itself */
        {"b+", "b+"},           {"+b", "+b"},           {"", ""}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text sorted = label_set_sorted(*state, text_of(cases[i][0]));
        check(text_equal(sorted, text_of(cases[i][1])), "%s: %.*s", cases[i][0], SHOW(sorted));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(labels_of_a_set_are_sorted_once_each),
        TEST(a_glob_leaves_what_its_stars_stand_for),
        TEST(sets_are_the_same_in_any_order),
        TEST(a_label_of_a_set_keeps_its_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
