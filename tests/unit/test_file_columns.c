/*
 * A file and its columns in one argument: the last colon tells them apart, unless the name of a file has it.
 */
#include "unit.h"

#include <unistd.h>

#include "input/file_columns.h"

static void the_last_colon_counts_where_no_path_has_it(void **state)
{
    static const struct {
        const char *argument, *path, *columns;
    } cases[] = {
        {"a.csv", "a.csv", ""},
        {"a.csv:x", "a.csv", "x"},
        {"a.csv:x,y z,", "a.csv", "x|y z|"},
        {"a:b.csv:x", "a:b.csv", "x"},
        {"a.csv:", "a.csv:", ""},
        {":x", ":x", ""},
        {"s3://bucket/a.csv", "s3://bucket/a.csv", ""},
        {"a.csv:x/y", "a.csv:x/y", ""},
        {"/no/folder/a.csv:x", "/no/folder/a.csv", "x"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct file_columns found = file_columns(*state, cases[i].argument);
        struct buffer columns = {.arena = *state};
        for (size_t c = 0; c < found.columns.count; c++)
            buffer_format(&columns, "%s%s", c ? "|" : "", file_column(&found, c));
        check(strcmp(found.path, cases[i].path) == 0, "%s: %s", cases[i].argument, found.path);
        check(strcmp(buffer_string(&columns), cases[i].columns) == 0, "%s: %s", cases[i].argument,
              buffer_string(&columns));
        assert_null(file_column(&found, found.columns.count));
    }
}

static void a_file_of_the_whole_name_is_meant(void **state)
{
    char path[] = "/tmp/dengine-columns-XXXXXX:x";
    int fd = mkstemps(path, 2);
    assert_true(fd >= 0);
    close(fd);
    struct file_columns found = file_columns(*state, path);
    assert_string_equal(found.path, path);
    assert_int_equal(found.columns.count, 0);
    unlink(path);
    found = file_columns(*state, path);
    assert_int_equal(found.columns.count, 1);
    assert_string_equal(file_column(&found, 0), "x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_last_colon_counts_where_no_path_has_it),
        TEST(a_file_of_the_whole_name_is_meant),
    };
    return cmocka_run_group_tests_name("file_columns", tests, NULL, NULL);
}
