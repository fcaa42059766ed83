/*
 * source.h - one or several files, or a pipe, as a queue of blocks.
 *
 * Each worker takes blocks of whole records until none is left. Blocks are numbered in the order of
 * the input, over all files: whoever needs that order (line numbers, the first error) sorts by it.
 * A record belongs to the block in which it begins.
 *
 *   a regular file   workers read their own pieces side by side with pread; each counts the quotes
 *                    of its piece, and a shared tally tells whether a piece begins inside quotes
 *   .npy             the same, by rows: as the CSV that they stand for; from a pipe by a copy in a temporary file
 *   anything else    (pipe, .gz, .zst) one worker at a time reads on; the incomplete record at the
 *                    end of its piece is carried over to the next
 *
 * A worker that must wait for the tally sleeps. Memory is one buffer for each worker, and as much
 * as the longest record.
 */
#ifndef DENGINE_SOURCE_H
#define DENGINE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"
#include "read/npy_rows.h"

enum {
    SOURCE_BLOCK = 512 * 1024,        /* bytes of a block, unless told otherwise */
    SOURCE_RECORD = 16 * 1024 * 1024, /* the longest record */
};

struct source;

struct block {
    uint64_t number; /* 0, 1, 2 ... over all files */
    size_t file;     /* index of the file */
    bool first;      /* begins with the file's first record: the header */
    bool last;       /* of its file; of a stream it may be empty */
    bool unfinished; /* the last record is cut at SOURCE_RECORD: longer ones are refused */
    struct text text;
    struct npy_rows matrix; /* in place of the text, when numbers are wanted */
};

/* A worker's own room for blocks. Zero, with an arena, is valid. */
struct block_room {
    struct arena *arena;
    bool numbers; /* of a .npy, but for its first block, which has a header */
    char *data;
    size_t capacity;
};

/* Opens the first of `count` paths ("-" is standard input) and checks that the others exist;
 * block_size 0 is SOURCE_BLOCK. The source lives in the arena. */
bool source_open(struct source **source, struct arena *arena, const char *const *paths, size_t count, size_t block_size,
                 struct error *error);

/* The same for one file that dengine may have written, as CSV or as JSON lines, which are read as the CSV that they
 * stand for (json_lines.h). */
bool source_open_written(struct source **source, struct arena *arena, const char *path, struct error *error);

/* What is read as CSV. Of what is none, cells are separated by commas, and the header is no line of the file. */
enum source_kind {
    SOURCE_TEXT,
    SOURCE_JSON_LINES, /* see json_lines.h */
    SOURCE_MATRIX,     /* .npy: its columns are numbered from 0, see npy_rows.h */
};

/* That of the first file. */
enum source_kind source_kind(const struct source *source);

/* Whether it can be read again: all its files are regular ones. */
bool source_is_kept(const struct source *source);

/* Opens the same files again, from where they were read before, in the same blocks; *source is then the new one,
 * in the arena. Only when source_is_kept. */
bool source_again(struct source **source, struct arena *arena, struct error *error);

/* The same, as files that dengine may have written: see source_open_written. */
bool source_again_written(struct source **source, struct arena *arena, struct error *error);

/* The first record of the first file, without its line end or byte order mark. Empty when the file
 * is. Lives as long as the source. */
struct text source_head(const struct source *source);

/* What to call a file in messages. */
const char *source_name(const struct source *source, size_t file);

/* The size of all files, or 0 when it cannot be known (a pipe, compressed data). */
uint64_t source_size(const struct source *source);

/* How many bytes a block has, about. */
size_t source_block_size(const struct source *source);

/* Takes the next block. False at the end (error->status is STATUS_OK) or when reading failed; an
 * error is about the file block->file. May be called from several threads, each with its own room. */
bool source_take(struct source *source, struct block_room *room, struct block *block, struct error *error);

/* Ends the input for everybody: nobody gets another block. */
void source_stop(struct source *source);

#endif
