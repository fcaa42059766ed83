/*
 * inspect_lines.h - the lines that inspect writes for a person. For its writers alone.
 */
#ifndef DENGINE_INSPECT_LINES_H
#define DENGINE_INSPECT_LINES_H

#include <stdio.h>

#include "output/offer_line.h"

/* What to call a file. */
const char *inspect_name(const char *path);

/* What a file holds, shown so that it cannot steer a terminal. */
void inspect_show(FILE *out, struct text text);

/* "s", unless it is one. */
const char *inspect_plural(uint64_t number);

/* The first word of a line, and blanks up to where the rest stands. */
void inspect_begin(FILE *out, const char *what);

/* What stands in the way, and the commands. */
void inspect_offers(FILE *out, const struct offers *offers);

#endif
