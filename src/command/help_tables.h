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

/* An option stands under the last of these titles that has one of its groups, else under the first. */
enum { HELP_SECTIONS = 4 };
extern const char *const help_titles[HELP_SECTIONS];
size_t help_section(const struct option_row *row);

/* Appends "-n, --top N"; what an option does, the words of a choice, and the default. */
void help_option_name(struct buffer *out, const struct option_row *row);
void help_option_doc(struct buffer *out, const struct option_row *row);

/* Table number n = 0, 1 ... of all that commands list, each once, in their order; NULL at the end. */
const struct measure *help_measures(size_t n);

/* Appends the commands that list a table: "ensemble, augment". */
void help_users(struct buffer *out, const struct measure *table);

#endif
