/*
 * scan_rejects.c - rows that cannot be used, each with its place.
 */
#include <stdlib.h>
#include <string.h>

#include "input/scan_worker.h"
#include "read/records.h"

enum bad_row scan_policy(const struct scan_worker *worker)
{
    return worker->scan->bad_row;
}

/* ---- places ---- */

void scan_place(struct scan_worker *worker, const char *at, uint64_t *line, size_t *position)
{
    worker = worker->reader;
    if (worker->block.matrix.count) {
        *line = matrix_rows_at(&worker->block.matrix, at);
        *position = 1;
        return;
    }
    struct text before = {worker->block.text.data, (size_t)(at - worker->block.text.data)};
    if (at < worker->counted) {
        worker->counted = before.data;
        worker->counted_lines = 0;
    }
    worker->counted_lines += records_count((struct text){worker->counted, (size_t)(at - worker->counted)}, '\n');
    worker->counted = at;
    *line = worker->counted_lines;
    const char *newline = before.size ? memrchr(before.data, '\n', before.size) : NULL;
    *position = (size_t)(at - (newline ? newline + 1 : before.data)) + 1;
}

static void place_of_problem(struct scan_worker *worker, const struct csv_row *row, const struct problem *problem,
                             uint64_t *line, size_t *position)
{
    const struct table *table = worker->scan->sampler->table;
    const char *at = row->record.data;
    if (worker->shaper) { /* of a made row the begin of that, or the first of those, that it is made of */
        at = shaper_origin(worker->shaper, (size_t)(row - worker->rows.items), line);
        *position = 1;
        if (!at)
            return;
    }
    if (problem->column != PROBLEM_ROW && problem->column < table->layout.columns && at == row->record.data)
        at = csv_cell_start(row->record, table->layout.delimiter, problem->column);
    scan_place(worker, at, line, position);
    if (source_kind(table->source) == SOURCE_MATRIX) /* nobody sees the text */
        *position = problem->column < table->layout.columns ? problem->column + 1 : 1;
}

/* ---- bad rows ---- */

/* Rows are checked before the step looks at them, so its rejects go among those of the same rows. */
static void insert_reject(struct scan_worker *worker, struct reject *reject)
{
    worker = worker->reader;
    struct reject **place = worker->batch_reject;
    while (*place && (*place)->line <= reject->line)
        place = &(*place)->next;
    reject->next = *place;
    *place = reject;
    if (!reject->next)
        worker->last_reject = &reject->next;
}

static bool stop_at(struct scan_worker *worker, const struct csv_row *row, const struct problem *problem,
                    struct error *error)
{
    place_of_problem(worker, row, problem, &worker->reader->failed_line, &worker->reader->failed_position);
    return error_set(error, STATUS_DATA, "%s", problem->text);
}

/* Keeps what is wrong with a row until its block is committed. */
static bool keep_problem(struct scan_worker *worker, const struct csv_row *row, const struct problem *problem,
                         bool remark, struct error *error)
{
    uint64_t line;
    size_t position;
    place_of_problem(worker, row, problem, &line, &position);
    if (row->cut == CSV_NUMBERS)
        matrix_rows_write(&worker->reader->block.matrix, worker->scan->sampler->table,
                          worker->samples.first + (row - worker->samples.first));
    struct reject *reject = malloc(sizeof *reject);
    char *why = strdup(problem->text), *record = malloc(row->record.size + 1);
    if (!reject || !why || !record) {
        free(reject);
        free(why);
        free(record);
        return error_set(error, STATUS_MEMORY, "out of memory for a rejected row");
    }
    memcpy(record, row->record.data, row->record.size);
    *reject = (struct reject){.scan = worker->scan,
                              .remark = remark,
                              .line = line,
                              .position = position,
                              .why = why,
                              .record = record,
                              .size = row->record.size};
    insert_reject(worker, reject);
    return true;
}

bool scan_reject_row(struct scan_worker *worker, const struct csv_row *row, const struct problem *problem,
                     struct error *error)
{
    if (problem->column == PROBLEM_TABLE)
        return error_set(error, STATUS_DATA, "%s", problem->text);
    if (worker->scan->bad_row == BAD_ROW_FAIL)
        return stop_at(worker, row, problem, error);
    worker->counts.rejected++;
    return keep_problem(worker, row, problem, false, error);
}

bool scan_remark(struct scan_worker *worker, const struct sample *sample, const struct problem *problem,
                 struct error *error)
{
    return keep_problem(worker, sample->row, problem, true, error);
}

bool scan_reject(struct scan_worker *worker, const struct sample *sample, const struct problem *problem,
                 struct error *error)
{
    worker->counts.ranked--;
    return scan_reject_row(worker, sample->row, problem, error);
}

bool scan_stop(struct scan_worker *worker, const struct sample *sample, const struct problem *problem,
               struct error *error)
{
    return stop_at(worker, sample->row, problem, error);
}
