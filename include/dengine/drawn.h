/*
 * drawn.h - the rows of a stratum with the smallest draws, each id once, with its best row.
 *
 * There may be a hundred thousand strata with a row or two in each, so little is held: a row is one block of memory
 * with all its text, and a stratum of few rows has no table of their ids. The order is that of top.h: score, hash of
 * the id, id, and of the rows of one id their hash.
 * Threads: a struct drawn belongs to one thread at a time, with its store.
 */
#ifndef DENGINE_DRAWN_H
#define DENGINE_DRAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/export.h"
#include "dengine/text.h"
#include "dengine/top.h"

DENGINE_BEGIN

struct drawn_row;
struct drawn_table;

/* Zero is valid and empty. */
struct drawn {
    struct drawn_row **rows; /* a heap with the worst on top; best first when it is sorted */
    struct drawn_table *table;
    uint32_t count, room;
};

/* Where the rows of all strata live. Zero, with an arena, is valid and empty. */
struct drawn_store {
    struct arena *arena;
    bool remembers;              /* rows that are left out because their id is there */
    struct drawn_row *spare[16]; /* evicted, by their size */
};

/* What all the calls for one stratum have in common: at most `capacity` rows are held. */

/* The least score that can enter now; it only rises. */
int64_t drawn_least(const struct drawn *drawn, size_t capacity);

/* Puts a row in its place, with copies of its id and cells; false when it is not among the best, or its id is there
 * with a better row. Of the key the first score, tie and content count. */
bool drawn_offer(struct drawn *drawn, struct drawn_store *store, size_t capacity, const struct top_key *key,
                 struct text id, const struct text *cells, size_t count);

/* The worst rows go. */
void drawn_shrink(struct drawn *drawn, struct drawn_store *store, size_t capacity);

/* Takes over the rows of `from`, which is empty then; both stores must live as long. */
void drawn_merge(struct drawn *drawn, struct drawn_store *store, size_t capacity, struct drawn *from);

/* Puts the best first. It takes no more offers. */
void drawn_sort(struct drawn *drawn);

/* Hash of the id, the id, a cell: valid as long as the row. */
uint64_t drawn_tie(const struct drawn_row *row);
struct text drawn_id(const struct drawn_row *row);
struct text drawn_cell(const struct drawn_row *row, size_t cell);

/* Makes a row an entry, with cells that begin in `arena` or where entry->cells is. */
void drawn_entry(const struct drawn_row *row, struct arena *arena, struct top_entry *entry);

DENGINE_END

#endif
