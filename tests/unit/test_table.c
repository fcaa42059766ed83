/*
 * Tables: blanks between cells, what a header may be, headers of shards, what a bad number is told.
 */
#include "table.h"

static void runs_of_blanks_are_one_blank_but_in_quotes(void **state)
{
    static const struct {
        const char *text, *squeezed;
    } cases[] = {
        {"", ""},
        {" ", ""},
        {"a b", "a b"},
        {"  a   b  ", "a b"},
        {"a  b \n  c  d\n", "a b\nc d\n"},
        {"a  b  \r\n c d\r\n", "a b\r\nc d\r\n"},
        {"\n\n  \na b\n", "\n\n\na b\n"},
        {"\"a  b\"   c", "\"a  b\" c"},
        {"\" a \n b \"  c\n", "\" a \n b \" c\n"},
        {"\"a\r\n  b\" c \n", "\"a\r\n  b\" c\n"},
        {"a b\n   ", "a b\n"},
    };
    struct buffer out = {.arena = *state};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text squeezed = table_squeeze(&out, text_of(cases[i].text));
        check(text_equal(squeezed, text_of(cases[i].squeezed)), "'%s' became '%.*s'", cases[i].text, SHOW(squeezed));
    }
}

/* A file with this text. */
static const char *file_with(struct arena *arena, struct text text)
{
    int *fd = arena_alloc(arena, sizeof *fd);
    struct buffer path = {.arena = arena};
    *fd = memfd_create("table", MFD_CLOEXEC);
    arena_attach(arena, unit_close_fd, fd);
    assert_true(write(*fd, text.data, text.size) == (ssize_t)text.size);
    buffer_format(&path, "/dev/fd/%d", *fd);
    return buffer_string(&path);
}

/* Opens a table on this text; what is wrong with it, or "". */
static const char *opened(struct table *table, struct arena *arena, struct text text)
{
    struct error *error = arena_alloc(arena, sizeof *error);
    struct source *source;
    const char **path = arena_alloc(arena, sizeof *path);
    *path = file_with(arena, text);
    check(source_open(&source, arena, path, 1, 0, error), "%s", error->text);
    return table_open(table, arena, source, 0, error) ? "" : error->text;
}

static void a_header_may_have_65536_columns(void **state)
{
    struct buffer header = {.arena = *state};
    struct table table;
    buffer_add(&header, text_of("id"));
    for (unsigned i = 1; i < CSV_COLUMNS; i++)
        buffer_format(&header, ",c%u", i);
    assert_string_equal(opened(&table, *state, buffer_text(&header)), "");
    assert_int_equal(table.layout.columns, CSV_COLUMNS);
    buffer_add(&header, text_of(",more"));
    const char *wrong = opened(&table, *state, buffer_text(&header));
    check(strstr(wrong, ": 65537 columns, at most 65536 are read"), "%s", wrong);
}

/* Its last two columns tell it; either of them alone is a column like any other. */
static void a_partial_is_no_table(void **state)
{
    struct table table;
    assert_string_equal(opened(&table, *state, TEXT("id,partial_row,partial\n")), "");
    assert_string_equal(opened(&table, *state, TEXT("id,partial,partial_group\n")), "");
    assert_string_equal(opened(&table, *state, TEXT("partial_group\n")), "");
    const char *wrong = opened(&table, *state, TEXT("id,partial_row,partial_group\n"));
    check(strstr(wrong, "is a partial: merge it first"), "%s", wrong);
}

/* Names count, not how they are quoted. */
static void shards_have_the_same_names(void **state)
{
    static const struct {
        const char *head, *message;
    } cases[] = {
        {"id,\"x,y\",z", ""},
        {"\"id\",\"x,y\",\"z\"", ""},
        {"id,\"x,y\"", "b.csv:1: the header has 2 columns, that of "},
        {"id", "b.csv:1: the header has 1 column, that of "},
        {"id,\"x,y\",Z", "b.csv:1: column 3 is 'Z', in "},
        {"id,\"x,\"y,z", "b.csv:1:8: text after a closing quote"},
    };
    struct table table;
    assert_string_equal(opened(&table, *state, TEXT("id,\"x,y\",z\n")), "");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct error error = {0};
        bool same = table_same_header(&table, text_of(cases[i].head), "b.csv", &error);
        check(same == !*cases[i].message, "%s: %s", cases[i].head, error.text);
        check(same || strncmp(error.text, cases[i].message, strlen(cases[i].message)) == 0, "%s", error.text);
    }
}

static void a_bad_number_is_told_what_it_may_be(void **state)
{
    static const struct {
        const char *cell, *message;
    } cases[] = {
        {" 1", "x ' 1' is not a number: blanks around it are data, remove them"},
        {"1 ", "x '1 ' is not a number: blanks around it are data, remove them"},
        {" ", "x ' ' is not a number: blanks around it are data, remove them"},
        {"0,5", "x '0,5' is not a number: a decimal comma? dengine help recipes tells how to write a point"},
        {"50%", "x '50%' is not a number: a percentage? write it as a number from 0 to 1"},
        {"%", "x '%' is not a number"},
        {"word", "x 'word' is not a number"},
        {"1e999", "x '1e999' is not finite"},
        {"-inf", "x '-inf' is not finite"},
        {"", "x is missing"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct problem problem = {0};
        double value;
        assert_false(cell_number(text_of("x"), text_of(cases[i].cell), 7, &value, NULL, &problem));
        assert_string_equal(problem.text, cases[i].message);
        assert_int_equal(problem.column, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(runs_of_blanks_are_one_blank_but_in_quotes),
        TEST(a_header_may_have_65536_columns),
        TEST(a_partial_is_no_table),
        TEST(shards_have_the_same_names),
        TEST(a_bad_number_is_told_what_it_may_be),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
