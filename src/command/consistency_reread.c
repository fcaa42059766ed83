#include <stdlib.h>
#include <string.h>

#include "base/table_hash.h"
#include "command/consistency.h"
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
    const struct consistency *consistency;
    const uint64_t *repeated; /* hashes of ids */
    size_t count;
    struct idset seen;
    struct buffer id; /* empty in the first pass */
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

static bool is_repeated(void *state, struct sample *sample)
{
    struct search *search = state;
    uint64_t hash = table_hash(sample->id);
    if (!bsearch(&hash, search->repeated, search->count, sizeof hash, by_value) ||
        !is_frame(search->consistency, sample))
        return false;
    if (search->id.size)
        return text_equal(sample->id, buffer_text(&search->id));
    if (idset_add(&search->seen, sample->id))
        return false;
    buffer_add(&search->id, sample->id);
    return true;
}

/* Where the row stands that is looked for; NULL when there is none, or after an error. */
static const char *find_repeated(struct run *run, struct search *search, struct error *error)
{
    struct scan scan = {.sampler = &run->sampler,
                        .filter = &run->filter,
                        .bad_row = (enum bad_row)run->options->on_bad_row,
                        .arena = run->arena};
    return run_again(run, error) ? scan_find(&scan, run->sampler.id, is_repeated, search, error) : NULL;
}

bool consistency_check_ids(struct consistency *consistency, struct error *error)
{
    struct arena *arena = consistency->run.arena;
    struct search search = {.consistency = consistency, .seen = {.arena = arena}, .id = {.arena = arena}};
    search.repeated = frames_repeated(&consistency->frames, arena, consistency->run.threads, &search.count);
    if (search.count == 0)
        return true;
    const char *second = find_repeated(&consistency->run, &search, error);
    const char *first = second ? find_repeated(&consistency->run, &search, error) : NULL;
    if (!first)
        return error->status == STATUS_OK; /* two ids of one hash */
    struct buffer shown = {.arena = arena};
    buffer_quote(&shown, buffer_text(&search.id));
    return error_set(error, STATUS_DATA, "%s: the id %s stands at %s already: every frame needs its own", second,
                     buffer_string(&shown), first);
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
