/*
 * document.h - a whole file in memory, for formats that cannot be read a record at a time.
 */
#ifndef DENGINE_DOCUMENT_H
#define DENGINE_DOCUMENT_H

#include <stdbool.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

enum { DOCUMENT_SIZE = 1 << 30 }; /* bytes once unpacked, at most */

/* Reads a file ("-" is standard input; .gz and .zst are unpacked) into the arena, its byte order mark
 * left out; a NUL, not counted, stands behind its end. The error names the path. */
bool document_read(struct text *text, struct arena *arena, const char *path, struct error *error);

/* The first bytes of a file, at most `size` of them, unpacked and without byte order mark; of "-" only where it is a
 * file, which is then still to be read. */
bool document_peek(struct text *text, struct arena *arena, const char *path, size_t size, struct error *error);

/* "path:line:column" of a place in a document, both from 1; columns are bytes. */
struct text document_place(struct arena *arena, const char *path, struct text text, const char *at);

#endif
