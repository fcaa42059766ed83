/*
 * marks_avx512.c - 64 bytes at a time.
 */
#if defined(__x86_64__)
#include <immintrin.h>

#include "input/marks.h"

#define AVX512 __attribute__((target("avx512bw,avx512vl,popcnt")))

AVX512 bool marks_avx512(const char *data, size_t count, char delimiter, struct marks *marks)
{
    const __m512i delimiters = _mm512_set1_epi8(delimiter), newlines = _mm512_set1_epi8('\n');
    const __m512i quotes = _mm512_set1_epi8('"'), returns = _mm512_set1_epi8('\r');
    __m512i all = _mm512_setzero_si512();
    for (size_t i = 0; i < count; i++) {
        __m512i bytes = _mm512_loadu_si512(data + i * MARKS_BYTES);
        marks[i].delimiters = _mm512_cmpeq_epi8_mask(bytes, delimiters);
        marks[i].newlines = _mm512_cmpeq_epi8_mask(bytes, newlines);
        marks[i].quotes = _mm512_cmpeq_epi8_mask(bytes, quotes);
        marks[i].returns = _mm512_cmpeq_epi8_mask(bytes, returns);
        all = _mm512_or_si512(all, bytes);
    }
    return _mm512_movepi8_mask(all) == 0;
}

AVX512 size_t marks_count_avx512(const char *data, size_t size, char byte)
{
    const __m512i wanted = _mm512_set1_epi8(byte);
    size_t count = 0, i = 0;
    for (; i + 64 <= size; i += 64) {
        __m512i bytes = _mm512_loadu_si512(data + i);
        count += (size_t)__builtin_popcountll(_mm512_cmpeq_epi8_mask(bytes, wanted));
    }
    return count + marks_count_portable(data + i, size - i, byte);
}
#endif
