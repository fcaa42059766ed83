/*
 * run_beside.c - --with FILE: the tables beside that of a run.
 */
#include <string.h>

#include "join/beside_load.h"
#include "join/beside_open.h"
#include "run/run.h"

bool run_beside_check(const struct options *options, struct arena *arena, struct error *error)
{
    struct words paths = {0};
    size_t pipes = 0;
    if (options->within && !options->with.count)
        return error_set(error, STATUS_USAGE, "--within needs a table by time: --with FILE@TIME");
    for (size_t i = 0; i < options->with.count; i++)
        if (!beside_paths(&paths, arena, text_copy(arena, options->with.items[i]).data, error))
            return error_prefix(error, "--with");
    for (size_t i = 0; options->with.count && i < options->files_count; i++)
        pipes += strcmp(options->files[i], "-") == 0 || text_starts(text_of(options->files[i]), text_of("-="));
    for (size_t i = 0; i < paths.count; i++)
        pipes += text_equal(paths.items[i], text_of("-"));
    return pipes < 2 || error_set(error, STATUS_USAGE, "standard input (`-`) can be only one of the files");
}

bool run_beside_open(struct run *run, struct error *error)
{
    const struct options *options = run->options;
    const struct beside_spec spec = {.files = &options->with,
                                     .id = text_of(options->id),
                                     .within = options->within,
                                     .delimiter = options->delimiter};
    if (!options->with.count)
        return true;
    run->table.beside = arena_alloc(run->arena, sizeof *run->table.beside);
    return beside_open(run->table.beside, run->arena, &spec, error);
}

bool run_beside_load(const struct run *run, struct error *error)
{
    return beside_load(run->table.beside, (unsigned)run->options->threads, error);
}
