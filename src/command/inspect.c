/*
 * inspect - what is in these tables, and which commands work on them?
 *
 * The first rows tell what each column seems to be, one pass over all of them what they hold.
 */
#include "output/inspect.h"
#include "run/run.h"

/* The ids of the first table are kept for those behind it. */
static bool inspect_tables(struct inspection *inspection, const struct options *options, struct arena *arena,
                           struct error *error)
{
    struct idset *first = arena_alloc(arena, sizeof *first);
    first->arena = arena;
    idset_open(first);
    for (size_t i = 0; i < inspection->count; i++) {
        const struct profile_spec spec = {.named = options_columns(options, arena),
                                          .threads = (unsigned)options->threads,
                                          .ids = i == 0 && inspection->count > 1 ? first : NULL,
                                          .others = i > 0 ? first : NULL};
        if (!profile_read(&inspection->profiles[i], arena, options->files[i], &spec, error))
            return false;
        inspection->offers[i].arena = arena;
        offers_table(&inspection->offers[i], &inspection->profiles[i]);
    }
    if (inspection->count > 1)
        offers_joins(&inspection->joins, inspection->profiles, inspection->count);
    return true;
}

static bool run_inspect(const struct command *command, const struct options *options, struct arena *arena,
                        struct error *error)
{
    struct run *run = arena_alloc(arena, sizeof *run);
    struct inspection inspection = {.count = options->files_count, .joins = {.arena = arena}};
    *run = (struct run){.command = command, .options = options, .arena = arena};
    inspection.profiles = arena_array(arena, inspection.count, sizeof *inspection.profiles);
    inspection.offers = arena_array(arena, inspection.count, sizeof *inspection.offers);
    if (!run_spool(options, error) || !inspect_tables(&inspection, options, arena, error) || !run_create(run, error))
        return false;
    inspect_write(run->output.file, &inspection, (enum inspect_format)options->inspect_format);
    return output_finish(&run->output, error);
}

const struct command command_inspect = {
    .name = "inspect",
    .operands = "FILE...",
    .doc = "what is in these tables, and which commands work on them?",
    .text =
        "Tells what each column seems to be, by its name and its first rows, and in one pass over all rows how many\n"
        "ids there are, how often each class is said, how sure the model is, what is missing or bad and where the\n"
        "first such place is. Then the commands that work on the table, ready to paste, with the options that its\n"
        "header needs; for several files those that join them. Nothing is guessed in a run: there the options say.",
    .example = "inspect data/digits/predictions.csv",
    .groups = GROUP(INSPECT),
    .run = run_inspect,
};
