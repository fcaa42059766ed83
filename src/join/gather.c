#include "join/gather.h"

#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "dengine/hash.h"
#include "join/answer.h"
#include "join/classes.h"
#include "join/ids.h"

/* Flags of a slot: the deployed model's row is there; the principal's row is there, and outside the
 * population; a row is bad; that row is, or may be, the deployed model's; what no model says is there. */
enum { OWN = 1, PRINCIPAL = 2, OUTSIDE = 4, BAD = 8, KNOWN = 16, TOLD = 32 };
enum { SEEN_UNLABELLED = 65535 };
_Static_assert(CSV_ROWS <= 256, "the order of a batch is kept in bytes");

/* Why a sample cannot be scored: of several reasons the first table's. */
struct fault {
    const char *text;
    size_t table;
};

struct gather_worker {
    struct arena arena;
    struct answer rows[CSV_ROWS];
    size_t count;
    double *values;       /* CSV_ROWS x room */
    int64_t *units;       /* the same */
    uint32_t *millionths; /* the same */
    char *told;           /* CSV_ROWS x what is told */
    size_t room;
    struct label_cache cache;
    uint64_t **used;       /* [tables] which labels a label column held: a bitmap */
    uint64_t *unlikely;    /* [tables] rows whose label is less likely than another class */
    struct text *repeated; /* [tables] the first repeated id, in byte order */
    struct gather_counts counts;
    struct gather_missing missing;
};

struct lane {
    struct gather *gather;
    struct gather_table *table;
    size_t number;
    void (*done)(void *state, unsigned worker, const struct gathered *sample);
    void *state;
};

/* ---- opening ---- */

static void *reserve(struct gather *gather, unsigned need, size_t count, size_t *at, size_t *size)
{
    *at = *size;
    if (gather->needs & need)
        *size += count * 8;
    return at;
}

static void lay_out(struct gather *gather)
{
    size_t size = offsetof(struct slot, labels) + gather->members.count * sizeof(uint16_t);
    size = (size + 7) / 8 * 8;
    reserve(gather, GATHER_SHARES, gather->classes, &gather->sums_at, &size);
    reserve(gather, GATHER_OWN, gather->classes, &gather->own_at, &size);
    reserve(gather, GATHER_EVERY, gather->members.count * gather->classes, &gather->every_at, &size);
    reserve(gather, GATHER_ENTROPY, 1, &gather->entropy_at, &size);
    reserve(gather, GATHER_CONFIDENCE, 1, &gather->confidence_at, &size);
    reserve(gather, GATHER_CONFIDENCE, 1, &gather->own_confidence_at, &size);
    gather->told_at = size;
    size += gather->told ? gather->told->size : 0;
    gather->group_at = size;
    size += gather->group ? sizeof(struct text) : 0;
    gather->fault_at = size;
    size += gather->tables[0].scan.bad_row == BAD_ROW_FIRST ? sizeof(struct fault) : 0;
    gather->pending = pending_open(gather->arena, size);
}

static void free_worker(void *worker)
{
    arena_free(&((struct gather_worker *)worker)->arena);
}

bool gather_open(struct gather *gather, struct error *error)
{
    if (!gather_number_classes(gather, error))
        return false;
    lay_out(gather);
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
        worker->repeated = arena_array(&worker->arena, gather->tables_count, sizeof *worker->repeated);
        worker->unlikely = arena_array(&worker->arena, gather->tables_count, sizeof *worker->unlikely);
        worker->used = arena_array(&worker->arena, gather->tables_count, sizeof *worker->used);
        for (size_t t = 0; t < gather->tables_count; t++)
            worker->used[t] = arena_array(&worker->arena, LABELS_MOST / 64 + 1, sizeof **worker->used);
    }
    return true;
}

/* ---- slots ---- */

static int64_t *sums_of(struct slot *slot, size_t at)
{
    return (void *)((char *)slot + at);
}

static double *doubles_of(struct slot *slot, size_t at)
{
    return (void *)((char *)slot + at);
}

static void *told_of(const struct gather *gather, struct slot *slot)
{
    return (char *)slot + gather->told_at;
}

static struct text *group_of(const struct gather *gather, struct slot *slot)
{
    return (void *)((char *)slot + gather->group_at);
}

static struct fault *fault_of(const struct gather *gather, struct slot *slot)
{
    return (void *)((char *)slot + gather->fault_at);
}

static void add_own(const struct gather *gather, const struct gather_table *table, struct slot *slot,
                    const struct answer *answer)
{
    size_t classes = table->scan.sampler->predictor.classes;
    slot->flags |= OWN;
    slot->own_label = (uint16_t)answer->label;
    if (gather->needs & GATHER_CONFIDENCE)
        *doubles_of(slot, gather->own_confidence_at) = answer->confidence;
    if (gather->needs & GATHER_OWN)
        for (size_t k = 0; k < classes; k++)
            doubles_of(slot, gather->own_at)[table->class_numbers[k]] = answer->p[k];
}

static void add_other(const struct gather *gather, const struct gather_table *table, struct slot *slot,
                      const struct answer *answer)
{
    size_t classes = table->scan.sampler->predictor.classes;
    slot->seen++;
    slot->labels[answer->member] = (uint16_t)(answer->label == GATHER_NO_LABEL ? SEEN_UNLABELLED : answer->label + 1);
    if (gather->needs & GATHER_CONFIDENCE)
        *sums_of(slot, gather->confidence_at) += answer_units(answer->confidence);
    if (gather->needs & GATHER_ENTROPY)
        *sums_of(slot, gather->entropy_at) += answer->entropy;
    if (gather->needs & GATHER_SHARES) {
        int64_t *sums = sums_of(slot, gather->sums_at);
        if (answer->millionths && table->all_classes)
            for (size_t k = 0; k < classes; k++)
                sums[k] += (int64_t)(UINT64_C(1000000) * answer->millionths[k]);
        else if (answer->millionths)
            for (size_t k = 0; k < classes; k++)
                sums[table->class_numbers[k]] += (int64_t)(UINT64_C(1000000) * answer->millionths[k]);
        else if (table->all_classes)
            for (size_t k = 0; k < classes; k++)
                sums[k] += answer->units[k];
        else
            for (size_t k = 0; k < classes; k++)
                sums[table->class_numbers[k]] += answer->units[k];
    }
    if (gather->needs & GATHER_EVERY) {
        double *every = doubles_of(slot, gather->every_at) + answer->member * gather->classes;
        for (size_t k = 0; k < classes; k++)
            every[table->class_numbers[k]] = answer->p[k];
    }
}

static bool add_told(const struct gather *gather, struct slot *slot, const struct answer *answer)
{
    if (slot->flags & TOLD)
        return false;
    slot->flags |= TOLD;
    memcpy(told_of(gather, slot), answer->told, gather->told->size);
    return true;
}

/* Adds a row to the slot of its id; false when this member has been there before. */
static bool add_row(const struct gather *gather, const struct gather_table *table, struct slot *slot,
                    const struct answer *answer)
{
    if (table->says == SAYS_TOLD)
        return add_told(gather, slot, answer);
    bool own = answer->member == GATHER_DEPLOYED;
    if (own ? slot->flags & OWN : slot->labels[answer->member])
        return false;
    if (answer->principal) {
        slot->flags |= answer->outside ? PRINCIPAL | OUTSIDE : PRINCIPAL;
        if (gather->group)
            *group_of(gather, slot) =
                text_copy(pending_arena(gather->pending, pending_part(answer->key.hash)), answer->group);
    }
    if (own)
        add_own(gather, table, slot, answer);
    else
        add_other(gather, table, slot, answer);
    return true;
}

static bool is_complete(const struct gather *gather, const struct slot *slot)
{
    return slot->seen == gather->members.count && (!gather->deployed || slot->flags & OWN) &&
           (!gather->told || slot->flags & TOLD) && !(slot->flags & BAD);
}

/* ---- samples ---- */

static void note_missing(const struct gather *gather, struct gather_worker *worker, const struct slot *slot)
{
    struct text id = {slot->id, slot->id_size};
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
    const char *problem = slot->flags & BAD ? fault_of(gather, slot)->text : NULL;
    struct gather_worker *worker = &gather->workers[number];
    struct gather_counts *counts = &worker->counts;
    uint64_t rows = (uint64_t)slot->seen + (slot->flags & OWN ? 1 : 0);
    counts->most = rows > counts->most ? rows : counts->most;
    bool named = rows > 0 || slot->flags & BAD;
    rows += slot->flags & TOLD ? 1 : 0;
    if (slot->flags & OUTSIDE || (gather->where && !(slot->flags & PRINCIPAL) && !gather->deployed)) {
        counts->outside += rows;
        return;
    }
    if (gather->deployed && !(slot->flags & (OWN | KNOWN))) {
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
    const struct gathered sample = {
        .id = {slot->id, slot->id_size},
        .group = gather->group ? *group_of(gather, slot) : (struct text){0},
        .problem = problem,
        .known = slot->flags & OWN,
        .own_label = slot->flags & OWN ? slot->own_label : GATHER_NO_LABEL,
        .own_confidence = gather->needs & GATHER_CONFIDENCE ? *doubles_of(slot, gather->own_confidence_at) : 0,
        .own = gather->needs & GATHER_OWN ? doubles_of(slot, gather->own_at) : NULL,
        .seen = slot->seen,
        .labels = slot->labels,
        .sums = gather->needs & GATHER_SHARES ? sums_of(slot, gather->sums_at) : NULL,
        .entropy = gather->needs & GATHER_ENTROPY ? *sums_of(slot, gather->entropy_at) : 0,
        .confidence = gather->needs & GATHER_CONFIDENCE ? *sums_of(slot, gather->confidence_at) : 0,
        .every = gather->needs & GATHER_EVERY ? doubles_of(slot, gather->every_at) : NULL,
        .told = slot->flags & TOLD ? told_of(gather, slot) : NULL,
    };
    lane->done(lane->state, number, &sample);
}

/* ---- the step ---- */

static void keep_first(struct arena *arena, struct text *first, struct text id)
{
    if (!first->data || text_compare(id, *first) < 0)
        *first = text_copy(arena, id);
}

/* A bad row under `first`: its sample is queued first, whatever the others say. */
static void add_fault(const struct gather *gather, const struct lane *lane, struct gather_worker *worker,
                      const struct answer *answer, const struct problem *problem)
{
    size_t part = pending_part(answer->key.hash);
    pending_lock(gather->pending, part);
    struct slot *slot = pending_find(gather->pending, answer->key, answer->id, answer->expected);
    if (slot) {
        struct fault *fault = fault_of(gather, slot);
        struct arena *arena = pending_arena(gather->pending, part);
        struct buffer text = {.arena = arena};
        buffer_format(&text, "%s: %s", gather_name(gather, lane->number), problem->text);
        const char *reason = buffer_string(&text);
        bool unknown = lane->table->by_member && problem->column == lane->table->member_column;
        if (gather->group && answer->principal)
            *group_of(gather, slot) = answer->group.data ? text_copy(arena, answer->group) : (struct text){0};
        slot->flags |= BAD | (answer->member == GATHER_DEPLOYED || unknown ? KNOWN : 0);
        if (!fault->text || lane->number < fault->table ||
            (lane->number == fault->table && strcmp(reason, fault->text) < 0))
            *fault = (struct fault){reason, lane->number};
    } else {
        keep_first(&worker->arena, &worker->repeated[lane->number], answer->id);
    }
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

/* Adds the row to its slot; returns the slot if that completes the sample. */
static struct slot *add_answer(const struct lane *lane, struct gather_worker *worker, const struct answer *answer)
{
    const struct gather *gather = lane->gather;
    struct slot *slot = pending_find(gather->pending, answer->key, answer->id, answer->expected);
    if (!slot || !add_row(gather, lane->table, slot, answer)) {
        keep_first(&worker->arena, &worker->repeated[lane->number], answer->id);
        return NULL;
    }
    if (!is_complete(gather, slot))
        return NULL;
    pending_finish(gather->pending, answer->key.hash, slot);
    return slot;
}

/* Each lock is taken three times for all rows: to look ahead, to add, to give complete slots back. */
static void add_rows(const struct lane *lane, unsigned number, size_t count)
{
    struct pending *pending = lane->gather->pending;
    struct gather_worker *worker = &lane->gather->workers[number];
    struct answer *rows = worker->rows;
    struct slot *complete[CSV_ROWS];
    struct batch batch;
    sort_by_part(&batch, rows, count);
    for (size_t p = 0; p < PENDING_PARTS; p++) {
        pending_lock(pending, p);
        for (size_t i = batch.starts[p]; i < batch.starts[p + 1]; i++)
            rows[batch.order[i]].expected = pending_expect_slot(pending, rows[batch.order[i]].key);
        pending_unlock(pending, p);
    }
    for (size_t p = 0; p < PENDING_PARTS; p++) {
        pending_lock(pending, p);
        for (size_t i = batch.starts[p]; i < batch.starts[p + 1]; i++)
            complete[i] = add_answer(lane, worker, &rows[batch.order[i]]);
        pending_unlock(pending, p);
    }
    size_t settled = 0;
    for (size_t i = 0; i < count; i++)
        if (complete[i]) {
            settle(lane, number, complete[i]);
            settled++;
        }
    for (size_t p = 0; settled && p < PENDING_PARTS; p++) {
        pending_lock(pending, p);
        for (size_t i = batch.starts[p]; i < batch.starts[p + 1]; i++)
            if (complete[i])
                pending_release(pending, p, complete[i]);
        pending_unlock(pending, p);
    }
}

/* A row that cannot be used, as the policy has it. */
static bool refuse(const struct lane *lane, struct scan_worker *scan_worker, const struct samples *samples, size_t i,
                   const struct answer *answer, const struct problem *problem, struct error *error)
{
    const struct gather *gather = lane->gather;
    if (scan_policy(scan_worker) == BAD_ROW_FIRST) {
        add_fault(gather, lane, &gather->workers[scan_worker_number(scan_worker)], answer, problem);
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

static bool gather_samples(void *state, struct scan_worker *scan_worker, struct samples *samples, struct error *error)
{
    const struct lane *lane = state;
    const struct gather *gather = lane->gather;
    unsigned number = scan_worker_number(scan_worker);
    struct gather_worker *worker = &gather->workers[number];
    uint64_t *used = worker->used[lane->number];
    size_t count = 0;
    for (size_t i = 0; i < samples->count; i++) {
        struct answer *answer = &worker->rows[count];
        struct problem problem;
        if (samples->grid) {
            size_t usual = answer_some(gather, lane->number, &worker->cache, used, samples, i, answer,
                                       worker->millionths + count * worker->room);
            for (size_t r = 0; r < usual; r++)
                pending_expect(gather->pending, answer[r].key.hash);
            count += usual;
            i += usual;
            answer += usual;
            if (i == samples->count)
                break;
        }
        if (answer_read(gather, lane->number, &worker->cache, used, samples, i, answer, &problem)) {
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

bool gather_run(struct gather *gather, void (*done)(void *state, unsigned worker, const struct gathered *sample),
                void *state, struct error *error)
{
    size_t count = gather->tables_count;
    struct lane *lanes = arena_array(gather->arena, count, sizeof *lanes);
    struct scan **scans = arena_array(gather->arena, count, sizeof *scans);
    for (size_t t = 0; t < count; t++) {
        lanes[t] = (struct lane){gather, &gather->tables[t], t, done, state};
        scans[t] = &gather->tables[t].scan;
        scans[t]->grid = gather->tables[t].says != SAYS_TOLD;
        scans[t]->step = scans[t]->grid ? gather_samples : gather_told;
        scans[t]->state = &lanes[t];
    }
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
