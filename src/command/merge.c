/*
 * merge - the queue of a table in shards, from the partials of all of them.
 *
 * The first partial tells what was run and how. Each is checked whole, held against the others and offered to one
 * top; then the command of the partials ends as it does with one table.
 */
#include "command/merge.h"

#include <stdlib.h>
#include <string.h>

#include "command/commands.h"
#include "output/partial_read.h"
#include "read/paths.h"
#include "run/merged.h"

struct merge {
    struct run run; /* of the command of the partials, with its options */
    const struct options *own;
    struct merged merged;
    struct merge_shards shards;
    struct text first; /* the name of the first partial */
    uint64_t again;    /* partials that were there already */
};

/* ---- what was run ---- */

static const struct command *find_command(struct text name)
{
    for (size_t i = 0; commands[i]; i++)
        if (text_equal(text_of(commands[i]->name), name) && commands[i]->groups & GROUP(PARTIAL))
            return commands[i];
    return NULL;
}

/* The options of the seal, read as they were on the command line. */
static bool read_options(struct options *options, struct arena *arena, const struct command *command,
                         const struct words *told, struct error *error)
{
    char **arguments = arena_array(arena, told->count + 2, sizeof *arguments);
    arguments[0] = arena_alloc(arena, strlen(command->name) + 1);
    memcpy(arguments[0], command->name, strlen(command->name));
    for (size_t i = 0; i < told->count; i++) {
        arguments[1 + i] = arena_alloc(arena, told->items[i].size + 1);
        memcpy(arguments[1 + i], told->items[i].data, told->items[i].size);
    }
    return options_parse(options, arena, (int)told->count + 1, arguments, command->groups, error);
}

/* How the queue is written and chosen is what the merge was asked. */
static bool take_own(struct merge *merge, struct options *options, struct error *error)
{
    const struct options *own = merge->own;
    bool spread = own->diverse.count || own->distinct > 0;
    size_t most = options->top;
    options->sink = own->sink;
    options->excluded = own->excluded;
    options->output = own->output;
    options->format = own->format;
    options->spreadsheet_safe = own->spreadsheet_safe;
    options->threads = own->threads;
    options->quiet = own->quiet;
    options->explain = own->explain;
    options->fail_if_empty = own->fail_if_empty;
    options->top_given = own->top_given; /* of the partials nobody knows whether it was given */
    options->predictions = own->predictions;
    if (spread) {
        options->diverse = own->diverse;
        options->ids = own->ids;
        options->covered = own->covered;
        options->embedding = own->embedding;
        options->duplicates = own->duplicates;
        options->diverse_by = own->diverse_by;
        options->lambda = own->lambda;
        options->distinct = own->distinct;
        options->id = own->id;
        options->delimiter = own->delimiter;
    }
    if (!own->top_given && !spread)
        return true;
    if (own->top > most && most != SIZE_MAX)
        return error_set(error, STATUS_USAGE, "%s %zu: the partials hold %zu rows (-n %zu)",
                         spread ? "a pool of" : "-n", own->top, most, most);
    options->top = own->top;
    options->take = own->take;
    options->top_given = true;
    return true;
}

/* What needs all the rows that the partials were asked for. */
static bool check_less(const struct merge *merge, const struct options *options, struct error *error)
{
    const struct command *command = merge->run.command;
    bool spread = merge->own->diverse.count || merge->own->distinct > 0;
    bool shares = command->merging && command->merging->shares && (options->by || options->cap);
    if (options->fraction > 0 && (merge->own->top_given || spread))
        return error_set(error, STATUS_USAGE, "--fraction takes each row on its own: no -n, --diverse or --distinct");
    if (merge->own->regroup && (merge->own->top_given || spread))
        return error_set(error, STATUS_USAGE,
                         "--partial keeps all rows: -n, --diverse and --distinct are for the last "
                         "merge");
    if (shares && merge->own->top_given && !spread)
        return error_set(error, STATUS_USAGE,
                         "-n: the shares of %s go by the rows that were asked for: make the partials with that -n",
                         command->name);
    return true;
}

/* The first partial tells what to do. */
static bool begin(struct merge *merge, const struct partial *partial, struct error *error)
{
    struct run *run = &merge->run;
    struct arena *arena = run->arena;
    struct options *options = arena_alloc(arena, sizeof *options);
    struct words told = {0};
    merge->first = text_copy(arena, partial->name);
    run->command = find_command(partial->seal.command);
    run->options = options;
    if (!run->command)
        return error_set(error, STATUS_DATA, "%s: no command '%.*s' makes partials", partial->name.data,
                         (int)partial->seal.command.size, partial->seal.command.data);
    for (size_t i = 0; i < partial->seal.options.count; i++)
        words_add(&told, arena, text_copy(arena, partial->seal.options.items[i]));
    if (!read_options(options, arena, run->command, &told, error))
        return error->status = STATUS_DATA, error_prefix(error, partial->name.data);
    if (!check_less(merge, options, error) || !take_own(merge, options, error))
        return false;
    merge->merged.seal = (struct partial_seal){.dengine = text_copy(arena, partial->seal.dengine),
                                               .command = text_of(run->command->name),
                                               .options = told,
                                               .of = partial->seal.of};
    options->exclude = (struct words){0}; /* it was for the shards */
    return run_exclude(run, error) && merged_open(&merge->merged, run, error) && run_create(run, error);
}

/* ---- the partials ---- */

static bool add_partial(struct merge *merge, struct partial *partial, struct error *error)
{
    struct buffer why = {.arena = merge->run.arena};
    bool known;
    if (!merge->run.command && !begin(merge, partial, error))
        return false;
    if (!partial_fits(&merge->merged.seal, &partial->seal, &why))
        return error_set(error, STATUS_DATA, "%.*s and %.*s are no parts of one table: %s", (int)merge->first.size,
                         merge->first.data, (int)partial->name.size, partial->name.data, buffer_string(&why));
    if (!merge_shards_add(&merge->shards, partial, &known, error))
        return false;
    merge->again += known;
    return known || merged_add(&merge->merged, &merge->run, partial, error);
}

static bool add_file(struct merge *merge, const char *path, struct error *error)
{
    struct partials *partials = NULL;
    struct partial partial;
    bool added = partials_open(&partials, path, merge->run.arena, error);
    while (added && partials_next(partials, &partial, error))
        added = add_partial(merge, &partial, error);
    partials_close(partials);
    return added && error->status == STATUS_OK;
}

/* Files, patterns of a plan, standard input. */
static bool add_files(struct merge *merge, struct error *error)
{
    const struct options *own = merge->own;
    struct words paths = {0};
    for (size_t i = 0; i < own->files_count; i++)
        if (strcmp(own->files[i], "-") == 0)
            words_add(&paths, merge->run.arena, text_of("-"));
        else if (!path_expand(&paths, merge->run.arena, own->files[i], error))
            return false;
    for (size_t i = 0; i < paths.count; i++)
        if (!add_file(merge, paths.items[i].data, error))
            return false;
    return true;
}

/* ---- the queue ---- */

/* Tells run what was summed. */
static void set_run(struct merge *merge)
{
    struct run *run = &merge->run;
    struct partial_seal *seal = &merge->merged.seal;
    seal->shards = merge_shards_sorted(&merge->shards, run->arena);
    seal->shards_count = merge->shards.count;
    run->counts = seal->counts;
    run->ids = seal->ids;
    run->repeated = seal->repeated;
    run->shared = seal->shared;
    run->joined_tables = seal->tables;
    run->unmatched = seal->unmatched;
    run->few = seal->few;
    run->joined = seal->joined;
    run->files_count = seal->shards_count;
    run->keep_count = seal->kept_count;
}

static bool check_rows(const struct merge *merge, struct error *error)
{
    uint64_t read = merge->merged.seal.counts.read;
    size_t expected = merge->own->expect_rows;
    if (!expected || read == expected)
        return true;
    return error_set(error, STATUS_DATA, "--expect-rows %zu: the shards have %llu", expected, (unsigned long long)read);
}

static bool run_merge_command(const struct command *command, const struct options *options, struct arena *arena,
                              struct error *error)
{
    struct merge *merge = arena_alloc(arena, sizeof *merge);
    struct run *run = &merge->run;
    (void)command;
    *merge = (struct merge){.own = options, .run = {.arena = arena}, .shards = {.arena = arena}};
    if (!add_files(merge, error))
        return false;
    set_run(merge);
    if (!check_rows(merge, error))
        return false;
    if (merge->again)
        run_note(run, "%llu partial%s there already, with the same bytes: used once", (unsigned long long)merge->again,
                 merge->again == 1 ? " was" : "s were");
    if (options->regroup)
        return merged_write(&merge->merged, run, error);
    if (!merge_shards_whole(&merge->shards, merge->merged.seal.of, error))
        return false;
    return merged_finish(&merge->merged, run, error);
}

const struct command command_merge = {
    .name = "merge",
    .operands = "PART...",
    .doc = "the queue of a table in shards, from their partials",
    .text =
        "Each shard I of N is ranked where it lies, by any command with --partial I/N: confidence, ensemble, augment,\n"
        "teacher, helper, random, stratify, consistency, similar. merge makes of the partials the queue that the\n"
        "command would have made of all rows, to the byte, in whatever order and groups they come. A PART is a\n"
        "file, with one partial or several behind one another, or `-`.\n"
        "Refused: a shard that is missing, or there twice with other bytes; two shards of the same rows; partials of\n"
        "other options, seeds, numbers or versions; one that is cut, changed or still being written. A partial that\n"
        "a task wrote again, with the same bytes, is used once.\n"
        "`dengine help man cluster` tells how to run it.",
    .example = "merge -n 5 <(dengine confidence data/digits/probs.csv --partial 1/1)",
    .groups = GROUP(MERGE) | GROUP(DIVERSE),
    .run = run_merge_command,
};
