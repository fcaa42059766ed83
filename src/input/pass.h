/*
 * pass.h - what is asked of a scan, and what it leaves behind.
 */
#ifndef DENGINE_PASS_H
#define DENGINE_PASS_H

#include <stdio.h>

#include "input/filter.h"
#include "input/sample.h"

enum bad_row { BAD_ROW_FAIL, BAD_ROW_SKIP, BAD_ROW_FIRST };
extern const char *const bad_row_words[]; /* by enum bad_row; NULL ends them */

/* Every row read is one of outside, excluded, rejected or ranked. */
struct scan_counts {
    uint64_t read, outside, excluded, rejected, ranked;
    uint64_t digest; /* with scan.digests: the sum of a hash of each row as it stands, the same for any order of rows */
};

/* Which row is which, for a second pass that must know: the number of the first row of each block. Both
 * passes cut the same files into blocks of the same size. */
struct scan_index {
    uint64_t *starts; /* by block */
    size_t count, capacity;
    uint64_t *files; /* rows of each file */
    size_t files_count, files_capacity;
    uint64_t rows;
};

struct scan_worker;
struct samples;

enum { SCAN_SHOWN = 3 };

struct scan {
    struct sampler *sampler;
    const struct filter *filter;
    unsigned threads;
    size_t block_size; /* for tests; 0: the usual */
    bool grid;         /* the step takes rows of a grid or a matrix: it never looks into samples->rows itself */
    bool digests;      /* counts.digest is wanted */
    enum bad_row bad_row;
    FILE *rejects;                                                /* bad rows go here, or nowhere when NULL */
    bool rejects_quoted;                                          /* as the reason and one cell with the whole row */
    struct arena *arena;                                          /* for what the scan leaves behind */
    void (*progress)(void *state, uint64_t bytes, uint64_t rows); /* at each commit, may be NULL */
    void *progress_state;
    struct scan_index *index; /* filled when not NULL, in `arena` */

    /* Gets bad rows and remarks in the order of the input, one at a time, or is NULL. */
    void (*found)(void *state, const char *place, const char *why, bool rejected);
    void *found_state;

    /* Gets the samples, from several threads, never twice at a time for one worker number (0 .. threads - 1).
     * Returns false to end the run. */
    bool (*step)(void *state, struct scan_worker *worker, struct samples *samples, struct error *error);
    void *state;

    /* A further scan in the same pass, or NULL: its own population, bad rows and step. Its table is
     * another view of the same files that wants the same columns; threads, block_size and progress are
     * those of the first. */
    struct scan *beside;

    /* What scan_run leaves behind. */
    bool failed;       /* the error is of this scan */
    const char *place; /* of the error: FILE:LINE:COLUMN, where it has one */
    struct scan_counts counts;
    const char *open_ended; /* the first file whose last row has no newline, or NULL: it may have been cut short */
    const char *shown[SCAN_SHOWN]; /* the first rejected rows: "file:line:column: why" */
};

#endif
