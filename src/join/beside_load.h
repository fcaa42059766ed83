/*
 * beside_load.h - reads the tables beside another.
 */
#ifndef DENGINE_BESIDE_LOAD_H
#define DENGINE_BESIDE_LOAD_H

#include "input/beside.h"

/* Reads those that a wanted column is of, unless they have been read; after table_ready. A key that stands twice is an
 * error that names both lines. */
bool beside_load(struct beside *beside, unsigned threads, struct error *error);

/* The same for one of them. */
bool beside_load_file(struct beside *beside, struct beside_file *file, unsigned threads, struct error *error);

#endif
