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

/* Never through a link, which could lead to any file of this user. One that may only be read can be locked,
 * too: that of another user. */
static int open_lock(const char *name)
{
    int fd = open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    return fd >= 0 || errno != EACCES ? fd : open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

static bool cannot_open(const char *name, int reason, struct error *error)
{
    struct stat status;
    if (reason == EACCES && lstat(name, &status) == 0 && status.st_uid != geteuid())
        return error_set(error, STATUS_CREATE,
                         "%s: the lock of user %lu, who keeps others from looking at it: if no run of theirs is at "
                         "work, remove it",
                         name, (unsigned long)status.st_uid);
    return error_set(error, error_status(reason, STATUS_CREATE), "%s: cannot create: %s", name, strerror(reason));
}

static bool is_lock(const char *name, const struct stat *status, struct error *error)
{
    if (S_ISREG(status->st_mode) && status->st_nlink <= 1)
        return true;
    return error_set(error, STATUS_CREATE, "%s: is no lock but %s: remove it", name,
                     S_ISREG(status->st_mode) ? "another name of some file" : "no regular file");
}

/* *taken is false when the holder before has removed the file that was opened: then there is another. */
static bool try_lock(const char *path, struct lock *lock, bool *taken, struct error *error)
{
    struct stat ours, there;
    *taken = false;
    lock->fd = open_lock(lock->name);
    if (lock->fd < 0 && errno == ELOOP)
        return error_set(error, STATUS_CREATE, "%s: is no lock but a link: remove it", lock->name);
    if (lock->fd < 0)
        return cannot_open(lock->name, errno, error);
    bool sound =
        fstat(lock->fd, &ours) == 0 ? is_lock(lock->name, &ours, error) : cannot_open(lock->name, errno, error);
    if (sound && flock(lock->fd, LOCK_EX | LOCK_NB) != 0)
        sound = errno == EWOULDBLOCK ? busy(path, lock, error)
                                     : error_set(error, error_status(errno, STATUS_IO), "%s: cannot lock: %s",
                                                 lock->name, strerror(errno));
    if (sound)
        *taken = lstat(lock->name, &there) == 0 && ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
    if (!*taken)
        close(lock->fd);
    return sound;
}

bool lock_take(const char *path, struct arena *arena, struct error *error)
{
    struct lock *lock = arena_alloc(arena, sizeof *lock);
    bool taken = false;
    lock->name = name_beside(arena, path);
    while (!taken)
        if (!try_lock(path, lock, &taken, error))
            return false;
    tell_holder(lock);
    arena_attach(arena, release, lock);
    return true;
}
