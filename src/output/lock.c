#include "output/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dengine/text.h"

struct lock {
    int fd;
    const char *name;
};

static void release(void *resource)
{
    const struct lock *lock = resource;
    unlink(lock->name);
    close(lock->fd);
}

/* ".queue.csv.lock" beside "queue.csv". */
static const char *name_beside(struct arena *arena, const char *path)
{
    struct buffer name = {.arena = arena};
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
    buffer_add(&name, (struct text){path, folder});
    buffer_format(&name, ".%s.lock", path + folder);
    return buffer_string(&name);
}

static bool busy(const char *path, const struct lock *lock, struct error *error)
{
    char holder[200];
    ssize_t length = pread(lock->fd, holder, sizeof holder - 1, 0);
    holder[length > 0 ? length : 0] = '\0';
    holder[strcspn(holder, "\n")] = '\0';
    return error_set(error, STATUS_BUSY, "%s: busy: %s holds %s", path, *holder ? holder : "another run", lock->name);
}

static void tell_holder(const struct lock *lock)
{
    char host[100] = "", text[200];
    gethostname(host, sizeof host - 1);
    int length = snprintf(text, sizeof text, "process %ld on %s\n", (long)getpid(), host);
    if (ftruncate(lock->fd, 0) != 0 || pwrite(lock->fd, text, (size_t)length, 0) != length)
        return; /* the lock holds; only its holder stays unknown */
}

bool lock_take(const char *path, struct arena *arena, struct error *error)
{
    struct lock *lock = arena_alloc(arena, sizeof *lock);
    struct stat ours, there;
    lock->name = name_beside(arena, path);
    for (;;) {
        lock->fd = open(lock->name, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (lock->fd < 0)
            return error_set(error, STATUS_CREATE, "%s: cannot create: %s", lock->name, strerror(errno));
        if (flock(lock->fd, LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK)
                busy(path, lock, error);
            else
                error_set(error, STATUS_IO, "%s: cannot lock: %s", lock->name, strerror(errno));
            close(lock->fd);
            return false;
        }
        /* The holder before may have removed the file that we opened: then there is another. */
        if (fstat(lock->fd, &ours) == 0 && stat(lock->name, &there) == 0 && ours.st_ino == there.st_ino &&
            ours.st_dev == there.st_dev)
            break;
        close(lock->fd);
    }
    tell_holder(lock);
    arena_attach(arena, release, lock);
    return true;
}
