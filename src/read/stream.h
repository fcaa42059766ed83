/*
 * stream.h - the bytes of one input in order, decompressed when they are .gz or .zst.
 *
 * The kind is told by the first bytes, never by the name. A compressed input that ends early is an
 * error: read errors are not end of file.
 */
#ifndef DENGINE_STREAM_H
#define DENGINE_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

struct stream;

/* Reads `fd` from where it stands; the stream borrows it. The stream lives in the arena. */
struct stream *stream_open(struct arena *arena, int fd);

/* Looks at the first bytes without consuming them and sets *compressed. */
bool stream_peek(struct stream *stream, bool *compressed, struct error *error);

/* The bytes that it looked at, as they stand in the file. */
struct text stream_seen(const struct stream *stream);

/* Reads JSON lines as the CSV that they stand for (json_lines.h) from now on; *found is whether these are some. */
bool stream_json_lines(struct stream *stream, bool *found, struct error *error);

/* From now on a thread of its own reads and decompresses, a few pieces ahead, as far as there is one to be had. Meant
 * for regular files: it waits for what it reads before it ends. The file must stay open until the arena is freed. */
void stream_read_ahead(struct stream *stream);

/* Reads at most `size` bytes; *got is 0 at the end only. */
bool stream_read(struct stream *stream, char *data, size_t size, size_t *got, struct error *error);

#endif
