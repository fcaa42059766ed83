/*
 * unchanged.h - a file must not change while it is read: rows that are written meanwhile would be left out, or taken
 * for others.
 */
#ifndef DENGINE_UNCHANGED_H
#define DENGINE_UNCHANGED_H

#include <stdbool.h>
#include <sys/stat.h>

#include "dengine/error.h"

/* Whether it is the file that it was, with the same bytes as far as a look at it tells. Of anything but a regular
 * file nothing can be told: true. */
bool is_unchanged(const struct stat *then, const struct stat *now);

/* Looks at an open file again; an error when it is no longer as it was `then`. */
bool check_unchanged(int fd, const struct stat *then, struct error *error);

#endif
