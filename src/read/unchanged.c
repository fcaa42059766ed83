#include "read/unchanged.h"

#include <errno.h>
#include <string.h>

bool is_unchanged(const struct stat *then, const struct stat *now)
{
    return !S_ISREG(then->st_mode) ||
           (now->st_dev == then->st_dev && now->st_ino == then->st_ino && now->st_size == then->st_size &&
            now->st_mtim.tv_sec == then->st_mtim.tv_sec && now->st_mtim.tv_nsec == then->st_mtim.tv_nsec);
}

bool check_unchanged(int fd, const struct stat *then, struct error *error)
{
    struct stat now;
    if (fstat(fd, &now) != 0)
        return error_set(error, error_status(errno, STATUS_INPUT), "cannot read: %s", strerror(errno));
    return is_unchanged(then, &now) ||
           error_set(error, STATUS_INPUT, "changed while it was being read: run again when it is whole");
}
