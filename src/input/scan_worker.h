/*
 * scan_worker.h - one worker of a scan, for the files of the scan alone: scan_rows.c takes the rows of its blocks, what
 * is wrong with them is kept or told by scan_rejects.c, and scan_run.c hands out the blocks.
 */
#ifndef DENGINE_SCAN_WORKER_H
#define DENGINE_SCAN_WORKER_H

#include "input/beside.h"
#include "input/commits.h"
#include "input/scan.h"
#include "input/shape.h"

struct scan_worker {
    unsigned number;
    struct arena arena;
    struct commits *commits;
    struct scan *scan;
    struct scan_worker *beside; /* the same worker for the scan beside */
    struct scan_worker *reader; /* the same worker for the first scan: it reads, and keeps what is found */

    struct block block;
    uint64_t head_lines; /* of the header in this block */
    struct csv *csv;
    struct csv_rows rows;
    struct shaper *shaper; /* when rows are made of those that are read, or NULL */
    struct csv_rows *read;
    struct looker *looker;  /* when there are tables beside, or NULL */
    struct buffer squeezed; /* the block with single blanks */
    struct samples samples;
    struct scan_counts counts;
    uint64_t read_before; /* the block at hand */
    struct finding finding;
    struct reject **last_reject;
    struct reject **batch_reject; /* where those of the rows at hand begin */

    /* The newlines before `counted`, so that a place is found from the last one. */
    const char *counted;
    uint64_t counted_lines;

    /* Of the error, when this worker has one. */
    uint64_t failed_line;
    size_t failed_position;
    struct scan *failed_scan;
};

/* Takes the rows of the block at hand; false with an error, whose place is kept in failed_line and failed_position
 * unless it has none. */
bool scan_block(struct scan_worker *worker, struct error *error);

/* The line within the block (from 0) and the position within that line (from 1). */
void scan_place(struct scan_worker *worker, const char *at, uint64_t *line, size_t *position);

/* A row that cannot be used, as the policy has it: an error, or kept until its block is committed. */
bool scan_reject_row(struct scan_worker *worker, const struct csv_row *row, const struct problem *problem,
                     struct error *error);

#endif
