#include <stdlib.h>
#include <string.h>

#include "command/consistency.h"
#include "dengine/hash.h"
#include "input/idset.h"

/* Reads the input again with one worker, so that rows come in their order. */
static bool read_again(struct run *run,
                       bool (*step)(void *state, struct scan_worker *worker, struct samples *samples,
                                    struct error *error),
                       void *state, struct error *error)
{
    unsigned threads = run->threads;
    run->threads = 1;
    bool done = run_again(run, error) && run_scan(run, false, step, state, error);
    run->threads = threads;
    return done;
}

/* ---- ids ---- */

/* Looks for an id that stands twice. First the second row is found, then the first of the same id. */
struct search {
    struct consistency *consistency;
    const uint64_t *repeated; /* hashes of ids */
    size_t count;
    struct idset seen;
    struct buffer id;  /* empty in the first pass */
    const char *first; /* where it stands: FILE:LINE:COLUMN; empty until the last pass */
};

static int by_value(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Whether the row is one of the frames. */
static bool is_frame(const struct consistency *consistency, struct sample *sample)
{
    struct arena room = {.exhausted = consistency->run.arena->exhausted};
    struct frames_part part;
    struct problem problem;
    frames_start(&part, &room);
    bool added = frames_add(&consistency->reader, &part, sample, &problem);
    arena_free(&room);
    return added;
}

static bool find_repeated(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct search *search = state;
    struct problem problem;
    size_t column = search->consistency->run.sampler.id;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        uint64_t hash = hash_text(0, sample.id);
        if (!bsearch(&hash, search->repeated, search->count, sizeof hash, by_value) ||
            !is_frame(search->consistency, &sample))
            continue;
        if (search->id.size && !text_equal(sample.id, buffer_text(&search->id)))
            continue;
        if (!search->id.size && idset_add(&search->seen, sample.id))
            continue;
        if (!search->id.size)
            buffer_add(&search->id, sample.id);
        problem_set(&problem, column, "the first");
        return scan_stop(worker, &sample, &problem, error);
    }
    return true;
}

/* The place in front of an error's text. */
static const char *place_of(struct arena *arena, const struct error *error)
{
    struct text place = text_of(error->text);
    return text_copy(arena, (struct text){place.data, place.size - strlen(": the first")}).data;
}

bool consistency_check_ids(struct consistency *consistency, struct error *error)
{
    struct arena *arena = consistency->run.arena;
    struct search search = {.consistency = consistency, .seen = {.arena = arena}, .id = {.arena = arena}};
    search.repeated = frames_repeated(&consistency->frames, arena, &search.count);
    if (search.count == 0)
        return true;
    if (read_again(&consistency->run, find_repeated, &search, error))
        return true; /* two ids of one hash */
    if (!search.id.size)
        return false;
    const char *second = place_of(arena, error);
    if (read_again(&consistency->run, find_repeated, &search, error))
        return true;
    struct buffer shown = {.arena = arena};
    buffer_quote(&shown, buffer_text(&search.id));
    return error_set(error, STATUS_DATA, "%s: the id %s stands at %s already: every frame needs its own", second,
                     buffer_string(&shown), place_of(arena, error));
}

/* ---- times ---- */

struct kinds {
    const struct consistency *consistency;
    bool known;
    enum moment_kind first;
};

static bool find_other_kind(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct kinds *kinds = state;
    const struct consistency *consistency = kinds->consistency;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        struct problem problem = {0};
        struct moment moment;
        if (!is_frame(consistency, &sample) || !frames_time(&consistency->reader, &sample, &moment, &problem))
            continue;
        if (!kinds->known)
            kinds->first = moment.kind;
        kinds->known = true;
        if (moment.kind == kinds->first)
            continue;
        char shown[160];
        const struct table *table = sample.sampler->table;
        size_t column = consistency->reader.time;
        cell_describe(shown, sizeof shown, table->header.items[column], table_cell(table, sample.row, column));
        problem_set(&problem, column, "%s is read as %s, those before it as %s: one column, one kind of time", shown,
                    moment_kinds[moment.kind], moment_kinds[kinds->first]);
        return scan_stop(worker, &sample, &problem, error);
    }
    return true;
}

bool consistency_check_times(struct consistency *consistency, struct error *error)
{
    struct kinds kinds = {.consistency = consistency};
    unsigned times = 0;
    for (unsigned i = 0; i < consistency->run.threads; i++)
        times |= consistency->parts[i]->times;
    if ((times & (times - 1)) == 0)
        return true;
    return read_again(&consistency->run, find_other_kind, &kinds, error);
}

/* ---- kept columns ---- */

struct keeping {
    const struct run *run;
    struct names ids;   /* of the entries, in the order of rows */
    struct text *cells; /* [rows][keep_count] */
};

static bool keep_cells(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct keeping *keeping = state;
    const struct run *run = keeping->run;
    struct arena *arena = run_worker_arena(run, scan_worker_number(worker));
    struct problem problem;
    (void)error;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        size_t row = names_find(&keeping->ids, sample.id);
        if (row == keeping->ids.count)
            continue;
        for (size_t k = 0; k < run->keep_count; k++) {
            struct text text;
            if (sample_text(&sample, &run->keep[k], &text, &problem))
                keeping->cells[row * run->keep_count + k] = text_copy(arena, text);
        }
    }
    return true;
}

bool consistency_keep(struct consistency *consistency, struct top *top, struct error *error)
{
    struct run *run = &consistency->run;
    struct top_entry **rows = top_sorted(top);
    size_t count = top_count(top), columns = run->keep_count, evidence = 1 + CONSISTENCY_EVIDENCE;
    struct keeping keeping = {.run = run, .ids = {.arena = run->arena}};
    keeping.cells = arena_array(run->arena, count * columns, sizeof *keeping.cells);
    for (size_t r = 0; r < count; r++)
        names_add(&keeping.ids, rows[r]->id);
    if (!run_again(run, error) || !run_scan(run, false, keep_cells, &keeping, error))
        return false;
    struct text *all = arena_array(run->arena, evidence + columns, sizeof *all);
    struct buffer text = {.arena = run->arena};
    for (size_t r = 0; r < count; r++) {
        struct top_entry *entry = rows[r];
        if (entry->cells_count != evidence)
            continue; /* could not be scored, and has its cells */
        text.size = 0;
        for (size_t c = 0; c < evidence; c++)
            buffer_add(&text, entry->cells[c]);
        for (size_t c = 0, start = 0; c < evidence; start += entry->cells[c++].size)
            all[c] = (struct text){text.data + start, entry->cells[c].size};
        memcpy(all + evidence, keeping.cells + r * columns, columns * sizeof *all);
        entry->text.size = entry->id.size;
        top_cells(top, entry, all, evidence + columns);
    }
    return true;
}
