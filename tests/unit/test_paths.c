/*
 * test_paths.c - only what is not there is nothing; patterns match as the system's do.
 */
#include "unit.h"

#include <errno.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/paths.h"

static char folder[64];

static void make(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    size_t size = strlen(path);
    if (path[size - 1] == '/') {
        assert_int_equal(mkdir(path, 0700), 0);
        return;
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

static int make_tree(void **state)
{
    static const char *const names[] = {"a/",        "a/x.csv", "a/y.csv",  "a/.hidden.csv",  "a-b/",
                                        "a-b/x.csv", "b/",      "b/deep/",  "b/deep/z.csv",   "[odd]*.csv",
                                        "one.csv",   "two.tsv", ".dot.csv", "with\\slash.csv"};
    strcpy(folder, "/tmp/dengine-paths-XXXXXX");
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return -1;
    for (size_t i = 0; i < COUNT(names); i++)
        make(names[i]);
    if (symlink("nowhere", "dangling") != 0)
        return -1;
    return unit_setup(state);
}

static int remove_tree(void **state)
{
    char command[128];
    unit_teardown(state);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return chdir("/") == 0 ? system(command) : -1;
}

static void patterns_match_as_glob_does(void **state)
{
    static const char *const patterns[] = {
        "*.csv",      "a/*",       "*/*.csv",       "*/x.csv", "a*/*.csv",      "b/*/z.csv", "b/*/*",    "./*.csv",
        "a//*.csv",   ".*.csv",    "a/.*.csv",      "*/",      "a/*/",          "?ne.csv",   "[ot]*",    "\\[odd\\]*",
        "[[]odd*",    "missing/*", "one.csv/*",     "*/none*", "with\\\\*.csv", "[",         "*[",       "a/[!y]*",
        "*/../*.csv", "d*g",       "*/../dangling", "dang*/",  "a\\-b/*",       "*/x\\.csv", "*/\\z.csv"};
    for (size_t i = 0; i < COUNT(patterns); i++) {
        struct words found = {0};
        struct error error;
        glob_t expected;
        int result = glob(patterns[i], 0, NULL, &expected);
        check(path_match(&found, *state, patterns[i], &error), "%s: %s", patterns[i], error.text);
        size_t count = result == 0 ? expected.gl_pathc : 0;
        check(found.count == count, "%s: %zu found, glob finds %zu", patterns[i], found.count, count);
        for (size_t k = 0; k < count; k++)
            check(strcmp(found.items[k].data, expected.gl_pathv[k]) == 0, "%s: %s, glob finds %s", patterns[i],
                  found.items[k].data, expected.gl_pathv[k]);
        if (result == 0)
            globfree(&expected);
    }
}

static void a_folder_is_listed_in_byte_order(void **state)
{
    struct words names = {0};
    struct error error;
    words_add(&names, *state, TEXT("zzz"));
    assert_true(path_list(&names, *state, "a", &error));
    assert_int_equal(names.count, 4);
    assert_string_equal(names.items[1].data, ".hidden.csv");
    assert_string_equal(names.items[3].data, "y.csv");
    assert_false(path_list(&names, *state, "missing", &error));
    assert_int_equal(error.status, STATUS_INPUT);
    assert_string_equal(error.text, "missing: cannot list the folder: No such file or directory");
}

static void only_what_is_absent_is_nothing(void **state)
{
    static const struct {
        const char *path;
        enum path_kind kind;
    } cases[] = {{"one.csv", PATH_FILE},      {"a", PATH_FOLDER},         {"missing", PATH_NOTHING},
                 {"one.csv/x", PATH_NOTHING}, {"dangling", PATH_NOTHING}, {"/dev/null", PATH_FILE}};
    struct error error;
    enum path_kind kind;
    for (size_t i = 0; i < COUNT(cases); i++) {
        check(path_look(cases[i].path, &kind, &error), "%s", error.text);
        check(kind == cases[i].kind, "%s: kind %d", cases[i].path, (int)kind);
    }
    assert_int_equal(symlink("circle", "circle"), 0);
    assert_false(path_look("circle", &kind, &error));
    assert_int_equal(error.status, STATUS_INPUT);
    assert_string_equal(error.text, "circle: cannot look at it: Too many levels of symbolic links");
    struct words found = {0};
    assert_false(path_match(&found, *state, "circle/*", &error));
    assert_false(path_match(&found, *state, "c*/x", &error));
}

/* The files of a folder are its tables; what Spark and others put beside them is not, nor is what a folder holds. */
static void the_files_of_a_folder_are_its_own(void **state)
{
    static const struct {
        const char *path, *files;
    } cases[] = {{"a", "a/x.csv a/y.csv "},
                 {"a/", "a/x.csv a/y.csv "},
                 {"one.csv", "one.csv "},
                 {"missing", "missing "},
                 {"c", "c/part-0 "}};
    make("c/");
    make("c/_SUCCESS");
    make("c/.part-0.crc");
    make("c/part-0");
    make("c/part-1/");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct words files = {0};
        struct error error;
        struct buffer shown = {.arena = *state};
        check(path_files(&files, *state, cases[i].path, &error), "%s", error.text);
        for (size_t f = 0; f < files.count; f++)
            buffer_format(&shown, "%.*s ", SHOW(files.items[f]));
        assert_string_equal(buffer_string(&shown), cases[i].files);
    }
}

static void a_folder_without_files_is_an_error(void **state)
{
    struct words files = {0};
    struct error error;
    words_add(&files, *state, TEXT("before"));
    assert_false(path_files(&files, *state, "b", &error));
    assert_string_equal(error.text, "b: there are no files in this folder");
    assert_int_equal(error.status, STATUS_INPUT);
    assert_int_equal(symlink("circle", "b/circle"), 0);
    assert_false(path_files(&files, *state, "b", &error));
    assert_string_equal(error.text, "b/circle: cannot look at it: Too many levels of symbolic links");
    assert_false(path_files(&files, *state, "b/circle", &error));
}

static void a_path_is_made_whole_from_the_folder_that_one_is_in(void **state)
{
    struct buffer whole = {.arena = *state};
    char *here = getcwd(NULL, 0);
    assert_non_null(here);
    buffer_format(&whole, "%s/a/x.csv", here);
    free(here);
    assert_string_equal(path_absolute(*state, "a/x.csv"), buffer_string(&whole));
    assert_string_equal(path_absolute(*state, "/a/x.csv"), "/a/x.csv");
}

#define TREE_TEST(function) cmocka_unit_test_setup_teardown(function, make_tree, remove_tree)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TREE_TEST(patterns_match_as_glob_does),        TREE_TEST(a_folder_is_listed_in_byte_order),
        TREE_TEST(only_what_is_absent_is_nothing),     TREE_TEST(the_files_of_a_folder_are_its_own),
        TREE_TEST(a_folder_without_files_is_an_error), TREE_TEST(a_path_is_made_whole_from_the_folder_that_one_is_in),
    };
    return cmocka_run_group_tests_name("paths", tests, NULL, NULL);
}
