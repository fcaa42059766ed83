/*
 * marks_avx2.c - 32 bytes at a time.
 */
#include "read/marks.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "read/split_index.h"

#define AVX2 __attribute__((target("avx2,bmi,popcnt,pclmul")))

AVX2 static inline uint64_t equal_bits(__m256i low, __m256i high, __m256i byte)
{
    uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, byte));
    uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, byte));
    return a | (uint64_t)b << 32;
}

AVX2 static inline struct marks mark(const char *data, char delimiter)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)data);
    __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(data + 32));
    return (struct marks){.delimiters = equal_bits(low, high, _mm256_set1_epi8(delimiter)),
                          .newlines = equal_bits(low, high, _mm256_set1_epi8('\n')),
                          .quotes = equal_bits(low, high, _mm256_set1_epi8('"')),
                          .returns = equal_bits(low, high, _mm256_set1_epi8('\r')),
                          .others = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(low, high))};
}

AVX2 size_t marks_count_avx2(const char *data, size_t size, char byte)
{
    const __m256i wanted = _mm256_set1_epi8(byte);
    size_t count = 0, i = 0;
    for (; i + 64 <= size; i += 64) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(data + i));
        __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(data + i + 32));
        count += (size_t)__builtin_popcountll(equal_bits(low, high, wanted));
    }
    return count + marks_count_portable(data + i, size - i, byte);
}

AVX2 static inline uint64_t prefix_parity(uint64_t bits)
{
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

AVX2 void marks_index_avx2(struct split *split, size_t words)
{
    split_index(split, words, (struct split_functions){mark, prefix_parity, split_positions});
}
#endif
