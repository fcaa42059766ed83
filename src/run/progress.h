/*
 * progress.h - one line on standard error while a long run is at work.
 */
#ifndef DENGINE_PROGRESS_H
#define DENGINE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct progress {
    bool wanted, shown;
    uint64_t total; /* bytes; 0: unknown */
    struct timespec start;
    double last; /* when the line was last written, seconds after start */
};

void progress_start(struct progress *progress, bool wanted, uint64_t total);
/* A struct progress as state, for scan.progress: percent, rows a second, time left. */
void progress_update(void *state, uint64_t bytes, uint64_t rows);
/* Wipes the line. */
void progress_end(struct progress *progress);

#endif
