/*
 * partial_read.h - partials read back (partial.h): nothing of one is given out before its seal has been found right.
 *
 *     partials_open(&partials, arena, path, error)
 *     while (partials_next(partials, &partial, error))       one file may hold several, one after another
 *         while (partial_next(&partial, &record, error)) ...
 *     partials_close(partials)
 *
 * In memory stands one partial at a time. Nothing can make a partial of a prefix of it, or of one with a byte changed.
 */
#ifndef DENGINE_PARTIAL_READ_H
#define DENGINE_PARTIAL_READ_H

#include "output/partial_write.h"

struct partials;

struct partial {
    struct text name; /* for messages: the file, and which of those in it */
    struct partial_seal seal;
    struct arena *arena; /* of the seal; freed with the next partial */
    char *at, *end;      /* records that are not yet read */
    uint64_t read, ids;  /* records that have been read, and the ids of the groups among them */
    struct text *cells;  /* [columns of the queue + PARTIAL_HIDDEN] of the record at hand */
    size_t cells_count;
    uint64_t digest; /* of all its bytes */
};

/* Opens a file ("-" is standard input), compressed or not. Close it whatever becomes of it. */
bool partials_open(struct partials **partials, const char *path, const struct arena *arena, struct error *error);
void partials_close(struct partials *partials);

/* The next partial of the file. False at the end, which there must be one before, or for anything that is no whole
 * partial. */
bool partials_next(struct partials *partials, struct partial *partial, struct error *error);

/* Its next record: rows first, best first. False behind the last, or when one cannot be read. */
bool partial_next(struct partial *partial, struct partial_record *record, struct error *error);

#endif
