/*
 * lists.h - cells that hold more than one value: [0.1, 0.9] as Python and Spark write it, "cat 0.9 1 2 3 4" of boxes,
 * [{"label": "cat", "prob": 0.9}].
 *
 * Commands read one value from a cell: only `inspect` asks, and tells how to take them apart.
 */
#ifndef DENGINE_LISTS_H
#define DENGINE_LISTS_H

#include "dengine/arena.h"
#include "dengine/text.h"

struct list {
    enum { LIST_NONE, LIST_NUMBERS, LIST_WORDS, LIST_OBJECTS } kind;
    bool bare;             /* numbers between blanks, without brackets */
    size_t count;          /* of numbers or words */
    const double *numbers; /* [count], in the arena */
};

/* Whether a cell is one at all; a glance. */
bool list_is(struct text cell);

/* Reads a cell. */
struct list list_read(struct arena *arena, struct text cell);

#endif
