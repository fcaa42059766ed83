/*
 * fractions_avx512.c - eight numbers at a time.
 *
 * In three passes, each too short to wait for itself: the form of each cell, from its first and last four bytes; its
 * digits as one whole number; the double nearest to that times its power of ten. The digits stand where they stand
 * in the text, 22 places behind the point's at most,
 *
 *     0.1234567890123456789      0 - 1 2 3 ... 9        times 10^-19
 *     0.01234567890123456789     0 - 0 1 2 3 ... 9      times 10^-20
 *     1.2345678901234567e-05     1 - 2 3 ... 7          times 10^-(16 + 5)
 *
 * and are summed by pairs, by fours, by eights: the first 15, then the six behind them. What has another form, or
 * needs the lower half of its power of ten, fraction_parse reads.
 */
#include "read/fractions.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdalign.h>

#include "read/fraction.h"

#define AVX512 __attribute__((target("avx512bw,avx512vl,avx512dq,avx512cd,avx512ifma")))

enum {
    LANES = 8,
    UNITS = 16,      /* places behind the point of a number from 1 on */
    TENTHS = 19,     /* of one below 1 */
    HUNDREDTHS = 20, /* of one below 0.1 */
    POWERS = 16,     /* that are at hand: of the exponents -16 to -31 */
};

/* What the first and last bytes of the cells tell. */
struct forms {
    alignas(64) uint32_t digits[FRACTIONS]; /* which of the 32 bytes from the start are digits */
    alignas(64) uint32_t places[FRACTIONS]; /* behind the point, with those of the exponent */
    __mmask8 known[FRACTIONS / LANES], units[FRACTIONS / LANES], hundredths[FRACTIONS / LANES];
};

AVX512 static inline __m256i all(int32_t value)
{
    return _mm256_set1_epi32(value);
}

AVX512 static inline __m256i load(const uint32_t *values)
{
    return _mm256_loadu_si256((const void *)values);
}

/* The first byte of a cell. */
static inline const char *start_of(const char *text, uint32_t before)
{
    return text + (int32_t)before + 1;
}

AVX512 static inline void find_forms(const char *text, const uint32_t *before, const uint32_t *ends, size_t i,
                                     struct forms *forms)
{
    const __m256i byte = all(0xFF);
    alignas(32) uint32_t first[LANES], last[LANES], last_ends[LANES];
    _mm256_store_si256((void *)last_ends, _mm256_max_epu32(load(ends + i), all(sizeof *last)));
    for (size_t j = 0; j < LANES; j++) {
        memcpy(&first[j], start_of(text, before[i + j]), sizeof *first);
        memcpy(&last[j], text + last_ends[j] - sizeof *last, sizeof *last);
    }
    __m256i sizes = _mm256_sub_epi32(_mm256_sub_epi32(load(ends + i), load(before + i)), all(1)), head = load(first);
    __m256i power = _mm256_xor_si256(load(last), all(0x30302D65)); /* of "e-00" */
    __m256i tens = _mm256_and_si256(_mm256_srli_epi32(power, 16), byte), ones = _mm256_srli_epi32(power, 24);
    __mmask8 raised = _mm256_mask_cmpgt_epi32_mask(_mm256_testn_epi32_mask(power, all(0xFFFF)), sizes, all(5));
    __mmask8 units = _mm256_cmpneq_epi32_mask(_mm256_and_si256(head, byte), all('0'));
    __mmask8 hundredths = _mm256_cmpeq_epi32_mask(_mm256_and_si256(head, all(0xFF00FF)), all('0' << 16 | '0'));
    __mmask8 point = _mm256_cmpeq_epi32_mask(_mm256_and_si256(head, all(0xFF00)), all('.' << 8));
    point |= _mm256_cmpeq_epi32_mask(sizes, all(1)); /* or a digit alone */

    __m256i places = _mm256_mask_mov_epi32(all(TENTHS), hundredths, all(HUNDREDTHS));
    places = _mm256_mask_mov_epi32(places, units, all(UNITS));
    __m256i lower = _mm256_add_epi32(_mm256_mullo_epi32(tens, all(10)), ones);
    sizes = _mm256_mask_sub_epi32(sizes, raised, sizes, all(4));
    __mmask8 fits = _mm256_cmple_epu32_mask(_mm256_sub_epi32(sizes, all(1)), _mm256_add_epi32(places, all(1)));
    fits &= (__mmask8)~_mm256_mask_cmpgt_epu32_mask(raised, _mm256_max_epu32(tens, ones), all(9));
    __m256i bytes = _mm256_sub_epi32(_mm256_sllv_epi32(all(1), sizes), all(1));
    _mm256_store_si256((void *)(forms->digits + i), _mm256_andnot_si256(all(2), bytes));
    _mm256_store_si256((void *)(forms->places + i), _mm256_mask_add_epi32(places, raised, places, lower));
    forms->known[i / LANES] = point & fits;
    forms->units[i / LANES] = units;
    forms->hundredths[i / LANES] = hundredths;
}

/* The digits of two cells; zeros where there are none. */
AVX512 static inline __m512i load_two(const char *text, const uint32_t *before, const uint32_t *digits)
{
    uint64_t mask;
    memcpy(&mask, digits, sizeof mask);
    __m256i first = _mm256_loadu_si256((const void *)start_of(text, before[0]));
    __m256i second = _mm256_loadu_si256((const void *)start_of(text, before[1]));
    __m512i both = _mm512_inserti64x4(_mm512_castsi256_si512(first), second, 1);
    return _mm512_maskz_sub_epi8(mask, both, _mm512_set1_epi8('0'));
}

/* Of four cells by 128 bits: of the first and third the digits before the 7th and the 8 behind them; the 6 behind those
 * and nothing; the same of the second and fourth. */
AVX512 static inline __m512i sum_four(__m512i first, __m512i second)
{
    const __m512i tens = _mm512_broadcast_i32x8(_mm256_setr_epi8(1, 0, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1,
                                                                 10, 1, 10, 1, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m512i hundreds =
        _mm512_broadcast_i32x8(_mm256_setr_epi16(100, 1, 100, 1, 100, 1, 100, 1, 100, 1, 1, 0, 0, 0, 0, 0));
    const __m512i thousands =
        _mm512_broadcast_i32x8(_mm256_setr_epi16(10000, 1, 10000, 1, 10000, 1, 10000, 1, 100, 1, 0, 0, 100, 1, 0, 0));
    first = _mm512_madd_epi16(_mm512_maddubs_epi16(first, tens), hundreds);
    second = _mm512_madd_epi16(_mm512_maddubs_epi16(second, tens), hundreds);
    return _mm512_madd_epi16(_mm512_packus_epi32(first, second), thousands);
}

AVX512 static inline __m512i choose(__mmask8 units, __mmask8 hundredths, const int64_t of[3])
{
    __m512i chosen = _mm512_mask_mov_epi64(_mm512_set1_epi64(of[1]), hundredths, _mm512_set1_epi64(of[2]));
    return _mm512_mask_mov_epi64(chosen, units, _mm512_set1_epi64(of[0]));
}

/* The first 15 digits of eight cells, then as many of the six behind them as their form has: divided by 10^4, 10 or 1,
 * exactly, as those behind are zeros. */
AVX512 static inline __m512i sum_digits(const char *text, const uint32_t *before, size_t i, struct forms *forms)
{
    static const int64_t behind[] = {100, 100000, 1000000};
    static const int64_t divided[] = {214749, 214748365, INT64_C(1) << 31}; /* 2^31 / 10^4, 2^31 / 10, rounded up */
    __m512i texts[4];
    for (size_t j = 0; j < 4; j++)
        texts[j] = load_two(text, before + i + 2 * j, forms->digits + i + 2 * j);
    __m512i most = _mm512_max_epu8(_mm512_max_epu8(texts[0], texts[1]), _mm512_max_epu8(texts[2], texts[3]));
    if (_mm512_cmpgt_epu8_mask(most, _mm512_set1_epi8(9)))
        forms->known[i / LANES] = 0;
    __m512i first = sum_four(texts[0], texts[1]), second = sum_four(texts[2], texts[3]);
    __m512i eights = _mm512_permutex2var_epi64(first, _mm512_setr_epi64(0, 4, 1, 5, 8, 12, 9, 13), second);
    __m512i sixes = _mm512_permutex2var_epi64(first, _mm512_setr_epi64(2, 6, 3, 7, 10, 14, 11, 15), second);
    __m512i fifteen =
        _mm512_add_epi64(_mm512_mul_epu32(eights, _mm512_set1_epi64(100000000)), _mm512_srli_epi64(eights, 32));
    __mmask8 units = forms->units[i / LANES], hundredths = forms->hundredths[i / LANES];
    __m512i rest = _mm512_srli_epi64(_mm512_mul_epu32(sixes, choose(units, hundredths, divided)), 31);
    return _mm512_add_epi64(_mm512_mullo_epi64(fifteen, choose(units, hundredths, behind)), rest);
}

/* The upper halves of the products: of 52 by 52 bits both halves, of those with the 12 that are left the upper ones. */
AVX512 static inline __m512i multiply_high(__m512i a, __m512i b)
{
    const __m512i zero = _mm512_setzero_si512();
    __m512i a_high = _mm512_srli_epi64(a, 12), b_high = _mm512_srli_epi64(b, 12);
    __m512i a_low = _mm512_slli_epi64(a, 40), b_low = _mm512_slli_epi64(b, 40);
    __m512i high = _mm512_madd52hi_epu64(zero, a_high, b_high);
    __m512i low = _mm512_madd52hi_epu64(_mm512_madd52lo_epu64(zero, a_high, b_high), a_high, b_low);
    low = _mm512_add_epi64(low, _mm512_madd52hi_epu64(zero, a_low, b_high));
    return _mm512_add_epi64(_mm512_slli_epi64(high, 12), _mm512_srli_epi64(low, 40));
}

/* The upper halves of the powers of ten, from -31 on. */
struct powers {
    __m512i low, high;
};

AVX512 static inline struct powers load_powers(void)
{
    const struct decimal_power *first = &decimal_powers[1 - UNITS - POWERS - DECIMAL_LEAST];
    const __m512i halves = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);
    return (struct powers){
        _mm512_permutex2var_epi64(_mm512_loadu_si512(first), halves, _mm512_loadu_si512(first + 4)),
        _mm512_permutex2var_epi64(_mm512_loadu_si512(first + 8), halves, _mm512_loadu_si512(first + 12))};
}

/*
 * decimal_nearest, for exponents that leave nothing to look at but the upper half of the product. That is rounded to
 * a double as any whole number is; it is never the exact product, as no number between two doubles has so few digits
 * and so many places, and its last bit says so.
 */
AVX512 static inline __m512d nearest(__m512i digits, __m256i places, struct powers powers, __mmask8 *settled)
{
    const __m512i below = _mm512_set1_epi64(0x1FF);
    __m256i at = _mm256_sub_epi32(all(UNITS + POWERS - 1), places);
    __m512i power = _mm512_permutex2var_epi64(powers.low, _mm512_cvtepi32_epi64(at), powers.high);
    if (_mm256_cmpgt_epu32_mask(at, all(POWERS - 1))) {
        __m256i words = _mm256_slli_epi32(_mm256_sub_epi32(all(-DECIMAL_LEAST), places), 1);
        power = _mm512_i32gather_epi64(words, decimal_powers, 8);
    }
    __m512i zeros = _mm512_lzcnt_epi64(digits);
    __m512i high = multiply_high(_mm512_sllv_epi64(digits, zeros), power);
    __m256i log2 = _mm256_srai_epi32(_mm256_mullo_epi32(places, all(-217706)), 16);
    __m512i twos = _mm512_sub_epi64(_mm512_cvtepi32_epi64(_mm256_add_epi32(log2, all(1))), zeros);
    __m512i rounded = _mm512_castpd_si512(_mm512_cvtepu64_pd(_mm512_or_si512(high, _mm512_set1_epi64(1))));
    __m512i bits = _mm512_add_epi64(rounded, _mm512_slli_epi64(twos, 52));
    *settled = _mm512_cmpneq_epi64_mask(_mm512_and_si512(high, below), below);
    return _mm512_castsi512_pd(_mm512_maskz_mov_epi64(_mm512_test_epi64_mask(digits, digits), bits));
}

/* Reads the cells that are not settled; returns how many cells are, up to the first that has another form. */
static size_t read_others(const char *text, const uint32_t *before, const uint32_t *ends, unsigned others,
                          double *values)
{
    for (; others; others &= others - 1) {
        unsigned i = (unsigned)__builtin_ctz(others);
        const char *start = start_of(text, before[i]);
        if (!fraction_parse((struct text){start, (size_t)(text + ends[i] - start)}, &values[i]))
            return i;
    }
    return LANES;
}

/* Of a number of cells that is a multiple of LANES. */
AVX512 static size_t read_lanes(const char *text, const uint32_t *before, const uint32_t *ends, size_t count,
                                double *values)
{
    struct forms forms;
    struct powers powers = load_powers();
    for (size_t i = 0; i < count; i += LANES)
        find_forms(text, before, ends, i, &forms);
    for (size_t i = 0; i < count; i += LANES)
        _mm512_storeu_si512(values + i, sum_digits(text, before, i, &forms));
    for (size_t i = 0; i < count; i += LANES) {
        __mmask8 settled;
        __m512i digits = _mm512_loadu_si512(values + i);
        _mm512_storeu_pd(values + i, nearest(digits, load(forms.places + i), powers, &settled));
        unsigned others = 0xFF & ~(unsigned)(settled & forms.known[i / LANES]);
        size_t read = others ? read_others(text, before + i, ends + i, others, values + i) : LANES;
        if (read < LANES)
            return i + read;
    }
    return count;
}

size_t fractions_avx512(const char *text, const uint32_t *before, const uint32_t *ends, size_t count, double *values)
{
    size_t rest = count % LANES, whole = count - rest;
    size_t read = read_lanes(text, before, ends, whole, values);
    if (read < whole || rest == 0)
        return read;
    uint32_t last_before[LANES], last_ends[LANES];
    double last[LANES];
    for (size_t i = 0; i < LANES; i++) { /* the first of them again and again */
        last_before[i] = before[whole + (i < rest ? i : 0)];
        last_ends[i] = ends[whole + (i < rest ? i : 0)];
    }
    read = read_lanes(text, last_before, last_ends, LANES, last);
    read = read < rest ? read : rest;
    memcpy(values + whole, last, read * sizeof *last);
    return whole + read;
}
#endif
