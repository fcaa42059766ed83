/*
 * beside_values.h - the wanted cells of the rows of a table: a row is a number of 32 bits.
 *
 * Rows of the same cells share one number as long as a worker meets few different ones (65,536), and take no memory
 * of their own: a weather, a camera. Otherwise a row takes the bytes of its cells and one more for each. All of them
 * together have room for 16 GiB.
 */
#ifndef DENGINE_BESIDE_VALUES_H
#define DENGINE_BESIDE_VALUES_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/text.h"

/* Its memory is not the arena's: several workers add to it at a time. */
struct beside_values {
    const struct arena *arena;
    size_t columns; /* cells of a row */
    pthread_mutex_t lock;
    char **chunks;
    size_t count;
};

/* Empty; it goes with the arena. */
void beside_values_open(struct beside_values *values, struct arena *arena, size_t columns);

/* What one worker adds rows with, in its arena. */
struct beside_writer;
struct beside_writer *beside_writer_open(struct beside_values *values, struct arena *arena);

/* The number of a row; false when there is no room for it. */
bool beside_values_add(struct beside_writer *writer, const struct text *cells, uint32_t *number);

/* Fetches what beside_values_get will look at, ahead of it. */
void beside_values_prefetch(const struct beside_values *values, uint32_t number);

/* The cells of a row, the first at cells[places[0]]: views, good as long as the values. */
void beside_values_get(const struct beside_values *values, uint32_t number, const size_t *places, struct text *cells);

#endif
