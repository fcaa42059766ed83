/*
 * duration.h - a length of time: `200ms`, `0.5s`, `10min`, `1h`, `2d`.
 */
#ifndef DENGINE_DURATION_H
#define DENGINE_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "dengine/text.h"

/* Reads a number that is not negative and its unit. False for anything else, and beyond 1e14 ms. */
bool duration_parse(struct text text, int64_t *milliseconds);

/* Appends it in words: 40 ms, 1.5 s, 12 min, 3.2 h, 2 days. */
void duration_add(struct buffer *buffer, int64_t milliseconds);

#endif
