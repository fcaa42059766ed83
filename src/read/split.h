/*
 * split.h - the rows and cells of a stretch of text, found by their marks.
 *
 * A quote toggles; delimiters and newlines inside quotes are text. That is right for every row whose
 * quotes stand around whole cells, doubled inside them. A row with any other quote, or with
 * a carriage return that does not end it, is for libcsv to read.
 */
#ifndef DENGINE_SPLIT_H
#define DENGINE_SPLIT_H

#include "dengine/arena.h"
#include "dengine/text.h"
#include "read/marks.h"

enum {
    SPLIT_ROWS = 4096, /* rows found in one stretch, at most */
    SPLIT_RARE = 256,  /* doubled quotes, and newlines in quotes, of a stretch that is a grid, at most */
};

/* Why a row is not plain. */
enum {
    SPLIT_LIBCSV = 1,  /* its quotes or carriage returns are for libcsv to read */
    SPLIT_DOUBLED = 2, /* it has doubled quotes */
};

/* A row of any stretch, and those of a grid that have doubled quotes. */
struct split_row {
    uint32_t end;       /* index of its newline among the ends */
    uint32_t not_plain; /* why; 0: it is plain */
};

struct split {
    struct arena *arena;
    const struct marks_kind *kind;
    size_t columns; /* that a row should have; 0: the stretch cannot be a grid */
    const char *text;
    unsigned ragged; /* how many stretches are not tried as a grid */
    char delimiter;
    size_t whole;           /* words of the stretch, */
    char last[MARKS_BYTES]; /* and what is behind them, with zeros */

    /* What split_stretch found: positions from the start of the stretch. */
    uint32_t *ends; /* of cells: delimiters and newlines outside quotes, ascending; ends[-1] is -1 */
    uint32_t *ends_room;
    size_t ends_capacity;
    struct split_row rows[SPLIT_ROWS + 1]; /* of a stretch that is a grid those that are listed in `doubled` */
    size_t rows_count;
    bool grid;   /* every row has `columns` cells, and none is for libcsv */
    bool filled; /* the same, and no cell is empty: known of stretches without quotes and carriage returns */
    uint32_t doubled[SPLIT_RARE];
    size_t doubled_count;
    bool ascii;           /* all that was looked at */
    bool quotes, returns; /* there may be any */
    size_t lines;         /* newlines up to the end of the last row, those in quotes too */
};

/* Where the cells of row `i` begin among the ends. */
static inline size_t split_row_start(const struct split *split, size_t i)
{
    return i == 0 ? 0 : split->grid ? i * split->columns : split->rows[i - 1].end + (size_t)1;
}

/* A word of the stretch. */
static inline const char *split_word(const struct split *split, size_t word)
{
    return word < split->whole ? split->text + word * MARKS_BYTES : split->last;
}

/* Splits a stretch that begins with a record, 2^31 bytes at most. A row is left out unless its newline
 * is there; so are those behind SPLIT_ROWS. */
void split_stretch(struct split *split, struct text stretch, char delimiter);

#endif
