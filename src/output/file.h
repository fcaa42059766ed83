/*
 * file.h - output that appears whole or not at all.
 *
 * A file is written beside its final place under a temporary name, synced, and renamed. Until then
 * the old file stays. Standard output, devices and pipes are written as they are.
 */
#ifndef DENGINE_FILE_H
#define DENGINE_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "output/temporary.h"

struct output {
    FILE *file;
    const char *path;           /* as given; "-" or NULL is standard output */
    const char *target;         /* where the temporary file goes: the path, symbolic links followed */
    struct temporary temporary; /* without a name when written directly */
};

/* Opens; when the arena goes before output_finish, the temporary file goes too. */
bool output_open(struct output *output, struct arena *arena, const char *path, struct error *error);

/* The file that is made or replaced: the path, its symbolic links followed, so that they stay. NULL with errno. */
const char *output_target(struct arena *arena, const char *path);

/* Writes out what is buffered, syncs, renames, closes. A full disk is found here. */
bool output_finish(struct output *output, struct error *error);

/* The first half of it, all but the rename: several files are sealed before the first one is finished, so
 * that a full disk leaves all the old ones. */
bool output_seal(struct output *output, struct error *error);

/* Makes the folders of a path that are not there. */
bool output_folders(const char *path, struct error *error);

#endif
