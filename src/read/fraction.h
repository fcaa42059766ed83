/*
 * fraction.h - decimals from 0 to 10 as programs print a double in full: 0.12345678901234567, 4.5e-05.
 *
 * One digit, a point, digits; perhaps an exponent of two digits below zero. With SSE2, which every x86-64
 * has, 16 digits are checked and summed at once, whatever their number; elsewhere decimal_parse reads them.
 */
#ifndef DENGINE_FRACTION_H
#define DENGINE_FRACTION_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "read/decimal.h"

enum { FRACTION_REACH = 32 }; /* bytes from the start of a cell that may be looked at, and must be there */

#ifdef __SSE2__

/* The number of 16 digits, the first in the lowest byte. */
static inline uint64_t fraction_sum(__m128i digits)
{
    const __m128i ones = _mm_setr_epi16(1000, 100, 10, 1, 1000, 100, 10, 1);
    const __m128i fours = _mm_setr_epi16(10000, 10000, 1, 1, 10000, 10000, 1, 1);
    __m128i first = _mm_madd_epi16(_mm_unpacklo_epi8(digits, _mm_setzero_si128()), ones);
    __m128i second = _mm_madd_epi16(_mm_unpackhi_epi8(digits, _mm_setzero_si128()), ones);
    __m128i eights = _mm_madd_epi16(_mm_packs_epi32(first, second), fours);
    eights = _mm_add_epi32(eights, _mm_srli_epi64(eights, 32));
    uint64_t high = (uint32_t)_mm_cvtsi128_si32(eights);
    return high * 100000000 + (uint32_t)_mm_cvtsi128_si32(_mm_unpackhi_epi64(eights, eights));
}

/* The two digits of an exponent below zero: e-05 in one word. */
static inline bool fraction_exponent(const char *at, unsigned *exponent)
{
    uint32_t word;
    memcpy(&word, at, sizeof word);
    word ^= 0x30302D65; /* of "e-00" */
    unsigned tens = word >> 16 & 0xFF, ones = word >> 24;
    *exponent = tens * 10 + ones;
    return (word & 0xFFFF) == 0 && tens <= 9 && ones <= 9;
}

/* False when the text has another form; it may still be a number. */
static inline bool fraction_parse(struct text cell, double *value)
{
    enum { POINT = 1, EXPONENT = 4, FIRST = 16, TAIL = 4, MOST = 19 };
    static const unsigned char ones[2 * (FIRST + TAIL)] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                                                           255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    const char *text = cell.data;
    size_t size = cell.size;
    unsigned whole = (unsigned char)text[0] - (unsigned)'0', exponent = 0;
    if (size == 1 && whole <= 9) {
        *value = whole;
        return true;
    }
    if (size > EXPONENT + POINT && text[size - EXPONENT] == 'e') {
        if (!fraction_exponent(text + size - EXPONENT, &exponent))
            return false;
        size -= EXPONENT;
    }
    size_t skipped = (size_t)((whole == 0) & (text[POINT + 1] == '0')), behind = POINT + 1 + skipped;
    size_t places = size - behind; /* huge when the text is too short */
    if (places > MOST || whole > 9 || text[POINT] != '.')
        return false;
    __m128i digits, mask, limit = _mm_set1_epi8(9);
    uint32_t tail, tail_mask;
    memcpy(&digits, text + behind, FIRST);
    memcpy(&tail, text + behind + FIRST, TAIL);
    memcpy(&mask, ones + FIRST + TAIL - places, FIRST);
    memcpy(&tail_mask, ones + FIRST + TAIL - places + FIRST, TAIL);
    digits = _mm_and_si128(_mm_xor_si128(digits, _mm_set1_epi8('0')), mask);
    tail = (tail ^ 0x30303030) & tail_mask;
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(digits, limit), limit)) != 0xFFFF ||
        (((tail + 0x76767676) | tail) & 0x80808080))
        return false;
    uint64_t sum = fraction_sum(digits), rest = (tail & 0xFF) * 100 + (tail >> 8 & 0xFF) * 10 + (tail >> 16);
    if (whole == 0)
        return decimal_nearest(sum * 1000 + rest, -19 - (int)(exponent + skipped), value);
    return rest == 0 && decimal_nearest(whole * UINT64_C(10000000000000000) + sum, -16 - (int)exponent, value);
}

#else

static inline bool fraction_parse(struct text cell, double *value)
{
    return cell.size && cell.data[0] != '-' && decimal_parse(cell, value); /* as above: none with a sign */
}

#endif
#endif
