/*
 * commits.h - what of a scan happens in the order of the input: line numbers, bad rows, the first error.
 *
 * Workers finish blocks in any order; what they found is committed block by block.
 */
#ifndef DENGINE_COMMITS_H
#define DENGINE_COMMITS_H

#include <pthread.h>

#include "input/pass.h"

/* A bad row of a block that is not committed yet: its line is counted from the block's start. */
struct reject {
    struct reject *next;
    struct scan *scan; /* the first one or one beside it */
    bool remark;       /* the row is good; something in it was to be told with its place */
    uint64_t line;     /* 0-based within the block */
    size_t position;   /* column of text within the line, 1-based */
    char *why;
    char *record;
    size_t size;
};

/* What a worker found in a block. */
struct finding {
    bool done;
    size_t file;
    uint64_t bytes, lines, rows;
    bool open_ended; /* the last record has no newline: it ends with the file */
    struct reject *rejects;
};

enum { AHEAD = 1024 }; /* a worker waits when it is this many blocks ahead of the slowest */

struct commits {
    struct scan *scan;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    uint64_t next; /* block */
    struct finding ring[AHEAD];

    size_t file;
    uint64_t lines; /* of `file`, up to block `next` */
    uint64_t bytes, rows;
    struct arena arena;  /* its own, used under the lock */
    struct buffer place; /* of a bad row */

    /* The error of the earliest block. */
    bool failed;
    uint64_t failed_block;
    size_t failed_file;
    uint64_t failed_line; /* 0-based within the block; NO_LINE: the text has its place already */
    size_t failed_position;
    struct scan *failed_scan;
    struct error error;
};
#define NO_LINE UINT64_MAX

/* Commits of a scan, in its arena. */
struct commits *commits_open(struct scan *scan);
void commits_close(struct commits *commits);

/* A block is done: takes over its rejects. */
void commits_add(struct commits *commits, uint64_t block, const struct finding *finding);

/* A block ended in an error, at a place in it. The earliest block's error is kept: blocks before it are at
 * work or done, so it is the first of the input. */
void commits_fail(struct commits *commits, struct scan *scan, const struct block *block, uint64_t line, size_t position,
                  const struct error *error);

/* After the run: the error with its line, now that the lines before it are counted; true without one. */
bool commits_report(const struct commits *commits, struct error *error);

void finding_free(struct finding *finding);

#endif
