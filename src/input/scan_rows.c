/*
 * scan_rows.c - the rows of a block: checked, judged by the filter, and given to the step.
 */
#include "dengine/hash.h"
#include "input/scan_worker.h"
#include "read/records.h"

unsigned scan_worker_number(const struct scan_worker *worker)
{
    return worker->number;
}

/* ---- rows ---- */

static bool check_utf8(const struct table *table, const struct csv_row *row, struct problem *problem)
{
    size_t valid = text_utf8(row->record);
    if (valid == row->record.size)
        return true;
    return problem_set(problem, csv_column_at(row->record, table->layout.delimiter, valid),
                       "not UTF-8 (byte 0x%02X); if it is Latin-1: iconv -f ISO-8859-1 -t UTF-8",
                       (unsigned char)row->record.data[valid]);
}

/* What is wrong with a row before its cells are looked at. */
static bool check_row(const struct scan_worker *worker, const struct csv_row *row, struct problem *problem)
{
    const struct sampler *sampler = worker->scan->sampler;
    size_t columns = sampler->table->layout.columns;
    if (row->bare_return || row->too_long)
        return problem_set(problem, PROBLEM_ROW, "%s", csv_row_wrong(row));
    const char *wrong = worker->shaper ? shaper_wrong(worker->shaper, (size_t)(row - worker->rows.items)) : NULL;
    if (wrong)
        return problem_set(problem, PROBLEM_ROW, "%s", wrong);
    if (row->fields != columns)
        return problem_set(problem, PROBLEM_ROW, "the row has %zu cells, the header has %zu", row->fields, columns);
    if (!worker->reader->rows.ascii && !check_utf8(sampler->table, row, problem))
        return false;
    if (table_cell(sampler->table, row, sampler->id).size == 0)
        return problem_set(problem, sampler->id, "the %s is empty", sampler->called ? sampler->called : "id");
    const struct scan_worker *reader = worker->reader;
    return !reader->looker || looker_right(reader->looker, row, (size_t)(row - reader->rows.items), problem);
}

/* ---- blocks ---- */

static bool judge_row(struct scan_worker *worker, const struct csv_row *row, struct error *error)
{
    struct samples *samples = &worker->samples;
    struct problem problem;
    samples->rows[samples->count] = row;
    struct sample sample = samples_as(samples, row); /* of a matrix no more is looked at than its id */
    switch (filter_judge(worker->scan->filter, &sample, &problem)) {
    case FILTER_IN:
        samples->count++;
        return true;
    case FILTER_OUTSIDE:
        worker->counts.outside++;
        return true;
    case FILTER_EXCLUDED:
        worker->counts.excluded++;
        return true;
    case FILTER_BAD:
        break;
    }
    return scan_reject_row(worker, row, &problem, error);
}

/* Whether all rows at hand are samples and good as far as a scan can tell. Most batches of a large
 * input are: then no row is looked at here. */
static bool choose_all(struct scan_worker *worker)
{
    const struct scan *scan = worker->scan;
    const struct csv_rows *rows = &worker->reader->rows;
    size_t id = scan->sampler->id, i = rows->filled ? rows->count : 0;
    if (!rows->grid || !rows->ascii || scan->filter->count || scan->filter->excluded.count)
        return false;
    while (i < rows->count && csv_grid_filled(rows, i, id))
        i++;
    return i == rows->count;
}

/* Asks for the memory where the ids of these rows will be looked up. */
static void fetch_ids(const struct scan_worker *worker, const struct csv_rows *rows)
{
    const struct table *table = worker->scan->sampler->table;
    size_t id = worker->scan->sampler->id;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->grid)
            idset_prefetch(&worker->scan->filter->excluded, csv_grid_cell(rows, i, id));
        else if (rows->items[i].fields == table->layout.columns)
            idset_prefetch(&worker->scan->filter->excluded, csv_cell(&rows->items[i], id, table->slot[id]));
}

/* Puts the rows of the population into the samples: all, or those before the first bad row that ends
 * the run. */
static bool choose(struct scan_worker *worker, struct error *error)
{
    const struct filter *filter = worker->scan->filter;
    struct samples *samples = &worker->samples;
    struct csv_rows *rows = &worker->reader->rows;
    bool excludes = filter->excluded.count > 0, all = filter->count == 0 && !excludes;
    struct problem problem;
    samples->before = worker->counts.read - worker->reader->read_before;
    worker->counts.read += rows->count;
    worker->reader->batch_reject = worker->reader->last_reject;
    samples->grid = worker->scan->grid && choose_all(worker) ? rows : NULL;
    samples->count = samples->grid ? rows->count : 0;
    if (excludes)
        fetch_ids(worker, rows);
    bool kept = true;
    for (size_t i = 0; !samples->grid && kept && i < rows->count; i++) {
        const struct csv_row *row = rows->grid ? csv_row_at(rows, i) : &rows->items[i];
        if (!check_row(worker, row, &problem))
            kept = scan_reject_row(worker, row, &problem, error);
        else if (all)
            samples->rows[samples->count++] = row;
        else
            kept = judge_row(worker, row, error);
    }
    worker->counts.ranked += samples->count;
    return kept;
}

/* Takes the header off the first block of a file; further files must have the same. */
static bool skip_header(struct scan_worker *worker, struct text *text, struct error *error)
{
    const struct table *table = worker->scan->sampler->table;
    size_t size = table->headless ? 0 : records_first(*text, false);
    if (table->headless)
        return true;
    struct text head = {text->data, size ? size : text->size};
    *text = (struct text){text->data + head.size, text->size - head.size};
    if (worker->block.file == 0)
        return true;
    head = text_line(head);
    worker->failed_line = NO_LINE;
    return text_equal(head, source_head(table->source)) ||
           table_same_header(table, head, source_name(table->source, worker->block.file), error);
}

/* Chooses from the rows at hand and takes the step. A bad row that ends the run does so only after the
 * step has seen the rows before it: they may be bad in a way of their own, and the first is reported. */
static bool take_step(struct scan_worker *worker, struct error *error)
{
    struct error bad;
    struct scan_worker *reader = worker->reader;
    bool sound = choose(worker, &bad);
    uint64_t line = reader->failed_line;
    size_t position = reader->failed_position;
    reader->failed_line = NO_LINE;
    if (!worker->scan->step(worker->scan->state, worker, &worker->samples, error))
        return false;
    if (sound)
        return true;
    reader->failed_line = line;
    reader->failed_position = position;
    *error = bad;
    return false;
}

/* The same for this scan and those beside it. */
static bool take_steps(struct scan_worker *worker, struct error *error)
{
    worker->failed_scan = worker->scan;
    if (worker->looker && !looker_take(worker->looker, &worker->rows, error))
        return false;
    for (struct scan_worker *each = worker; each; each = each->beside) {
        worker->failed_scan = each->scan;
        if (!take_step(each, error))
            return false;
    }
    return true;
}

/* Makes rows of those at hand and takes the step with them. */
static bool take_made(struct scan_worker *worker, struct error *error)
{
    const char *at = NULL;
    if (!shaper_take(worker->shaper, worker->read, &worker->rows, &at, error)) {
        scan_place(worker, at, &worker->failed_line, &worker->failed_position);
        return false;
    }
    return worker->rows.count == 0 || take_steps(worker, error);
}

/* Adds the rows that were read, whatever becomes of them. */
static void digest_rows(struct scan_worker *worker, struct csv_rows *rows)
{
    for (size_t i = 0; worker->scan->digests && i < rows->count; i++)
        worker->counts.digest += hash_text(0, (rows->grid ? csv_row_at(rows, i) : &rows->items[i])->record);
}

/* Rows of a matrix, whose text nobody has asked for yet. */
static bool take_numbers(struct scan_worker *worker, struct error *error)
{
    const struct npy_rows *matrix = &worker->block.matrix;
    error->status = STATUS_OK;
    for (size_t first = 0; first < matrix->count; first += worker->read->count) {
        matrix_rows_take(matrix, first, worker->read);
        if (!take_made(worker, error))
            return false;
    }
    shaper_next(worker->shaper, matrix->count, worker->block.last);
    return true;
}

/* The same for all rows of a block, and for the sample that may end with it. */
static bool take_shaped(struct scan_worker *worker, struct error *error)
{
    while (csv_read(worker->csv, worker->read, error)) {
        digest_rows(worker, worker->read);
        if (!take_made(worker, error))
            return false;
    }
    if (error->status != STATUS_OK)
        return true;
    shaper_end(worker->shaper, worker->block.text, worker->block.last, &worker->rows);
    if (worker->rows.count && !take_steps(worker, error))
        return false;
    error->status = STATUS_OK;
    shaper_next(worker->shaper, worker->head_lines + csv_lines(worker->csv), worker->block.last);
    return true;
}

bool scan_block(struct scan_worker *worker, struct error *error)
{
    if (worker->block.matrix.count)
        return take_numbers(worker, error);
    if (table_has_blanks(worker->scan->sampler->table))
        worker->block.text = table_squeeze(&worker->squeezed, worker->block.text);
    struct text text = worker->block.text;
    if (worker->block.first && !skip_header(worker, &text, error))
        return false;
    worker->finding.open_ended = text.size && text.data[text.size - 1] != '\n';
    worker->head_lines =
        records_count((struct text){worker->block.text.data, worker->block.text.size - text.size}, '\n');
    csv_start(worker->csv, text, worker->block.unfinished);
    worker->counted = worker->block.text.data;
    worker->counted_lines = 0;
    if (worker->shaper && !take_shaped(worker, error))
        return false;
    while (!worker->shaper && csv_read_grid(worker->csv, &worker->rows, error)) {
        digest_rows(worker, &worker->rows);
        if (!take_steps(worker, error))
            return false;
    }
    if (error->status == STATUS_OK)
        return true;
    scan_place(worker, csv_fault(worker->csv), &worker->failed_line, &worker->failed_position);
    return false;
}
