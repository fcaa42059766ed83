/*
 * json_lines.h - JSON lines as the CSV that they stand for: `-f jsonl` read back.
 *
 * A filter over bytes. Each line is a flat object; the names in the first are the header, a later line may lack some
 * and has no others. A text is a cell as it is, null is an empty one, a number stands as it is written, but for the
 * ".0" that tells a whole one of a column of decimals. Anything else than JSON lines passes unchanged.
 */
#ifndef DENGINE_JSON_LINES_H
#define DENGINE_JSON_LINES_H

#include "dengine/arena.h"
#include "read/ahead.h"

struct json_lines;

/* Takes its bytes from `read`; it has an arena of its own, so that any thread may take from it, one at a time. */
struct json_lines *json_lines_open(struct arena *arena, ahead_function *read, void *state);

/* Looks at the first bytes: whether an object begins there. */
bool json_lines_peek(struct json_lines *lines, bool *found, struct error *error);

/* Makes at most `size` bytes; *got is 0 at the end only. An error of the data begins with its place, ":LINE:COLUMN". */
bool json_lines_read(struct json_lines *lines, char *data, size_t size, size_t *got, struct error *error);

#endif
