/*
 * partial_seal.h - what a partial says in JSON, and the keys of its rows, read back (for partial_read.c).
 */
#ifndef DENGINE_PARTIAL_SEAL_H
#define DENGINE_PARTIAL_SEAL_H

#include "dengine/error.h"
#include "output/partial.h"

/* Reads the seal, whose row begins at byte `at` of the partial and is its last: false when the digest is not that of
 * the bytes before it, or when something in it is not as it must be. */
bool partial_seal_read(struct partial_seal *seal, struct arena *arena, struct text partial, size_t at,
                       struct error *error);

/* Reads a record from its cells; `row` tells whether it is a row of the queue. */
bool partial_record_read(struct partial_record *record, struct arena *arena, const struct text *cells, size_t count,
                         bool row);

#endif
