/*
 * A file is the one that it was when all that a look tells of it is; of what is no file nothing is told.
 */
#include "unit.h"

#include <sys/mman.h>
#include <unistd.h>

#include "read/unchanged.h"

static void each_thing_that_a_look_tells_counts(void **state)
{
    (void)state;
    const struct stat then = {.st_mode = S_IFREG, .st_dev = 1, .st_ino = 2, .st_size = 3, .st_mtim = {4, 5}};
    struct stat now[7];
    for (size_t i = 0; i < COUNT(now); i++)
        now[i] = then;
    now[1].st_dev++;
    now[2].st_ino++;
    now[3].st_size++;
    now[4].st_mtim.tv_sec++;
    now[5].st_mtim.tv_nsec++;
    now[6].st_atim.tv_sec++; /* it may be read */
    for (size_t i = 0; i < COUNT(now); i++)
        check(is_unchanged(&then, &now[i]) == (i == 0 || i == 6), "case %zu", i);
    struct stat pipe = then;
    pipe.st_mode = S_IFIFO;
    assert_true(is_unchanged(&pipe, &now[3]));
}

static void a_change_is_an_error(void **state)
{
    (void)state;
    struct stat then;
    struct error error;
    int fd = memfd_create("file", MFD_CLOEXEC);
    assert_int_equal(fstat(fd, &then), 0);
    assert_true(check_unchanged(fd, &then, &error));
    assert_int_equal(write(fd, "a", 1), 1);
    assert_false(check_unchanged(fd, &then, &error));
    assert_int_equal(error.status, STATUS_INPUT);
    assert_string_equal(error.text, "changed while it was being read: run again when it is whole");
    close(fd);
    assert_false(check_unchanged(fd, &then, &error));
    assert_string_equal(error.text, "cannot read: Bad file descriptor");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_thing_that_a_look_tells_counts),
        TEST(a_change_is_an_error),
    };
    return cmocka_run_group_tests_name("unchanged", tests, NULL, NULL);
}
