#include "input/embeddings.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dengine/vector.h"
#include "input/columns.h"
#include "input/shape_ids.h"
#include "read/number.h"

enum { IDS_BLOCK = 32 * 1024 };

/* ---- opening ---- */

static bool open_shards(struct embeddings *embeddings, struct error *error)
{
    const struct embeddings_spec *spec = &embeddings->spec;
    embeddings->shards = arena_array(embeddings->arena, spec->count, sizeof *embeddings->shards);
    embeddings->shards_count = spec->count;
    for (size_t i = 0; i < spec->count; i++) {
        struct npy *npy = &embeddings->shards[i];
        if (!npy_open(npy, embeddings->arena, spec->files[i], error))
            return false;
        if (npy->flat)
            return error_set(error, STATUS_DATA, "%s: has 1 dimension: expected 2, one row for each sample", npy->path);
        if (i > 0 && npy->columns != embeddings->dimensions)
            return error_set(error, STATUS_DATA, "%s: rows of %zu numbers, those of %s have %zu", npy->path,
                             npy->columns, spec->files[0], embeddings->dimensions);
        embeddings->dimensions = npy->columns;
        embeddings->rows += npy->rows;
    }
    return true;
}

/* The files of --ids are the table. */
static bool open_ids(struct embeddings *embeddings, struct error *error)
{
    const struct words *ids = &embeddings->spec.ids;
    size_t shards = embeddings->shards_count;
    const char **paths = arena_array(embeddings->arena, ids->count + 1, sizeof *paths);
    if (ids->count == 0)
        return error_set(error, STATUS_USAGE,
                         "--ids FILE is needed: the CSV with the ids of the rows of %s, in their order",
                         embeddings->shards[0].path);
    if (ids->count != 1 && ids->count != shards)
        return error_set(error, STATUS_USAGE, "--ids: %zu files for %zu .npy: expected one for each, or one for all",
                         ids->count, shards);
    for (size_t i = 0; i < ids->count; i++)
        paths[i] = text_copy(embeddings->arena, ids->items[i]).data;
    embeddings->tables = paths;
    embeddings->tables_count = ids->count;
    embeddings->block_size = IDS_BLOCK;
    return true;
}

bool embeddings_open(struct embeddings *embeddings, struct arena *arena, const struct embeddings_spec *spec,
                     struct error *error)
{
    *embeddings = (struct embeddings){.arena = arena, .spec = *spec};
    embeddings->tables = spec->files;
    embeddings->tables_count = spec->count;
    bool npy = npy_is(spec->files[0]);
    for (size_t i = 1; i < spec->count; i++)
        if (npy_is(spec->files[i]) != npy)
            return error_set(error, STATUS_USAGE, "%s and %s: shards are all .npy, or all CSV", spec->files[0],
                             spec->files[i]);
    if (npy)
        return open_shards(embeddings, error) && open_ids(embeddings, error);
    if (spec->ids.count)
        return error_set(error, STATUS_USAGE, "--ids is for .npy: %s has its ids in its own column (--id)",
                         spec->files[0]);
    return true;
}

bool embeddings_rewind(const struct embeddings *embeddings, struct error *error)
{
    for (size_t i = 0; i < embeddings->tables_count; i++)
        if (strcmp(embeddings->tables[i], "-") == 0 && lseek(STDIN_FILENO, 0, SEEK_SET) < 0 && errno != ESPIPE)
            return error_set(error, STATUS_INPUT, "standard input: cannot read again: %s", strerror(errno));
    return true;
}

bool embeddings_columns(struct embeddings *embeddings, struct table *table, struct error *error)
{
    const struct columns_asked asked = {&embeddings->spec.columns, "e*", "--embedding", true};
    struct column_choices chosen;
    if (embeddings->shards)
        return true;
    table->named = embeddings->spec.named;
    if (!columns_choose(&chosen, table, &asked, error))
        return false;
    if (chosen.count == 0) {
        struct text first = asked.lists->count ? asked.lists->items[0] : text_of(asked.usual);
        return error_set(error, STATUS_DATA, "%s:1: no column matches --embedding '%.*s'",
                         source_name(table->source, 0), (int)first.size, first.data);
    }
    if (embeddings->dimensions && embeddings->dimensions != chosen.count)
        return error_set(error, STATUS_DATA, "%s: %zu columns match --embedding, expected %zu",
                         source_name(table->source, 0), chosen.count, embeddings->dimensions);
    embeddings->dimensions = chosen.count;
    embeddings->columns = arena_array(embeddings->arena, chosen.count, sizeof *embeddings->columns);
    for (size_t d = 0; d < chosen.count; d++)
        embeddings->columns[d] = chosen.items[d].column;
    return true;
}

/* ---- one vector of a CSV ---- */

static bool read_cells(const struct embeddings *embeddings, const struct table *table, const struct csv_row *row,
                       float *out)
{
    for (size_t d = 0; d < embeddings->dimensions; d++) {
        double value;
        if (number_parse(table_cell(table, row, embeddings->columns[d]), &value) != NUMBER_OK)
            return false;
        out[d] = (float)value; /* too large: infinite */
    }
    return true;
}

/* Whether it has a direction; sets its squared length. */
static bool is_sound(const float *vector, size_t dimensions, double *square)
{
    *square = vector_square(vector, dimensions);
    return isfinite(*square) && *square > 0;
}

/* ---- what is wrong with one ---- */

static const char *unsound(double square)
{
    return square == 0 ? "all zeros" : "not finite";
}

static bool cells_problem(const struct embeddings *embeddings, const struct table *table, const struct csv_row *row,
                          double square, struct problem *problem)
{
    for (size_t d = 0; d < embeddings->dimensions; d++) {
        double value;
        size_t column = embeddings->columns[d];
        struct text name = table->header.items[column];
        if (!table_number(table, row, column, &value, NULL, problem))
            return false;
        if (fabs(value) > 3.4e38)
            return problem_set(problem, column, "%.*s is too large for a 32-bit float", text_shown(name), name.data);
    }
    return problem_set(problem, embeddings->columns[0], "the embedding is %s", unsound(square));
}

/* `row` over all shards; `column` is that of the ids. */
static bool matrix_problem(const struct embeddings *embeddings, uint64_t row, size_t column, double square,
                           struct problem *problem)
{
    const struct npy *npy = embeddings->shards;
    for (; row >= npy->rows; npy++)
        row -= npy->rows;
    return problem_set(problem, column, "row %llu of %.100s is %s", (unsigned long long)row + 1, npy->path,
                       unsound(square));
}

/* ---- finding ---- */

/* A row whose id was asked for. */
struct match {
    size_t number; /* in the map */
    uint64_t row;  /* within its block, at last within the table */
    uint64_t block;
    size_t place; /* of its vector among those of the worker */
    unsigned worker;
    const char *why; /* it is bad, or NULL */
};

struct finder {
    struct match *matches;
    size_t count, capacity;
    float *vectors; /* of a CSV */
    size_t vectors_capacity;
};

struct search {
    const struct embeddings *embeddings;
    const struct idmap *map;
    struct finder *finders;
    struct arena *arenas; /* of the workers */
    unsigned threads;
    struct npy_room room; /* for what they found */
};

static void add_match(struct search *search, unsigned worker, const struct samples *samples, size_t i, size_t number)
{
    const struct embeddings *embeddings = search->embeddings;
    struct finder *finder = &search->finders[worker];
    struct arena *arena = &search->arenas[worker];
    finder->matches =
        arena_reserve(arena, finder->matches, &finder->capacity, finder->count + 1, sizeof *finder->matches);
    struct match *match = &finder->matches[finder->count];
    *match = (struct match){.number = number,
                            .row = samples_row(samples, i),
                            .block = samples->block,
                            .place = finder->count++,
                            .worker = worker};
    if (!embeddings->shards) {
        const struct table *table = samples->sampler->table;
        struct problem problem;
        double square = 0;
        finder->vectors = arena_reserve(arena, finder->vectors, &finder->vectors_capacity,
                                        finder->count * embeddings->dimensions, sizeof *finder->vectors);
        float *vector = finder->vectors + match->place * embeddings->dimensions;
        if (!read_cells(embeddings, table, samples->rows[i], vector) ||
            !is_sound(vector, embeddings->dimensions, &square)) {
            cells_problem(embeddings, table, samples->rows[i], square, &problem);
            match->why = text_copy(arena, text_of(problem.text)).data;
        }
    }
}

static bool find_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct search *search = state;
    (void)error;
    for (size_t i = 0; i < samples->count; i++) {
        size_t number = idmap_find(search->map, samples_at(samples, i).id);
        if (number != IDMAP_NONE)
            add_match(search, scan_worker_number(worker), samples, i, number);
    }
    return true;
}

static bool check_rows(const struct embeddings *embeddings, struct error *error)
{
    const struct scan_index *index = &embeddings->index;
    for (size_t i = 0; i < embeddings->tables_count; i++) {
        uint64_t ids = i < index->files_count ? index->files[i] : 0;
        uint64_t rows = embeddings->tables_count == 1 ? embeddings->rows : embeddings->shards[i].rows;
        const char *shards =
            embeddings->tables_count == 1 && embeddings->shards_count > 1 ? " and the other shards" : "";
        if (ids != rows)
            return error_set(error, STATUS_DATA, "%s%s: %llu rows, but %s holds %llu ids", embeddings->shards[i].path,
                             shards, (unsigned long long)rows, embeddings->tables[i], (unsigned long long)ids);
    }
    return true;
}

/* Reads rows by their numbers over all shards. */
static bool read_rows(const struct embeddings *embeddings, struct npy_room *room, uint64_t first, size_t count,
                      float *out, struct error *error)
{
    for (size_t i = 0; i < embeddings->shards_count && count > 0; i++) {
        const struct npy *npy = &embeddings->shards[i];
        if (first < npy->rows) {
            size_t here = npy->rows - first < count ? (size_t)(npy->rows - first) : count;
            if (!npy_read(npy, room, first, here, out, error))
                return false;
            out += here * npy->columns;
            count -= here;
            first += here;
        }
        first -= npy->rows;
    }
    return true;
}

static int by_number(const void *a, const void *b)
{
    const struct match *one = a, *two = b;
    if (one->number != two->number)
        return one->number < two->number ? -1 : 1;
    return one->row == two->row ? 0 : one->row < two->row ? -1 : 1;
}

/* A bad vector of a CSV, with its row in the file where it stands. */
static const char *why_in_table(const struct embeddings *embeddings, uint64_t row, const char *why)
{
    const struct scan_index *index = &embeddings->index;
    struct buffer text = {.arena = embeddings->arena};
    size_t file = 0;
    for (; row >= index->files[file]; file++)
        row -= index->files[file];
    buffer_format(&text, "row %llu of %s: %s", (unsigned long long)row + 1, embeddings->tables[file], why);
    return buffer_string(&text);
}

/* Puts one match, whose row is counted over the table, into `vectors`. */
static bool take_match(const struct embeddings *embeddings, struct search *search, const struct match *match,
                       struct vectors *vectors, struct error *error)
{
    float *out = vectors->data + match->number * vectors->dimensions;
    const char *why = match->why;
    double square;
    if (!embeddings->shards)
        memcpy(out, search->finders[match->worker].vectors + match->place * vectors->dimensions,
               vectors->dimensions * sizeof *out);
    else if (!read_rows(embeddings, &search->room, match->row, 1, out, error))
        return false;
    if (why) {
        why = why_in_table(embeddings, match->row, why);
    } else if (!is_sound(out, vectors->dimensions, &square)) {
        struct problem problem;
        matrix_problem(embeddings, match->row, PROBLEM_ROW, square, &problem);
        why = text_copy(embeddings->arena, text_of(problem.text)).data;
    }
    vectors->state[match->number] = why ? VECTOR_BAD : VECTOR_GOOD;
    vectors->why[match->number] = why;
    return true;
}

/* Puts what the workers found into `vectors`. */
static bool collect(struct embeddings *embeddings, struct search *search, struct vectors *vectors, struct error *error)
{
    struct match *all = NULL;
    size_t count = 0, capacity = 0;
    search->room.arena = search->arenas;
    for (unsigned w = 0; w < search->threads; w++) {
        all = arena_reserve(search->arenas, all, &capacity, count + search->finders[w].count, sizeof *all);
        if (search->finders[w].count)
            memcpy(all + count, search->finders[w].matches, search->finders[w].count * sizeof *all);
        count += search->finders[w].count;
    }
    for (size_t i = 0; i < count; i++)
        all[i].row += embeddings->index.starts[all[i].block];
    if (count)
        qsort(all, count, sizeof *all, by_number);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && all[i].number == all[i - 1].number) {
            struct text id = search->map->items[all[i].number].id;
            return error_set(error, STATUS_DATA, "%s: id '%.*s' stands twice, in rows %llu and %llu",
                             embeddings->tables[0], (int)id.size, id.data, (unsigned long long)all[i - 1].row + 1,
                             (unsigned long long)all[i].row + 1);
        }
        if (!take_match(embeddings, search, &all[i], vectors, error))
            return false;
    }
    return true;
}

static uint64_t *keep_numbers(struct arena *arena, const uint64_t *numbers, size_t count)
{
    uint64_t *copy = arena_array(arena, count, sizeof *copy);
    if (count)
        memcpy(copy, numbers, count * sizeof *copy);
    return copy;
}

static bool search_table(struct embeddings *embeddings, struct search *search, struct arena *arena, struct error *error)
{
    struct table table;
    struct source *source;
    struct filter everything = {0};
    struct sampler sampler = {.table = &table};
    if (!embeddings_rewind(embeddings, error) ||
        !source_open(&source, arena, embeddings->tables, embeddings->tables_count, embeddings->block_size, error) ||
        !table_open(&table, arena, source, embeddings->spec.delimiter, error))
        return false;
    bool list = embeddings->shards != NULL;
    struct text id = table_has(&table, embeddings->spec.id) ? embeddings->spec.id : text_of("id");
    if (!(list ? shape_ids_column(&table, id, &sampler.id, error)
               : table_column(&table, id, "--id", &sampler.id, error)) ||
        !embeddings_columns(embeddings, &table, error))
        return false;
    table_ready(&table);
    search->threads = scan_threads(source, embeddings->spec.threads);
    search->finders = arena_array(arena, search->threads, sizeof *search->finders);
    search->arenas = arena_array(arena, search->threads, sizeof *search->arenas);
    for (unsigned w = 0; w < search->threads; w++)
        search->arenas[w].exhausted = arena->exhausted;
    struct scan_index *index = &embeddings->index;
    *index = (struct scan_index){0};
    struct scan scan = {.sampler = &sampler,
                        .filter = &everything,
                        .threads = search->threads,
                        .bad_row = BAD_ROW_SKIP,
                        .arena = arena,
                        .index = index,
                        .step = find_samples,
                        .state = search};
    if (!scan_run(&scan, error))
        return false;
    index->starts = keep_numbers(embeddings->arena, index->starts, index->count);
    index->files = keep_numbers(embeddings->arena, index->files, index->files_count);
    return embeddings->shards ? check_rows(embeddings, error) : true;
}

bool embeddings_find(struct embeddings *embeddings, const struct idmap *map, struct vectors *vectors,
                     struct error *error)
{
    struct arena arena = {.exhausted = embeddings->arena->exhausted};
    struct search search = {.embeddings = embeddings, .map = map};
    bool done = search_table(embeddings, &search, &arena, error);
    if (done) {
        *vectors = (struct vectors){.count = map->count, .dimensions = embeddings->dimensions};
        vectors->data = arena_array(embeddings->arena, map->count * embeddings->dimensions, sizeof *vectors->data);
        vectors->state = arena_array(embeddings->arena, map->count, sizeof *vectors->state);
        vectors->why = arena_array(embeddings->arena, map->count, sizeof *vectors->why);
        done = collect(embeddings, &search, vectors, error);
    }
    for (unsigned w = 0; search.arenas && w < search.threads; w++)
        arena_free(&search.arenas[w]);
    arena_free(&arena);
    return done;
}

/* ---- batches ---- */

struct embedding_batch *embeddings_room(const struct embeddings *embeddings, struct arena *arena)
{
    struct embedding_batch *batch = arena_alloc(arena, sizeof *batch);
    batch->room.arena = arena;
    batch->rows = arena_array(arena, CSV_ROWS * embeddings->dimensions, sizeof *batch->rows);
    return batch;
}

/* The number of a sample's row in the matrix. */
static uint64_t matrix_row(const struct embeddings *embeddings, const struct samples *samples, size_t i)
{
    return embeddings->index.starts[samples->block] + samples_row(samples, i);
}

/* Reads all rows from the first sample's to the last one's, and closes the gaps. */
static bool read_matrix(const struct embeddings *embeddings, struct embedding_batch *batch,
                        const struct samples *samples, struct error *error)
{
    size_t last = samples->count - 1, dimensions = embeddings->dimensions;
    bool known = samples->block < embeddings->index.count;
    uint64_t first = known ? matrix_row(embeddings, samples, 0) : embeddings->rows;
    size_t span = known ? (size_t)(matrix_row(embeddings, samples, last) - first) + 1 : 1;
    if (first + span > embeddings->rows)
        return error_set(error, STATUS_INPUT, "%s: the file changed while it was read", embeddings->tables[0]);
    if (!read_rows(embeddings, &batch->room, first, span, batch->rows, error))
        return false;
    for (size_t i = 0; i < samples->count && span > samples->count; i++)
        memmove(batch->rows + i * dimensions,
                batch->rows + (size_t)(matrix_row(embeddings, samples, i) - first) * dimensions,
                dimensions * sizeof *batch->rows);
    return true;
}

bool embeddings_batch(const struct embeddings *embeddings, struct embedding_batch *batch, const struct samples *samples,
                      struct error *error)
{
    size_t dimensions = embeddings->dimensions;
    if (samples->count == 0)
        return true;
    if (embeddings->shards && !read_matrix(embeddings, batch, samples, error))
        return false;
    for (size_t i = 0; i < samples->count; i++) {
        float *vector = batch->rows + i * dimensions;
        bool read = embeddings->shards || read_cells(embeddings, samples->sampler->table, samples->rows[i], vector);
        batch->bad[i] = !read || !is_sound(vector, dimensions, &batch->square[i]);
        if (batch->bad[i])
            memset(vector, 0, dimensions * sizeof *vector);
    }
    return true;
}

bool embeddings_problem(const struct embeddings *embeddings, const struct embedding_batch *batch,
                        const struct samples *samples, size_t i, struct problem *problem)
{
    if (!embeddings->shards)
        return cells_problem(embeddings, samples->sampler->table, samples->rows[i], batch->square[i], problem);
    return matrix_problem(embeddings, matrix_row(embeddings, samples, i), samples->sampler->id, batch->square[i],
                          problem);
}
