/*
 * queue.h - the product: rows in the order of their rank, each with the reason for it.
 */
#ifndef DENGINE_QUEUE_H
#define DENGINE_QUEUE_H

#include <stdio.h>

#include "dengine/top.h"

/* What a column holds, for JSON: text is a string in every row, empty when there is none; a number is a number, null
 * when there is none; one that need not be whole always has a point or an exponent. */
enum column_kind { COLUMN_TEXT, COLUMN_WHOLE, COLUMN_DECIMAL };

struct queue_column {
    struct text name;
    enum column_kind kind;
};

struct queue_columns {
    const struct queue_column *items;
    size_t count;
};

/* Columns: rank, id, score, method, inclusion_prob, reason, then `columns`. The cells of an entry are
 * the reason and the values of `columns`. */
struct queue {
    const char *method;
    const struct text *methods; /* [row] when the rows are of several methods, else NULL */
    const double *ranks;        /* [row] as the file has them that it was read from; NULL: 1, 2, 3 ... */
    const struct queue_column *columns;
    size_t columns_count;
    size_t kept_count;             /* how many of them, the last, are carried by --keep */
    struct top_entry *const *rows; /* NULL: they are made when they are written, by `entry` */
    const struct top_entry *(*entry)(void *state, size_t row); /* valid until the next */
    void *state;
    size_t count;
    bool spreadsheet_safe; /* csv and tsv: a ' before a cell that would be a formula in a spreadsheet program */
};

enum { QUEUE_FIXED = 6 };
extern const struct queue_column queue_fixed[QUEUE_FIXED];

/* Whether commands write a column of that name behind the fixed ones; *kind is what it holds (queue_columns.c). */
bool queue_evidence(struct text name, enum column_kind *kind);

/* The column of that name: text, unless it is one of evidence. */
struct queue_column queue_column(struct text name);

/* Whether the column can hold the cell: where numbers are, no words. */
bool queue_column_holds(const struct queue_column *column, struct text cell);

/* A row; one that is made is valid until the next. */
static inline const struct top_entry *queue_entry(const struct queue *queue, size_t row)
{
    return queue->rows ? queue->rows[row] : queue->entry(queue->state, row);
}

/* The method of a row. */
struct text queue_method(const struct queue *queue, size_t row);

/* What a row says that its rank is. */
double queue_rank(const struct queue *queue, size_t row);

/* The index of a column, or columns_count. */
size_t queue_column_find(const struct queue *queue, struct text name);

/* Column number `column` of the whole queue, the fixed ones first, and what a row has there, appended. */
const struct queue_column *queue_column_at(const struct queue *queue, size_t column);
void queue_value(struct buffer *out, const struct queue *queue, size_t row, size_t column);

/* An output format. How to add one: a function and a row in formats.c. */
struct format {
    const char *name, *doc;
    void (*write)(const struct queue *queue, struct arena *arena, FILE *out);
};

/* A row of zeros ends the table. */
extern const struct format queue_formats[];

#endif
