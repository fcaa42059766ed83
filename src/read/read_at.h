/*
 * read_at.h - bytes of an open file, all that are asked for.
 */
#ifndef DENGINE_READ_AT_H
#define DENGINE_READ_AT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/error.h"

/* Reads `size` bytes at `offset`; an error when there are fewer. */
bool read_at(int fd, void *out, size_t size, uint64_t offset, struct error *error);

#endif
