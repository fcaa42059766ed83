#include "read/spool.h"

#include <errno.h>
#include <string.h>
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

bool spool_stream(struct stream *stream, int *file, struct error *error)
{
    *file = scratch_open();
    if (*file < 0)
        return error_set(error, STATUS_IO, "cannot copy to a temporary file: %s (TMPDIR names another folder)",
                         strerror(errno));
    if (copy(stream, *file, error))
        return true;
    close(*file);
    return false;
}
