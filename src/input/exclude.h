/*
 * exclude.h - the ids of files that name samples already seen: queues, label files, folders of them.
 */
#ifndef DENGINE_EXCLUDE_H
#define DENGINE_EXCLUDE_H

#include "dengine/error.h"
#include "input/idset.h"

/* Adds the files that `pattern` stands for to `files`, in the order of their names: a file, a folder
 * (each .csv, .tsv, .tab in it, also .gz and .zst), or a glob (which may match folders; run records and
 * locks beside queues, .json and .lock, are passed over). A glob that matches nothing is no error: on
 * the first night there is no earlier queue. */
bool exclude_files(struct words *files, struct arena *arena, const char *pattern, struct error *error);

/* Adds the ids of a file to the set, read by at most so many threads: the column `id`, or `id` where
 * there is no column of that name. */
bool exclude_read(struct idset *set, const char *file, const char *id, unsigned threads, struct error *error);

#endif
