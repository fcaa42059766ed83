/*
 * test_scratch.c - files without a name: where they lie, and what cannot be written or read.
 */
#include "base/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "unit.h"

static void what_is_written_is_read_from_any_place(void **state)
{
    static const char text[] = "0123456789";
    char back[8] = "";
    (void)state;
    unsetenv("TMPDIR");
    int file = scratch_open();
    assert_true(file >= 0);
    assert_true(scratch_write(file, text, 5) && scratch_write(file, text + 5, 5) && scratch_write(file, text, 0));
    assert_true(scratch_read(file, back, 4, 3) && memcmp(back, "3456", 4) == 0);
    assert_true(scratch_read(file, back, 0, 99));
    assert_false(scratch_read(file, back, 4, 8)); /* it ends before */
    assert_int_equal(errno, EIO);
    close(file);
    assert_false(scratch_read(file, back, 1, 0));
    assert_int_equal(errno, EBADF);
    assert_false(scratch_write(file, text, 1));
    assert_int_equal(errno, EBADF);
}

static void the_folder_is_that_of_tmpdir(void **state)
{
    static char longest[5000] = "/tmp";
    static const char *const none[] = {"/nowhere", "/dev/null", longest};
    (void)state;
    setenv("TMPDIR", "", 1);
    int file = scratch_open();
    assert_true(file >= 0);
    close(file);
    memset(longest + 4, '/', sizeof longest - 5);
    for (size_t i = 0; i < COUNT(none); i++) {
        setenv("TMPDIR", none[i], 1);
        check(scratch_open() < 0, "a file in %.20s", none[i]);
    }
    unsetenv("TMPDIR");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_from_any_place),
        TEST(the_folder_is_that_of_tmpdir),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
