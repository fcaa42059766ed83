/*
 * scan.h - one pass over a table by several workers, for methods that look at one row at a time.
 *
 * Each worker takes blocks, cuts them into rows, leaves out the rows that are not in the population,
 * and hands the samples to the command's step, 256 at most at a time. Workers finish blocks in any
 * order; what depends on the order of the input (line numbers, the first error, which three rejected
 * rows are shown) is settled when a block is committed, and blocks are committed in order. So the
 * outcome never depends on the number of threads.
 *
 *     struct scan scan = {.sampler = ..., .filter = ..., .threads = 4, .step = ..., .state = ..., .arena = ...};
 *     if (!scan_run(&scan, error)) ...
 */
#ifndef DENGINE_SCAN_H
#define DENGINE_SCAN_H

#include "input/matrix_rows.h"
#include "input/pass.h"

/* What a step gets: rows of the population, all with an id. A sample of one is made when it is needed:
 * most rows of a large input are scored and forgotten. */
struct samples {
    const struct sampler *sampler;
    double *p;             /* room for predictions */
    size_t p_rows;         /* of so many rows, at least one */
    struct buffer *set;    /* room for a label that is a set */
    struct csv_rows *grid; /* set when the rows are a grid and not made: see samples_csv */
    size_t count;
    const struct csv_row *rows[CSV_ROWS];

    uint64_t block, before;        /* the block at hand, and how many of its rows came before */
    struct csv_row *first;         /* the rows at hand, all that were read */
    const struct npy_rows *matrix; /* that those are of whose cells are not written yet */
};

/* The row of a sample, whose cells may not be written if it is one of a matrix: then it has its id and numbers. */
static inline const struct csv_row *samples_seen(const struct samples *samples, size_t i)
{
    return samples->grid ? csv_row_at(samples->grid, i) : samples->rows[i];
}

/* The same, written if need be. */
static inline const struct csv_row *samples_csv(const struct samples *samples, size_t i)
{
    const struct csv_row *row = samples_seen(samples, i);
    if (row->cut == CSV_NUMBERS)
        matrix_rows_write(samples->matrix, samples->sampler->table, &samples->first[row - samples->first]);
    return row;
}

/* A cell of a sample, without making its row. */
static inline struct text samples_cell(const struct samples *samples, size_t i, size_t column)
{
    if (samples->grid)
        return csv_grid_cell(samples->grid, i, column);
    const struct csv_row *row = column == samples->sampler->id ? samples_seen(samples, i) : samples_csv(samples, i);
    return table_cell(samples->sampler->table, row, column);
}

/* The sample of a row as it stands. */
static inline struct sample samples_as(const struct samples *samples, const struct csv_row *row)
{
    struct sample sample; /* with no prediction yet: to clear the room for one would take most of the time */
    sample.sampler = samples->sampler;
    sample.row = row;
    sample.id = table_cell(samples->sampler->table, row, samples->sampler->id);
    sample.p = samples->p;
    sample.set = samples->set;
    sample.valued = sample.predicted = false;
    // cppcheck-suppress uninitvar ; nobody reads a prediction before there is one
    return sample;
}

static inline struct sample samples_at(const struct samples *samples, size_t i)
{
    return samples_as(samples, samples_csv(samples, i));
}

/* The number of a sample's row within its block, from 0; bad rows count too. */
static inline uint64_t samples_row(const struct samples *samples, size_t i)
{
    return samples->before + (uint64_t)(samples->rows[i] - samples->first);
}

/* How many workers a scan of this source can use: no more than it has blocks. */
unsigned scan_threads(const struct source *source, unsigned wanted);

/* Reads all rows of the table, for this scan and those beside it. */
bool scan_run(struct scan *scan, struct error *error);

/* The same for several tables side by side, each with its own step and state; scans[0]->threads workers see to
 * all of them. A worker goes to the table that is behind the others, so that equal rows of tables in
 * one order are met at about the same time. The error is that of the first table which has one. */
bool scan_run_all(struct scan *const *scans, size_t count, struct error *error);

/* Where the first sample stands, in the order of the input, that is wanted: FILE:LINE:COLUMN of its cell in this
 * column, in the arena of the scan, whose step and threads do not count. NULL when there is none, and after an
 * error: its status tells. */
const char *scan_find(struct scan *scan, size_t column, bool (*wanted)(void *state, struct sample *sample), void *state,
                      struct error *error);

/* The worker's number. */
unsigned scan_worker_number(const struct scan_worker *worker);

/* For a step: this sample is a bad row. Under `fail` sets the error with its place and returns false;
 * otherwise counts and keeps it and returns true. Under `first` the step queues it before. */
bool scan_reject(struct scan_worker *worker, const struct sample *sample, const struct problem *problem,
                 struct error *error);

/* For a step: tells scan->found of this sample, which stays as good as it is. */
bool scan_remark(struct scan_worker *worker, const struct sample *sample, const struct problem *problem,
                 struct error *error);

/* For a step: ends the run at this sample whatever is done with bad rows. Sets the error with its place,
 * returns false. */
bool scan_stop(struct scan_worker *worker, const struct sample *sample, const struct problem *problem,
               struct error *error);

/* For a step under `first`: this bad row was queued and counts as ranked. */
enum bad_row scan_policy(const struct scan_worker *worker);

#endif
