/*
 * beside.h - columns of other tables beside the rows of a table: --with FILE.
 *
 *   by key   the row of FILE with the same key: the id, or one or several columns
 *   by time  the latest row of FILE that is not later, of those with the same key if there is one
 *
 * The columns of FILE stand behind all others of table.header. A column is called as in FILE; one that stands in the
 * table or in another FILE, too, is called after its file, `weather.rain`, a name by which each is found. So whoever
 * finds columns by table_column and reads cells by table_cell need not know. What has no partner is missing.
 *
 * FILE is read once, its wanted columns alone (join/beside_load.h); then each worker of a scan looks up what
 * belongs to the rows at hand, before they are judged. A table may find its key in one that was named before it. One
 * whose keys rise as those of the rows do is read in step with them instead (beside_stream.h).
 */
#ifndef DENGINE_BESIDE_H
#define DENGINE_BESIDE_H

#include "input/beside_stream.h"
#include "input/beside_times.h"
#include "input/beside_values.h"
#include "input/sample.h"

enum { BESIDE_PARTS = 8 }; /* columns of a key, at most */

struct beside_file {
    const char *name; /* for messages */
    struct text stem; /* what its columns are called after: "weather" */
    struct source *source;
    struct table own;               /* its table */
    struct sampler *sampler;        /* of its rows: the id is the key or, by time, the time */
    size_t own_parts[BESIDE_PARTS]; /* by time: columns that make the key */
    struct words mine, theirs; /* the columns of the key, after the time if there is one: in the other table, here */
    size_t first;              /* in the other table: the first of its columns */

    /* In the other table, `the rows` from here on. */
    size_t parts[BESIDE_PARTS], parts_count; /* columns of the rows that make the key */
    bool timed, within_given;
    size_t time;    /* column of the rows */
    int64_t within; /* milliseconds */

    /* The keys of the rows that cells are wanted for; NULL: of all. A key that stands twice is found all the same. */
    const struct beside_index *only;

    /* When it has been read. */
    bool loaded;
    size_t *slots; /* [values.columns] of the wanted cells among those of the rows */
    struct beside_values values;
    struct beside_index index;    /* to values: by key */
    struct beside_times times;    /* by time */
    struct beside_stream *stream; /* while it may be read in step; else NULL */

    uint64_t missed;           /* rows of the last pass without a partner */
    unsigned kinds, own_kinds; /* of times, bits of enum moment_kind: of the rows of the last pass, in the file */
};

struct beside {
    struct arena *arena;
    struct text id; /* --id */
    struct table *table;
    struct beside_file *files;
    size_t count;
    uint64_t rows; /* of the last pass */
};

/* What one worker looks up with, or NULL when there is nothing to look up. */
struct looker;
struct looker *looker_open(const struct table *table, struct arena *arena);

/* The block that the rows at hand are of, from 0: when its rows begin, and when they have been taken. */
void looker_start(struct looker *looker, uint64_t block);
void looker_finish(struct looker *looker);

/* Puts the cells of the tables beside into the rows at hand; all of their wanted cells are copies from then on, good
 * until the next call. False when a table cannot be read. */
bool looker_take(struct looker *looker, struct csv_rows *rows, struct error *error);

/* The key of a row with these cells, by slot; false when a part of it is missing. One without parts is zeros: that of
 * all rows. */
bool beside_key(const struct beside_file *file, const struct table *table, const struct text *cells,
                struct buffer *room, struct fingerprint *key);

/* Whether row i could be looked up; if not, sets the problem. */
bool looker_right(const struct looker *looker, const struct csv_row *row, size_t i, struct problem *problem);

/* After a pass: adds up what all of its workers, NULL or not, have met. */
void looker_count(struct beside *beside, struct looker *const *lookers, size_t count);

/* After a pass that went well: an error of a table that no row has looked at. */
bool beside_settle(const struct beside *beside, struct error *error);

#endif
