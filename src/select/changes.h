/*
 * changes.h - how many samples went from which label to which, when one model replaced another.
 *
 * Labels are small numbers. Counts and sums are whole, so that no order of rows or workers can change them.
 */
#ifndef DENGINE_CHANGES_H
#define DENGINE_CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"

struct change {
    uint32_t from, to;
    uint64_t rows;
    uint64_t far;  /* those of them that are like no known error */
    int64_t doubt; /* the sum of 1 - the new label's confidence, in units of 1e-9 */
};

/* Zero, with an arena, is valid and empty. */
struct changes {
    struct arena *arena;
    struct change *items;
    size_t count, capacity;
    uint32_t *slots; /* number + 1, 0 is empty */
    size_t slots_count;
    size_t last; /* what was asked for last: labels stand together */
};

/* That of two labels, zeros when it is new; good until the next call. */
struct change *changes_at(struct changes *changes, uint32_t from, uint32_t to);

/* Adds what a worker counted. */
void changes_merge(struct changes *all, const struct changes *part);

#endif
