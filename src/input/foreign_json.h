/*
 * foreign_json.h - JSON by what it begins with, and the pipe of jq that makes CSV of it.
 */
#ifndef DENGINE_FOREIGN_JSON_H
#define DENGINE_FOREIGN_JSON_H

#include "dengine/arena.h"
#include "dengine/text.h"

/* What a file with this first line is, if it is JSON, and what to type, where FILE stands for its name; else NULL. */
const char *foreign_json(struct arena *arena, struct text head, const char *name);

#endif
