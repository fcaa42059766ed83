/*
 * help.h - help, the manual and the completion, all made from the tables.
 */
#ifndef DENGINE_HELP_H
#define DENGINE_HELP_H

#include "run/command.h"

/* Writes help for one command to standard output. */
void help_command(const struct command *command);

/* `dengine help TOPIC [DETAIL]`: a command, measures, formats, man ...; `detail` is NULL when there is none. */
bool help_topic(const char *topic, const char *detail, struct error *error);

/* The list of commands, for `dengine --help`. */
void help_overview(void);

/* `dengine help man [PAGE]`: a page as man and mandoc read it; the page `pages` lists the files of all. */
bool help_man(const char *page, struct error *error);

/* `dengine help completion [SHELL]` */
bool help_completion(const char *shell, struct error *error);

#endif
