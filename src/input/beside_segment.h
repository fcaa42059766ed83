/*
 * beside_segment.h - a block of a table beside another: its keys, which rise, and the wanted cells of its rows.
 */
#ifndef DENGINE_BESIDE_SEGMENT_H
#define DENGINE_BESIDE_SEGMENT_H

#include "input/table.h"

/* Bits: a column may rise in both orders. */
enum beside_order { BESIDE_BY_SIZE = 1, BESIDE_BY_BYTES = 2, BESIDE_ORDERS = 3 };

int beside_compare(enum beside_order order, struct text a, struct text b);

/* Of the orders those in which `next` comes behind `last`, or is the same where `same` says so. */
unsigned beside_rises(unsigned orders, struct text last, struct text next, bool same);

/* What is read of a table. */
struct beside_columns {
    const struct table *table; /* ready */
    size_t key;
    const size_t *wanted; /* [count] */
    size_t count;
};

/* Cells are views of its room, or copies. Zero, with exhausted and room.arena set, is empty. */
struct beside_segment {
    struct beside_segment *next; /* its owner's: by number */
    uint64_t number;
    struct arena arena, copies;
    struct block_room room;
    size_t rows, capacity, cells_capacity;
    struct text *keys, *cells; /* [rows], [rows][columns] */
};

/* Reads a block, which is in the segment's room; `csv` and `rows` are the caller's, for as long as it takes. False when
 * a row is wrong or does not rise: those that are read were right before, so the table has changed. */
bool beside_segment_read(struct beside_segment *segment, const struct beside_columns *columns, enum beside_order order,
                         const struct block *block, struct csv *csv, struct csv_rows *rows, struct error *error);

/* Of one with rows. */
static inline struct text beside_last_key(const struct beside_segment *segment)
{
    return segment->keys[segment->rows - 1];
}

#endif
