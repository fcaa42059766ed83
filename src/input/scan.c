#include "input/scan.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "dengine/hash.h"
#include "input/beside.h"
#include "input/commits.h"
#include "input/shape.h"
#include "read/records.h"

enum { P_ROOM = 2048 }; /* probabilities that are read at once: they stay in the first cache */

struct scan_worker {
    unsigned number;
    struct arena arena;
    struct commits *commits;
    struct scan *scan;
    struct scan_worker *beside; /* the same worker for the scan beside */
    struct scan_worker *reader; /* the same worker for the first scan: it reads, and keeps what is found */

    struct block block;
    uint64_t head_lines; /* of the header in this block */
    struct csv *csv;
    struct csv_rows rows;
    struct shaper *shaper; /* when rows are made of those that are read, or NULL */
    struct csv_rows *read;
    struct looker *looker;  /* when there are tables beside, or NULL */
    struct buffer squeezed; /* the block with single blanks */
    struct samples samples;
    struct scan_counts counts;
    uint64_t read_before; /* the block at hand */
    struct finding finding;
    struct reject **last_reject;
    struct reject **batch_reject; /* where those of the rows at hand begin */

    /* The newlines before `counted`, so that a place is found from the last one. */
    const char *counted;
    uint64_t counted_lines;

    /* Of the error, when this worker has one. */
    uint64_t failed_line;
    size_t failed_position;
    struct scan *failed_scan;
};

unsigned scan_worker_number(const struct scan_worker *worker)
{
    return worker->number;
}

enum bad_row scan_policy(const struct scan_worker *worker)
{
    return worker->scan->bad_row;
}

/* ---- places ---- */

/* The line within the block (from 0) and the position within that line (from 1). */
static void place_of(struct scan_worker *worker, const char *at, uint64_t *line, size_t *position)
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
    place_of(worker, at, line, position);
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

static bool reject_row(struct scan_worker *worker, const struct csv_row *row, const struct problem *problem,
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
    return reject_row(worker, sample->row, problem, error);
}

bool scan_stop(struct scan_worker *worker, const struct sample *sample, const struct problem *problem,
               struct error *error)
{
    return stop_at(worker, sample->row, problem, error);
}

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
    return reject_row(worker, row, &problem, error);
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
            kept = reject_row(worker, row, &problem, error);
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
        place_of(worker, at, &worker->failed_line, &worker->failed_position);
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

static bool scan_block(struct scan_worker *worker, struct error *error)
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
    place_of(worker, csv_fault(worker->csv), &worker->failed_line, &worker->failed_position);
    return false;
}

/* One scan among those that run side by side. */
struct lane {
    struct scan *scan;
    struct commits *commits;
    struct scan_worker **workers;
    bool ended;
    uint64_t rows, blocks; /* done */
    unsigned busy;         /* blocks at work */
    bool in_turn;          /* one block at a time, in order */
    bool numbers;          /* those of a matrix are enough */
};

struct shared {
    struct lane *lanes;
    size_t count;
    pthread_mutex_t lock;
};

/* How far a lane will be, in rows, when the blocks at work are done. */
static uint64_t progress_of(const struct lane *lane)
{
    return lane->rows + (lane->blocks ? lane->rows / lane->blocks : 1) * lane->busy;
}

/* Takes a place in the lane that is behind the others; NULL when all have ended, or are seen to by others that take
 * their blocks in turn. */
static struct lane *enter_lane(struct shared *shared)
{
    struct lane *last = NULL;
    pthread_mutex_lock(&shared->lock);
    for (size_t i = 0; i < shared->count; i++)
        if (!shared->lanes[i].ended && !(shared->lanes[i].in_turn && shared->lanes[i].busy) &&
            (!last || progress_of(&shared->lanes[i]) < progress_of(last)))
            last = &shared->lanes[i];
    if (last)
        last->busy++;
    pthread_mutex_unlock(&shared->lock);
    return last;
}

static void leave_lane(struct shared *shared, struct lane *lane, const struct finding *finding)
{
    pthread_mutex_lock(&shared->lock);
    lane->busy--;
    lane->blocks++;
    lane->rows += finding->rows;
    pthread_mutex_unlock(&shared->lock);
}

/* Ends a lane; after an error also those behind it. Those before it go on: their errors come first. */
static void end_lane(struct shared *shared, struct lane *lane, bool failed)
{
    pthread_mutex_lock(&shared->lock);
    lane->ended = true;
    for (struct lane *other = lane; failed && other < shared->lanes + shared->count; other++) {
        other->ended = true;
        source_stop(other->scan->sampler->table->source);
    }
    pthread_mutex_unlock(&shared->lock);
}

static void measure_block(struct scan_worker *worker)
{
    const struct npy_rows *matrix = &worker->block.matrix;
    struct finding *finding = &worker->finding;
    finding->bytes = matrix->count ? matrix->count * matrix->columns * NPY_ROWS_NUMBER : worker->block.text.size;
    finding->lines = matrix->count ? matrix->count : worker->head_lines + csv_lines(worker->csv);
}

/* Takes a block of the lane and scans it; false at the lane's end. */
static bool work_on(struct shared *shared, struct lane *lane, unsigned number, struct block_room *room)
{
    struct scan_worker *worker = lane->workers[number];
    struct error error = {0};
    worker->failed_scan = worker->scan;
    room->numbers = lane->numbers;
    bool taken = source_take(lane->scan->sampler->table->source, room, &worker->block, &error), done = false;
    if (taken) {
        worker->read_before = worker->counts.read;
        for (struct scan_worker *each = worker; each; each = each->beside)
            each->samples.block = worker->block.number;
        worker->finding = (struct finding){.file = worker->block.file};
        worker->last_reject = &worker->finding.rejects;
        if (worker->looker)
            looker_start(worker->looker, worker->block.number);
        done = scan_block(worker, &error);
        if (worker->looker && done)
            looker_finish(worker->looker);
        worker->finding.rows = worker->counts.read - worker->read_before;
        measure_block(worker);
    }
    if (done) {
        leave_lane(shared, lane, &worker->finding);
        commits_add(lane->commits, worker->block.number, &worker->finding);
        worker->finding.rejects = NULL;
        worker->failed_line = NO_LINE;
    } else {
        if (error.status != STATUS_OK)
            commits_fail(lane->commits, worker->failed_scan, &worker->block, worker->failed_line,
                         worker->failed_position, &error);
        end_lane(shared, lane, error.status != STATUS_OK);
    }
    return done;
}

static void work(void *state, unsigned number)
{
    struct shared *shared = state;
    struct block_room room = {.arena = &shared->lanes[0].workers[number]->arena};
    for (struct lane *lane; (lane = enter_lane(shared));)
        work_on(shared, lane, number, &room);
}

/* ---- the run ---- */

unsigned scan_threads(const struct source *source, unsigned wanted)
{
    uint64_t blocks = source_size(source) / source_block_size(source) + 1;
    return source_size(source) && blocks < wanted ? (unsigned)blocks : wanted;
}

static void free_worker(void *resource)
{
    struct scan_worker *worker = resource;
    finding_free(&worker->finding);
    arena_free(&worker->arena);
}

/* `reader` is NULL for the first of the scans. */
static struct scan_worker *new_worker(struct scan *scan, struct commits *commits, unsigned number,
                                      struct scan_worker *reader)
{
    struct scan_worker *worker = arena_alloc(scan->arena, sizeof *worker);
    worker->number = number;
    worker->arena.exhausted = scan->arena->exhausted;
    worker->commits = commits;
    worker->scan = scan;
    worker->failed_line = NO_LINE;
    worker->reader = reader ? reader : worker;
    worker->csv = reader ? NULL : csv_open(&worker->arena, &scan->sampler->table->layout, marks_best());
    if (scan->sampler->table->shape && !reader) {
        worker->shaper = shaper_open(scan->sampler->table->shape, &worker->arena);
        worker->read = arena_alloc(&worker->arena, sizeof *worker->read);
    }
    worker->looker = reader ? NULL : looker_open(scan->sampler->table, &worker->arena);
    worker->squeezed.arena = &worker->arena;
    worker->samples.sampler = scan->sampler;
    worker->samples.first = worker->reader->rows.items;
    worker->samples.matrix = &worker->reader->block.matrix;
    size_t room = predictor_room(&scan->sampler->predictor), rows = P_ROOM / room;
    worker->samples.p_rows = rows < 1 ? 1 : rows < CSV_ROWS ? rows : CSV_ROWS;
    worker->samples.p = arena_array(&worker->arena, worker->samples.p_rows * room, sizeof(double));
    worker->samples.set = arena_alloc(&worker->arena, sizeof *worker->samples.set);
    *worker->samples.set = (struct buffer){.arena = &worker->arena};
    arena_attach(scan->arena, free_worker, worker);
    if (scan->beside)
        worker->beside = new_worker(scan->beside, commits, number, worker->reader);
    return worker;
}

static void add_counts(const struct scan_worker *worker)
{
    for (; worker; worker = worker->beside) {
        struct scan_counts *sum = &worker->scan->counts;
        sum->digest += worker->counts.digest;
        sum->read += worker->counts.read;
        sum->outside += worker->counts.outside;
        sum->excluded += worker->counts.excluded;
        sum->rejected += worker->counts.rejected;
        sum->ranked += worker->counts.ranked;
    }
}

/* Whether the numbers of a matrix are all that is asked for of most rows. */
static bool takes_numbers(const struct scan *scan)
{
    const struct table *table = scan->sampler->table;
    bool takes = table->shape && shape_numbers_rows(table->shape) && !table->beside;
    for (; scan; scan = scan->beside)
        takes &= scan->grid && !scan->digests && !scan->filter->count && !scan->sampler->predictor.has_label;
    return takes;
}

static bool open_lane(struct lane *lane, struct scan *scan, unsigned threads, struct error *error)
{
    struct shape *shape = scan->sampler->table->shape;
    if (shape && !shape_restart(shape, error))
        return false;
    *lane = (struct lane){.scan = scan,
                          .commits = commits_open(scan),
                          .in_turn = shape && shape_is_sequential(shape),
                          .numbers = takes_numbers(scan)};
    lane->workers = arena_array(scan->arena, threads, sizeof *lane->workers);
    for (unsigned i = 0; i < threads; i++) {
        lane->workers[i] = new_worker(scan, lane->commits, i, NULL);
        if (!lane->workers[i]->csv)
            return error_set(error, STATUS_MEMORY, "out of memory for the CSV reader");
    }
    return true;
}

static void count_beside(const struct lane *lane, unsigned threads)
{
    struct scan *scan = lane->scan;
    struct looker **lookers = arena_array(scan->arena, threads, sizeof(struct looker *));
    for (unsigned i = 0; i < threads; i++)
        lookers[i] = lane->workers[i]->looker;
    if (scan->sampler->table->beside && lookers[0])
        looker_count(scan->sampler->table->beside, lookers, threads);
}

static void close_lane(struct lane *lane, unsigned threads)
{
    struct scan *scan = lane->scan;
    do
        scan->counts = (struct scan_counts){0};
    while ((scan = scan->beside));
    for (unsigned i = 0; i < threads; i++)
        add_counts(lane->workers[i]);
    count_beside(lane, threads);
    commits_close(lane->commits);
}

static bool settle_beside(const struct scan *scan, struct error *error)
{
    const struct beside *beside = scan->sampler->table->beside;
    return !beside || beside_settle(beside, error);
}

static bool finish_shape(const struct scan *scan, struct error *error)
{
    struct shape *shape = scan->sampler->table->shape;
    return !shape || shape_finish(shape, error);
}

bool scan_run_all(struct scan *const *scans, size_t count, struct error *error)
{
    unsigned threads = scans[0]->threads ? scans[0]->threads : 1;
    struct shared shared = {.count = count};
    shared.lanes = arena_array(scans[0]->arena, count, sizeof *shared.lanes);
    for (size_t i = 0; i < count; i++)
        if (!open_lane(&shared.lanes[i], scans[i], threads, error))
            return false;
    pthread_mutex_init(&shared.lock, NULL);
    pool_run(threads, work, &shared);
    pthread_mutex_destroy(&shared.lock);
    for (size_t i = 0; i < count; i++)
        close_lane(&shared.lanes[i], threads);
    for (size_t i = 0; i < count; i++)
        if (!commits_report(shared.lanes[i].commits, error) || !settle_beside(scans[i], error) ||
            !finish_shape(scans[i], error))
            return false;
    error->status = STATUS_OK;
    return true;
}

bool scan_run(struct scan *scan, struct error *error)
{
    return scan_run_all(&scan, 1, error);
}

/* ---- one row ---- */

struct search {
    size_t column;
    bool (*wanted)(void *state, struct sample *sample);
    void *state;
    bool found;
};

static bool find_sample(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct search *search = state;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        struct problem problem;
        if (!search->wanted(search->state, &sample))
            continue;
        search->found = true;
        problem_set(&problem, search->column, "found");
        return scan_stop(worker, &sample, &problem, error);
    }
    return true;
}

const char *scan_find(struct scan *scan, size_t column, bool (*wanted)(void *state, struct sample *sample), void *state,
                      struct error *error)
{
    struct search search = {.column = column, .wanted = wanted, .state = state};
    struct scan one = *scan;
    one.threads = 1;
    one.step = find_sample;
    one.state = &search;
    scan_run(&one, error);
    if (!search.found)
        return NULL;
    error->status = STATUS_OK;
    return one.place;
}
