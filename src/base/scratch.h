/*
 * scratch.h - files without a name, for what does not fit in memory or must be read twice.
 */
#ifndef DENGINE_SCRATCH_H
#define DENGINE_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A new one in $TMPDIR, else in /tmp: to be closed, -1 with errno. */
int scratch_open(void);

/* Writes all of it behind what was written; false with errno. */
bool scratch_write(int file, const void *data, size_t size);

/* Reads `size` bytes from `at` on, several threads at a time if need be; false with errno, EIO where the file ends
 * before. */
bool scratch_read(int file, void *data, size_t size, off_t at);

#endif
