/*
 * hints.h - why inspect offers no command to rank by a model's doubt, and what to do about it.
 */
#ifndef DENGINE_HINTS_H
#define DENGINE_HINTS_H

#include "input/profile.h"

/* Whether the labels are those of the classes in some row at least. */
bool hints_has_label(const struct profile *profile);

/* Why nothing can be asked of a table, or NULL. In the profile's arena. */
const char *hint_nothing(const struct profile *profile);

/* Why no command offers to rank by a model's own doubt, or NULL. */
const char *hint_no_doubt(const struct profile *profile);

/* What was told by its values alone, or NULL. */
const char *hint_guess(const struct profile *profile);

/* What should be mended in the table whatever is asked, and how, or NULL: headers among the rows, blanks around names,
 * commas and percentages in numbers, lists in cells. */
const char *hint_cells(const struct profile *profile);

/* A date and the time of its day in two columns, milliseconds that would be read as seconds, and how to make a time of
 * them; or NULL. */
const char *hint_time(const struct profile *profile);

/* Of these: cells that hold lists, objects of JSON or boxes (hints_lists.c). */
const char *hint_lists(const struct profile *profile);

/* Why the first lines are no header of one line, and what to send the file through; or NULL. */
const char *hint_header(const struct profile *profile);

#endif
