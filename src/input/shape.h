/*
 * shape.h - tables whose rows are not samples as they stand: rows are made of theirs.
 *
 *   --id A,B      the id is that of several columns, joined by `|` (a `|` or `\` of a part gets a `\` before it)
 *   --id '#'      the id is the number of the row, from 1, over all files
 *   --ids FILE    the ids are those of another table, row by row
 *   --class COL   there is one row for each sample and class; those of a sample stand together
 *
 * Made rows have all cells that are wanted, and further ones: table.header and table.wanted go on behind the
 * columns of the file. Whoever reads cells by table_cell need not know. All but --id A,B go row after row: one
 * worker at a time. Memory: one sample; for --class also 16 to 24 bytes for each id, unless they rise.
 */
#ifndef DENGINE_SHAPE_H
#define DENGINE_SHAPE_H

#include "input/names.h"
#include "input/table.h"

struct shape_spec {
    struct text id;              /* a column, A,B or # */
    const char *const *ids;      /* files of ids */
    size_t ids_count;            /* 0: the table has its own */
    struct text ids_column;      /* in them: this, or id */
    struct text class, value;    /* columns: of the class's name and its probability; class without data: none */
    const struct names *classes; /* all there are, in byte order */
    bool rising;                 /* the ids of samples are known to rise, so that none comes again */
};

/* Gives the table its shape, or none when its rows are samples; *id is the column of the id. Before table_ready. */
bool shape_open(struct table *table, const struct shape_spec *spec, size_t *id, struct error *error);

/* Appends part number 0, 1 ... of an id of several columns: what stands between parts is escaped in them, so that no
 * two lists are one id. */
void shape_add_part(struct buffer *id, size_t number, struct text part);

/* Before each pass over the table: from the first row on. */
bool shape_restart(struct shape *shape, struct error *error);

/* What one worker makes rows with. */
struct shaper;

struct shaper *shaper_open(struct shape *shape, struct arena *arena);

/* Whether only one worker at a time may make rows. */
bool shape_is_sequential(const struct shape *shape);

/* Whether nothing is made of a row's cells: its id is told by its number. */
bool shape_numbers_rows(const struct shape *shape);

/* Makes rows of those that were read; *at is where in the block an error is, NULL when it has its place. None may
 * come out: a sample goes on. */
bool shaper_take(struct shaper *shaper, struct csv_rows *read, struct csv_rows *made, const char **at,
                 struct error *error);

/* At the end of a block: the sample at hand goes on, or comes out when the file ends. */
void shaper_end(struct shaper *shaper, struct text block, bool last, struct csv_rows *made);

/* When the rows of a block of so many lines have been seen to. */
void shaper_next(struct shaper *shaper, uint64_t lines, bool last);

/* What is wrong with made row i, or NULL. */
const char *shaper_wrong(const struct shaper *shaper, size_t i);

/* Where made row i begins: a place in the block, or NULL when it began before: then *line, counted from the
 * block's start as commits do (a line before it wraps around). */
const char *shaper_origin(const struct shaper *shaper, size_t i, uint64_t *line);

/* After the last row: whether the ids came out even. */
bool shape_finish(struct shape *shape, struct error *error);

/* How many samples were made of rows, and of how many the probabilities sum to less than 1. */
void shape_counts(const struct shape *shape, uint64_t *samples, uint64_t *partial);

#endif
