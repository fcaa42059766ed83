/*
 * command.h - what a subcommand is.
 *
 * How to add a command:
 *
 *     src/command/NAME.c        reads from top to bottom, its struct command at the end; what all
 *                               row-by-row commands share is in run.h, what joins share in join.h
 *     src/command/commands.c    its line in the list
 *     src/run/options.[ch]      only if it has options of its own: their group, their members and rows
 *     data/README.md            an example
 *
 * All else follows from these: --help, --version and the like are options of every command; help, man
 * page, completion and messages are made from the tables. The cases help, help_complete, help_completion and
 * help_examples will show it: tests/cli/run --update, and read the diff.
 */
#ifndef DENGINE_COMMAND_H
#define DENGINE_COMMAND_H

#include "dengine/measure.h"
#include "run/options.h"

struct run;
struct scan_worker;
struct samples;

/* The parts of a row-by-row command, so that several can share one pass over their input. The state
 * begins with a struct run, whose command, options and arena are set before `open`. */
struct rowwise {
    size_t size;                                         /* of the state */
    bool (*open)(struct run *run, struct error *error);  /* opens the input, wants columns */
    bool (*start)(struct run *run, struct error *error); /* makes room for each worker */
    bool (*step)(void *state, struct scan_worker *worker, struct samples *samples, struct error *error);
    bool (*finish)(struct run *run, struct error *error); /* makes the queue */
};

struct merged;

/* How the partials of a command become its queue, where it does more than rank: the run has its options. */
struct merging {
    void (*open)(struct run *run, struct merged *merged);                        /* makes its top and strata */
    bool (*finish)(struct run *run, struct merged *merged, struct error *error); /* makes the queue of them */
    bool shares; /* its groups, if it has any, share -n out: a merge cannot take fewer */
};

enum { COMMAND_TABLES = 2 };

struct command {
    const char *name;
    const char *operands;                           /* for the usage line */
    size_t operands_least, operands_most;           /* how many files it takes, 0 to 3; 0: one or more */
    const char *doc;                                /* one line */
    const char *text;                               /* what it asks, what it needs, what comes out */
    const char *example;                            /* arguments of a command that works on the shipped data */
    unsigned groups;                                /* of options */
    const struct measure *measures[COMMAND_TABLES]; /* its tables; the first measure is the default */
    const struct merging *merging;                  /* of its partials, or NULL: the best rows of all */
    const struct rowwise *rowwise;                  /* of a row-by-row command, whose run is run_rowwise; or NULL */
    bool holds_scores;                              /* it draws from them itself: chance_held */
    bool (*run)(const struct command *command, const struct options *options, struct arena *arena, struct error *error);
};

/* Whether the number of files is right. */
bool command_operands(const struct command *command, const struct options *options, struct error *error);

/* Puts the files of a folder in its place among the operands of a command that reads tables. */
bool command_folders(const struct command *command, struct options *options, struct arena *arena, struct error *error);

/* open, start, a pass with `step`, finish. */
bool run_rowwise(const struct command *command, const struct options *options, struct arena *arena,
                 struct error *error);

#endif
