/*
 * foreign.h - what is no CSV, told by its first line, and the pipe that makes one of it.
 */
#ifndef DENGINE_FOREIGN_H
#define DENGINE_FOREIGN_H

#include <stdbool.h>

#include "dengine/error.h"
#include "dengine/text.h"

/* True when the first line may be a header of CSV; else an error that says what file `name` is and what to type. */
bool foreign_check(struct text head, const char *name, struct error *error);

#endif
