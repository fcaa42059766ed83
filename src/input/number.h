/*
 * number.h - decimal numbers as data files write them.
 *
 * Accepted: an optional sign, digits with at most one point among them, an optional exponent. Not
 * accepted: blanks, hexadecimal, words, thousands separators, decimal commas.
 */
#ifndef DENGINE_NUMBER_H
#define DENGINE_NUMBER_H

#include <stdbool.h>

#include "dengine/text.h"

enum number_kind {
    NUMBER_OK,
    NUMBER_MISSING,  /* empty, NA, NaN, null, None, \N (letters of either case) */
    NUMBER_INFINITE, /* a word for infinity, or too large for a double */
    NUMBER_BAD,      /* anything else */
};

/* Reads `text` into *value, equal to strtod in the C locale to the last bit; a number too small for
 * a double is 0. *value is set for NUMBER_OK alone. */
enum number_kind number_parse(struct text text, double *value);

/* The authority: the same by strtod alone. */
enum number_kind number_parse_strtod(struct text text, double *value);

/* Whether a cell holds one of the words for a missing value. */
bool number_is_missing(struct text text);

#endif
