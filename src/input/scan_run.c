/*
 * scan_run.c - the workers of one or several scans, side by side: who takes which block, and what is left of it.
 */
#include <pthread.h>

#include "base/pool.h"
#include "input/scan_worker.h"

enum { P_ROOM = 2048 }; /* probabilities that are read at once: they stay in the first cache */

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
