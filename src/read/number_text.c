#include "read/number_text.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "read/decimal.h"

__extension__ typedef unsigned __int128 product128;

enum { FRACTION_BITS = 52, BIAS = 1075, DIGITS = 17 };

/* digits * 10^exponent */
struct shortest {
    uint64_t digits;
    int exponent;
};

/* ---- the fewest digits ---- */

/* 10^exponent to 128 bits, rounded up unless exact: the table of decimal.h cuts off what it does not round up. */
static struct decimal_power power_above(int exponent)
{
    enum { EXACT = 55, ROUNDED = -27 }; /* 5^55 fits in 128 bits */
    struct decimal_power power = decimal_powers[exponent - DECIMAL_LEAST];
    if (exponent > EXACT || exponent < ROUNDED) {
        power.low++;
        power.high += power.low == 0;
    }
    return power;
}

/* power * scaled / 2^128, whose last bit is set, too, when anything is cut off. */
static uint64_t multiply_to_odd(struct decimal_power power, uint64_t scaled)
{
    product128 low = (product128)power.low * scaled, high = (product128)power.high * scaled;
    uint64_t below = (uint64_t)high, above = (uint64_t)(high >> 64), carried = below + (uint64_t)(low >> 64);
    above += carried < below;
    return above | (carried > 1);
}

/* Of fraction * 2^exponent; `closer`: the next double below is half as far as the next one above. The numbers are
 * multiples of a quarter of 10^k, the power of ten next below the width of the interval. False when the power is
 * beyond the table. */
static bool find_shortest(uint64_t fraction, int exponent, bool closer, struct shortest *shortest)
{
    const int k = (exponent * 1262611 - (closer ? 524031 : 0)) >> 22; /* log10(2), log10(3/4), in 2^-22 */
    if (-k > DECIMAL_MOST)
        return false;
    const int shift = exponent + ((-k * 1741647) >> 19) + 1; /* log2(10) */
    const struct decimal_power power = power_above(-k);
    const uint64_t four = fraction * 4, open = fraction & 1; /* an odd one does not own the ends of its interval */
    uint64_t lower = multiply_to_odd(power, (four - 2 + closer) << shift) + open;
    uint64_t middle = multiply_to_odd(power, four << shift);
    uint64_t upper = multiply_to_odd(power, (four + 2) << shift) - open;
    uint64_t digits = middle / 4, tens = digits / 10;
    bool below = lower <= 40 * tens, above = 40 * tens + 40 <= upper;
    if (digits >= 10 && below != above) {
        *shortest = (struct shortest){tens + above, k + 1};
        return true;
    }
    below = lower <= 4 * digits;
    above = 4 * digits + 4 <= upper;
    bool up = below != above ? above : middle > 4 * digits + 2 || (middle == 4 * digits + 2 && digits & 1);
    *shortest = (struct shortest){digits + up, k};
    return true;
}

static struct shortest without_zeros(struct shortest shortest)
{
    while (shortest.digits % 100000000 == 0) {
        shortest.digits /= 100000000;
        shortest.exponent += 8;
    }
    while (shortest.digits % 10 == 0) {
        shortest.digits /= 10;
        shortest.exponent++;
    }
    return shortest;
}

/* ---- as text ---- */

static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                            "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                            "8081828384858687888990919293949596979899";

/* The last `count` digits. */
static void write_digits(char *out, uint64_t digits, size_t count)
{
    for (; count >= 2; digits /= 100, count -= 2)
        memcpy(out + count - 2, pairs + 2 * (digits % 100), 2);
    if (count)
        *out = (char)('0' + digits % 10);
}

static size_t count_digits(uint64_t digits)
{
    size_t count = 1;
    for (uint64_t power = 10; count < DIGITS && digits >= power; power *= 10)
        count++;
    return count;
}

/* 1.25e-05: at least two digits of the exponent. */
static size_t write_scientific(char *out, uint64_t digits, size_t count, int exponent)
{
    write_digits(out + 1, digits, count);
    out[0] = out[1];
    out[1] = '.';
    size_t size = count > 1 ? count + 1 : 1;
    unsigned power = exponent < 0 ? (unsigned)-exponent : (unsigned)exponent;
    out[size++] = 'e';
    out[size++] = exponent < 0 ? '-' : '+';
    size_t places = power < 100 ? 2 : 3;
    write_digits(out + size, power, places);
    return size + places;
}

/* `before` digits stand before the point. */
static size_t write_plain(char *out, uint64_t digits, size_t count, int before)
{
    if (before <= 0) {
        size_t zeros = (size_t)-before;
        memcpy(out, "0.000000", 2 + zeros);
        write_digits(out + 2 + zeros, digits, count);
        return 2 + zeros + count;
    }
    size_t whole = (size_t)before;
    if (whole >= count) {
        write_digits(out, digits, count);
        memset(out + count, '0', whole - count);
        return whole;
    }
    write_digits(out + 1, digits, count);
    memmove(out, out + 1, whole);
    out[whole] = '.';
    return count + 1;
}

static size_t write_shortest(char *out, struct shortest shortest)
{
    enum { LEAST = -3, MOST = 16 }; /* digits before the point of what is written without an exponent */
    size_t count = count_digits(shortest.digits);
    int before = (int)count + shortest.exponent;
    return before < LEAST || before > MOST ? write_scientific(out, shortest.digits, count, before - 1)
                                           : write_plain(out, shortest.digits, count, before);
}

static size_t copy_word(char *out, const char *word)
{
    return (size_t)(stpcpy(out, word) - out);
}

/* Next to zero: as many digits as any double needs. */
static size_t write_longest(char *out, double value)
{
    char text[NUMBER_TEXT + 1];
    int size = snprintf(text, sizeof text, "%.17g", value);
    memcpy(out, text, (size_t)size);
    return (size_t)size;
}

size_t number_text(double value, char *out)
{
    uint64_t bits, most = (UINT64_C(1) << FRACTION_BITS) - 1;
    if (isnan(value))
        return copy_word(out, "NaN");
    memcpy(&bits, &value, sizeof bits);
    size_t sign = bits >> 63;
    uint64_t fraction = bits & most;
    int exponent = (int)(bits >> FRACTION_BITS & 2047);
    struct shortest shortest;
    out[0] = '-';
    if (isinf(value))
        return sign + copy_word(out + sign, "inf");
    if (value == 0)
        return sign + copy_word(out + sign, "0");
    bool closer = fraction == 0 && exponent > 1;
    fraction |= exponent ? most + 1 : 0;
    if (!find_shortest(fraction, (exponent ? exponent : 1) - BIAS, closer, &shortest))
        return write_longest(out, value);
    return sign + write_shortest(out + sign, without_zeros(shortest));
}
