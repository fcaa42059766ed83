/*
 * known.h - samples that are known already: the ids of --like, --unlike and --covered, and what is right.
 */
#ifndef DENGINE_KNOWN_H
#define DENGINE_KNOWN_H

#include "input/idmap.h"

/* Adds the ids of what `pattern` stands for (FILE, FILE:COL, a folder, a glob; none is no error). A table is
 * read as idmap_read says. Of an export of a labelling tool the answered samples are added, with the answer
 * as `truth`. */
bool known_read(struct idmap *map, const struct idmap_file *file, const char *pattern, struct error *error);

#endif
