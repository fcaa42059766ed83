/*
 * split.h - the rows and cells of a stretch of text, found by their marks.
 *
 * A quote toggles; delimiters and newlines inside quotes are text. That is right for every plain row:
 * one whose quotes stand only around whole cells. A row with any other quote, or with a carriage
 * return that does not end it, is odd: libcsv must decide what it means.
 */
#ifndef DENGINE_SPLIT_H
#define DENGINE_SPLIT_H

#include "dengine/arena.h"
#include "dengine/text.h"
#include "input/marks.h"

enum { SPLIT_ROWS = 4096 }; /* rows found in one stretch, at most */

struct split_row {
    uint32_t end; /* index of its newline among the ends */
    bool odd;
};

struct split {
    struct arena *arena;
    const struct marks_kind *kind;
    struct marks *marks; /* of the stretch */
    size_t marks_capacity;

    /* What split_stretch found: positions from the start of the stretch. */
    uint32_t *ends; /* of cells: delimiters and newlines outside quotes, ascending */
    size_t ends_capacity;
    struct split_row rows[SPLIT_ROWS + 1];
    size_t rows_count;
    bool ascii;
    bool quotes;  /* there are any */
    size_t lines; /* newlines up to the end of the last row, those in quotes too */
};

/* Splits a stretch that begins with a record, 2^31 bytes at most. A row is left out unless its newline
 * is there; so are those behind SPLIT_ROWS. */
void split_stretch(struct split *split, struct text stretch, char delimiter);

#endif
