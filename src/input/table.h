/*
 * table.h - the header of the input, its columns by name, and the row at hand.
 *
 * A command opens the table, asks for the columns it wants (by role, option or glob; an unknown name
 * is an error that offers the nearest), and calls table_ready. From then on the table is read-only
 * and shared by all workers; each row comes with the wanted cells.
 */
#ifndef DENGINE_TABLE_H
#define DENGINE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"
#include "input/names.h"
#include "read/csv.h"
#include "read/source.h"

struct beside;
struct shape;

struct table {
    struct arena *arena;
    struct source *source;
    struct text head;    /* the header line as it stands */
    struct words header; /* the names */
    struct names names;  /* the different ones, numbered, so that a column is found in one step */
    size_t *first;       /* by number of a name: its first column */
    size_t first_capacity;
    size_t *twin; /* by column: the next one of the same name, or 0 */
    struct csv_layout layout;
    bool *wanted;              /* by column */
    size_t *slot;              /* by column: its place among the wanted cells */
    struct words named;        /* columns that options name, whether the table has them or not: no glob takes them */
    const struct words *typed; /* the command line, for messages that say what to type instead; may be NULL */
    const char *naming;        /* how its columns are named, FILE:ID,LABEL,CONFIDENCE; NULL: by options */

    /* Of a table whose rows are not samples as they stand (shape.h): its made columns are behind those of the
     * file, those of classes from first_class on. */
    struct shape *shape;
    struct words class_names;
    size_t first_class;

    /* Tables beside it (beside.h): their columns are behind all others, from beside_first on; 0 when there are none. */
    struct beside *beside;
    size_t beside_first;
    bool headless; /* the file has no header: its names were given */

    const char *called; /* of rows in memory, which have no source: what they are in messages; else NULL */
};

/* Whether tabs stand between the cells of a file of that name: .tsv, compressed or not. */
bool path_is_tsv(struct text path);

/* Reads the header of the source. delimiter 0: a tab for a path that ends in .tsv (or .tsv.gz,
 * .tsv.zst), else a comma. */
bool table_open(struct table *table, struct arena *arena, struct source *source, char delimiter, struct error *error);

/* The same for a file that dengine may have written, as CSV or as JSON lines. */
bool table_open_written(struct table *table, struct arena *arena, const char *path, char delimiter,
                        struct error *error);

/* The same for a file without a header: its names are given, an empty one is a column that nobody can name. */
bool table_open_headless(struct table *table, struct arena *arena, struct source *source, char delimiter,
                         struct text names, struct error *error);

/* The same for rows in memory, whose cells the caller has: no source. */
bool table_open_held(struct table *table, struct arena *arena, const struct words *names, const char *called,
                     struct error *error);

/* What to call it in messages: its first file. */
const char *table_name(const struct table *table);

/* Whether blanks stand between cells, any number of them. */
static inline bool table_has_blanks(const struct table *table)
{
    return table->layout.delimiter == ' ';
}

/* Copies lines to `out` with one blank for a run of them, and none at the ends of a line; blanks in quotes stay. */
struct text table_squeeze(struct buffer *out, struct text text);

/* Whether there is a column of that name; wants nothing. */
bool table_has(const struct table *table, struct text name);

/* Finds a column and wants it. `option` names the option that chooses the column, for the message
 * ("--id"); it may be NULL. */
bool table_column(struct table *table, struct text name, const char *option, size_t *column, struct error *error);

/* The error that there is no column of this name; one of the `taken`, which may be NULL, is no other name for it. */
bool table_unknown(const struct table *table, struct text name, const char *option, const struct words *taken,
                   struct error *error);

/* Adds columns that are not in the file, behind the others; nobody finds or wants them yet. Returns the first. Before
 * table_ready. */
size_t table_extend(struct table *table, const struct text *names, size_t count);

/* Lets a column be found by a name, unless another is found by it already. */
void table_call(struct table *table, struct text name, size_t column);

/* How many columns are its own, not those of tables beside it. */
static inline size_t table_own(const struct table *table)
{
    return table->beside_first ? table->beside_first : table->header.count;
}

/* What a header without the wanted names most likely is: "; ..." or nothing. */
const char *table_hint(const struct table *table);

/* Appends the names of the header, twenty at most. */
void table_list_header(const struct table *table, struct buffer *out);

/* Fixes the wanted columns. */
void table_ready(struct table *table);

/* Compares the header of a further file with the table's: an error names the first difference. */
bool table_same_header(const struct table *table, struct text head, const char *file, struct error *error);

/* A cell of the row; the column was wanted. */
static inline struct text table_cell(const struct table *table, const struct csv_row *row, size_t column)
{
    return csv_cell(row, column, table->slot[column]);
}

/* Why a row cannot be used. */
struct problem {
    size_t column; /* PROBLEM_ROW: the row as a whole; PROBLEM_TABLE */
    char text[240];
};
#define PROBLEM_ROW ((size_t)-1)
/* Of all rows together, found by whichever worker is the unlucky one: an error without a place, never a bad row. */
#define PROBLEM_TABLE ((size_t)-2)
#define PROBLEM_LABELS "more than %d different labels: is the label's column the right one?" /* told how many */

/* Sets the problem; returns false. */
bool problem_set(struct problem *problem, size_t column, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Reads a number from a cell. A missing value is a problem too, unless `missing` is given: then
 * *missing tells it and true is returned. */
bool table_number(const struct table *table, const struct csv_row *row, size_t column, double *value, bool *missing,
                  struct problem *problem);

/* The same for a cell that has been looked up: `name` and `column` are for the problem. */
bool cell_number(struct text name, struct text cell, size_t column, double *value, bool *missing,
                 struct problem *problem);

/* The problem of a cell that moment_parse does not read: false. */
bool cell_no_time(struct text name, struct text cell, size_t column, struct problem *problem);

/* Writes "confidence '0,93'", cut to `size`, for a message. */
void cell_describe(char *out, size_t size, struct text name, struct text cell);

#endif
