/*
 * report_beside.h - columns of --by that queues lack, from other tables: --with FILE, FILE:ID.
 */
#ifndef DENGINE_REPORT_BESIDE_H
#define DENGINE_REPORT_BESIDE_H

#include "run/report_input.h"

struct report_beside {
    const struct text *columns; /* [count] names, as in FILE */
    size_t count;
    struct text *cells; /* [count][input->ids], by column; NULL data: no FILE tells */
};

/* Reads all --with; of several that have a column the first one counts. A FILE with none of the columns, or with two
 * rows of a queued id, is an error. Memory: the cells of the queued ids, however many rows there are to read. */
bool report_beside_read(struct report_beside *beside, const struct report_input *input, struct error *error);

#endif
