/*
 * exclude.h - the ids of files that name samples already seen: queues, label files, folders of them.
 */
#ifndef DENGINE_EXCLUDE_H
#define DENGINE_EXCLUDE_H

#include "dengine/error.h"
#include "input/idset.h"

/* Adds the files that `pattern` stands for to `files`, in the order of their names, each with the columns of
 * a pattern FILE:COL (file_columns.h): a file, a folder
 * (each .csv, .tsv, .tab, .json, .jsonl, .ndjson, .xml in it, also .gz and .zst), or a glob (which may match
 * folders). In folders and globs the run records and locks beside queues are passed over: a record is told
 * by its content. A glob that matches nothing is no error: on the first night there is no earlier queue. */
bool exclude_files(struct words *files, struct arena *arena, const char *pattern, struct error *error);

/* Whether a file is JSON or XML, an export of a labelling tool, by its first byte. A named
 * pipe can be looked at only once: it is a table. */
bool exclude_is_document(const char *file, bool *document, struct error *error);

/* Adds the ids of a file, or of FILE:COL, to the set; a table is read by at most so many threads. The column
 * is COL, else dengine_id, `id`, id. Of an export of a labelling tool all samples count that it names,
 * answered or not: they are with the people. */
bool exclude_read(struct idset *set, const char *file, const char *id, unsigned threads, struct error *error);

#endif
