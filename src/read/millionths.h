/*
 * millionths.h - decimals such as 0.941961 as whole millionths, four at a time.
 *
 * One digit, a point, two to six digits, or one digit alone. With SSE2, which every x86-64 has, four are
 * checked and summed in one go.
 */
#ifndef DENGINE_MILLIONTHS_H
#define DENGINE_MILLIONTHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "read/number.h"

#ifdef __SSE2__

/* The decimal with six digits behind the point as one word; 0, which is none, if the size is wrong. */
static inline uint64_t millionths_word(struct text text)
{
    const uint64_t zeros = UINT64_C(0x3030303030302E30); /* of "0.000000" */
    uint64_t word;
    if (text.size == sizeof word) {
        memcpy(&word, text.data, sizeof word);
        return word;
    }
    if (text.size == 1)
        return (unsigned char)*text.data | (zeros & ~UINT64_C(0xFF));
    if (text.size < 4 || text.size > 8)
        return 0;
    uint32_t first, last;
    memcpy(&first, text.data, sizeof first);
    memcpy(&last, text.data + text.size - sizeof last, sizeof last);
    return first | (uint64_t)last << 8 * (text.size - 4) | (zeros & ~UINT64_C(0) << 8 * text.size);
}

/* Of the digits of two numbers in 16 bytes: whole thousands and the rest, of each. */
static inline __m128i millionths_halves(__m128i digits)
{
    const __m128i weights = _mm_setr_epi16(1000, 0, 100, 10, 1000, 100, 10, 1);
    __m128i first = _mm_madd_epi16(_mm_unpacklo_epi8(digits, _mm_setzero_si128()), weights);
    __m128i second = _mm_madd_epi16(_mm_unpackhi_epi8(digits, _mm_setzero_si128()), weights);
    return _mm_madd_epi16(_mm_packs_epi32(first, second), _mm_setr_epi16(1000, 1000, 1, 1, 1000, 1000, 1, 1));
}

static inline bool millionths_parse(const struct text cells[4], uint32_t values[4])
{
    const __m128i zeros = _mm_set1_epi64x(0x3030303030302E30), most = _mm_set1_epi64x(0x0909090909090009);
    __m128i low = _mm_set_epi64x((int64_t)millionths_word(cells[1]), (int64_t)millionths_word(cells[0]));
    __m128i high = _mm_set_epi64x((int64_t)millionths_word(cells[3]), (int64_t)millionths_word(cells[2]));
    low = _mm_xor_si128(low, zeros);
    high = _mm_xor_si128(high, zeros);
    __m128i above = _mm_or_si128(_mm_subs_epu8(low, most), _mm_subs_epu8(high, most));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(above, _mm_setzero_si128())) != 0xFFFF)
        return false;
    __m128 first = _mm_castsi128_ps(millionths_halves(low)), second = _mm_castsi128_ps(millionths_halves(high));
    __m128i thousands = _mm_castps_si128(_mm_shuffle_ps(first, second, _MM_SHUFFLE(2, 0, 2, 0)));
    __m128i rest = _mm_castps_si128(_mm_shuffle_ps(first, second, _MM_SHUFFLE(3, 1, 3, 1)));
    _mm_storeu_si128((void *)values, _mm_add_epi32(thousands, rest));
    return true;
}

/* The largest of values below 2^31, `count` a multiple of four, the first among equals; and the sum. */
static inline size_t millionths_largest(const uint32_t *values, size_t count, uint64_t *sum)
{
    const __m128i zero = _mm_setzero_si128(), four = _mm_set1_epi32(4);
    __m128i most = _mm_set1_epi32(-1), place = zero, at = _mm_setr_epi32(0, 1, 2, 3), sums = zero;
    for (size_t k = 0; k < count; k += 4) {
        __m128i some = _mm_loadu_si128((const void *)(values + k)), more = _mm_cmpgt_epi32(some, most);
        most = _mm_xor_si128(most, _mm_and_si128(more, _mm_xor_si128(most, some)));
        place = _mm_xor_si128(place, _mm_and_si128(more, _mm_xor_si128(place, at)));
        at = _mm_add_epi32(at, four);
        sums = _mm_add_epi64(sums, _mm_add_epi64(_mm_unpacklo_epi32(some, zero), _mm_unpackhi_epi32(some, zero)));
    }
    uint64_t halves[2], best = 0;
    uint32_t values_of[4], places[4];
    _mm_storeu_si128((void *)halves, sums);
    _mm_storeu_si128((void *)values_of, most);
    _mm_storeu_si128((void *)places, place);
    for (size_t j = 0; j < 4; j++) {
        uint64_t value = (uint64_t)values_of[j] << 32 | (uint32_t)~places[j];
        best = value > best ? value : best;
    }
    *sum = halves[0] + halves[1];
    return (uint32_t)~best;
}

#else

static inline size_t millionths_largest(const uint32_t *values, size_t count, uint64_t *sum)
{
    size_t largest = 0;
    *sum = 0;
    for (size_t k = 0; k < count; k++) {
        largest = values[k] > values[largest] ? k : largest;
        *sum += values[k];
    }
    return largest;
}

static inline bool millionths_parse(const struct text cells[4], uint32_t values[4])
{
    for (size_t i = 0; i < 4; i++)
        if (cells[i].size == 1 && (unsigned char)(*cells[i].data - '0') <= 9)
            values[i] = (uint32_t)(*cells[i].data - '0') * 1000000;
        else if (!number_parse_millionths(cells[i], &values[i]))
            return false;
    return true;
}

#endif
#endif
