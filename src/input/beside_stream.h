/*
 * beside_stream.h - a table whose keys rise, read in step with the rows that look for theirs: of its rows those are in
 * memory which somebody is at.
 *
 *     in step   the keys of the table rise, and so do those that are looked for: block after block of it is read as far
 *               as somebody looks, and given up when nobody is there any more
 *     by key    else it is loaded as a whole (join/beside_load.h)
 *
 * Which it is shows with the first rows: where these rise, a pass over the table tells whether it does, which also
 * tells that no key stands twice. The first row that goes back to what has been given up ends it: the table is loaded
 * then, and what was found stays right. Keys rise by size and then by bytes (f9, f10), or by bytes (a/10, b/9).
 *
 * Threads: any number of readers, each with a worker of its own. A table is read by whichever reader needs more of it.
 */
#ifndef DENGINE_BESIDE_STREAM_H
#define DENGINE_BESIDE_STREAM_H

#include "input/beside_segment.h"

struct beside_stream_spec {
    struct beside_columns columns; /* the table is ready, its source is where a pass begins */
    unsigned readers;              /* at most */
    void *state;
    unsigned (*rises)(void *state, unsigned orders); /* those of the orders in which the keys of the whole table rise */
    bool (*load)(void *state, struct error *error);  /* loads it */
};

struct beside_stream;
struct beside_stream *beside_stream_open(struct arena *arena, const struct beside_stream_spec *spec);

/* After a pass: its readers go, and the next one reads from the start. */
void beside_stream_rewind(struct beside_stream *stream);

/* After a pass that went well: a table that nobody has looked at is loaded, so that it is known to be right. */
bool beside_stream_settle(struct beside_stream *stream, struct error *error);

/* Of one worker, in its arena, for one pass. */
struct beside_reader;
struct beside_reader *beside_reader_open(struct beside_stream *stream, struct arena *arena);

/* The block of rows that the worker begins and ends with, from 0. */
void beside_reader_start(struct beside_reader *reader, uint64_t block);
void beside_reader_finish(struct beside_reader *reader);

/* Finds the cells of keys, NULL where there are none; an empty key has none. They are good until the next call.
 * *by_key: none were looked for, as the table has been loaded. */
bool beside_reader_find(struct beside_reader *reader, const struct text *keys, size_t count, const struct text **found,
                        bool *by_key, struct error *error);

#endif
