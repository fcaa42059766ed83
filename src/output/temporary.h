/*
 * temporary.h - files under names of their own until they are whole: ".queue.csv.dengine-XXXXXX" beside
 * "queue.csv".
 *
 * Its process holds a lock on such a file (flock) as long as it lives. So what a killed run has left is told
 * from what a running one is writing: the next run for the same output removes the one and not the other.
 */
#ifndef DENGINE_TEMPORARY_H
#define DENGINE_TEMPORARY_H

#include <stdbool.h>
#include <sys/types.h>

#include "dengine/arena.h"

struct temporary {
    char *name; /* NULL: there is none */
    int fd;     /* holds the lock; to be written through */
    struct temporary *previous, *next;
};

/* Sweeps away what is left of `target`, then makes a file for it with these permissions. False with errno. */
bool temporary_create(struct temporary *temporary, struct arena *arena, const char *target, mode_t mode);

/* Puts the file in the place of `target`. False with errno: it is still there. */
bool temporary_rename(struct temporary *temporary, const char *target);

/* Removes the file, unless it was renamed. */
void temporary_remove(struct temporary *temporary);

/* Removes those of the whole process, which is about to end: may be called anywhere, by a signal, too. */
void temporary_remove_all(void);

/* Calls it when a signal ends the process. Writing beyond a limit of size is an error like a full disk; what is
 * ignored stays so, but for SIGPIPE. */
void temporary_handle_signals(void);

#endif
