/*
 * file_columns.h - FILE:COL[,COL...]: a file and its columns, where other people's files have other names.
 */
#ifndef DENGINE_FILE_COLUMNS_H
#define DENGINE_FILE_COLUMNS_H

#include "dengine/arena.h"
#include "dengine/text.h"

struct file_columns {
    const char *path;     /* or a pattern */
    struct words columns; /* none when only the file is given */
};

/* A path may hold `:`. The last one counts, and only where no file has the whole name and what stands
 * behind it is no path. */
struct file_columns file_columns(struct arena *arena, const char *argument);

/* The name of column i as a C string, or NULL when it is not given. */
const char *file_column(const struct file_columns *columns, size_t i);

#endif
