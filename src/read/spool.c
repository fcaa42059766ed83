#include "read/spool.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/scratch.h"

static bool copy(struct stream *stream, int file, struct error *error)
{
    char block[64 * 1024];
    size_t got;
    do {
        if (!stream_read(stream, block, sizeof block, &got, error))
            return false;
        if (!scratch_write(file, block, got))
            return error_set(error, error_status(errno, STATUS_IO), "cannot copy to a temporary file: %s",
                             strerror(errno));
    } while (got);
    return true;
}

bool spool_stream(struct stream *stream, int descriptor, struct error *error)
{
    int file = scratch_open();
    if (file < 0)
        return error_set(error, STATUS_IO, "cannot copy to a temporary file: %s (TMPDIR names another folder)",
                         strerror(errno));
    bool done = copy(stream, file, error);
    if (done && (lseek(file, 0, SEEK_SET) != 0 || dup2(file, descriptor) < 0))
        done = error_set(error, error_status(errno, STATUS_IO), "cannot reopen: %s", strerror(errno));
    close(file);
    return done;
}

/* The number of the pipe behind a path, or -1: of a named one, or of something else. */
static int pipe_number(const char *path)
{
    static const char numbered[] = "/dev/fd/";
    if (strcmp(path, "-") == 0)
        return STDIN_FILENO;
    char *end = NULL;
    const char *digits = path + strlen(numbered);
    long number = strncmp(path, numbered, strlen(numbered)) == 0 ? strtol(digits, &end, 10) : -1;
    return end && end > digits && !*end && number >= 0 && number < INT_MAX ? (int)number : -1;
}

bool spool_is_numbered(const char *path)
{
    return strcmp(path, "-") != 0 && pipe_number(path) >= 0;
}

static bool replace(int number, struct error *error)
{
    struct arena arena = {0};
    bool done = spool_stream(stream_open(&arena, number), number, error);
    arena_free(&arena);
    return done;
}

bool spool_path(const char *path, bool *again, struct error *error)
{
    struct stat status;
    int number = pipe_number(path);
    bool there = (number < 0 ? stat(path, &status) : fstat(number, &status)) == 0;
    *again = !there || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) || number >= 0;
    if (!there || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) || number < 0)
        return true;
    return replace(number, error) || error_prefix(error, number == STDIN_FILENO ? "standard input" : path);
}
