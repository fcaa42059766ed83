/*
 * command.h - the subcommands.
 *
 * How to add a command: one file in this folder that reads from top to bottom, its struct command at
 * the end, and one line in the list in commands.c. What all row-by-row commands share is in run.h.
 */
#ifndef DENGINE_COMMAND_H
#define DENGINE_COMMAND_H

#include "command/options.h"
#include "dengine/measure.h"

#define DENGINE_VERSION "0.1.0"

enum { COMMAND_TABLES = 2 };

struct command {
    const char *name;
    const char *operands;                           /* for the usage line */
    const char *doc;                                /* one line */
    const char *text;                               /* what it asks, what it needs, what comes out */
    const char *example;                            /* arguments of a command that works on the shipped data */
    unsigned groups;                                /* of options */
    const struct measure *measures[COMMAND_TABLES]; /* its tables; the first measure is the default */
    bool (*run)(const struct command *command, const struct options *options, struct arena *arena, struct error *error);
};

/* All commands in the order of help; NULL ends the list. */
extern const struct command *const commands[];

/* Writes help for one command to standard output. */
void help_command(const struct command *command);

/* `dengine help [TOPIC]`: a command, measures, formats, terms, man, completion, readme. */
bool help_topic(const char *topic, struct error *error);

/* The list of commands, for `dengine --help`. */
void help_overview(void);

#endif
