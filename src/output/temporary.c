#include "output/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dengine/text.h"

#define INFIX ".dengine-"
enum { RANDOM_PART = 6 };

/* ---- the list, for a handler that may only look ---- */

static struct temporary *volatile first;

static void remember(struct temporary *temporary)
{
    temporary->previous = NULL;
    temporary->next = first;
    if (first)
        first->previous = temporary;
    first = temporary;
}

static void forget(struct temporary *temporary)
{
    if (temporary->next)
        temporary->next->previous = temporary->previous;
    if (temporary->previous)
        temporary->previous->next = temporary->next;
    else
        first = temporary->next;
    temporary->name = NULL;
}

void temporary_remove_all(void)
{
    for (const struct temporary *temporary = first; temporary; temporary = temporary->next)
        unlink(temporary->name);
}

static void on_signal(int number)
{
    temporary_remove_all();
    signal(number, SIG_DFL);
    raise(number);
}

static bool ends_a_process(int number)
{
    static const int others[] = {SIGKILL, SIGSTOP, SIGCHLD, SIGCONT, SIGURG, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (number == others[i])
            return false;
    return true;
}

void temporary_handle_signals(void)
{
    for (int number = 1; number <= SIGRTMAX; number++)
        if (ends_a_process(number) && signal(number, on_signal) == SIG_IGN && number != SIGPIPE)
            signal(number, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

/* ---- what others have left ---- */

/* Whoever locks it first has it: a neighbour that has just made the file finds it taken and makes another. */
static void remove_if_left(const char *name)
{
    struct stat status;
    int fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlink(name);
    close(fd);
}

static size_t folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* A courtesy: what cannot be listed or opened is left alone. */
static void sweep(struct arena *arena, const char *target)
{
    size_t folder = folder_of(target);
    struct buffer name = {.arena = arena}, prefix = {.arena = arena};
    buffer_format(&name, "%.*s.", (int)folder, target);
    buffer_format(&prefix, ".%s" INFIX, target + folder);
    DIR *stream = opendir(buffer_string(&name));
    if (!stream)
        return;
    for (const struct dirent *entry; (entry = readdir(stream));) {
        struct text found = text_of(entry->d_name);
        if (found.size != prefix.size + RANDOM_PART || !text_starts(found, buffer_text(&prefix)))
            continue;
        name.size = folder;
        buffer_add(&name, found);
        remove_if_left(buffer_string(&name));
    }
    closedir(stream);
}

/* ---- one file ---- */

/* No signal comes between making it and knowing it. */
static bool make(struct temporary *temporary, char *name)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    temporary->fd = mkostemp(name, O_CLOEXEC);
    int reason = errno;
    if (temporary->fd >= 0) {
        temporary->name = name;
        remember(temporary);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = reason;
    return temporary->fd >= 0;
}

/* Where files cannot be locked, nobody sweeps either. */
static bool is_taken(const struct temporary *temporary)
{
    struct stat status;
    if (flock(temporary->fd, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK;
    return fstat(temporary->fd, &status) == 0 && status.st_nlink == 0;
}

bool temporary_create(struct temporary *temporary, struct arena *arena, const char *target, mode_t mode)
{
    size_t folder = folder_of(target);
    struct buffer name = {.arena = arena};
    *temporary = (struct temporary){.fd = -1};
    sweep(arena, target);
    do {
        temporary_remove(temporary);
        name.size = 0;
        buffer_format(&name, "%.*s.%s" INFIX "XXXXXX", (int)folder, target, target + folder);
        buffer_string(&name);
        if (!make(temporary, name.data))
            return false;
    } while (is_taken(temporary));
    if (fchmod(temporary->fd, mode) == 0)
        return true;
    int reason = errno;
    temporary_remove(temporary);
    errno = reason;
    return false;
}

static void let_go(struct temporary *temporary)
{
    forget(temporary);
    close(temporary->fd);
    temporary->fd = -1;
}

bool temporary_rename(struct temporary *temporary, const char *target)
{
    if (rename(temporary->name, target) != 0)
        return false;
    let_go(temporary);
    return true;
}

void temporary_remove(struct temporary *temporary)
{
    if (!temporary->name)
        return;
    unlink(temporary->name);
    let_go(temporary);
}
