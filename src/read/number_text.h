/*
 * number_text.h - a double as the shortest decimal that is read as the same double.
 *
 * Giulietti's Schubfach ("The Schubfach way to render doubles", 2020): among the decimals of the fewest digits that
 * lie in the interval which rounds to the double, the one nearest to it. 0.1 is 0.1; 1e-05 and 1e+16 are written with
 * an exponent, as Python does. Below 1e-290 it has 17 digits, whether they are needed or not. Not a number is NaN,
 * which is read as missing, an infinite one inf.
 */
#ifndef DENGINE_NUMBER_TEXT_H
#define DENGINE_NUMBER_TEXT_H

#include <stddef.h>

enum { NUMBER_TEXT = 25 }; /* bytes, at most: -1.2345678901234567e-308 and one to spare */

/* Writes it to `out`, which has room for NUMBER_TEXT bytes, and returns how many. What
 * is behind them is no part of it. */
size_t number_text(double value, char *out);

#endif
