/*
 * spool.h - what comes through a pipe, as a file that can be read anywhere.
 */
#ifndef DENGINE_SPOOL_H
#define DENGINE_SPOOL_H

#include <stdbool.h>

#include "read/stream.h"

/* A pipe that has a number (`-`, or /dev/fd/63, which is what `<(command)` becomes) is read to its end, and a file
 * without a name takes its place. *again is whether the path can be read more than once now: a named pipe cannot; of
 * what is not there or cannot be read, opening will tell. The error names the path. */
bool spool_path(const char *path, bool *again, struct error *error);

/* Whether a path is that of a pipe of the shell, which ends with the command: /dev/fd/63. */
bool spool_is_numbered(const char *path);

/* Reads the stream to its end into a file without a name, in $TMPDIR, else in /tmp, which takes the place of what the
 * descriptor was, to be read from its begin. */
bool spool_stream(struct stream *stream, int descriptor, struct error *error);

#endif
