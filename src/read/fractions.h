/*
 * fractions.h - many decimals from 0 to 10 at once, as they stand in a text: 0.941961, 0.12345678901234567, 4.5e-05.
 *
 * One file for each instruction set that pays; which of them is chosen with the marks (marks.h).
 */
#ifndef DENGINE_FRACTIONS_H
#define DENGINE_FRACTIONS_H

#include <stddef.h>
#include <stdint.h>

enum { FRACTIONS = 256 }; /* at once, at most */

/*
 * Reads what stands between text[before[i]] and text[ends[i]] for each i below `count`, equal to strtod to the last
 * bit; a cell at the start of the text has UINT32_MAX before it. Returns how many were read before the first that has
 * another form; it may still be a number. FRACTION_REACH bytes from the start of each must be there.
 */
typedef size_t fractions_function(const char *text, const uint32_t *before, const uint32_t *ends, size_t count,
                                  double *values);

fractions_function fractions_portable;
#if defined(__x86_64__)
fractions_function fractions_avx512;
#endif

#endif
