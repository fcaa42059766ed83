/*
 * inspect.h - what tables hold and what can be asked of them, for a person and for a program.
 */
#ifndef DENGINE_INSPECT_H
#define DENGINE_INSPECT_H

#include <stdio.h>

#include "output/offers.h"
#include "output/offers_answers.h"
#include "output/offers_matrix.h"

/* A file: a table, a matrix, or answers; the others are NULL. */
struct inspected {
    const struct profile *profile;
    struct identified identified;
    struct answers_look *answers;
    struct offers offers;
};

/* What was found, of all files. */
struct inspection {
    struct inspected *files;
    size_t count;
    size_t answers;           /* how many are answers */
    struct profile *profiles; /* of those that are tables, in their order */
    size_t tables;
    struct offers joins; /* of two or more */
};

/* The words of -f, and what each writes; NULL ends the words. */
enum inspect_format { INSPECT_TEXT, INSPECT_JSON };
extern const char *const inspect_formats[];

void inspect_write(FILE *out, const struct inspection *inspection, enum inspect_format format);

void inspect_write_text(FILE *out, const struct inspection *inspection);
void inspect_write_json(FILE *out, const struct inspection *inspection);

/* How the cells of a table are written, in words: "ASCII", "UTF-8". */
const char *inspect_encoding(const struct profile *profile);

/* How many rows there are; without a header the first line is one, too. */
uint64_t inspect_rows(const struct profile *profile);

/* The columns of a table that were taken together: "prob_*", their role and number. Else count is 1. */
struct inspect_column {
    struct text name;
    enum role role;
    size_t column, count;
};

/* Column `from` and those behind it of the same family, as one. */
struct inspect_column inspect_column(const struct profile *profile, size_t from);

/* Whether the column was told with an earlier one of its family. */
bool inspect_told(const struct profile *profile, size_t column);

#endif
