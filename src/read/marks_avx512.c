/*
 * marks_avx512.c - 64 bytes at a time.
 */
#include "read/marks.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdalign.h>

#include "read/split_index.h"

#define AVX512 __attribute__((target("avx512bw,avx512vl,avx512vbmi2,bmi,popcnt,pclmul")))

AVX512 static inline struct marks mark(const char *data, char delimiter)
{
    __m512i bytes = _mm512_loadu_si512(data);
    return (struct marks){.delimiters = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(delimiter)),
                          .newlines = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')),
                          .quotes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')),
                          .returns = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r')),
                          .others = _mm512_movepi8_mask(bytes)};
}

AVX512 size_t marks_count_avx512(const char *data, size_t size, char byte)
{
    const __m512i wanted = _mm512_set1_epi8(byte);
    size_t count = 0, i = 0;
    for (; i + 64 <= size; i += 64) {
        __m512i bytes = _mm512_loadu_si512(data + i);
        count += (size_t)__builtin_popcountll(_mm512_cmpeq_epi8_mask(bytes, wanted));
    }
    if (i == size)
        return count;
    uint64_t rest = ~UINT64_C(0) >> (64 - (size - i)); /* bytes that are masked out are not touched */
    __m512i bytes = _mm512_maskz_loadu_epi8(rest, data + i);
    return count + (size_t)__builtin_popcountll(_mm512_mask_cmpeq_epi8_mask(rest, bytes, wanted));
}

AVX512 static inline uint64_t prefix_parity(uint64_t bits)
{
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

/* The numbers of the bits that are set, moved together: 16 positions at a time. */
AVX512 static inline void write_positions(uint32_t *out, uint64_t bits, uint32_t base)
{
    alignas(64) static const char numbers[] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    };
    __m512i set = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(numbers));
    __m512i start = _mm512_set1_epi32((int)base);
    _mm512_storeu_si512(out, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(set)), start));
    if (__builtin_popcountll(bits) <= 16)
        return;
    _mm512_storeu_si512(out + 16, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 1)), start));
    _mm512_storeu_si512(out + 32, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 2)), start));
    _mm512_storeu_si512(out + 48, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 3)), start));
}

AVX512 void marks_index_avx512(struct split *split, size_t words)
{
    split_index(split, words, (struct split_functions){mark, prefix_parity, write_positions});
}
#endif
