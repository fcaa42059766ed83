/*
 * paths.h - what stands under a path, in a folder, behind a pattern.
 *
 * Only what is not there counts as nothing. A folder that may not be listed, a disk that cannot be read, a
 * process that has too many files open: these are errors, or a night's labels would be left out in silence
 * (as glob(3) and access(2) do).
 */
#ifndef DENGINE_PATHS_H
#define DENGINE_PATHS_H

#include <stdbool.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

enum path_kind {
    PATH_NOTHING,
    PATH_FILE, /* of any kind but a folder */
    PATH_FOLDER,
};

/* Looks at a path, links followed. */
bool path_look(const char *path, enum path_kind *kind, struct error *error);

/* The same for those who only ask whether there is something. */
bool path_exists(const char *path, bool *exists, struct error *error);

/* Adds the names in a folder, `.` and `..` left out, in byte order. */
bool path_list(struct words *names, struct arena *arena, const char *folder, struct error *error);

/* Whether there is a *, ? or [ in it. */
bool path_is_pattern(const char *path);

/* Adds the paths that a pattern matches, in byte order: * ? [set] within a name, a backslash before what is
 * meant as it is; a dot at the start of a name must be in the pattern (glob(7)). Nothing may match. */
bool path_match(struct words *paths, struct arena *arena, const char *pattern, struct error *error);

/* The same, but a path that is there, is no pattern or matches nothing is added as it is. */
bool path_expand(struct words *paths, struct arena *arena, const char *path, struct error *error);

/* Adds a path, or of a folder the files in it: shards, so that what begins with `_` or `.` is none of them. */
bool path_files(struct words *paths, struct arena *arena, const char *path, struct error *error);

/* The path as it is from any working folder. */
const char *path_absolute(struct arena *arena, const char *path);

/* A copy of the name without folders and endings: "night" of "queues/night.csv.gz", ".night" of ".night.csv". */
struct text path_stem(struct arena *arena, const char *path);

#endif
