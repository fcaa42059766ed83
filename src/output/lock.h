/*
 * lock.h - one run at a time for one output.
 *
 * The lock is a file beside the output, held by the system and not by its existence: it goes with the
 * process, however that ends.
 */
#ifndef DENGINE_LOCK_H
#define DENGINE_LOCK_H

#include <stdbool.h>

#include "dengine/arena.h"
#include "dengine/error.h"

/* Takes the lock of `path` until the arena goes. STATUS_BUSY names the process that has it. */
bool lock_take(const char *path, struct arena *arena, struct error *error);

#endif
