/*
 * test_lists.c - cells that hold more than one value, as Python, numpy, Spark, BigQuery and Kaggle write them.
 */
#include "unit.h"

#include "input/lists.h"

static void numbers_stand_between_commas_or_blanks(void **state)
{
    static const struct {
        const char *cell;
        bool bare;
        size_t count;
        double last;
    } cases[] = {
        {"[0.1, 0.9]", false, 2, .9}, {"[0.1,0.9]", false, 2, .9},      {" [0.1 0.2\n 0.7] ", false, 3, .7},
        {"(0.1, 0.9)", false, 2, .9}, {"[ 1.  0.]", false, 2, 0},       {"[-1.5, 2e-3]", false, 2, 2e-3},
        {"1 0.5 10 20", true, 4, 20}, {"0.5 10 20 30 40", true, 5, 40}, {"[1,2,]", false, 2, 2},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct list list = list_read(*state, text_of(cases[i].cell));
        check(list_is(text_of(cases[i].cell)) && list.kind == LIST_NUMBERS && list.bare == cases[i].bare &&
                  list.count == cases[i].count && list.numbers[list.count - 1] == cases[i].last,
              "%s", cases[i].cell);
    }
}

static void words_and_objects_stand_between_brackets(void **state)
{
    struct list words = list_read(*state, text_of("['a', 'b', 'c']"));
    assert_int_equal(words.kind, LIST_WORDS);
    assert_int_equal(words.count, 3);
    assert_int_equal(list_read(*state, text_of("[{\"label\": \"a\", \"prob\": 0.1}]")).kind, LIST_OBJECTS);
    assert_int_equal(list_read(*state, text_of("[0.5]")).kind, LIST_WORDS); /* one number is no list of them */
}

static void other_cells_are_no_lists(void **state)
{
    static const char *const cells[] = {"",           "cat",       "0.5", "7 up", "(none)",
                                        "(cat, dog)", "[",         "[]",  "()",   "2026-01-01 10:00:00",
                                        "a 0.5",      "cat [1, 2]"};
    for (size_t i = 0; i < COUNT(cells); i++)
        check(!list_is(text_of(cells[i])) && list_read(*state, text_of(cells[i])).kind == LIST_NONE, "%s", cells[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_stand_between_commas_or_blanks),
        TEST(words_and_objects_stand_between_brackets),
        TEST(other_cells_are_no_lists),
    };
    return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
