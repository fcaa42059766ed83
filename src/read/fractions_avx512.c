/*
 * fractions_avx512.c - eight numbers at a time.
 *
 * Of each cell the first and the last four bytes tell the form: where the digits begin, how many there are,
 * the exponent. Then the digits of a number stand in 20 places of 32 bytes,
 *
 *     0.1234567890123456789      0 1 2 3 ... 9          times 10^-19
 *     0.01234567890123456789     0 1 2 3 ... 9          times 10^-20
 *     1.2345678901234567e-05     0 0 0 1 2 3 ... 7      times 10^-(16 + 5)
 *
 * are summed by pairs, by fours, by eights, and decimal_nearest is done for all eight at once. What has
 * another form, or needs the lower half of its power of ten, fraction_parse reads.
 */
#include "read/fractions.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "read/fraction.h"

#define AVX512 __attribute__((target("avx512bw,avx512vl,avx512dq,avx512cd")))

enum { LANES = 8 };

/* What the first and last bytes of eight cells tell. */
struct forms {
    __m256i from, mask; /* where 32 bytes of text are loaded, and which of them are digits */
    __m256i whole;      /* the digit before the point */
    __m256i exponent;   /* of the number in 20 places */
    __mmask8 known;
};

AVX512 static inline __m256i all(int32_t value)
{
    return _mm256_set1_epi32(value);
}

AVX512 static inline struct forms find_forms(__m256i starts, __m256i sizes, __m256i heads, __m256i lasts)
{
    const __m256i byte = all(0xFF), nine = all(9);
    __m256i whole = _mm256_sub_epi32(_mm256_and_si256(heads, byte), all('0'));
    __m256i power = _mm256_xor_si256(lasts, all(0x30302D65)); /* of "e-00" */
    __m256i tens = _mm256_and_si256(_mm256_srli_epi32(power, 16), byte), ones = _mm256_srli_epi32(power, 24);
    __mmask8 zero = _mm256_cmpeq_epi32_mask(whole, all(0)), single = _mm256_cmpeq_epi32_mask(sizes, all(1));
    __mmask8 raised = _mm256_cmpgt_epi32_mask(sizes, all(5)) & _mm256_testn_epi32_mask(power, all(0xFFFF));
    __mmask8 skips = zero & _mm256_cmpeq_epi32_mask(_mm256_and_si256(heads, all(0xFF0000)), all('0' << 16));
    __mmask8 point = _mm256_cmpeq_epi32_mask(_mm256_and_si256(heads, all(0xFF00)), all('.' << 8));

    __m256i places = _mm256_sub_epi32(sizes, all(2));
    places = _mm256_mask_sub_epi32(places, raised, places, all(4));
    places = _mm256_mask_sub_epi32(places, skips, places, all(1));
    places = _mm256_mask_mov_epi32(places, single, all(0));
    __m256i most = _mm256_mask_mov_epi32(all(16), zero, all(19));
    __m256i moved = _mm256_mask_mov_epi32(all(4), zero, all(1)); /* the place of the first digit */
    __m256i behind = _mm256_mask_mov_epi32(all(2), skips, all(3));
    __m256i exponent = _mm256_mask_mov_epi32(all(-16), zero, all(-19));
    exponent = _mm256_mask_sub_epi32(exponent, skips, exponent, all(1));
    __m256i lower = _mm256_add_epi32(_mm256_mullo_epi32(tens, all(10)), ones);
    __mmask8 bad = raised & (_mm256_cmpgt_epu32_mask(tens, nine) | _mm256_cmpgt_epu32_mask(ones, nine));
    __m256i digits = _mm256_sub_epi32(_mm256_sllv_epi32(all(1), places), all(1));
    return (struct forms){
        .from = _mm256_add_epi32(starts, _mm256_sub_epi32(behind, moved)),
        .mask = _mm256_sllv_epi32(digits, moved),
        .whole = whole,
        .exponent = _mm256_mask_sub_epi32(exponent, raised, exponent, lower),
        .known = (point | single) & _mm256_cmple_epu32_mask(places, most) & _mm256_cmple_epu32_mask(whole, nine) & ~bad,
    };
}

/* The digits of two cells; zeros where there are none. */
AVX512 static inline __m512i load_two(const char *text, const uint32_t *from, const uint32_t *mask, __mmask64 *odd)
{
    __m256i first = _mm256_maskz_loadu_epi8(mask[0], text + (int32_t)from[0]);
    __m256i second = _mm256_maskz_loadu_epi8(mask[1], text + (int32_t)from[1]);
    __m512i both = _mm512_inserti64x4(_mm512_castsi256_si512(first), second, 1);
    __m512i digits = _mm512_maskz_sub_epi8(mask[0] | (uint64_t)mask[1] << 32, both, _mm512_set1_epi8('0'));
    *odd |= _mm512_cmpgt_epu8_mask(digits, _mm512_set1_epi8(9));
    return digits;
}

/* Of four cells by 128 bits: digits 0 to 15 of the first and third as two numbers each, digits 16 to 19 of them,
 * the same of the second and fourth. */
AVX512 static inline __m512i sum_four(__m512i first, __m512i second)
{
    const __m512i tens = _mm512_set1_epi16(0x010A), hundreds = _mm512_set1_epi32(0x00010064);
    const __m512i thousands =
        _mm512_broadcast_i32x8(_mm256_setr_epi32(0x00012710, 0x00012710, 0x00012710, 0x00012710, 1, 1, 1, 1));
    first = _mm512_madd_epi16(_mm512_maddubs_epi16(first, tens), hundreds);
    second = _mm512_madd_epi16(_mm512_maddubs_epi16(second, tens), hundreds);
    return _mm512_madd_epi16(_mm512_packus_epi32(first, second), thousands);
}

AVX512 static inline __m512i sum_digits(const char *text, const struct forms *forms, __mmask64 *odd)
{
    uint32_t from[LANES], mask[LANES];
    _mm256_storeu_si256((void *)from, forms->from);
    _mm256_storeu_si256((void *)mask, forms->mask);
    __m512i first = sum_four(load_two(text, from, mask, odd), load_two(text, from + 2, mask + 2, odd));
    __m512i second = sum_four(load_two(text, from + 4, mask + 4, odd), load_two(text, from + 6, mask + 6, odd));
    __m512i eights = _mm512_permutex2var_epi64(first, _mm512_setr_epi64(0, 4, 1, 5, 8, 12, 9, 13), second);
    __m512i fours = _mm512_permutex2var_epi64(first, _mm512_setr_epi64(2, 6, 3, 7, 10, 14, 11, 15), second);
    __m512i sixteen =
        _mm512_add_epi64(_mm512_mul_epu32(eights, _mm512_set1_epi64(100000000)), _mm512_srli_epi64(eights, 32));
    __m512i whole = _mm512_mullo_epi64(_mm512_cvtepu32_epi64(forms->whole), _mm512_set1_epi64(10000000000000000));
    return _mm512_add_epi64(whole, _mm512_add_epi64(_mm512_mullo_epi64(sixteen, _mm512_set1_epi64(10000)), fours));
}

/* The upper halves of the products. */
AVX512 static inline __m512i multiply_high(__m512i a, __m512i b)
{
    const __m512i low = _mm512_set1_epi64(0xFFFFFFFF);
    __m512i a_high = _mm512_srli_epi64(a, 32), b_high = _mm512_srli_epi64(b, 32);
    __m512i one = _mm512_mul_epu32(a_high, b), other = _mm512_mul_epu32(a, b_high);
    __m512i middle = _mm512_add_epi64(_mm512_srli_epi64(_mm512_mul_epu32(a, b), 32),
                                      _mm512_add_epi64(_mm512_and_si512(one, low), _mm512_and_si512(other, low)));
    __m512i carried = _mm512_add_epi64(_mm512_srli_epi64(one, 32), _mm512_srli_epi64(other, 32));
    return _mm512_add_epi64(_mm512_add_epi64(_mm512_mul_epu32(a_high, b_high), carried), _mm512_srli_epi64(middle, 32));
}

/* decimal_nearest, for exponents that leave nothing to look at but the upper half. */
AVX512 static inline __m512d nearest(__m512i digits, __m256i exponents, __mmask8 *settled)
{
    const __m512i one = _mm512_set1_epi64(1), below = _mm512_set1_epi64(0x1FF);
    __m256i places = _mm256_slli_epi32(_mm256_sub_epi32(exponents, all(DECIMAL_LEAST)), 1);
    __m512i powers = _mm512_i32gather_epi64(places, decimal_powers, 8);
    __m512i zeros = _mm512_lzcnt_epi64(digits);
    __m512i high = multiply_high(_mm512_sllv_epi64(digits, zeros), powers);
    __m512i upper = _mm512_srli_epi64(high, 63);
    __m512i mantissa = _mm512_srlv_epi64(high, _mm512_add_epi64(upper, _mm512_set1_epi64(9)));
    __m256i log2 = _mm256_srai_epi32(_mm256_mullo_epi32(exponents, all(217706)), 16);
    __m512i biased = _mm512_cvtepi32_epi64(_mm256_add_epi32(log2, all(63 + 1023 - 1)));
    biased = _mm512_add_epi64(biased, _mm512_sub_epi64(upper, zeros));
    mantissa = _mm512_srli_epi64(_mm512_add_epi64(mantissa, _mm512_and_si512(mantissa, one)), 1);
    __m512i bits = _mm512_add_epi64(_mm512_slli_epi64(biased, 52), mantissa);
    *settled = _mm512_cmpneq_epi64_mask(_mm512_and_si512(high, below), below);
    return _mm512_castsi512_pd(_mm512_maskz_mov_epi64(_mm512_test_epi64_mask(digits, digits), bits));
}

/* Reads the cells that are not settled; returns how many cells are, up to the first that has another form. */
static size_t read_others(const char *text, const uint32_t *starts, const uint32_t *ends, unsigned others,
                          double *values)
{
    for (; others; others &= others - 1) {
        unsigned i = (unsigned)__builtin_ctz(others);
        if (!fraction_parse((struct text){text + starts[i], ends[i] - starts[i]}, &values[i]))
            return i;
    }
    return LANES;
}

AVX512 size_t fractions_avx512(const char *text, const uint32_t *starts, const uint32_t *ends, size_t count,
                               double *values)
{
    uint32_t heads[FRACTIONS], lasts[FRACTIONS];
    for (size_t i = 0; i < count; i++) {
        uint32_t size = ends[i] - starts[i];
        memcpy(&heads[i], text + starts[i], sizeof *heads);
        memcpy(&lasts[i], text + starts[i] + (size < 4 ? 0 : size - 4), sizeof *lasts);
    }
    for (size_t i = 0; i < count; i += LANES) {
        __mmask8 here = (__mmask8)(count - i < LANES ? (1u << (count - i)) - 1 : 0xFF), settled;
        __m256i start = _mm256_maskz_loadu_epi32(here, starts + i), end = _mm256_maskz_loadu_epi32(here, ends + i);
        struct forms forms = find_forms(start, _mm256_sub_epi32(end, start), _mm256_maskz_loadu_epi32(here, heads + i),
                                        _mm256_maskz_loadu_epi32(here, lasts + i));
        forms.mask = _mm256_maskz_mov_epi32(forms.known, forms.mask);
        __mmask64 odd = 0;
        __m512i digits = sum_digits(text, &forms, &odd);
        _mm512_mask_storeu_pd(values + i, here, nearest(digits, forms.exponent, &settled));
        unsigned others = here & ~(odd ? 0u : settled & forms.known);
        size_t read = others ? read_others(text, starts + i, ends + i, others, values + i) : LANES;
        if (read < LANES)
            return i + read;
    }
    return count;
}
#endif
