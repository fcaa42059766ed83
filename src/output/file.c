#include "output/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dengine/text.h"

static const char *name_of(const struct output *output)
{
    return output->path ? output->path : "standard output";
}

static bool cannot_create(const struct output *output, int reason, struct error *error)
{
    return error_set(error, error_status(reason, STATUS_CREATE), "%s: cannot create: %s", name_of(output),
                     strerror(reason));
}

static bool open_copy(struct output *output, int descriptor, struct error *error)
{
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    output->file = copy >= 0 ? fdopen(copy, "w") : NULL;
    if (output->file)
        return true;
    int reason = errno;
    if (copy >= 0)
        close(copy);
    return cannot_create(output, reason, error);
}

static void close_output(void *resource)
{
    struct output *output = resource;
    if (output->file && output->file != stdout)
        fclose(output->file); /* an unfinished one: its bytes do not matter */
    output->file = NULL;
    temporary_remove(&output->temporary);
}

static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

const char *output_target(struct arena *arena, const char *path)
{
    enum { MOST_LINKS = 40 };
    struct text target = text_copy(arena, text_of(path));
    char link[PATH_MAX];
    for (int i = 0; i < MOST_LINKS; i++) {
        ssize_t length = readlink(target.data, link, sizeof link);
        if (length < 0) /* no link, or nothing yet */
            return errno == EINVAL || errno == ENOENT || errno == ENOTDIR ? target.data : NULL;
        const char *slash = strrchr(target.data, '/');
        struct buffer next = {.arena = arena};
        if (link[0] != '/' && slash)
            buffer_add(&next, (struct text){target.data, (size_t)(slash - target.data) + 1});
        buffer_add(&next, (struct text){link, (size_t)length});
        target = text_copy(arena, buffer_text(&next));
    }
    errno = ELOOP;
    return NULL;
}

/* The descriptor that a path such as /dev/stdout or /dev/fd/3 names, or -1. */
static int named_descriptor(const char *path)
{
    static const char folder[] = "/dev/fd/";
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    char *end;
    if (strncmp(path, folder, sizeof folder - 1) != 0 || !path[sizeof folder - 1])
        return -1;
    long number = strtol(path + sizeof folder - 1, &end, 10);
    return *end == '\0' && number >= 0 && number <= INT_MAX ? (int)number : -1;
}

/* The lock of a temporary file is held until it is renamed, longer than it is open for writing. */
static bool open_temporary(struct output *output, struct arena *arena, mode_t mode, struct error *error)
{
    if (!temporary_create(&output->temporary, arena, output->target, mode))
        return cannot_create(output, errno, error);
    return open_copy(output, output->temporary.fd, error);
}

bool output_open(struct output *output, struct arena *arena, const char *path, struct error *error)
{
    struct stat status;
    *output = (struct output){.path = path};
    arena_attach(arena, close_output, output);
    int descriptor = path ? named_descriptor(path) : STDOUT_FILENO;
    if (descriptor == STDOUT_FILENO) {
        output->path = NULL;
        output->file = stdout;
        return true;
    }
    if (descriptor >= 0)
        return open_copy(output, descriptor, error);
    if (!*path)
        return error_set(error, STATUS_CREATE, "cannot create a file without a name");
    bool exists = stat(path, &status) == 0;
    if (!exists && errno != ENOENT && errno != ELOOP)
        return cannot_create(output, errno, error);
    if (exists && S_ISDIR(status.st_mode))
        return cannot_create(output, EISDIR, error);
    if (exists && !S_ISREG(status.st_mode)) {
        output->file = fopen(path, "we");
        return output->file ? true : cannot_create(output, errno, error);
    }
    output->target = output_target(arena, path);
    if (!output->target)
        return cannot_create(output, errno, error);
    return open_temporary(output, arena, exists ? status.st_mode & 0777 : usual_mode(), error);
}

static bool cannot_write(struct output *output, int reason, struct error *error)
{
    if (reason == EPIPE) /* the reader has seen enough */
        return error_set(error, STATUS_OK, "the reader closed the pipe");
    return error_set(error, STATUS_IO, "%s: cannot write: %s", name_of(output),
                     reason ? strerror(reason) : "unknown error");
}

/* Makes the rename itself durable; a folder that cannot be synced is no reason to fail. */
static void sync_folder(const char *target)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(target, '/');
    size_t length = slash ? (size_t)(slash - target) + 1 : 0;
    if (length >= sizeof folder)
        return;
    memcpy(folder, target, length);
    strcpy(folder + length, ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

bool output_seal(struct output *output, struct error *error)
{
    errno = 0;
    if (fflush(output->file) != 0 || ferror(output->file))
        return cannot_write(output, errno, error);
    if (output->temporary.name && fsync(fileno(output->file)) != 0)
        return cannot_write(output, errno, error);
    FILE *file = output->file;
    output->file = NULL;
    return file == stdout || fclose(file) == 0 ? true : cannot_write(output, errno, error);
}

bool output_finish(struct output *output, struct error *error)
{
    if (output->file && !output_seal(output, error))
        return false;
    if (!output->temporary.name)
        return true;
    if (!temporary_rename(&output->temporary, output->target))
        return cannot_create(output, errno, error);
    sync_folder(output->target);
    return true;
}

bool output_folders(const char *path, struct error *error)
{
    char folder[PATH_MAX];
    for (const char *slash = strchr(path + !!*path, '/'); slash; slash = strchr(slash + 1, '/')) {
        size_t length = (size_t)(slash - path);
        if (length >= sizeof folder)
            return error_set(error, STATUS_CREATE, "%s: cannot create: %s", path, strerror(ENAMETOOLONG));
        memcpy(folder, path, length);
        folder[length] = '\0';
        if (mkdir(folder, 0777) != 0 && errno != EEXIST)
            return error_set(error, error_status(errno, STATUS_CREATE), "%s: cannot create the folder: %s", folder,
                             strerror(errno));
    }
    return true;
}
