/*
 * outputs.h - what a run writes is none of what it reads, and no two of its outputs are one file.
 *
 * Files are compared, not names: by device and inode, or, where there is no file yet, by folder and name. To be
 * checked before anything is read: what was replaced cannot be brought back.
 *
 *     struct outputs outputs = {.arena = arena};
 *     outputs_add(&outputs, options, error)                    what a command line names
 *     outputs_read(&outputs, "the plan", path, error)          and what it does not
 *     outputs_check(&outputs, error)
 */
#ifndef DENGINE_OUTPUTS_H
#define DENGINE_OUTPUTS_H

#include "run/options.h"

struct outputs_file;

struct outputs {
    struct arena *arena;
    struct outputs_file *files;
    size_t count, capacity;
};

/* Adds a file that is read, or written: `role` is how a message calls it, "an input" or "-o". A path may be "-".
 * False when it cannot be looked at. */
bool outputs_read(struct outputs *outputs, const char *role, const char *path, struct error *error);
bool outputs_write(struct outputs *outputs, const char *role, const char *path, struct error *error);

/* Adds all files of a command line. */
bool outputs_add(struct outputs *outputs, const struct options *options, struct error *error);

/* False when a file would be written that is read, or written twice. */
bool outputs_check(const struct outputs *outputs, struct error *error);

/* The paths of the files that a command line reads, excluded ids left out: operands, then those of its options,
 * patterns as what they match (or themselves), of NAME=FILE or FILE=SHARE the part that is there. */
bool options_inputs(struct words *inputs, struct arena *arena, const struct options *options, struct error *error);

#endif
