#include "join/beside_load.h"

#include "base/table_hash.h"
#include "input/idset.h"
#include "input/scan.h"
#include "input/shape.h"

struct loading {
    struct beside_file *file;
    size_t *columns; /* [values.columns] of its own table */
    struct load_worker {
        struct arena arena;
        struct beside_writer *writer;
        struct beside_adder adder;
        struct beside_stamps stamps;
        struct buffer key;
        struct text *cells;
        unsigned kinds;
    } * workers;
    unsigned count;
};

/* ---- rows ---- */

/* By time: the key besides it; zeros when there is none. */
static struct fingerprint key_of(const struct beside_file *file, struct buffer *key, const struct csv_row *row)
{
    if (file->parts_count == 0)
        return (struct fingerprint){0};
    if (file->parts_count == 1)
        return table_fingerprint(table_cell(&file->own, row, file->own_parts[0]));
    key->size = 0;
    for (size_t p = 0; p < file->parts_count; p++)
        shape_add_part(key, p, table_cell(&file->own, row, file->own_parts[p]));
    return table_fingerprint(buffer_text(key));
}

static bool read_moment(const struct sample *sample, struct moment *moment, struct problem *problem)
{
    char shown[160];
    const struct sampler *sampler = sample->sampler;
    if (moment_parse(sample->id, moment))
        return true;
    cell_describe(shown, sizeof shown, sampler->table->header.items[sampler->id], sample->id);
    return problem_set(problem, sampler->id, "%s is no time: expected ISO 8601 or Unix time", shown);
}

static bool add_stamp(struct load_worker *worker, const struct sample *sample, struct fingerprint key, uint32_t number,
                      struct problem *problem)
{
    struct moment moment;
    if (!read_moment(sample, &moment, problem))
        return false;
    worker->kinds |= 1u << moment.kind;
    struct beside_stamp stamp = beside_stamp_of(&moment);
    stamp.number = number;
    beside_stamps_add(&worker->stamps, key, stamp);
    return true;
}

/* Keeps the cells of a row, unless nobody asks for its key; false when there is no room for them. */
static bool add_cells(const struct loading *loading, struct load_worker *worker, const struct samples *samples,
                      size_t i, struct fingerprint key, uint32_t *number)
{
    const struct beside_file *file = loading->file;
    *number = 0;
    if (file->only && !beside_index_find(file->only, key, number))
        return true;
    for (size_t c = 0; c < file->values.columns; c++)
        worker->cells[c] = samples_cell(samples, i, loading->columns[c]);
    return beside_values_add(worker->writer, worker->cells, number);
}

static bool load_samples(void *state, struct scan_worker *scan_worker, struct samples *samples, struct error *error)
{
    const struct loading *loading = state;
    struct load_worker *worker = &loading->workers[scan_worker_number(scan_worker)];
    const struct beside_file *file = loading->file;
    size_t key = file->sampler->id;
    for (size_t i = 0; i < samples->count; i++) {
        uint32_t number;
        struct problem problem;
        struct fingerprint print = file->timed ? key_of(file, &worker->key, samples_csv(samples, i))
                                               : table_fingerprint(samples_cell(samples, i, key));
        if (!add_cells(loading, worker, samples, i, print, &number))
            return error_set(error, STATUS_DATA, "%s: its wanted columns hold more than 16 GiB", file->name);
        if (!file->timed) {
            if (!beside_adder_add(&worker->adder, print, number))
                return error_set(error, STATUS_MEMORY, "out of memory for the keys of %s", file->name);
            continue;
        }
        struct sample sample = samples_at(samples, i);
        if (!add_stamp(worker, &sample, print, number, &problem))
            return scan_stop(scan_worker, &sample, &problem, error);
    }
    return true;
}

/* ---- a key that stands twice: a slow second look, so that both lines can be named ---- */

struct search {
    struct beside_file *file;
    struct idset keys;
    struct buffer key, repeated;
    bool found;
};

/* Two rows of one key have the same text here, however their times are written. */
static struct text whole_key(const struct search *search, const struct sample *sample, struct buffer *key)
{
    const struct beside_file *file = search->file;
    struct moment moment;
    key->size = 0;
    if (!file->timed) {
        buffer_add(key, sample->id);
        return buffer_text(key);
    }
    moment_parse(sample->id, &moment);
    struct beside_stamp stamp = beside_stamp_of(&moment);
    buffer_format(key, "%lld.%u ", (long long)stamp.milliseconds, stamp.nanoseconds);
    for (size_t p = 0; p < file->parts_count; p++)
        shape_add_part(key, p, table_cell(&file->own, sample->row, file->own_parts[p]));
    return buffer_text(key);
}

static bool is_repeat(void *state, struct sample *sample)
{
    struct search *search = state;
    struct text key = whole_key(search, sample, &search->key);
    if (search->found)
        return text_equal(key, buffer_text(&search->repeated));
    if (idset_add(&search->keys, key))
        return false;
    buffer_add(&search->repeated, key);
    return true;
}

static const char *find_place(struct search *search, struct arena *arena)
{
    struct beside_file *file = search->file;
    struct filter everything = {0};
    struct scan scan = {.sampler = file->sampler, .filter = &everything, .bad_row = BAD_ROW_SKIP, .arena = arena};
    struct error error = {0};
    return source_again(&file->own.source, arena, &error)
               ? scan_find(&scan, file->sampler->id, is_repeat, search, &error)
               : NULL;
}

static bool report_repeat(struct beside_file *file, struct arena *arena, struct error *error)
{
    struct search search = {
        .file = file, .keys = {.arena = arena}, .key = {.arena = arena}, .repeated = {.arena = arena}};
    const char *what = file->timed ? file->parts_count ? "time and key" : "time" : file->mine.count ? "key" : "id";
    const char *second = source_is_kept(file->own.source) ? find_place(&search, arena) : NULL;
    search.found = true;
    const char *first = second ? find_place(&search, arena) : NULL;
    if (!first)
        return error_set(error, STATUS_DATA,
                         "%s: two rows have the same %s (the lines are named where a file can be read again)",
                         file->name, what);
    struct buffer shown = {.arena = arena};
    if (!file->timed) {
        buffer_byte(&shown, ' ');
        buffer_quote(&shown, buffer_text(&search.repeated));
    }
    return error_set(error, STATUS_DATA, "%s: a second row with the %s%s%s; the first is at %s", second,
                     file->timed ? "same " : "", what, buffer_string(&shown), first);
}

/* ---- a table ---- */

/* The wanted columns, and where they go in a row of the other table; false when there are none. */
static bool choose_columns(const struct beside *beside, struct loading *loading, struct arena *arena,
                           struct error *error)
{
    struct beside_file *file = loading->file;
    const struct table *table = beside->table;
    size_t all = file->own.layout.columns, count = 0;
    loading->columns = arena_array(arena, all, sizeof *loading->columns);
    file->slots = arena_array(beside->arena, all, sizeof *file->slots);
    for (size_t i = 0; i < all; i++) {
        if (!table->wanted[file->first + i])
            continue;
        file->slots[count] = table->slot[file->first + i];
        if (!table_column(&file->own, file->own.header.items[i], NULL, &loading->columns[count++], error))
            return false;
    }
    beside_values_open(&file->values, beside->arena, count);
    table_ready(&file->own);
    return true;
}

static void free_adder(void *adder)
{
    beside_adder_free(adder);
}

static void open_workers(struct loading *loading, struct arena *arena)
{
    struct beside_file *file = loading->file;
    loading->workers = arena_array(arena, loading->count, sizeof *loading->workers);
    for (unsigned i = 0; i < loading->count; i++) {
        struct load_worker *worker = &loading->workers[i];
        worker->arena.exhausted = arena->exhausted;
        worker->writer = beside_writer_open(&file->values, &worker->arena);
        arena_attach(&worker->arena, free_adder, &worker->adder);
        worker->stamps.arena = worker->key.arena = &worker->arena;
        worker->cells = arena_array(&worker->arena, file->values.columns, sizeof *worker->cells);
    }
}

static void finish(const struct beside *beside, struct loading *loading, struct arena *arena)
{
    struct beside_file *file = loading->file;
    struct beside_stamps *parts = arena_array(arena, loading->count, sizeof *parts);
    struct beside_adder **adders = arena_array(arena, loading->count, sizeof(struct beside_adder *));
    for (unsigned i = 0; i < loading->count; i++) {
        adders[i] = &loading->workers[i].adder;
        parts[i] = loading->workers[i].stamps;
        file->own_kinds |= loading->workers[i].kinds;
    }
    if (file->timed)
        beside_times_join(&file->times, beside->arena, parts, loading->count);
    else
        beside_index_make(&file->index, adders, loading->count);
    file->loaded = true;
}

static bool load(const struct beside *beside, struct beside_file *file, unsigned threads, struct arena *arena,
                 struct error *error)
{
    struct loading loading = {.file = file, .count = scan_threads(file->own.source, threads)};
    struct filter everything = {0};
    if (!choose_columns(beside, &loading, arena, error))
        return false;
    file->index.arena = beside->arena;
    open_workers(&loading, arena);
    struct scan scan = {.sampler = file->sampler,
                        .filter = &everything,
                        .threads = loading.count,
                        .grid = true,
                        .arena = arena,
                        .step = load_samples,
                        .state = &loading};
    bool read = scan_run(&scan, error);
    if (read)
        finish(beside, &loading, arena);
    for (unsigned i = 0; i < loading.count; i++)
        arena_free(&loading.workers[i].arena);
    if (read && (file->timed ? file->times.repeated : file->index.repeated))
        return report_repeat(file, arena, error);
    return read;
}

static bool is_wanted(const struct beside *beside, const struct beside_file *file)
{
    size_t i = 0;
    while (i < file->own.layout.columns && !beside->table->wanted[file->first + i])
        i++;
    return i < file->own.layout.columns;
}

bool beside_load_file(struct beside *beside, struct beside_file *file, unsigned threads, struct error *error)
{
    struct arena arena = {.exhausted = beside->arena->exhausted};
    if (file->loaded || !is_wanted(beside, file))
        return true;
    bool done = load(beside, file, threads, &arena, error);
    arena_free(&arena);
    return done || error_prefix(error, "--with");
}

bool beside_load(struct beside *beside, unsigned threads, struct error *error)
{
    for (size_t i = 0; beside && i < beside->count; i++)
        if (!beside_load_file(beside, &beside->files[i], threads, error))
            return false;
    return true;
}
