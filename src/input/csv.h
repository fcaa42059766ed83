/*
 * csv.h - rows of a block, with the cells of the wanted columns.
 *
 * RFC 4180: LF or CRLF, quotes, doubled quotes, newlines in quotes; blanks are data. libcsv in
 * strict mode is the authority on what quoted text means: plain rows are cut by their marks
 * (split.h), any other row, and every row when `kind` is NULL, goes to libcsv. A quoting error ends the run: behind it
 * nobody knows where a row begins. A row with another number of cells than the header is a bad row
 * and is returned as such. Blank lines are not rows, unless the table has one column.
 *
 *     csv_open(&csv, arena, ...);
 *     while (source_take(...)) {
 *         csv_start(csv, block);
 *         while (csv_read(csv, &rows, error))
 *             for (size_t i = 0; i < rows.count; i++) ...
 *     }
 */
#ifndef DENGINE_CSV_H
#define DENGINE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"
#include "input/marks.h"

enum {
    CSV_ROWS = 128,          /* rows returned at once, at most */
    CSV_COLUMNS = 65536,     /* columns of a table, at most */
    CSV_FIELD = 1024 * 1024, /* bytes of a cell, at most */
};

struct csv;

struct csv_layout {
    char delimiter;
    size_t columns;       /* of the table; 0 while the header is read: any number is right */
    const size_t *wanted; /* their indices, ascending */
    size_t wanted_count;
};

struct csv_row {
    struct text record;       /* as it stands in the file, without its line end */
    const struct text *cells; /* of the wanted columns; undefined when `fields` is wrong */
    size_t fields;            /* how many the row has */
    bool bare_return;         /* a carriage return stands inside the row, outside quotes */
};

struct csv_rows {
    size_t count;
    bool ascii; /* all of them are known to be ASCII */
    struct csv_row items[CSV_ROWS];
};

/* One reader for each worker, living in its arena; `layout` is borrowed and may be changed between
 * blocks. NULL when memory runs out. */
struct csv *csv_open(struct arena *arena, const struct csv_layout *layout, const struct marks_kind *kind);

/* Begins a block. The text must live as long as the rows that come out of it. */
void csv_start(struct csv *csv, struct text text, bool unfinished);

/* The next rows, good until the next call. False at the end of the block (error->status is
 * STATUS_OK) or when the text is no CSV; csv_fault then tells where. */
bool csv_read(struct csv *csv, struct csv_rows *rows, struct error *error);

/* How many newlines stand in the block: right when it has been read to its end. */
uint64_t csv_lines(const struct csv *csv);

/* Where csv_read found the error: a pointer into the block. */
const char *csv_fault(const struct csv *csv);

/* Where cell number `column` (from 0) of a record begins, for the place in a message; the end of the
 * record when it has no such cell. */
const char *csv_cell_start(struct text record, char delimiter, size_t column);

/* The number of the cell that holds byte `at` of a record. */
size_t csv_column_at(struct text record, char delimiter, size_t at);

/* All cells of one record, such as the header, copied to the arena. */
bool csv_split(struct words *cells, struct arena *arena, struct text record, char delimiter, struct error *error);

#endif
