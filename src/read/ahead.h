/*
 * ahead.h - bytes that a thread of its own makes, a few pieces ahead of whoever takes them.
 *
 * To decompress takes longer than all that is done with the rows, and cannot be shared out: so it waits for nothing.
 */
#ifndef DENGINE_AHEAD_H
#define DENGINE_AHEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/error.h"

struct ahead;

/* Makes at most `size` bytes; *got is 0 at the end only. */
typedef bool ahead_function(void *state, char *data, size_t size, size_t *got, struct error *error);

/* Begins to make them. From now on `make` is called by the thread alone; that ends before the arena does. NULL when
 * there is no thread to be had. */
struct ahead *ahead_open(struct arena *arena, ahead_function *make, void *state);

/* As `make` itself; one thread at a time. */
bool ahead_take(struct ahead *ahead, char *data, size_t size, size_t *got, struct error *error);

#endif
