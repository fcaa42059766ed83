/*
 * records.h - where records begin and end.
 *
 * In well-formed CSV a newline ends a record when the number of quotes before it is even. That is
 * all a reader needs to cut a file into blocks of whole records. In malformed CSV it may cut in a
 * wrong place, but only after a row that libcsv refuses, and the first refused row ends the run.
 */
#ifndef DENGINE_RECORDS_H
#define DENGINE_RECORDS_H

#include <stdbool.h>

#include "dengine/text.h"

/* How many bytes of `text` equal `byte`. */
size_t records_count(struct text text, char byte);

/* The length of the record at the start of `text`, its newline included; `quoted` tells whether the
 * text begins inside quotes. 0 when no record ends in `text`. */
size_t records_first(struct text text, bool quoted);

/* The length of the whole records at the start of `text`, which begins outside quotes; `quoted` tells
 * whether it ends inside them: the parity of its quotes. */
size_t records_last(struct text text, bool quoted);

/* The text without the byte order mark that it may begin with. */
struct text records_unmarked(struct text text);

#endif
