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

struct output {
    FILE *file;
    const char *path;   /* as given; "-" or NULL is standard output */
    char *temporary;    /* NULL when written directly */
    const char *target; /* where the temporary file goes: the path, symbolic links followed */
};

/* Opens; when the arena goes before output_finish, the temporary file goes too. */
bool output_open(struct output *output, struct arena *arena, const char *path, struct error *error);

/* Writes out what is buffered, syncs, renames, closes. A full disk is found here. */
bool output_finish(struct output *output, struct error *error);

/* The first half of it, all but the rename: several files are sealed before the first one is finished, so
 * that a full disk leaves all the old ones. */
bool output_seal(struct output *output, struct error *error);

/* Removes the temporary files of an earlier run that was killed. Only under a lock: those of a run that
 * is alive look the same. */
void output_sweep(struct arena *arena, const char *path);

/* Makes the folders of a path that are not there. */
bool output_folders(const char *path, struct error *error);

/* Removes temporary files when the process is told to end by a signal. */
void output_handle_signals(void);

#endif
