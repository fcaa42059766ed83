#include "join/gather.h"

#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "dengine/hash.h"
#include "join/classes.h"
#include "join/ids.h"
#include "join/slots.h"

_Static_assert(CSV_ROWS <= 256, "the order of a batch is kept in bytes");

struct gather_worker {
    struct arena arena;
    struct answer rows[CSV_ROWS];
    size_t count;
    double *values;       /* CSV_ROWS x room */
    int64_t *units;       /* the same */
    uint32_t *millionths; /* the same */
    char *told;           /* CSV_ROWS x what is told */
    size_t room;
    union slot_value *sample; /* gather->values */
    struct label_cache cache;
    uint64_t **used;                /* [tables] which labels a label column held: a bitmap */
    uint64_t rows_read, bytes_read; /* of the largest table */
    uint64_t *unlikely;             /* [tables] rows whose label is less likely than another class */
    struct text *repeated;          /* [tables] the first repeated id, in byte order */
    struct gather_counts counts;
    struct gather_missing missing;
};

struct lane {
    struct gather *gather;
    struct gather_table *table;
    size_t number;
    uint64_t size; /* of the largest table, in bytes; else 0 */
    void (*done)(void *state, unsigned worker, const struct gathered *sample);
    void *state;
};

/* ---- opening ---- */

static void free_worker(void *worker)
{
    arena_free(&((struct gather_worker *)worker)->arena);
}

bool gather_open(struct gather *gather, struct error *error)
{
    if (!gather_number_classes(gather, error))
        return false;
    slots_open(gather);
    size_t room = 1;
    for (size_t t = 0; t < gather->tables_count; t++) {
        size_t needed = predictor_room(&gather->tables[t].scan.sampler->predictor);
        room = needed > room ? needed : room;
    }
    gather->workers = arena_array(gather->arena, gather->threads, sizeof *gather->workers);
    for (unsigned i = 0; i < gather->threads; i++) {
        struct gather_worker *worker = &gather->workers[i];
        worker->arena.exhausted = gather->arena->exhausted;
        arena_attach(gather->arena, free_worker, worker);
        worker->room = room;
        worker->values = arena_array(&worker->arena, CSV_ROWS * room, sizeof *worker->values);
        worker->units = arena_array(&worker->arena, CSV_ROWS * room, sizeof *worker->units);
        size_t told = gather->told ? gather->told->size : 0;
        worker->told = arena_array(&worker->arena, CSV_ROWS, told);
        for (size_t row = 0; row < CSV_ROWS; row++) {
            worker->rows[row].told = worker->told + row * told;
            worker->rows[row].p = worker->values + row * room;
            worker->rows[row].units = worker->units + row * room;
            worker->rows[row].set.arena = &worker->arena;
        }
        worker->millionths = arena_array(&worker->arena, CSV_ROWS * room + 3, sizeof *worker->millionths);
        worker->sample = arena_array(&worker->arena, gather->values, sizeof *worker->sample);
        worker->repeated = arena_array(&worker->arena, gather->tables_count, sizeof *worker->repeated);
        worker->unlikely = arena_array(&worker->arena, gather->tables_count, sizeof *worker->unlikely);
        worker->used = arena_array(&worker->arena, gather->tables_count, sizeof *worker->used);
        for (size_t t = 0; t < gather->tables_count; t++)
            worker->used[t] = arena_array(&worker->arena, LABELS_MOST / 64 + 1, sizeof **worker->used);
    }
    return true;
}

/* ---- samples ---- */

static void note_missing(const struct gather *gather, struct gather_worker *worker, const struct slot *slot)
{
    struct text id = slot_id(slot);
    worker->counts.missing++;
    if (worker->missing.id.data && text_compare(worker->missing.id, id) <= 0)
        return;
    worker->missing = (struct gather_missing){.id = text_copy(&worker->arena, id)};
    while (worker->missing.member < gather->members.count && slot->labels[worker->missing.member])
        worker->missing.member++;
}

/* What becomes of a sample: it is counted, and handed on if it is to be ranked. */
static void settle(const struct lane *lane, unsigned number, struct slot *slot)
{
    const struct gather *gather = lane->gather;
    bool problem = slot->flags & SLOT_BAD;
    struct gather_worker *worker = &gather->workers[number];
    struct gather_counts *counts = &worker->counts;
    uint64_t rows = (uint64_t)slot->seen + (slot->flags & SLOT_OWN ? 1 : 0);
    counts->most = rows > counts->most ? rows : counts->most;
    bool named = rows > 0 || problem;
    rows += slot->flags & SLOT_TOLD ? 1 : 0;
    if (slot->flags & SLOT_OUTSIDE || (gather->where && !(slot->flags & SLOT_PRINCIPAL) && !gather->deployed)) {
        counts->outside += rows;
        return;
    }
    if (gather->deployed && !(slot->flags & (SLOT_OWN | SLOT_KNOWN))) {
        counts->unmatched += rows;
        counts->unmatched_samples += named; /* that more samples are told of is no remark worth */
        return;
    }
    if (slot->seen < gather->members.count && !problem)
        note_missing(gather, worker, slot);
    if (slot->seen < gather->least && !problem) {
        counts->few += rows;
        counts->few_samples++;
        return;
    }
    counts->joined += rows;
    counts->ranked++;
    counts->partial += !problem && slot->seen < gather->members.count;
    const struct gathered sample = slots_tell(gather, slot, worker->sample);
    lane->done(lane->state, number, &sample);
}

/* ---- the step ---- */

static void keep_first(struct arena *arena, struct text *first, struct text id)
{
    if (!first->data || text_compare(id, *first) < 0)
        *first = text_copy(arena, id);
}

/* A bad row under `first`: its sample is queued first, whatever the others say. */
static void add_fault(const struct lane *lane, struct gather_worker *worker, const struct answer *answer,
                      const struct problem *problem)
{
    struct gather *gather = lane->gather;
    slots_ready(gather, lane->table, answer, 0);
    size_t part = pending_part(answer->key.hash);
    pending_lock(gather->pending, part);
    struct slot *slot = pending_find(gather->pending, answer->key, answer->id, answer->expected);
    if (slot)
        slots_add_fault(gather, lane->number, slot, answer, problem);
    else
        keep_first(&worker->arena, &worker->repeated[lane->number], answer->id);
    pending_unlock(gather->pending, part);
    worker->counts.joined++;
}

/* The rows at hand sorted by their part: those of part p are order[starts[p]] .. order[starts[p + 1] - 1]. */
struct batch {
    unsigned char order[CSV_ROWS];
    size_t starts[PENDING_PARTS + 1];
};

static void sort_by_part(struct batch *batch, const struct answer *rows, size_t count)
{
    size_t next[PENDING_PARTS];
    memset(batch->starts, 0, sizeof batch->starts);
    for (size_t i = 0; i < count; i++)
        batch->starts[pending_part(rows[i].key.hash) + 1]++;
    for (size_t p = 0; p < PENDING_PARTS; p++) {
        next[p] = batch->starts[p];
        batch->starts[p + 1] += batch->starts[p];
    }
    for (size_t i = 0; i < count; i++)
        batch->order[next[pending_part(rows[i].key.hash)]++] = (unsigned char)i;
}

/* A sample that no row is missing of, and the number of its slot. */
struct complete {
    struct slot *slot; /* NULL: there is none */
    uint32_t number;
};

/* Adds the row to its slot; returns the slot if that completes the sample. */
static struct complete add_answer(const struct lane *lane, struct gather_worker *worker, const struct answer *answer)
{
    const struct gather *gather = lane->gather;
    struct slot *slot = pending_find(gather->pending, answer->key, answer->id, answer->expected);
    if (!slot || !slots_add(gather, lane->table, slot, answer)) {
        keep_first(&worker->arena, &worker->repeated[lane->number], answer->id);
        return (struct complete){0};
    }
    if (!slots_complete(gather, slot))
        return (struct complete){0};
    return (struct complete){slot, pending_finish(gather->pending, answer->key, slot)};
}

/* Each lock is taken three times for all rows: to look ahead, to add, to give complete slots back. Workers begin
 * with different parts, so that they seldom meet. */
static void add_rows(const struct lane *lane, unsigned number, size_t count)
{
    struct gather *gather = lane->gather;
    struct pending *pending = gather->pending;
    struct gather_worker *worker = &gather->workers[number];
    struct answer *rows = worker->rows;
    struct complete complete[CSV_ROWS];
    struct batch batch;
    size_t first = number * PENDING_PARTS / gather->threads;
    slots_ready(gather, lane->table, rows, count);
    sort_by_part(&batch, rows, count);
    for (size_t n = 0; n < PENDING_PARTS; n++) {
        size_t p = (first + n) % PENDING_PARTS;
        pending_lock(pending, p);
        for (size_t i = batch.starts[p]; i < batch.starts[p + 1]; i++)
            rows[batch.order[i]].expected = pending_expect_slot(pending, rows[batch.order[i]].key);
        pending_unlock(pending, p);
    }
    for (size_t n = 0; n < PENDING_PARTS; n++) {
        size_t p = (first + n) % PENDING_PARTS;
        pending_lock(pending, p);
        for (size_t i = batch.starts[p]; i < batch.starts[p + 1]; i++)
            complete[i] = add_answer(lane, worker, &rows[batch.order[i]]);
        pending_unlock(pending, p);
    }
    size_t settled = 0;
    for (size_t i = 0; i < count; i++)
        if (complete[i].slot) {
            settle(lane, number, complete[i].slot);
            settled++;
        }
    for (size_t p = 0; settled && p < PENDING_PARTS; p++) {
        pending_lock(pending, p);
        for (size_t i = batch.starts[p]; i < batch.starts[p + 1]; i++)
            if (complete[i].slot) {
                slots_release(gather, p, complete[i].slot);
                pending_release(pending, p, complete[i].number);
            }
        pending_unlock(pending, p);
    }
}

/* A row that cannot be used, as the policy has it. */
static bool refuse(const struct lane *lane, struct scan_worker *scan_worker, const struct samples *samples, size_t i,
                   const struct answer *answer, const struct problem *problem, struct error *error)
{
    const struct gather *gather = lane->gather;
    if (scan_policy(scan_worker) == BAD_ROW_FIRST && problem->column != PROBLEM_TABLE) {
        add_fault(lane, &gather->workers[scan_worker_number(scan_worker)], answer, problem);
        return true;
    }
    struct sample sample = samples_at(samples, i);
    return scan_reject(scan_worker, &sample, problem, error);
}

/* The samples of a table that is no model's. */
static bool gather_told(void *state, struct scan_worker *scan_worker, struct samples *samples, struct error *error)
{
    const struct lane *lane = state;
    const struct gather *gather = lane->gather;
    const struct gather_told *told = gather->told;
    unsigned number = scan_worker_number(scan_worker);
    struct gather_worker *worker = &gather->workers[number];
    size_t count = 0;
    if (!told->read(told->state, number, samples, error))
        return false;
    for (size_t i = 0; i < samples->count; i++) {
        struct answer *answer = &worker->rows[count];
        struct problem problem;
        answer_start(answer, samples_at(samples, i).id);
        pending_expect(gather->pending, answer->key.hash);
        if (told->tell(told->state, number, samples, i, answer->told, &problem))
            count++;
        else if (!refuse(lane, scan_worker, samples, i, answer, &problem, error))
            return false;
    }
    add_rows(lane, number, count);
    return true;
}

/* How many ids there will be: as many as the largest table has rows, going by those that were read. */
static void guess_ids(const struct lane *lane, struct gather_worker *worker, const struct csv_rows *rows)
{
    size_t members = lane->table->by_member ? lane->gather->members.count + lane->gather->deployed : 1;
    worker->rows_read += rows->count;
    worker->bytes_read += rows->ends[rows->count * rows->columns - 1] - *(rows->ends - 1);
    if (!members || !worker->bytes_read)
        return;
    double row = (double)worker->bytes_read / (double)worker->rows_read;
    pending_guess(lane->gather->pending, (size_t)((double)lane->size / row / (double)members));
}

/* Rows of a grid whose numbers stand in worker->values, from that of row `first` on. */
struct numbers {
    size_t first, end;
    size_t step; /* how many are read at once: more and more, as long as none is usual */
};

/* Sees to the rows from i on that are usual, and then reads the numbers of some that are not. Returns how many
 * answers there are more. */
static size_t read_grid(const struct lane *lane, struct gather_worker *worker, const struct samples *samples, size_t i,
                        struct answer *rows, struct numbers *numbers)
{
    const struct gather *gather = lane->gather;
    size_t usual = answer_some(gather, lane->number, &worker->cache, worker->used[lane->number], samples, i, rows,
                               worker->millionths + i * worker->room);
    for (size_t r = 0; r < usual; r++)
        pending_expect(gather->pending, rows[r].key.hash);
    size_t first = i + usual, left = samples->count - first;
    size_t step = usual ? 1 : 2 * numbers->step;
    *numbers = (struct numbers){first, first, step < left ? step : left};
    if (left && lane->table->says != SAYS_SCORE)
        numbers->end += predictor_some_grid(&lane->table->scan.sampler->predictor, samples->grid, first, numbers->step,
                                            worker->values + first * worker->room);
    return usual;
}

/* Of a matrix, unless there is something odd about the row: then its cells are not written. */
static bool read_numbers(const struct lane *lane, const struct samples *samples, size_t i, double *p)
{
    const struct csv_row *row = samples->grid ? NULL : samples_seen(samples, i);
    return row && row->cut == CSV_NUMBERS && lane->table->says != SAYS_SCORE &&
           predictor_some(&lane->table->scan.sampler->predictor, &row, 1, p) == 1;
}

static bool gather_samples(void *state, struct scan_worker *scan_worker, struct samples *samples, struct error *error)
{
    const struct lane *lane = state;
    const struct gather *gather = lane->gather;
    unsigned number = scan_worker_number(scan_worker);
    struct gather_worker *worker = &gather->workers[number];
    struct numbers numbers = {.step = 1};
    size_t count = 0, room = predictor_room(&lane->table->scan.sampler->predictor);
    if (samples->grid && lane->size)
        guess_ids(lane, worker, samples->grid);
    for (size_t i = 0; i < samples->count; i++) {
        struct answer *answer = &worker->rows[count];
        struct problem problem;
        answer->p = worker->values + i * worker->room;
        if (samples->grid && i >= numbers.end) {
            size_t usual = read_grid(lane, worker, samples, i, answer, &numbers);
            count += usual;
            i += usual;
            answer += usual;
            if (i == samples->count)
                break;
        }
        answer->read = i < numbers.end;
        answer->p = answer->read ? worker->values + numbers.first * worker->room + (i - numbers.first) * room
                                 : worker->values + i * worker->room;
        answer->read |= read_numbers(lane, samples, i, answer->p);
        if (answer_read(gather, lane->number, &worker->cache, worker->used[lane->number], samples, i, answer,
                        &problem)) {
            pending_expect(gather->pending, answer->key.hash);
            count++;
        } else if (!refuse(lane, scan_worker, samples, i, answer, &problem, error)) {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++)
        worker->unlikely[lane->number] += worker->rows[i].unlikely;
    add_rows(lane, number, count);
    return true;
}

/* ---- the run ---- */

struct rest {
    const struct lane *lane;
    size_t next; /* part */
};

/* The samples that no row has completed. */
static void settle_rest(void *state, unsigned number)
{
    struct rest *rest = state;
    struct pending *pending = rest->lane->gather->pending;
    for (size_t part; (part = __atomic_fetch_add(&rest->next, 1, __ATOMIC_RELAXED)) < PENDING_PARTS;) {
        size_t at = 0;
        for (struct slot *slot; (slot = pending_next(pending, part, &at));)
            settle(rest->lane, number, slot);
    }
}

static void add_counts(struct gather_counts *sum, const struct gather_counts *counts)
{
    sum->outside += counts->outside;
    sum->unmatched += counts->unmatched;
    sum->few += counts->few;
    sum->joined += counts->joined;
    sum->ranked += counts->ranked;
    sum->partial += counts->partial;
    sum->missing += counts->missing;
    sum->unmatched_samples += counts->unmatched_samples;
    sum->few_samples += counts->few_samples;
    sum->most = counts->most > sum->most ? counts->most : sum->most;
}

static const struct gather_missing *first_missing(const struct gather *gather)
{
    const struct gather_missing *first = NULL;
    for (unsigned i = 0; i < gather->threads; i++) {
        const struct gather_missing *missing = &gather->workers[i].missing;
        if (missing->id.data && (!first || text_compare(missing->id, first->id) < 0))
            first = missing;
    }
    return first;
}

static bool check_run(const struct gather *gather, struct error *error)
{
    size_t filled = 0;
    uint64_t excluded = 0;
    for (size_t t = 0; t < gather->tables_count; t++) {
        struct text repeated = {0};
        for (unsigned i = 0; i < gather->threads; i++)
            if (gather->workers[i].repeated[t].data)
                keep_first(gather->arena, &repeated, gather->workers[i].repeated[t]);
        if (repeated.data)
            return gather_report_repeat(gather, t, repeated, error);
        filled += gather->tables[t].says != SAYS_TOLD && gather->tables[t].scan.counts.ranked > 0;
        excluded += gather->tables[t].scan.counts.excluded;
    }
    if (filled > 1 && !excluded && gather->counts.most == 1)
        return gather_report_strangers(gather, error);
    if (gather->all && gather->counts.missing)
        return gather_report_missing(gather, first_missing(gather), error);
    return gather_check_labels(gather, error);
}

static uint64_t table_size(const struct gather *gather, size_t table)
{
    return source_size(gather->tables[table].scan.sampler->table->source);
}

bool gather_run(struct gather *gather, void (*done)(void *state, unsigned worker, const struct gathered *sample),
                void *state, struct error *error)
{
    size_t count = gather->tables_count;
    struct lane *lanes = arena_array(gather->arena, count, sizeof *lanes);
    struct scan **scans = arena_array(gather->arena, count, sizeof *scans);
    size_t largest = 0;
    for (size_t t = 0; t < count; t++) {
        lanes[t] =
            (struct lane){.gather = gather, .table = &gather->tables[t], .number = t, .done = done, .state = state};
        largest = table_size(gather, t) > table_size(gather, largest) ? t : largest;
        scans[t] = &gather->tables[t].scan;
        scans[t]->grid = gather->tables[t].says != SAYS_TOLD;
        scans[t]->step = scans[t]->grid ? gather_samples : gather_told;
        scans[t]->state = &lanes[t];
    }
    lanes[largest].size = table_size(gather, largest);
    if (!scan_run_all(scans, count, error))
        return false;
    struct rest rest = {.lane = &lanes[0]};
    pool_run(gather->threads, settle_rest, &rest);
    gather->counts = (struct gather_counts){0};
    for (unsigned i = 0; i < gather->threads; i++)
        add_counts(&gather->counts, &gather->workers[i].counts);
    gather->used = arena_array(gather->arena, count, sizeof *gather->used);
    gather->unlikely = arena_array(gather->arena, count, sizeof *gather->unlikely);
    for (size_t t = 0; t < count; t++) {
        gather->used[t] = gather->workers[0].used[t];
        for (unsigned i = 0; i < gather->threads; i++)
            gather->unlikely[t] += gather->workers[i].unlikely[t];
        for (unsigned i = 1; i < gather->threads; i++)
            for (size_t word = 0; word < LABELS_MOST / 64 + 1; word++)
                gather->used[t][word] |= gather->workers[i].used[t][word];
    }
    return check_run(gather, error);
}
