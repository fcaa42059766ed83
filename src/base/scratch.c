#include "base/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int scratch_open(void)
{
    const char *folder = getenv("TMPDIR");
    char name[PATH_MAX];
    folder = folder && *folder ? folder : "/tmp";
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 || snprintf(name, sizeof name, "%s/dengine-XXXXXX", folder) >= (int)sizeof name)
        return file;
    file = mkostemp(name, O_CLOEXEC); /* a file system that knows no files without a name */
    if (file >= 0)
        unlink(name);
    return file;
}

bool scratch_write(int file, const void *data, size_t size)
{
    const char *at = data;
    for (ssize_t written; size > 0; at += written, size -= (size_t)written) {
        written = write(file, at, size);
        if (written < 0 && errno == EINTR)
            written = 0;
        if (written < 0)
            return false;
    }
    return true;
}

bool scratch_read(int file, void *data, size_t size, off_t at)
{
    char *into = data;
    for (ssize_t got; size > 0; into += got, at += got, size -= (size_t)got) {
        got = pread(file, into, size, at);
        if (got < 0 && errno == EINTR) {
            got = 0;
            continue;
        }
        if (got == 0)
            errno = EIO;
        if (got <= 0)
            return false;
    }
    return true;
}
