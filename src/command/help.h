/*
 * help.h - help, man page and completion, all made from the tables.
 */
#ifndef DENGINE_HELP_H
#define DENGINE_HELP_H

#include "run/command.h"

/* Writes help for one command to standard output. */
void help_command(const struct command *command);

/* `dengine help [TOPIC]`: a command, measures, formats, terms, man. */
bool help_topic(const char *topic, struct error *error);

/* The list of commands, for `dengine --help`. */
void help_overview(void);

#endif
