/*
 * test_sheet.c - tables of plain text, and the names in them.
 */
#include "unit.h"

#include "output/sheet.h"

static void columns_are_as_wide_as_their_widest_cell(void **state)
{
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    struct sheet sheet = {.arena = *state};
    sheet_add(&sheet, "class", "rows", "share", NULL);
    sheet_add(&sheet, "\xC3\xA9t\xC3\xA9", "10", NULL); /* characters count, not bytes */
    sheet_add(&sheet, "a", "1", "50.0 %", NULL);
    sheet_add(&sheet, "alone", NULL);
    sheet_write(&sheet, out);
    fclose(out);
    assert_string_equal(data, "class  rows   share\n"
                              "\xC3\xA9t\xC3\xA9      10\n"
                              "a         1  50.0 %\n"
                              "alone\n");
    free(data);
}

static void a_sheet_may_be_as_wide_as_it_can_be(void **state)
{
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    struct sheet sheet = {.arena = *state};
    sheet_add(&sheet, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    sheet_add(&sheet, "a", "10", NULL);
    sheet_write(&sheet, out);
    fclose(out);
    assert_string_equal(data, "0   1  2  3  4  5  6  7  8  9\n"
                              "a  10\n");
    free(data);
}

static void a_name_is_cut_between_characters(void **state)
{
    static const struct {
        const char *name, *shown;
    } names[] = {
        {"", ""},
        {"big bird", "big bird"},
        {"0123456789012345678901234567890123456789", "0123456789012345678901234567890123456789"},
        {"01234567890123456789012345678901234567890", "0123456789012345678901234567890123456789"},
        {"012345678901234567890123456789012345678\xC3\xA9", "012345678901234567890123456789012345678"},
        {"01234567890123456789012345678901234567\xC3\xA9t", "01234567890123456789012345678901234567\xC3\xA9"},
        {"01234567890123456789012345678901234567\xF0\x9F\x90\xA6", "01234567890123456789012345678901234567"},
        {"0123456789012345678901234567890123456\xF0\x9F\x90\xA6", "0123456789012345678901234567890123456"},
    };
    for (size_t i = 0; i < COUNT(names); i++)
        check(strcmp(sheet_name(*state, text_of(names[i].name)), names[i].shown) == 0, "%s: %s", names[i].name,
              sheet_name(*state, text_of(names[i].name)));
}

static void what_would_steer_a_terminal_is_a_question_mark(void **state)
{
    static const struct {
        const char *name, *shown;
    } names[] = {
        {"a\nb", "a?b"},
        {"\x1B[31mred", "?[31mred"},
        {"del\x7F", "del?"},
        {"\xC2\x9B"
         "31m",
         "?31m"},                            /* a C1 control character */
        {"\xE2\x80\xAEgnp.exe", "?gnp.exe"}, /* turns what follows it around */
        {"no UTF-8: \xFF\xC3", "no UTF-8: ??"},
        {"\xC3(\xC3\xA9", "?(\xC3\xA9"}, /* and what follows it is */
    };
    for (size_t i = 0; i < COUNT(names); i++)
        check(strcmp(sheet_name(*state, text_of(names[i].name)), names[i].shown) == 0, "%zu: %s", i,
              sheet_name(*state, text_of(names[i].name)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(columns_are_as_wide_as_their_widest_cell),
        TEST(a_sheet_may_be_as_wide_as_it_can_be),
        TEST(a_name_is_cut_between_characters),
        TEST(what_would_steer_a_terminal_is_a_question_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
