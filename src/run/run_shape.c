/*
 * run_shape.c - the table of a command as its options describe it: its header, its ids, its rows for each class.
 */
#include <string.h>

#include "input/shape.h"
#include "run/run.h"

bool run_table(const struct options *options, struct table *table, struct arena *arena, struct source *source,
               struct error *error)
{
    bool opened = options->header
                      ? table_open_headless(table, arena, source, options->delimiter, text_of(options->header), error)
                      : table_open(table, arena, source, options->delimiter, error);
    if (!opened)
        return false;
    table->named = options_columns(options, arena);
    table->typed = &options->typed;
    return true;
}

/* ---- the classes of a table with one row for each ---- */

struct collecting {
    struct names classes;
    size_t id, class_column;
    struct buffer last; /* id */
    bool rising;
};

static bool collect_classes(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct collecting *collecting = state;
    (void)worker;
    for (size_t i = 0; i < samples->count; i++) {
        struct text id = samples_at(samples, i).id, last = buffer_text(&collecting->last);
        struct text class = samples_cell(samples, i, collecting->class_column);
        if (class.size && names_add(&collecting->classes, class) >= CSV_COLUMNS)
            return error_set(error, STATUS_DATA, "--class: more than %d classes: is it the right column?", CSV_COLUMNS);
        if (text_equal(id, last))
            continue;
        collecting->rising &= !last.data || text_compare(last, id) < 0;
        collecting->last.size = 0;
        buffer_add(&collecting->last, id);
    }
    return true;
}

/* A first pass: which classes there are, and whether ids rise. */
static bool find_classes(struct sampler *sampler, struct collecting *collecting, struct text column,
                         struct error *error)
{
    struct table *table = sampler->table;
    struct filter everything = {0};
    struct scan scan = {.sampler = sampler,
                        .filter = &everything,
                        .threads = 1,
                        .bad_row = BAD_ROW_SKIP,
                        .arena = table->arena,
                        .step = collect_classes,
                        .state = collecting};
    collecting->rising = true;
    collecting->classes.arena = collecting->last.arena = table->arena;
    if (!table_column(table, column, "--class", &collecting->class_column, error))
        return false;
    table_ready(table);
    if (!scan_run(&scan, error) || !source_again(&table->source, table->arena, error))
        return false;
    struct names *all = arena_alloc(table->arena, sizeof *all), *parts[] = {&collecting->classes};
    all->arena = table->arena;
    names_join(all, parts, 1);
    collecting->classes = *all;
    return true;
}

/* ---- ids and shape ---- */

/* --ids is about the vectors where there are any, else about the table; of .npy it is about both. */
static bool has_ids_beside(const struct options *options, const struct command *command, const struct table *table)
{
    bool vectors = command->groups & GROUP(SIMILAR) || options->diverse.count || options->embeddings.count;
    return options->ids.count && (!vectors || source_kind(table->source) == SOURCE_MATRIX);
}

static const char *const *paths_of(const struct words *words, struct arena *arena)
{
    const char **paths = arena_array(arena, words->count, sizeof *paths);
    for (size_t i = 0; i < words->count; i++)
        paths[i] = text_copy(arena, words->items[i]).data;
    return paths;
}

static bool open_classes(const struct options *options, struct sampler *sampler, struct shape_spec *spec,
                         struct error *error)
{
    struct collecting *collecting = arena_alloc(sampler->table->arena, sizeof *collecting);
    spec->class = text_of(options->class);
    spec->value = text_of(options->confidence ? options->confidence : "confidence");
    if (spec->ids_count)
        return error_set(error, STATUS_USAGE, "--class and --ids exclude each other");
    if (!shape_open(sampler->table, &(struct shape_spec){.id = spec->id}, &sampler->id, error) ||
        !find_classes(sampler, collecting, spec->class, error))
        return false;
    spec->classes = &collecting->classes;
    spec->rising = collecting->rising;
    sampler->table->shape = NULL; /* that of the first pass */
    return true;
}

bool run_id(const struct options *options, const struct command *command, struct sampler *sampler, struct error *error)
{
    struct table *table = sampler->table;
    struct shape_spec spec = {.id = text_of(options->id)};
    if (has_ids_beside(options, command, table)) {
        spec.ids = paths_of(&options->ids, table->arena);
        spec.ids_count = options->ids.count;
        spec.ids_column = spec.id;
    }
    if (options->class && !open_classes(options, sampler, &spec, error))
        return false;
    return shape_open(table, &spec, &sampler->id, error);
}
