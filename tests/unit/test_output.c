/*
 * test_output.c - output appears whole or not at all.
 */
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "output/file.h"
#include "output/lock.h"

/* A folder of its own for each test. */
static char folder[64];
static struct output output; /* outlives the arena */

static int setup(void **state)
{
    const char *base = getenv("TMPDIR");
    if (snprintf(folder, sizeof folder, "%s/dengine-test-XXXXXX", base && strlen(base) < 30 ? base : "/tmp") < 0)
        return -1;
    return mkdtemp(folder) ? unit_setup(state) : -1;
}

static const char *path_of(const char *name)
{
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

/* How many entries the folder has, which is how a temporary file is seen. */
static size_t entries(void)
{
    DIR *directory = opendir(folder);
    size_t count = 0;
    for (const struct dirent *entry; (entry = readdir(directory));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(directory);
    return count;
}

static int teardown(void **state)
{
    unit_teardown(state);
    DIR *directory = opendir(folder);
    for (const struct dirent *entry; (entry = readdir(directory));)
        if (unlink(path_of(entry->d_name)) != 0)
            rmdir(path_of(entry->d_name));
    closedir(directory);
    return rmdir(folder);
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void expect_file(const char *name, const char *text)
{
    char data[256] = {0};
    FILE *file = fopen(path_of(name), "r");
    check(file != NULL, "%s is not there", name);
    assert_true(fread(data, 1, sizeof data - 1, file) == strlen(text));
    fclose(file);
    assert_string_equal(data, text);
}

static unsigned mode_of(const char *name)
{
    struct stat status;
    assert_int_equal(stat(path_of(name), &status), 0);
    return status.st_mode & 07777;
}

static void the_old_file_stays_until_the_new_is_whole(void **state)
{
    struct error error;
    write_file("queue.csv", "old\n");
    check(output_open(&output, *state, path_of("queue.csv"), &error), "%s", error.text);
    fputs("new\n", output.file);
    fflush(output.file);
    expect_file("queue.csv", "old\n");
    assert_int_equal(entries(), 2);
    check(output_finish(&output, &error), "%s", error.text);
    expect_file("queue.csv", "new\n");
    assert_int_equal(entries(), 1);
    arena_free(*state);
    expect_file("queue.csv", "new\n");
}

static void an_unfinished_file_leaves_nothing(void **state)
{
    struct output outputs[2];
    struct error error;
    write_file("old.csv", "old\n");
    assert_true(output_open(&outputs[0], *state, path_of("old.csv"), &error));
    assert_true(output_open(&outputs[1], *state, path_of("new.csv"), &error));
    fputs("half", outputs[0].file);
    fputs("half", outputs[1].file);
    assert_int_equal(entries(), 3);
    arena_free(*state);
    assert_int_equal(entries(), 1);
    expect_file("old.csv", "old\n");
}

static void permissions_are_kept(void **state)
{
    static const unsigned modes[] = {0600, 0640, 0644, 0666, 0755, 0400};
    struct error error;
    for (size_t i = 0; i < COUNT(modes); i++) {
        write_file("queue.csv", "old\n");
        assert_int_equal(chmod(path_of("queue.csv"), (mode_t)modes[i]), 0);
        check(output_open(&output, *state, path_of("queue.csv"), &error), "%s", error.text);
        assert_true(output_finish(&output, &error));
        arena_free(*state);
        assert_int_equal(mode_of("queue.csv"), modes[i]);
        unlink(path_of("queue.csv"));
    }
    mode_t before = umask(027);
    assert_true(output_open(&output, *state, path_of("fresh.csv"), &error));
    assert_true(output_finish(&output, &error));
    assert_int_equal(umask(before), 027); /* left as it was */
    assert_int_equal(mode_of("fresh.csv"), 0640);
}

static void a_link_is_followed(void **state)
{
    struct error error;
    struct stat status;
    write_file("target.csv", "old\n");
    assert_int_equal(symlink("target.csv", path_of("link.csv")), 0);
    assert_true(output_open(&output, *state, path_of("link.csv"), &error));
    fputs("new\n", output.file);
    assert_true(output_finish(&output, &error));
    assert_int_equal(lstat(path_of("link.csv"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    expect_file("target.csv", "new\n");
}

/* The link stays, and what it names is made. */
static void a_link_to_nothing_yet(void **state)
{
    struct error error;
    assert_int_equal(symlink(path_of("second"), path_of("first")), 0);
    assert_int_equal(symlink("target.csv", path_of("second")), 0);
    assert_true(output_open(&output, *state, path_of("first"), &error));
    fputs("new\n", output.file);
    assert_true(output_finish(&output, &error));
    expect_file("target.csv", "new\n");
    assert_int_equal(entries(), 3);
    assert_int_equal(symlink("circle", path_of("circle")), 0);
    assert_false(output_open(&output, *state, path_of("circle"), &error));
    assert_int_equal(error.status, STATUS_CREATE);
}

static void what_cannot_be_created(void **state)
{
    struct error error;
    mkdir(path_of("folder"), 0755);
    const char *const paths[] = {path_of("folder"), path_of("missing/queue.csv"), "/", ""};
    for (size_t i = 0; i < COUNT(paths); i++) {
        check(!output_open(&output, *state, paths[i], &error), "'%s' is opened", paths[i]);
        assert_int_equal(error.status, STATUS_CREATE);
        assert_non_null(strstr(error.text, "cannot create"));
    }
    arena_free(*state);
    assert_int_equal(entries(), 1);
}

/* The place was taken by a folder meanwhile: an error, and the temporary file goes. */
static void what_cannot_be_renamed(void **state)
{
    struct error error;
    assert_true(output_open(&output, *state, path_of("queue.csv"), &error));
    mkdir(path_of("queue.csv"), 0755);
    assert_false(output_finish(&output, &error));
    assert_int_equal(error.status, STATUS_CREATE);
    arena_free(*state);
    assert_int_equal(entries(), 1);
}

/* Found when the buffer is written out: at once, or before. */
static void a_full_disk_is_an_error(void **state)
{
    static const size_t sizes[] = {1, 100, 5000, 1000000};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct error error;
        if (access("/dev/full", W_OK) != 0)
            skip();
        assert_true(output_open(&output, *state, "/dev/full", &error));
        assert_null(output.temporary.name);
        for (size_t k = 0; k < sizes[i]; k++)
            putc('x', output.file);
        assert_false(output_finish(&output, &error));
        assert_int_equal(error.status, STATUS_IO);
        check(strcmp(error.text, "/dev/full: cannot write: No space left on device") == 0, "%zu bytes: %s", sizes[i],
              error.text);
        arena_free(*state);
    }
}

static void a_reader_that_leaves_is_no_error(void **state)
{
    int ends[2];
    char path[32], byte;
    struct error error;
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
    assert_true(output_open(&output, *state, path, &error));
    assert_null(output.temporary.name);
    fputs("x", output.file);
    fflush(output.file);
    assert_int_equal(read(ends[0], &byte, 1), 1);
    close(ends[0]);
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    fputs("y", output.file);
    assert_false(output_finish(&output, &error));
    assert_int_equal(error.status, STATUS_OK);
    signal(SIGPIPE, before);
    close(ends[1]);
}

static void standard_output_is_written_as_it_is(void **state)
{
    static const char *const paths[] = {NULL, "-"};
    struct error error;
    for (size_t i = 0; i < COUNT(paths); i++) {
        assert_true(output_open(&output, *state, paths[i], &error));
        assert_ptr_equal(output.file, stdout);
        assert_null(output.temporary.name);
        arena_free(*state);
        assert_int_equal(ferror(stdout), 0); /* and not closed */
    }
}

static void a_signal_removes_the_temporary_file(void **state)
{
    const int signals[] = {SIGINT,  SIGTERM, SIGHUP,  SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGPIPE,
                           SIGXCPU, SIGABRT, SIGSEGV, SIGBUS,  SIGFPE,  SIGSYS,  SIGRTMIN};
    struct rlimit none = {0};
    for (size_t i = 0; i < COUNT(signals); i++) {
        struct error error;
        fflush(NULL);
        pid_t child = fork();
        if (child == 0) {
            setrlimit(RLIMIT_CORE, &none);
            for (size_t k = 0; k < COUNT(signals); k++)
                signal(signals[k], SIG_DFL);
            temporary_handle_signals();
            if (!output_open(&output, *state, path_of("queue.csv"), &error) || entries() != 1)
                _exit(1);
            raise(signals[i]);
            _exit(2);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        check(WIFSIGNALED(status) && WTERMSIG(status) == signals[i], "signal %d: status %d", signals[i], status);
        assert_int_equal(entries(), 0);
    }
}

static void only_what_nobody_writes_is_swept(void **state)
{
    struct output neighbour;
    struct error error;
    write_file(".queue.csv.dengine-abc123", "left by a killed run\n");
    write_file(".other.csv.dengine-abc123", "of another file\n");
    write_file(".queue.csv.dengine-abc1234", "no such name\n");
    assert_int_equal(symlink("nowhere", path_of(".queue.csv.dengine-link00")), 0);
    assert_true(output_open(&neighbour, *state, path_of("queue.csv"), &error));
    assert_true(output_open(&output, *state, path_of("queue.csv"), &error));
    assert_int_equal(entries(), 5);
    fputs("first\n", neighbour.file);
    fputs("second\n", output.file);
    assert_true(output_seal(&neighbour, &error)); /* closed, and still the neighbour's */
    struct output third;
    assert_true(output_open(&third, *state, path_of("queue.csv"), &error));
    assert_true(output_finish(&neighbour, &error));
    expect_file("queue.csv", "first\n");
    assert_true(output_finish(&output, &error));
    expect_file("queue.csv", "second\n");
    arena_free(*state);
    assert_int_equal(entries(), 4);
}

/* ---- locks ---- */

static void expect_refusal(void **state, enum status status, const char *why)
{
    struct error error = {0};
    check(!lock_take(path_of("queue.csv"), *state, &error), "%s: taken", why);
    assert_int_equal(error.status, status);
    check(strstr(error.text, why) != NULL, "%s: %s", why, error.text);
}

static void a_lock_is_a_file_of_its_own(void **state)
{
    write_file("precious", "precious\n");
    assert_int_equal(symlink("precious", path_of(".queue.csv.lock")), 0);
    expect_refusal(state, STATUS_CREATE, "a link: remove it");
    unlink(path_of(".queue.csv.lock"));
    assert_int_equal(link(path_of("precious"), path_of(".queue.csv.lock")), 0);
    expect_refusal(state, STATUS_CREATE, "another name of some file");
    unlink(path_of(".queue.csv.lock"));
    assert_int_equal(mkfifo(path_of(".queue.csv.lock"), 0600), 0);
    expect_refusal(state, STATUS_CREATE, "no regular file");
    unlink(path_of(".queue.csv.lock"));
    mkdir(path_of(".queue.csv.lock"), 0700);
    expect_refusal(state, STATUS_CREATE, "cannot create: Is a directory");
    expect_file("precious", "precious\n");
}

static void a_lock_goes_with_its_holder(void **state)
{
    struct error error;
    struct arena other = {0};
    write_file(".queue.csv.lock", "process 1 on nowhere\n");
    assert_true(lock_take(path_of("queue.csv"), &other, &error));
    expect_refusal(state, STATUS_BUSY, "busy: process ");
    arena_free(&other);
    assert_int_equal(entries(), 0);
    int fd = open(path_of(".queue.csv.lock"), O_RDWR | O_CREAT, 0600);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    expect_refusal(state, STATUS_BUSY, "busy: another run holds");
    close(fd);
    assert_true(lock_take(path_of("queue.csv"), *state, &error));
}

#define OUTPUT_TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OUTPUT_TEST(the_old_file_stays_until_the_new_is_whole),
        OUTPUT_TEST(an_unfinished_file_leaves_nothing),
        OUTPUT_TEST(permissions_are_kept),
        OUTPUT_TEST(a_link_is_followed),
        OUTPUT_TEST(a_link_to_nothing_yet),
        OUTPUT_TEST(what_cannot_be_created),
        OUTPUT_TEST(what_cannot_be_renamed),
        OUTPUT_TEST(a_full_disk_is_an_error),
        OUTPUT_TEST(a_reader_that_leaves_is_no_error),
        OUTPUT_TEST(standard_output_is_written_as_it_is),
        OUTPUT_TEST(a_signal_removes_the_temporary_file),
        OUTPUT_TEST(only_what_nobody_writes_is_swept),
        OUTPUT_TEST(a_lock_is_a_file_of_its_own),
        OUTPUT_TEST(a_lock_goes_with_its_holder),
    };
    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
