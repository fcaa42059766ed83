/*
 * test_spreadsheet.c - which cells a spreadsheet program would not leave as they are.
 */
#include "unit.h"

#include "output/spreadsheet.h"

static const char *added(struct arena *arena, struct text cell)
{
    struct buffer out = {.arena = arena};
    spreadsheet_add(&out, cell);
    return buffer_string(&out);
}

static void numbers_that_are_shown_as_they_are_written_stay(void **state)
{
    static const char *const cells[] = {"0",       "8",   "-8", "10", "0.25", "-0.5", "3.14159", "123456789012345",
                                        "0.00001", "cat", ""};
    for (size_t i = 0; i < COUNT(cells); i++)
        check(strcmp(added(*state, text_of(cells[i])), cells[i]) == 0, "%s: %s", cells[i],
              added(*state, text_of(cells[i])));
}

/* What it would run, turn into another number or into a day. */
static void anything_else_gets_an_apostrophe(void **state)
{
    static const char *const cells[] = {
        "=1+1",
        "+x",
        "@a",
        "'a",
        " a",
        "\ta",
        "0001",
        "00.5",
        "1e3",
        "1.50",
        "1.",
        "1.0",
        "-",
        "-x",
        "-=1",
        ".5",
        ".",
        "1-2",
        "1/2",
        "1,5",
        "1 000",
        "true",
        "FALSE",
        "Mar1",
        "sept 2",
        "december",
        "1234567890123456",
        "0.1234567890123456",
        "1.2.3",
    };
    for (size_t i = 0; i < COUNT(cells); i++) {
        const char *guarded = added(*state, text_of(cells[i]));
        check(guarded[0] == '\'' && strcmp(guarded + 1, cells[i]) == 0, "%s: %s", cells[i], guarded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_that_are_shown_as_they_are_written_stay),
        TEST(anything_else_gets_an_apostrophe),
    };
    return cmocka_run_group_tests_name("spreadsheet", tests, NULL, NULL);
}
