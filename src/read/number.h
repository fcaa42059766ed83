/*
 * number.h - decimal numbers as data files write them.
 *
 * Accepted: an optional sign, digits with at most one point among them, an optional exponent. Not
 * accepted: blanks, hexadecimal, words, thousands separators, decimal commas.
 */
#ifndef DENGINE_NUMBER_H
#define DENGINE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "dengine/text.h"

enum number_kind {
    NUMBER_OK,
    NUMBER_MISSING,  /* empty, NA, NaN, null, None, \N (letters of either case) */
    NUMBER_INFINITE, /* a word for infinity, or too large for a double */
    NUMBER_BAD,      /* anything else */
};

/*
 * What exports write: one digit, a point, two to six digits, such as 0.941961, in one word: all digits
 * are checked at once and summed by halves (Lemire 2018). With fewer than six they are moved up and
 * zeros follow. In whole millionths; number_parse_unit divides.
 */
static inline bool number_parse_millionths(struct text text, uint32_t *value)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const uint64_t zeros = UINT64_C(0x3030303030302E30); /* of "0.000000" */
    uint64_t word;
    if (text.size == 8) {
        memcpy(&word, text.data, sizeof word);
    } else {
        if (text.size < 4 || text.size > 8)
            return false;
        uint32_t first, last;
        memcpy(&first, text.data, sizeof first);
        memcpy(&last, text.data + text.size - sizeof last, sizeof last);
        uint64_t behind = ~UINT64_C(0) << 8 * text.size;
        word = first | (uint64_t)last << 8 * (text.size - 4) | (zeros & behind);
    }
    word ^= zeros;
    if (((word + UINT64_C(0x7676767676767F76)) | word) & UINT64_C(0x8080808080808080))
        return false;
    uint64_t whole = word & 0xFF;
    word = word * 10 + (word >> 8);
    word = ((word & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x000F424000000064) +
            (word >> 16 & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x0000271000000001)) >>
           32;
    *value = (uint32_t)word - (uint32_t)whole * 9000000; /* the point stood for a digit 0 */
    return true;
#else
    (void)text, (void)value;
    return false;
#endif
}

static inline bool number_parse_unit(struct text text, double *value)
{
    uint32_t millionths;
    if (!number_parse_millionths(text, &millionths))
        return false;
    *value = millionths / 1e6;
    return true;
}

/* Reads `text` into *value, equal to strtod in the C locale to the last bit; a number too small for
 * a double is 0. *value is set for NUMBER_OK alone. */
enum number_kind number_parse(struct text text, double *value);

/* The authority: the same by strtod alone. */
enum number_kind number_parse_strtod(struct text text, double *value);

/* Whether a cell holds one of the words for a missing number or time: NA, NaN, NaT, null, None in any case, \N, or
 * nothing. */
bool number_is_missing(struct text text);

#endif
