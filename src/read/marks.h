/*
 * marks.h - where the structure of a CSV text is: one bit for each byte, 64 bytes at a time.
 *
 * What differs between processors is small and stands in one file for each instruction set: which
 * bytes equal the delimiter, a newline, a quote, a carriage return, whether any is not ASCII, how
 * bits become positions, and how digits become numbers. All are tested against each other. How to add one: a file like
 * marks_avx2.c and a row in marks.c.
 */
#ifndef DENGINE_MARKS_H
#define DENGINE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "read/fractions.h"

enum { MARKS_BYTES = 64 };

/* Bit i is byte i. */
struct marks {
    uint64_t delimiters, newlines, quotes, returns;
    uint64_t others; /* some bit of the bytes that are not ASCII */
};

/* How many of `size` bytes equal `byte`. */
typedef size_t marks_count_function(const char *data, size_t size, char byte);

/* From a stretch to its rows and cells: see split_index.h. */
struct split;
typedef void marks_index_function(struct split *split, size_t words);

struct marks_kind {
    const char *name;
    bool (*supported)(void);
    marks_count_function *count;
    marks_index_function *index;
    fractions_function *fractions;
};

/* Fastest first; the last works everywhere; a row of zeros ends the table. */
extern const struct marks_kind marks_kinds[];

/* The fastest that this processor supports. The environment variable DENGINE_CSV may name another,
 * for tests: avx512, avx2, portable, or libcsv, for which NULL is returned: libcsv alone. */
const struct marks_kind *marks_best(void);

/* The same as the fastest kind's count. */
size_t marks_count(const char *data, size_t size, char byte);

size_t marks_count_portable(const char *data, size_t size, char byte);
marks_index_function marks_index_portable;
#if defined(__x86_64__)
size_t marks_count_avx2(const char *data, size_t size, char byte);
marks_index_function marks_index_avx2;
size_t marks_count_avx512(const char *data, size_t size, char byte);
marks_index_function marks_index_avx512;
#endif

#endif
