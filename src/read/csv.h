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
#include "read/marks.h"

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

/* How the cells of a row are found. */
enum csv_cut {
    CSV_PLAIN,  /* between their ends */
    CSV_QUOTED, /* the same, but there may be quotes around them and a carriage return behind the last */
    CSV_COPIED, /* the wanted ones are copies */
    CSV_NUMBERS /* the same, of a matrix: once they have been written, see matrix_rows.h */
};

struct csv_row {
    struct text record; /* as it stands in the file, without its line end */
    size_t fields;      /* how many cells it has */
    enum csv_cut cut;
    bool bare_return; /* a carriage return stands inside the row, outside quotes */
    bool too_long;    /* a cell is longer than CSV_FIELD */
    union {
        const uint32_t *ends;  /* of its cells, counted from `text`; ends[-1] is that of the row before */
        const double *numbers; /* CSV_NUMBERS: one for each column of the file */
    };
    union {
        const char *text;
        struct text *cells; /* CSV_COPIED, CSV_NUMBERS */
    };
};

struct csv_rows {
    size_t count;
    bool ascii; /* all of them are known to be ASCII */
    bool
        grid; /* all have the table's cells, and none is a copy: cell c of row i ends at text + ends[i * columns + c] */
    bool filled;      /* the same, and it is known that no cell is empty */
    enum csv_cut cut; /* of a grid */
    size_t columns;
    const struct marks_kind *kind;
    const char *text, *end; /* of the block */
    const uint32_t *ends;
    struct csv_row items[CSV_ROWS];
};

/* Cell number `column` of a row of `columns` cells that is not copied. */
static inline struct text csv_cut_cell(const char *text, const uint32_t *ends, size_t column, size_t columns,
                                       enum csv_cut cut)
{
    const uint32_t *before = ends - 1;
    const char *start = text + (uint32_t)(before[column] + 1);
    size_t size = before[column + 1] - before[column] - 1;
    if (cut == CSV_PLAIN)
        return (struct text){start, size};
    size -= column + 1 == columns && size && start[size - 1] == '\r';
    return size && *start == '"' ? (struct text){start + 1, size - 2} : (struct text){start, size};
}

/* Makes row i of a grid. */
static inline const struct csv_row *csv_row_at(struct csv_rows *rows, size_t i)
{
    const uint32_t *ends = rows->ends + i * rows->columns;
    uint32_t start = ends[-1] + 1, size = ends[rows->columns - 1] - start;
    size -= rows->cut != CSV_PLAIN && size && rows->text[start + size - 1] == '\r';
    rows->items[i] = (struct csv_row){.record = {rows->text + start, size},
                                      .fields = rows->columns,
                                      .cut = rows->cut,
                                      .ends = ends,
                                      .text = rows->text};
    return &rows->items[i];
}

/* A cell of row i of a grid. */
static inline struct text csv_grid_cell(const struct csv_rows *rows, size_t i, size_t column)
{
    return csv_cut_cell(rows->text, rows->ends + i * rows->columns, column, rows->columns, rows->cut);
}

/* Whether it holds anything. What is longer than two quotes and a carriage return does, and what begins with
 * neither: found without a jump, as short cells and long ones come in no order. */
static inline bool csv_grid_filled(const struct csv_rows *rows, size_t i, size_t column)
{
    const uint32_t *before = rows->ends + i * rows->columns + column - 1;
    uint32_t start = before[0] + 1, size = before[1] - start;
    char first = rows->text[start]; /* of an empty cell its end */
    bool surely = (size > 3) | ((size > 0) & (first != '"') & (first != '\r'));
    return surely || csv_grid_cell(rows, i, column).size > 0;
}

/* Cell number `column` of a row, which has `fields` cells, the table's number; `slot` is its place
 * among the wanted ones. Cut when asked for: most cells of a large input are never looked at. */
static inline struct text csv_cell(const struct csv_row *row, size_t column, size_t slot)
{
    if (row->cut >= CSV_COPIED)
        return row->cells[slot];
    return csv_cut_cell(row->text, row->ends, column, row->fields, row->cut);
}

/* One reader for each worker, living in its arena; `layout` is borrowed and may be changed between
 * blocks. NULL when memory runs out. */
struct csv *csv_open(struct arena *arena, const struct csv_layout *layout, const struct marks_kind *kind);

/* Begins a block. The text must live as long as the rows that come out of it. */
void csv_start(struct csv *csv, struct text text, bool unfinished);

/* The next rows, good until the next call. False at the end of the block (error->status is
 * STATUS_OK) or when the text is no CSV; csv_fault then tells where. */
bool csv_read(struct csv *csv, struct csv_rows *rows, struct error *error);

/* The same, but the items of a grid are not made: csv_row_at makes those that are needed. */
bool csv_read_grid(struct csv *csv, struct csv_rows *rows, struct error *error);

/* How many newlines stand in the block: right when it has been read to its end. */
uint64_t csv_lines(const struct csv *csv);

/* Where csv_read found the error: a pointer into the block. */
const char *csv_fault(const struct csv *csv);

/* What is wrong with a row whatever its table, or NULL. */
const char *csv_row_wrong(const struct csv_row *row);

/* Where cell number `column` (from 0) of a record begins, for the place in a message; the end of the
 * record when it has no such cell. */
const char *csv_cell_start(struct text record, char delimiter, size_t column);

/* The number of the cell that holds byte `at` of a record. */
size_t csv_column_at(struct text record, char delimiter, size_t at);

/* All cells of one record, such as the header, copied to the arena. *position tells where in the record
 * (from 1) an error is. */
bool csv_split(struct words *cells, struct arena *arena, struct text record, char delimiter, size_t *position,
               struct error *error);

#endif
