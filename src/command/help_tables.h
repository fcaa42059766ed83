/*
 * help_tables.h - the tables as help, the manual and the completion show them, each fact in one place.
 */
#ifndef DENGINE_HELP_TABLES_H
#define DENGINE_HELP_TABLES_H

#include "run/command.h"

/* What dengine is, in two lines. */
extern const char help_about[];

/* The command of that name, or NULL. */
const struct command *help_find(const char *name);

/* The options of a command, under a title for each section: `name` is "-n, --top N"; `doc` is what it does, the words
 * of a choice, and the default. */
void help_options(const struct command *command, void (*print_title)(const char *title),
                  void (*print_option)(const char *name, const char *doc));

/* Table number n = 0, 1 ... of all that commands list, each once, in their order; NULL at the end. */
const struct measure *help_measures(size_t n);

/* Appends the commands that list a table: "ensemble, augment". */
void help_users(struct buffer *out, const struct measure *table);

#endif
