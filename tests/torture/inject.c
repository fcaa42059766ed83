/*
 * inject.c - the world goes wrong at one chosen call: a library to be preloaded (LD_PRELOAD).
 *
 * $TORTURE is "KIND NUMBER HOW VALUE". KIND is `memory` (allocations) or `call` (system calls and what stands for
 * them in libc); the NUMBER-th of them fails, counted from 1. HOW is `once` or `always` (it and all behind it) with
 * the VALUE errno, or `signal` with the VALUE signal, which is raised before the call is made. With NUMBER 0
 * nothing fails. In the end the number of calls goes to the file $TORTURE_COUNT.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { MEMORY, CALL };

static struct {
    enum kind kind;
    long number;
    enum { ONCE, ALWAYS, SIGNAL } how;
    int value;
    bool armed;
    atomic_long count;
} torture;

__attribute__((constructor)) static void arm(void)
{
    char kind[16] = "", how[16] = "";
    const char *text = getenv("TORTURE");
    if (!text || sscanf(text, "%15s %ld %15s %d", kind, &torture.number, how, &torture.value) != 4)
        return;
    torture.kind = strcmp(kind, "memory") == 0 ? MEMORY : CALL;
    torture.how = strcmp(how, "once") == 0 ? ONCE : strcmp(how, "always") == 0 ? ALWAYS : SIGNAL;
    torture.armed = true;
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("TORTURE_COUNT");
    torture.armed = false;
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file)
        return;
    fprintf(file, "%ld\n", atomic_load(&torture.count));
    fclose(file);
}

/* Whether this call is to fail; errno is set. */
static bool strikes(enum kind kind)
{
    if (!torture.armed || torture.kind != kind)
        return false;
    long count = atomic_fetch_add(&torture.count, 1) + 1;
    if (torture.number == 0 || count < torture.number || (count > torture.number && torture.how != ALWAYS))
        return false;
    if (torture.how == SIGNAL) {
        raise(torture.value);
        return false;
    }
    errno = torture.value;
    return true;
}

/* What ends at once is still counted by make coverage, whose counters are written at an orderly end. */
void _Exit(int status)
{
    torture.armed = false;
    if (getenv("TORTURE_ORDERLY"))
        exit(status);
    _exit(status);
}

/* ---- memory ---- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    return strikes(MEMORY) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return strikes(MEMORY) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return size && strikes(MEMORY) ? NULL : __libc_realloc(old, size);
}

/* ---- calls ---- */

/* A function of libc under its own name, and `real`, the one behind it. */
#define SHIM(type, name, parameters, arguments, failure)       \
    type name parameters;                                      \
    type name parameters                                       \
    {                                                          \
        static type(*real) parameters;                         \
        if (!real)                                             \
            *(void **)(void *)&real = dlsym(RTLD_NEXT, #name); \
        if (strikes(CALL))                                     \
            return failure;                                    \
        return real arguments;                                 \
    }

SHIM(void *, mmap, (void *at, size_t size, int protection, int flags, int fd, off_t offset),
     (at, size, protection, flags, fd, offset), MAP_FAILED)
SHIM(int, madvise, (void *at, size_t size, int advice), (at, size, advice), -1)
SHIM(FILE *, fopen, (const char *path, const char *mode), (path, mode), NULL)
SHIM(FILE *, fdopen, (int fd, const char *mode), (fd, mode), NULL)
SHIM(FILE *, open_memstream, (char **text, size_t *size), (text, size), NULL)
SHIM(ssize_t, read, (int fd, void *data, size_t size), (fd, data, size), -1)
SHIM(ssize_t, pread, (int fd, void *data, size_t size, off_t offset), (fd, data, size, offset), -1)
SHIM(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size), -1)
SHIM(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t offset), (fd, data, size, offset), -1)
SHIM(off_t, lseek, (int fd, off_t offset, int whence), (fd, offset, whence), -1)
SHIM(int, fstat, (int fd, struct stat *status), (fd, status), -1)
SHIM(int, stat, (const char *path, struct stat *status), (path, status), -1)
SHIM(int, lstat, (const char *path, struct stat *status), (path, status), -1)
SHIM(int, access, (const char *path, int mode), (path, mode), -1)
SHIM(DIR *, opendir, (const char *path), (path), NULL)
SHIM(struct dirent *, readdir, (DIR * stream), (stream), NULL)
SHIM(ssize_t, readlink, (const char *path, char *data, size_t size), (path, data, size), -1)
SHIM(int, rename, (const char *from, const char *to), (from, to), -1)
SHIM(int, unlink, (const char *path), (path), -1)
SHIM(int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
SHIM(int, chdir, (const char *path), (path), -1)
SHIM(int, mkostemp, (char *name, int flags), (name, flags), -1)
SHIM(int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
SHIM(int, ftruncate, (int fd, off_t size), (fd, size), -1)
SHIM(int, fsync, (int fd), (fd), -1)
SHIM(int, flock, (int fd, int operation), (fd, operation), -1)
SHIM(int, dup2, (int from, int to), (from, to), -1)
SHIM(int, posix_fadvise, (int fd, off_t offset, off_t size, int advice), (fd, offset, size, advice), errno)
SHIM(int, pthread_create,
     (pthread_t * thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument),
     (thread, attributes, start, argument), EAGAIN)
SHIM(int, gethostname, (char *name, size_t size), (name, size), -1)
SHIM(int, sched_getaffinity, (pid_t process, size_t size, cpu_set_t *allowed), (process, size, allowed), -1)

/* The counters of make coverage, written at the end: from then on nothing fails, or they would be damaged. */
static void spare_counters(const char *path)
{
    size_t length = strlen(path), ending = strlen(".gcda");
    if (length > ending && strcmp(path + length - ending, ".gcda") == 0)
        torture.armed = false;
}

int open(const char *path, int flags, ...)
{
    static int (*real)(const char *, int, ...);
    va_list arguments;
    spare_counters(path);
    if (!real)
        *(void **)(void *)&real = dlsym(RTLD_NEXT, "open");
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return strikes(CALL) ? -1 : real(path, flags, mode);
}

SHIM(int, __open_2, (const char *path, int flags), (path, flags), -1)

int fcntl(int fd, int command, ...)
{
    static int (*real)(int, int, ...);
    va_list arguments;
    if (!real)
        *(void **)(void *)&real = dlsym(RTLD_NEXT, "fcntl");
    va_start(arguments, command);
    long argument = va_arg(arguments, long);
    va_end(arguments);
    return strikes(CALL) ? -1 : real(fd, command, argument);
}

/* ---- streams: libc's own calls cannot be replaced, so the stream itself is made to fail ---- */

enum { ERROR_SEEN = 0x20 }; /* glibc's mark, what ferror looks at */

static bool is_for_messages(FILE *file)
{
    return file == stderr || fileno(file) == STDERR_FILENO;
}

static bool stream_strikes(FILE *file)
{
    if (is_for_messages(file) || !strikes(CALL))
        return false;
    file->_flags |= ERROR_SEEN;
    return true;
}

#define STREAM_SHIM(type, name, parameters, arguments, failure) \
    type name parameters;                                       \
    type name parameters                                        \
    {                                                           \
        static type(*real) parameters;                          \
        if (!real)                                              \
            *(void **)(void *)&real = dlsym(RTLD_NEXT, #name);  \
        if (stream_strikes(file))                               \
            return failure;                                     \
        return real arguments;                                  \
    }

STREAM_SHIM(size_t, fread, (void *data, size_t size, size_t count, FILE *file), (data, size, count, file), 0)
STREAM_SHIM(size_t, fwrite, (const void *data, size_t size, size_t count, FILE *file), (data, size, count, file), 0)
STREAM_SHIM(int, fputs, (const char *text, FILE *file), (text, file), EOF)
STREAM_SHIM(int, fflush, (FILE * file), (file), EOF)

int fclose(FILE *file)
{
    static int (*real)(FILE *);
    if (!real)
        *(void **)(void *)&real = dlsym(RTLD_NEXT, "fclose");
    bool failed = !is_for_messages(file) && strikes(CALL);
    int reason = errno, result = real(file);
    errno = failed ? reason : errno;
    return failed ? EOF : result;
}
