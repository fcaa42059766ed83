/*
 * dengine - which samples to label next.
 *
 * A map of the program; a row flows from left to right, and a file includes only from its own folder
 * or one to its left (tests/rooms):
 *
 *   base -> read -> input -> join -> score -> select -> output -> run -> command -> main.c
 *
 *   base      arena (memory), error, text (views, buffers), hash (the only chance), pool (threads)
 *   read      bytes become values, and nothing is known of ids or labels: source (files and pipes as blocks of
 *             whole records), csv and split (rows and cells), number, moment, npy (vectors), config (JSON)
 *   input     rows become samples: table (columns by name), prediction (what a model said), filter (the
 *             population), scan (one pass by several workers), embeddings, frames (what was said when and
 *             where, sorted, in memory), exclude (ids seen before)
 *   join      several tables, one sample: gather, answer (what a row says), pending (samples not complete)
 *   score     the measures: pure functions, one table; likeness (embeddings against seeds); temporal,
 *             spatial and motion (frames against their neighbours)
 *   select    top (the N best), draw (random), strata (shares), terms (what makes a stratum), diverse
 *             (near-twins, a spread choice), mix (several queues into one)
 *   output    queue and its formats, queues read back and mixed, json, files that appear whole or not at all
 *   run       what the commands call: options, run (open -> scan -> write), join (the same over several
 *             tables), measures (which of them rank), diversify
 *   command   one file for each subcommand; help and the list of commands; plan and record of a batch
 *
 * The folders up to output are a library: they return errors. Printing and exiting happens here.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/commands.h"
#include "command/help.h"
#include "command/version.h"
#include "output/temporary.h"
#include "run/outputs.h"
#include "run/part.h"
#include "run/say.h"

/* In any arena: the library's own would abort. */
void arena_exhausted(size_t size)
{
    fprintf(stderr, "dengine: out of memory (%zu bytes asked for)\n", size);
    temporary_remove_all();
    _Exit(STATUS_MEMORY);
}

static bool unknown_command(struct arena *arena, const char *name, struct error *error)
{
    struct words names = {0};
    for (size_t i = 0; commands[i]; i++)
        words_add(&names, arena, text_of(commands[i]->name));
    words_add(&names, arena, text_of("help"));
    const char *suggestion = words_suggest(&names, arena, text_of(name));
    return error_set(error, STATUS_USAGE, "no command '%s'%s", name, *suggestion ? suggestion : "; see dengine --help");
}

static bool run_command(const struct command *command, struct arena *arena, int count, char **arguments,
                        struct error *error)
{
    struct options *options = arena_alloc(arena, sizeof *options);
    if (!options_parse(options, arena, count, arguments, command->groups, error))
        return error_prefix(error, command->name);
    if (options->help)
        return help_command(command), true;
    if (options->version)
        return version_print(), true;
    if (options->files_count == 0)
        return error_set(error, STATUS_USAGE, "%s: no FILE given (`-` is standard input); see dengine %s --help",
                         command->name, command->name);
    struct outputs outputs = {.arena = arena};
    return command_folders(command, options, arena, error) && command_operands(command, options, error) &&
           outputs_add(&outputs, options, error) && outputs_check(&outputs, error) &&
           part_run(command, options, arena, error);
}

static bool dispatch(struct arena *arena, int count, char **arguments, struct error *error)
{
    const char *name = count > 1 ? arguments[1] : "";
    if (count < 2)
        return error_set(error, STATUS_USAGE, "no command given; see dengine --help");
    if (strcmp(name, "--version") == 0)
        return version_print(), true;
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || (strcmp(name, "help") == 0 && count == 2))
        return help_overview(), true;
    if (strcmp(name, "help") == 0)
        return help_topic(arguments[2], arguments[3], error);
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return run_command(commands[i], arena, count - 1, arguments + 1, error);
    return unknown_command(arena, name, error);
}

/* What was printed must have arrived: a full disk is an error of help, too. */
static bool flush_output(struct error *error)
{
    return fflush(stdout) == 0 && !ferror(stdout)
               ? true
               : error_set(error, STATUS_IO, "standard output: cannot write: the disk may be full");
}

/* A stream that was closed must not become one of our files. What is read from it or written to it fails, as it
 * should; only messages may go nowhere. */
static void hold_standard_streams(void)
{
    static const int modes[] = {O_WRONLY, O_RDONLY, O_RDWR};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", modes[fd]) != fd)
            _Exit(STATUS_IO);
}

int main(int count, char **arguments)
{
    struct arena arena = {0};
    struct error error = {0};
    hold_standard_streams();
    temporary_handle_signals();
    bool done = dispatch(&arena, count, arguments, &error) && flush_output(&error);
    if (!done && error.status != STATUS_OK)
        say("dengine: %s\n", error.text);
    arena_free(&arena);
    return done ? STATUS_OK : (int)error.status;
}
