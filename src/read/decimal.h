/*
 * decimal.h - the double nearest to a decimal, by one multiplication.
 *
 * Eisel & Lemire's method (Lemire, "Number parsing at a gigabyte per second", 2021): digits * 10^exponent
 * is digits * 5^exponent shifted. The leading 128 bits of each power of five stand in a table; the product with
 * the upper 64 of them tells the 53 bits of a double and how to round, unless the bits below are all ones, when the
 * lower 64 are multiplied too. What that leaves open, numbers below the normal ones and those near infinity
 * are refused: strtod decides.
 */
#ifndef DENGINE_DECIMAL_H
#define DENGINE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "dengine/text.h"

enum { DECIMAL_LEAST = -342, DECIMAL_MOST = 308 }; /* exponents; beyond them all is 0 or infinite */

/* 5^exponent shifted to have 128 bits, the first of them set. What does not fit is cut off, but for exponents
 * -27 to -1, rounded up: there a product that should be a round number comes out as one. */
struct decimal_power {
    uint64_t high, low;
};
extern const struct decimal_power decimal_powers[DECIMAL_MOST - DECIMAL_LEAST + 1];

/* The double nearest to digits * 10^exponent, to even when two are, for an exponent of the table; false
 * when it is not found out. */
static inline bool decimal_nearest(uint64_t digits, int exponent, double *value)
{
    __extension__ typedef unsigned __int128 product128;
    enum {
        BELOW = 64 - 55,
        INFINITE = 2047
    }; /* bits of the upper half below 53 of a double, one to round, one spare */
    if (digits == 0) {
        *value = 0;
        return true;
    }
    const struct decimal_power *power = &decimal_powers[exponent - DECIMAL_LEAST];
    int zeros = __builtin_clzll(digits);
    uint64_t scaled = digits << zeros;
    product128 product = (product128)scaled * power->high;
    uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
    if ((~high & ((1u << BELOW) - 1)) == 0) { /* a carry from below could reach the bits that count */
        uint64_t more = (uint64_t)((product128)scaled * power->low >> 64);
        low += more;
        high += low < more;
        if (low == UINT64_MAX)
            return false;
    }
    int upper = (int)(high >> 63);
    uint64_t mantissa = high >> (upper + BELOW);
    int biased = (exponent * 217706 >> 16) + 63 + 1023 + upper - zeros; /* 217706 / 2^16: log2(10) */
    if (biased <= 0 || biased >= INFINITE - 1)
        return false;
    bool half = low <= 1 && exponent >= -4 && exponent <= 23 && mantissa << (upper + BELOW) == high;
    mantissa += mantissa & 1 & ~(uint64_t)(half && (mantissa & 2) == 0);
    uint64_t bits = ((uint64_t)(biased - 1) << 52) + (mantissa >> 1); /* the leading bit adds one to the exponent */
    memcpy(value, &bits, sizeof bits);
    return true;
}

/* Reads a whole text: a sign, digits with a point among them, an exponent. False when it is none, or not
 * settled here: more than 19 digits may be, when those behind the 19th could change the result. */
bool decimal_parse(struct text text, double *value);

#endif
