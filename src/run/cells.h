/*
 * cells.h - the reason and the evidence of one row while they are made.
 *
 *     cells_start(cells);
 *     buffer_add(&cells->text, ...); cells_end(cells);     for each cell
 *     cells_keep(cells, top, entry, count);
 */
#ifndef DENGINE_CELLS_H
#define DENGINE_CELLS_H

#include "dengine/top.h"

struct cells {
    struct buffer text;
    size_t *ends, count, capacity;
    struct text *texts;
    size_t texts_capacity;
};

void cells_start(struct cells *cells);
void cells_end(struct cells *cells);

/* Starts with the reason of a row that cannot be scored. */
void cells_unscorable(struct cells *cells, const char *why);

/* All of them, good until the next is started: an array of cells->count. */
const struct text *cells_texts(struct cells *cells);

/* Puts them into the entry, whose cells were none before, and behind them as many empty ones as make `count`. */
void cells_keep(const struct cells *cells, struct top *top, struct top_entry *entry, size_t count);

#endif
