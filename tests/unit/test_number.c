/*
 * test_number.c - decimals equal strtod's to the last bit; what is no number is told apart.
 */
#include "unit.h"

#include "join/answer.h"
#include "read/decimal.h"
#include "read/millionths.h"
#include "read/number.h"

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* An exact copy, so that reading beside the text is found by the sanitizer. */
static void expect_like_strtod(const char *string)
{
    size_t size = strlen(string);
    char *copy = malloc(size ? size : 1);
    memcpy(copy, string, size);
    struct text text = {copy, size};
    double value = -1, authority = -1, expected = strtod(string, NULL);
    enum number_kind kind = number_parse(text, &value);
    if (expected - expected != 0) { /* too large */
        check(kind == NUMBER_INFINITE, "'%s' should be infinite", string);
    } else {
        check(kind == NUMBER_OK, "'%s' should be a number", string);
        check(same_bits(value, expected), "'%s' gives %a, strtod %a", string, value, expected);
    }
    check(number_parse_strtod(text, &authority) == kind, "'%s': two kinds", string);
    double fast;
    if (number_parse_unit(text, &fast))
        check(same_bits(fast, expected), "'%s' as a unit gives %a, strtod %a", string, fast, expected);
    if (decimal_parse(text, &fast))
        check(same_bits(fast, expected), "'%s' as a decimal gives %a, strtod %a", string, fast, expected);
    free(copy);
}

static size_t add_digits(char *out, size_t count, uint64_t *chance)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (char)('0' + random_below(chance, 10));
    return count;
}

/* Every number of digits before and behind the point, with and without sign. */
static void every_shape_equals_strtod(void **state)
{
    (void)state;
    static const char *const signs[] = {"", "-", "+"};
    uint64_t chance = 1;
    char text[80];
    for (size_t whole = 0; whole <= 25; whole++)
        for (size_t fraction = 0; whole + fraction <= 25; fraction++)
            for (size_t round = 0; round < 60; round++) {
                if (whole + fraction == 0)
                    continue;
                size_t size = (size_t)sprintf(text, "%s", signs[round % 3]);
                size += add_digits(text + size, whole, &chance);
                if (round % 4 == 0) /* leading zeros */
                    memset(text + size - whole, '0', random_below(&chance, whole + 1));
                if (fraction || round % 2)
                    text[size++] = '.';
                size += add_digits(text + size, fraction, &chance);
                text[size] = '\0';
                expect_like_strtod(text);
            }
}

static void exponents_equal_strtod(void **state)
{
    (void)state;
    uint64_t chance = 2;
    char text[80];
    for (int round = 0; round < 60000; round++) {
        size_t size = random_below(&chance, 2);
        text[0] = '-';
        size += add_digits(text + size, 1 + random_below(&chance, 18), &chance);
        if (random_below(&chance, 2)) {
            text[size++] = '.';
            size += add_digits(text + size, random_below(&chance, 6), &chance);
        }
        int exponent = (int)random_below(&chance, 700) - 350; /* denormals, zero and too large among them */
        sprintf(text + size, "%c%+d", round % 2 ? 'e' : 'E', exponent);
        expect_like_strtod(text);
    }
}

/* Doubles as other programs print them, random bits and random probabilities. */
static void printed_doubles_equal_strtod(void **state)
{
    (void)state;
    static const int precisions[] = {17, 16, 15, 9, 6, 4, 2};
    uint64_t chance = 3;
    char text[400];
    for (int round = 0; round < 60000; round++) {
        double value = random_unit(&chance);
        if (round % 4 == 0) {
            uint64_t bits = random_next(&chance);
            memcpy(&value, &bits, sizeof value);
        }
        if (value - value != 0)
            continue;
        int precision = precisions[(size_t)round / 4 % COUNT(precisions)];
        sprintf(text, "%.*g", precision, value);
        expect_like_strtod(text);
        sprintf(text, "%.*f", precision, value);
        expect_like_strtod(text);
    }
}

/* All units of up to four places: 0.0000 to 9.9999. */
static void all_short_units_equal_strtod(void **state)
{
    (void)state;
    char text[16];
    for (int places = 2, count = 1000; places <= 4; places++, count *= 10)
        for (int i = 0; i < count; i++) {
            sprintf(text, "%d.%0*d", i % 10, places, i / 10);
            expect_like_strtod(text);
        }
}

/* A cell in a copy of its size, sometimes with one byte changed. */
static struct text random_cell(char copies[8], uint64_t *chance)
{
    static const size_t sizes[] = {8, 8, 8, 8, 1, 4, 5, 6, 7};
    static const char odd[] = "./:0 9-,e\xff";
    size_t size = sizes[random_below(chance, COUNT(sizes))];
    char *copy = malloc(size);
    for (size_t i = 0; i < size; i++)
        copy[i] = i == 1 ? '.' : (char)('0' + random_below(chance, 10));
    if (random_below(chance, 32) == 0)
        copy[random_below(chance, size)] = odd[random_below(chance, sizeof odd - 1)];
    copies[0] = copy[0];
    return (struct text){copy, size};
}

/* Four at a time are read exactly when each is a decimal of this form, as number_parse reads it. */
static void millionths_equal_numbers(void **state)
{
    (void)state;
    uint64_t chance = 4;
    int read = 0, refused = 0;
    for (int round = 0; round < 200000; round++) {
        struct text cells[4];
        uint32_t values[4];
        bool good = true;
        char first[8];
        for (size_t i = 0; i < 4; i++) {
            cells[i] = random_cell(first, &chance);
            good = good && first[0] >= '0' && first[0] <= '9' && (cells[i].size == 1 || cells[i].data[1] == '.');
            for (size_t j = 2; j < cells[i].size; j++)
                good = good && cells[i].data[j] >= '0' && cells[i].data[j] <= '9';
        }
        check(millionths_parse(cells, values) == good, "'%.*s' '%.*s' '%.*s' '%.*s' should%s be read",
              (int)cells[0].size, cells[0].data, (int)cells[1].size, cells[1].data, (int)cells[2].size, cells[2].data,
              (int)cells[3].size, cells[3].data, good ? "" : " not");
        for (size_t i = 0; i < 4; i++) {
            double value;
            check(!good || (number_parse(cells[i], &value) == NUMBER_OK && same_bits(value, values[i] / 1e6)),
                  "'%.*s' gives %u millionths", (int)cells[i].size, cells[i].data, good ? values[i] : 0);
            free((void *)(uintptr_t)cells[i].data);
        }
        read += good;
        refused += !good;
    }
    check(read > 100000 && refused > 10000, "%d read, %d refused", read, refused);
}

static void the_largest_is_the_first_among_equals(void **state)
{
    (void)state;
    uint64_t chance = 5;
    for (int round = 0; round < 20000; round++) {
        uint32_t values[64];
        uint64_t sum = 0, found;
        size_t count = 4 * (1 + random_below(&chance, COUNT(values) / 4)), largest = 0;
        uint64_t limit = round % 2 ? 3 : 10000000;
        for (size_t k = 0; k < count; k++) {
            values[k] = (uint32_t)random_below(&chance, limit);
            sum += values[k];
            largest = values[k] > values[largest] ? k : largest;
        }
        size_t place = millionths_largest(values, count, &found);
        check(place == largest && found == sum, "round %d: %zu, not %zu of %zu", round, place, largest, count);
    }
}

/* So that a join may add millionths as they stand. */
static void millionths_are_whole_units(void **state)
{
    (void)state;
    for (uint32_t i = 0; i <= 1000000; i++)
        if (answer_units(i / 1e6) != (int64_t)i * 1000000)
            check(false, "%u millionths are %lld units", i, (long long)answer_units(i / 1e6));
}

static void borders_equal_strtod(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0",
        "-0",
        "+0",
        "0.0",
        "-0.00",
        "0.",
        ".5",
        "-.5",
        "+.5",
        "5.",
        "1.",
        "9007199254740991",
        "9007199254740992",
        "9007199254740993",
        "900719925474099.3",
        "9007199254740993.0",
        "0.1",
        "0.999999",
        "1.000000",
        "1.0000000000000000000000001",
        "0.00000000000001",
        "0.000000000000001",
        "123456789.1234567",
        "18446744073709551616",
        "1e22",
        "1e23",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "4.9406564584124654e-324",
        "2.4703282292062328e-324",
        "2.4703282292062327e-324",
        "1e-400",
        "-1e-400",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "1e309",
        "-1e309",
        "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000.5",
        "1e0000000000000000000000000000000000000000000000000000000000000000000000000000000000001",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        expect_like_strtod(texts[i]);
}

/* Halfway between two doubles by hundreds of digits, then more and less by the last of them. */
static void long_numbers_equal_strtod(void **state)
{
    (void)state;
    static char text[4096];
    uint64_t chance = 7;
    for (int binary = -1075; binary <= 100; binary += 47)
        for (int odd = 1; odd < 8; odd += 2) {
            int length = snprintf(text, sizeof text, "%.1100Lf", ldexpl(odd, binary));
            expect_like_strtod(text);
            memset(text + length, '0', 1000);
            strcpy(text + length + 1000, "1");
            expect_like_strtod(text);
            text[length - 1 - (int)random_below(&chance, 20)]--;
            if (!strpbrk(text, "/-"))
                expect_like_strtod(text);
        }
    for (int i = 0; i < 2000; i++) {
        size_t length = 60 + random_below(&chance, 2000), point = random_below(&chance, length);
        for (size_t d = 0; d < length; d++)
            text[d] = (char)('0' + (random_below(&chance, 3) ? random_below(&chance, 10) : 0));
        text[point] = '.';
        snprintf(text + length, 32, "e%d", (int)random_below(&chance, 4000) - 2000);
        expect_like_strtod(text);
    }
}

/* A text of 64 characters and more takes a road of its own, whatever its signs, zeros and exponents. */
static void long_shapes_equal_strtod(void **state)
{
    (void)state;
    static const char *const ends[] = {"",       "e0",  "e+5",         "e-5",        "e1000000000", "e-1000000000",
                                       "e99999", "E12", "e-000000001", "e000000000", "e4000000000", "e-4000000000"};
    static const char *const signs[] = {"", "+", "-"}, *const digits[] = {"0", "1", "7"};
    static char text[2048];
    for (size_t s = 0; s < COUNT(signs); s++)
        for (size_t d = 0; d < COUNT(digits); d++)
            for (size_t e = 0; e < COUNT(ends); e++)
                for (size_t before = 0; before <= 900; before += 90)
                    for (size_t behind = 0; behind <= 900; behind += 180) {
                        if (before + behind < 64)
                            continue;
                        char *end = stpcpy(text, signs[s]);
                        memset(end, *digits[d], before);
                        end += before;
                        if (behind) {
                            *end++ = '.';
                            memset(end, *digits[d], behind);
                            end += behind;
                        }
                        strcpy(end, ends[e]);
                        expect_like_strtod(text);
                    }
}

static void what_is_no_number(void **state)
{
    (void)state;
    static const struct {
        struct text text;
        enum number_kind kind;
    } cases[] = {
        {BYTES(""), NUMBER_MISSING},
        {{NULL, 0}, NUMBER_MISSING},
        {BYTES("NA"), NUMBER_MISSING},
        {BYTES("na"), NUMBER_MISSING},
        {BYTES("NaN"), NUMBER_MISSING},
        {BYTES("nan"), NUMBER_MISSING},
        {BYTES("NULL"), NUMBER_MISSING},
        {BYTES("null"), NUMBER_MISSING},
        {BYTES("None"), NUMBER_MISSING},
        {BYTES("none"), NUMBER_MISSING},
        {BYTES("NaT"), NUMBER_MISSING},
        {BYTES("\\N"), NUMBER_MISSING},
        {BYTES("\\n"), NUMBER_BAD},
        {BYTES("N/A"), NUMBER_BAD},
        {BYTES("-nan"), NUMBER_BAD},
        {BYTES("nan(1)"), NUMBER_BAD},
        {BYTES("n"), NUMBER_BAD},
        {BYTES("nul"), NUMBER_BAD},
        {BYTES("inf"), NUMBER_INFINITE},
        {BYTES("-Inf"), NUMBER_INFINITE},
        {BYTES("+INFINITY"), NUMBER_INFINITE},
        {BYTES("infinite"), NUMBER_BAD},
        {BYTES("1e999"), NUMBER_INFINITE},
        {BYTES(" "), NUMBER_BAD},
        {BYTES(" 1"), NUMBER_BAD},
        {BYTES("1 "), NUMBER_BAD},
        {BYTES("0.5\r"), NUMBER_BAD},
        {BYTES("\t0.5"), NUMBER_BAD},
        {BYTES("0.5\0"), NUMBER_BAD},
        {BYTES("0.5\0"
               "00"),
         NUMBER_BAD},
        {BYTES("0,5"), NUMBER_BAD},
        {BYTES("0,93"), NUMBER_BAD},
        {BYTES("1,000"), NUMBER_BAD},
        {BYTES("1_000"), NUMBER_BAD},
        {BYTES("0x10"), NUMBER_BAD},
        {BYTES("0x1p-3"), NUMBER_BAD},
        {BYTES("1e"), NUMBER_BAD},
        {BYTES("1e+"), NUMBER_BAD},
        {BYTES("1e5.0"), NUMBER_BAD},
        {BYTES("e5"), NUMBER_BAD},
        {BYTES("."), NUMBER_BAD},
        {BYTES("-"), NUMBER_BAD},
        {BYTES("-."), NUMBER_BAD},
        {BYTES("+-1"), NUMBER_BAD},
        {BYTES("--1"), NUMBER_BAD},
        {BYTES("1-1"), NUMBER_BAD},
        {BYTES("1.2.3"), NUMBER_BAD},
        {BYTES("0..5"), NUMBER_BAD},
        {BYTES("0.12a"), NUMBER_BAD},
        {BYTES("a.123"), NUMBER_BAD},
        {BYTES("0.5%"), NUMBER_BAD},
        {BYTES("1f"), NUMBER_BAD},
        {BYTES("0.1:3"), NUMBER_BAD}, /* beside the digits in ASCII */
        {BYTES("0./23"), NUMBER_BAD},
        {BYTES(":.123"), NUMBER_BAD},
        {BYTES("0.1\xB2"), NUMBER_BAD}, /* a digit with its highest bit set */
        {BYTES("\xE2\x88\x92"
               "1"),
         NUMBER_BAD}, /* a minus sign of Unicode */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double value = 42;
        enum number_kind kind = number_parse(cases[i].text, &value);
        check(kind == cases[i].kind, "'%.*s' is of kind %d", SHOW(cases[i].text), (int)kind);
        check(value == 42, "'%.*s' set the value", SHOW(cases[i].text));
        assert_int_equal(number_is_missing(cases[i].text), kind == NUMBER_MISSING);
    }
}

/* One byte of a unit replaced by any other: never read as a number that strtod does not know. */
static void any_byte_in_a_unit(void **state)
{
    (void)state;
    for (size_t size = 4; size <= 8; size++)
        for (size_t at = 0; at < size; at++)
            for (int byte = 0; byte < 256; byte++) {
                char text[9] = "0.123456";
                text[at] = (char)byte;
                double value = 0, expected = 0;
                enum number_kind kind = number_parse((struct text){text, size}, &value);
                assert_int_equal(kind, number_parse_strtod((struct text){text, size}, &expected));
                assert_true(kind != NUMBER_OK || same_bits(value, expected));
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_shape_equals_strtod),    TEST(exponents_equal_strtod),   TEST(printed_doubles_equal_strtod),
        TEST(all_short_units_equal_strtod), TEST(millionths_equal_numbers), TEST(the_largest_is_the_first_among_equals),
        TEST(millionths_are_whole_units),   TEST(borders_equal_strtod),     TEST(long_shapes_equal_strtod),
        TEST(long_numbers_equal_strtod),    TEST(what_is_no_number),        TEST(any_byte_in_a_unit),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
