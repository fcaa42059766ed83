/*
 * spool.h - what comes through a pipe, as a file that can be read anywhere.
 */
#ifndef DENGINE_SPOOL_H
#define DENGINE_SPOOL_H

#include "read/stream.h"

/* Reads the stream to its end into a file without a name, in $TMPDIR, else in /tmp: the caller closes it. */
bool spool_stream(struct stream *stream, int *file, struct error *error);

#endif
