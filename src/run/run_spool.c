/*
 * run_spool.c - a standard input that is read twice, from a copy.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/scratch.h"
#include "run/run.h"

static bool copy_standard_input(int copy, struct error *error)
{
    char block[64 * 1024];
    ssize_t length;
    while ((length = read(STDIN_FILENO, block, sizeof block)) > 0 || (length < 0 && errno == EINTR))
        if (length > 0 && !scratch_write(copy, block, (size_t)length))
            return error_set(error, error_status(errno, STATUS_IO),
                             "cannot copy standard input to a temporary file: %s", strerror(errno));
    if (length < 0)
        return error_set(error, error_status(errno, STATUS_INPUT), "standard input: cannot read: %s", strerror(errno));
    if (lseek(copy, 0, SEEK_SET) != 0 || dup2(copy, STDIN_FILENO) < 0)
        return error_set(error, error_status(errno, STATUS_IO), "cannot reopen standard input: %s", strerror(errno));
    return true;
}

/* Copies a piped standard input to a temporary file that takes its place. */
static bool spool(struct error *error)
{
    int copy = scratch_open();
    if (copy < 0)
        return error_set(error, STATUS_IO,
                         "cannot copy standard input to a temporary file: %s (TMPDIR names another folder)",
                         strerror(errno));
    bool copied = copy_standard_input(copy, error);
    close(copy);
    return copied;
}

bool run_spool(const struct options *options, struct error *error)
{
    for (size_t i = 0; i < options->files_count; i++) {
        struct stat status;
        const char *path = options->files[i];
        bool standard = strcmp(path, "-") == 0;
        if ((standard ? fstat(STDIN_FILENO, &status) : stat(path, &status)) != 0 || S_ISREG(status.st_mode))
            continue;
        if (!standard && !S_ISDIR(status.st_mode))
            return error_set(error, STATUS_INPUT,
                             "%s: the input is read twice: pass a file, or a pipe as standard input", path);
        if (standard && !spool(error))
            return false;
    }
    return true;
}
