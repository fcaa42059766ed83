#include "read/read_at.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool read_at(int fd, void *out, size_t size, uint64_t offset, struct error *error)
{
    for (char *to = out; size > 0;) {
        ssize_t length = pread(fd, to, size, (off_t)offset);
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return error_set(error, error_status(errno, STATUS_INPUT), "cannot read: %s", strerror(errno));
        if (length == 0)
            return error_set(error, STATUS_INPUT, "shrank while it was being read: run again when it is whole");
        to += length;
        offset += (uint64_t)length;
        size -= (size_t)length;
    }
    return true;
}
