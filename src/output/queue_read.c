#include "output/queue_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input/scan.h"
#include "read/paths.h"

enum { RANK, ID, SCORE, METHOD, PROB, REASON };

struct ranked {
    struct top_entry entry;
    struct text method;
    double rank;
    size_t row;
};

struct reading {
    struct arena *arena;
    const struct table *table;
    bool has[QUEUE_FIXED];
    size_t fixed[QUEUE_FIXED]; /* their columns in the table */
    size_t *columns;           /* of the others */
    size_t columns_count;
    struct text method; /* where the file names none */
    struct ranked **rows;
    size_t count, capacity;
};

static bool read_number(const struct reading *reading, const struct csv_row *row, int which, double otherwise,
                        double *value, struct problem *problem)
{
    bool missing = false;
    *value = otherwise;
    if (!reading->has[which])
        return true;
    if (!table_number(reading->table, row, reading->fixed[which], value, &missing, problem))
        return false;
    if (missing)
        *value = otherwise;
    return true;
}

static bool read_row(struct reading *reading, const struct csv_row *row, struct problem *problem)
{
    struct ranked *ranked = arena_alloc(reading->arena, sizeof *ranked);
    struct top_entry *entry = &ranked->entry;
    double score;
    ranked->row = reading->count;
    if (!read_number(reading, row, RANK, (double)reading->count + 1, &ranked->rank, problem) ||
        !read_number(reading, row, PROB, reading->has[PROB] ? NAN : 1, &entry->inclusion_prob, problem) ||
        !read_number(reading, row, SCORE, INFINITY, &score, problem))
        return false;
    if (entry->inclusion_prob <= 0 || entry->inclusion_prob > 1)
        return problem_set(problem, reading->fixed[PROB], "inclusion_prob %.9g is not above 0 and at most 1",
                           entry->inclusion_prob);
    entry->key.scores[0] = isinf(score) ? TOP_UNSCORABLE : nano_round(score);
    entry->id = text_copy(reading->arena, table_cell(reading->table, row, reading->fixed[ID]));
    ranked->method = reading->method;
    if (reading->has[METHOD])
        ranked->method = text_copy(reading->arena, table_cell(reading->table, row, reading->fixed[METHOD]));
    entry->cells_count = 1 + reading->columns_count;
    entry->cells = arena_array(reading->arena, entry->cells_count, sizeof *entry->cells);
    if (reading->has[REASON])
        entry->cells[0] = text_copy(reading->arena, table_cell(reading->table, row, reading->fixed[REASON]));
    for (size_t c = 0; c < reading->columns_count; c++)
        entry->cells[1 + c] = text_copy(reading->arena, table_cell(reading->table, row, reading->columns[c]));
    reading->rows =
        arena_reserve(reading->arena, reading->rows, &reading->capacity, reading->count + 1, sizeof(void *));
    reading->rows[reading->count++] = ranked;
    return true;
}

static bool read_rows(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct problem problem;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        if (!read_row(state, sample.row, &problem) && !scan_reject(worker, &sample, &problem, error))
            return false;
    }
    return true;
}

static bool open_columns(struct reading *reading, struct table *table, const char *id, struct error *error)
{
    reading->columns = arena_array(reading->arena, table->header.count, sizeof *reading->columns);
    struct text named = text_of(id);
    if (!table_column(table, table_has(table, named) ? named : text_of("id"), "--id", &reading->fixed[ID], error))
        return false;
    for (int f = 0; f < QUEUE_FIXED; f++) {
        if (f == ID)
            continue;
        reading->has[f] = table_has(table, queue_fixed[f].name);
        if (reading->has[f] && !table_column(table, queue_fixed[f].name, NULL, &reading->fixed[f], error))
            return false;
    }
    for (size_t i = 0; i < table->header.count; i++) {
        if (table->wanted[i])
            continue;
        if (!table_column(table, table->header.items[i], NULL, &reading->columns[reading->columns_count], error))
            return false;
        reading->columns_count++;
    }
    return true;
}

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = *(struct ranked *const *)a, *y = *(struct ranked *const *)b;
    int order = (x->rank > y->rank) - (x->rank < y->rank);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* Whether a column can hold what its rows say: in a table of another program a name may mean another thing. */
static bool holds_all(const struct reading *reading, const struct queue_column *column, size_t cell)
{
    bool all = true;
    for (size_t i = 0; i < reading->count; i++)
        all = all && queue_column_holds(column, reading->rows[i]->entry.cells[cell]);
    return all;
}

static void finish(struct queue *queue, const struct reading *reading)
{
    struct queue_column *columns = arena_array(reading->arena, reading->columns_count, sizeof *columns);
    struct top_entry **rows = arena_array(reading->arena, reading->count, sizeof *rows);
    struct text *methods = arena_array(reading->arena, reading->count, sizeof *methods);
    double *ranks = arena_array(reading->arena, reading->count, sizeof *ranks);
    if (reading->count)
        qsort(reading->rows, reading->count, sizeof *reading->rows, by_rank);
    for (size_t i = 0; i < reading->count; i++) {
        rows[i] = &reading->rows[i]->entry;
        methods[i] = reading->rows[i]->method;
        ranks[i] = reading->rows[i]->rank;
    }
    for (size_t c = 0; c < reading->columns_count; c++) {
        columns[c] = queue_column(text_copy(reading->arena, reading->table->header.items[reading->columns[c]]));
        if (!holds_all(reading, &columns[c], 1 + c))
            columns[c].kind = COLUMN_TEXT;
    }
    *queue = (struct queue){.method = reading->method.data,
                            .methods = methods,
                            .ranks = ranks,
                            .columns = columns,
                            .columns_count = reading->columns_count,
                            .rows = rows,
                            .count = reading->count};
}

/* What is needed only while a file is read lies in `scratch`. */
static bool read_file(struct queue *queue, struct reading *reading, struct arena *scratch, const char *path,
                      const char *id, char delimiter, struct error *error)
{
    struct table *table = arena_alloc(scratch, sizeof *table);
    struct filter everything = {0};
    struct sampler sampler = {.table = table};
    struct scan scan = {.sampler = &sampler,
                        .filter = &everything,
                        .threads = 1,
                        .arena = scratch,
                        .step = read_rows,
                        .state = reading};
    reading->table = table;
    if (!table_open_written(table, scratch, path, delimiter, error) || !open_columns(reading, table, id, error))
        return false;
    sampler.id = reading->fixed[ID];
    table_ready(table);
    if (!scan_run(&scan, error))
        return false;
    finish(queue, reading);
    return true;
}

bool queue_read(struct queue *queue, struct arena *arena, const char *path, const char *id, char delimiter,
                struct error *error)
{
    struct arena scratch = {.exhausted = arena->exhausted};
    struct reading reading = {.arena = arena, .method = path_stem(arena, path)};
    bool done = read_file(queue, &reading, &scratch, path, id, delimiter, error);
    arena_free(&scratch);
    return done;
}
