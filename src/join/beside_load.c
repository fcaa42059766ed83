#include "join/beside_load.h"

#include "base/table_hash.h"
#include "input/idset.h"
#include "input/scan.h"
#include "input/shape.h"
#include "join/beside_step.h"

struct loading {
    struct beside_file *file;
    const size_t *columns; /* [values.columns] of its own table */
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
    const struct sampler *sampler = sample->sampler;
    if (moment_parse(sample->id, moment))
        return true;
    return cell_no_time(sampler->table->header.items[sampler->id], sample->id, sampler->id, problem);
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

/* The wanted columns, and where they go in a row of the other table. */
static bool choose_columns(const struct beside *beside, struct beside_file *file, size_t **columns, struct error *error)
{
    const struct table *table = beside->table;
    size_t all = file->own.layout.columns, count = 0;
    *columns = arena_array(beside->arena, all, sizeof **columns);
    file->slots = arena_array(beside->arena, all, sizeof *file->slots);
    for (size_t i = 0; i < all; i++) {
        if (!table->wanted[file->first + i])
            continue;
        file->slots[count] = table->slot[file->first + i];
        if (!table_column(&file->own, file->own.header.items[i], NULL, &(*columns)[count++], error))
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

static void finish(struct loading *loading, struct arena *kept, struct arena *arena)
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
        beside_times_join(&file->times, kept, parts, loading->count);
    else
        beside_index_make(&file->index, adders, loading->count);
    file->loaded = true;
}

/* What lives on is in `kept`. */
static bool load(struct beside_file *file, const size_t *columns, unsigned threads, struct arena *kept,
                 struct error *error)
{
    struct arena arena = {.exhausted = kept->exhausted};
    struct loading loading = {.file = file, .columns = columns, .count = scan_threads(file->own.source, threads)};
    struct filter everything = {0};
    file->index.arena = kept;
    open_workers(&loading, &arena);
    struct scan scan = {.sampler = file->sampler,
                        .filter = &everything,
                        .threads = loading.count,
                        .grid = true,
                        .arena = &arena,
                        .step = load_samples,
                        .state = &loading};
    bool read = scan_run(&scan, error);
    if (read)
        finish(&loading, kept, &arena);
    for (unsigned i = 0; i < loading.count; i++)
        arena_free(&loading.workers[i].arena);
    if (read && (file->timed ? file->times.repeated : file->index.repeated))
        read = report_repeat(file, &arena, error);
    arena_free(&arena);
    return read || error_prefix(error, "--with");
}

/* ---- in step with the other table, or loaded once rows are out of step ---- */

struct stepping {
    struct beside_file *file;
    size_t *columns;
    unsigned threads;
    struct arena arena;
};

static void free_stepping(void *resource)
{
    struct stepping *stepping = resource;
    arena_free(&stepping->arena);
}

static unsigned find_orders(void *state, unsigned orders)
{
    struct stepping *stepping = state;
    return beside_orders(stepping->file, stepping->threads, orders, &stepping->arena);
}

static bool load_after_all(void *state, struct error *error)
{
    struct stepping *stepping = state;
    struct beside_file *file = stepping->file;
    return source_again(&file->own.source, &stepping->arena, error) &&
           load(file, stepping->columns, stepping->threads, &stepping->arena, error);
}

static void open_stepping(const struct beside *beside, struct beside_file *file, size_t *columns, unsigned threads)
{
    struct stepping *stepping = arena_alloc(beside->arena, sizeof *stepping);
    *stepping = (struct stepping){file, columns, threads, {.exhausted = beside->arena->exhausted}};
    arena_attach(beside->arena, free_stepping, stepping);
    const struct beside_stream_spec spec = {.columns = {&file->own, file->sampler->id, columns, file->values.columns},
                                            .state = stepping,
                                            .readers = threads,
                                            .rises = find_orders,
                                            .load = load_after_all};
    file->stream = beside_stream_open(beside->arena, &spec);
    file->loaded = true;
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
    size_t *columns;
    if (file->loaded || !is_wanted(beside, file))
        return true;
    if (!choose_columns(beside, file, &columns, error))
        return error_prefix(error, "--with");
    if (!beside_may_step(file))
        return load(file, columns, threads, beside->arena, error);
    open_stepping(beside, file, columns, threads);
    return true;
}

bool beside_load(struct beside *beside, unsigned threads, struct error *error)
{
    for (size_t i = 0; beside && i < beside->count; i++)
        if (!beside_load_file(beside, &beside->files[i], threads, error))
            return false;
    return true;
}
