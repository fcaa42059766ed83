#include "run/progress.h"

#include <stdio.h>
#include <unistd.h>

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

void progress_start(struct progress *progress, bool wanted, uint64_t total)
{
    *progress = (struct progress){.wanted = wanted, .total = total};
    clock_gettime(CLOCK_MONOTONIC, &progress->start);
}

void progress_update(void *state, uint64_t bytes, uint64_t rows)
{
    struct progress *progress = state;
    if (!progress->wanted)
        return;
    double now = seconds_since(&progress->start);
    if (now < 1 || now - progress->last < 0.2)
        return;
    progress->last = now;
    progress->shown = true;
    dprintf(STDERR_FILENO, "\r\033[K");
    double rate = (double)rows / now;
    if (progress->total && bytes) {
        double part = (double)bytes / (double)progress->total;
        part = part < 1 ? part : 1;
        dprintf(STDERR_FILENO, "%3.0f %%, %.2f M rows/s, %.0f s left", 100 * part, rate / 1e6, now / part - now);
    } else {
        dprintf(STDERR_FILENO, "%.2f M rows, %.2f M rows/s", (double)rows / 1e6, rate / 1e6);
    }
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        dprintf(STDERR_FILENO, "\r\033[K");
    progress->shown = false;
}
