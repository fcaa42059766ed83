/*
 * hints_pipe.h - the lines that mend a table before anything is asked of it. For hints alone.
 */
#ifndef DENGINE_HINTS_PIPE_H
#define DENGINE_HINTS_PIPE_H

#include "input/profile.h"

/* Why, and what to send the file through: "WHY: TOOL FILE | dengine inspect -". */
const char *hints_pipe(const struct profile *profile, const char *why, const char *tool);

/* mlr, told how the table is written; it writes commas. */
const char *hints_miller(const struct profile *profile);

/* The pipe through mlr with this verb and what it does, a word of the shell. */
const char *hints_reshape(const struct profile *profile, const char *why, const char *verb, struct text change);

#endif
