/*
 * annotations.h - what people said of samples, read from whatever tool they said it in.
 *
 * One table of formats, one reader for each; a file's format is told by its content, never by its name:
 *
 *     '<'          CVAT for images
 *     '{' or '['   JSON, one document or an object a line: Label Studio, doccano, Prodigy, Argilla,
 *                  datumaro, or plain objects; which one, its first record tells
 *     else         a table with a header: Label Studio's CSV and TSV, a queue or sheet with a column
 *                  `answer`, a column `correct`, or ids and labels
 *
 * A file is one that a stranger may have made: it is read whole, at most DOCUMENT_SIZE bytes of it, no
 * entity is followed, nothing is nested deeper than 64. What is wrong is an error with file, line, column.
 *
 * How to add a format: its functions in a file annotation_NAME.c, a row in annotations.c, a fuzzed input.
 */
#ifndef DENGINE_ANNOTATIONS_H
#define DENGINE_ANNOTATIONS_H

#include "dengine/error.h"
#include "join/annotation.h"

/* A row with NULL for a name ends the table. */
extern const struct annotation_format *const annotation_formats[];

/* Adds what a file says ("-" is standard input; .gz and .zst are unpacked); *format may be NULL. */
bool annotations_read(struct annotations *annotations, const char *path, const struct annotation_spec *spec,
                      const struct annotation_format **format, struct error *error);

/* The same from memory; `path` is for messages. */
bool annotations_parse(struct annotations *annotations, const char *path, struct text text,
                       const struct annotation_spec *spec, const struct annotation_format **format,
                       struct error *error);

#endif
