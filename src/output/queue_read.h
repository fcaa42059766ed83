/*
 * queue_read.h - a queue read back from its file.
 */
#ifndef DENGINE_QUEUE_READ_H
#define DENGINE_QUEUE_READ_H

#include "dengine/error.h"
#include "output/queue.h"

/* Reads a queue in CSV, TSV or JSON lines (or any CSV with ids) with its rows in the order of `rank`. What a queue has
 * and the file has not: rank is the order of the rows, inclusion_prob 1, method the name of the file. An empty
 * inclusion_prob is unknown: NaN. delimiter 0: by the file's name. */
bool queue_read(struct queue *queue, struct arena *arena, const char *path, const char *id, char delimiter,
                struct error *error);

#endif
