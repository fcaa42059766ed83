#include "run/report_beside.h"

#include <string.h>
#include <unistd.h>

#include "input/file_columns.h"
#include "input/scan.h"

/* One FILE while it is read. */
struct file_read {
    struct report_beside *beside;
    const struct report_input *input;
    size_t *columns; /* [beside->count] in the table; SIZE_MAX: it has none of that name */
    bool *seen;      /* [ids] */
};

static void keep_cells(const struct file_read *read, const struct sample *sample, size_t id)
{
    struct report_beside *beside = read->beside;
    for (size_t c = 0; c < beside->count; c++) {
        struct text *cell = &beside->cells[c * read->input->ids.count + id];
        if (read->columns[c] != SIZE_MAX && !cell->data)
            *cell = text_copy(read->input->arena, table_cell(sample->sampler->table, sample->row, read->columns[c]));
    }
}

static bool step(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct file_read *read = state;
    struct problem problem;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        size_t id = idmap_find(&read->input->ids, sample.id);
        if (id == IDMAP_NONE)
            continue;
        if (read->seen[id]) {
            problem_set(&problem, sample.sampler->id, "a second row with the id '%.*s'", (int)sample.id.size,
                        sample.id.data);
            return scan_stop(worker, &sample, &problem, error);
        }
        read->seen[id] = true;
        keep_cells(read, &sample, id);
    }
    return true;
}

static bool find_columns(const struct file_read *read, struct table *table, const char *path, struct error *error)
{
    size_t found = 0;
    for (size_t c = 0; c < read->beside->count; c++) {
        struct text name = read->beside->columns[c];
        read->columns[c] = SIZE_MAX;
        if (!table_has(table, name))
            continue;
        if (!table_column(table, name, "--by", &read->columns[c], error))
            return false;
        found++;
    }
    return found || error_set(error, STATUS_DATA, "%s: no column of --by is there", path);
}

static bool read_file(struct file_read *read, const char *argument, struct error *error)
{
    struct arena *arena = read->input->arena;
    const struct file_columns named = file_columns(arena, argument);
    const char **path = arena_alloc(arena, sizeof *path);
    struct options *options = arena_alloc(arena, sizeof *options);
    struct table *table = arena_alloc(arena, sizeof *table);
    struct sampler sampler = {.table = table};
    struct filter everything = {0};
    struct source *source;
    *path = named.path;
    *options = *read->input->options;
    if (named.columns.count)
        options->id = file_column(&named, 0);
    if (named.columns.count > 1 || strchr(options->id, '=') || (strchr(*path, '@') && access(*path, F_OK) != 0))
        return error_set(
            error, STATUS_USAGE,
            "'%s': a report finds columns by id alone: FILE, or FILE:ID where it is called otherwise; others carry "
            "into the queue where it is made: --with, --keep",
            argument);
    if (!source_open(&source, arena, path, 1, options->block_size, error) ||
        !run_table(options, table, arena, source, error) || !run_id(options, read->input->command, &sampler, error) ||
        !find_columns(read, table, *path, error))
        return false;
    table_ready(table);
    struct scan scan = {.sampler = &sampler,
                        .filter = &everything,
                        .threads = 1,
                        .bad_row = BAD_ROW_FAIL,
                        .arena = arena,
                        .step = step,
                        .state = read};
    return scan_run(&scan, error);
}

bool report_beside_read(struct report_beside *beside, const struct report_input *input, struct error *error)
{
    struct arena *arena = input->arena;
    struct file_read read = {.beside = beside, .input = input};
    beside->cells = arena_array(arena, beside->count * input->ids.count, sizeof *beside->cells);
    read.columns = arena_array(arena, beside->count, sizeof *read.columns);
    for (size_t i = 0; i < input->options->with.count; i++) {
        read.seen = arena_array(arena, input->ids.count, sizeof *read.seen);
        if (!read_file(&read, text_copy(arena, input->options->with.items[i]).data, error))
            return error_prefix(error, "--with");
    }
    return true;
}
