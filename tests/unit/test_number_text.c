/*
 * test_number_text.c - what is written of a double is read as the same one, in as few digits as can be.
 */
#include "unit.h"

#include <math.h>

#include "read/number.h"
#include "read/number_text.h"

static const char *written(double value)
{
    static char text[NUMBER_TEXT + 1];
    size_t size = number_text(value, text);
    assert_true(size <= NUMBER_TEXT);
    text[size] = '\0';
    return text;
}

static void numbers_are_written_as_python_writes_them(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "-0"},
        {1, "1"},
        {-1, "-1"},
        {0.1, "0.1"},
        {0.5, "0.5"},
        {0.25, "0.25"},
        {100, "100"},
        {12.5, "12.5"},
        {123456.789, "123456.789"},
        {0.3, "0.3"},
        {0.1 + 0.2, "0.30000000000000004"},
        {(double)0.41F, "0.4099999964237213"},
        {1.0 / 3, "0.3333333333333333"},
        {0.0001, "0.0001"},
        {0.00012345, "0.00012345"},
        {0.00001, "1e-05"},
        {0.000012345, "1.2345e-05"},
        {1e-100, "1e-100"},
        {9007199254740992, "9007199254740992"},
        {1e15, "1000000000000000"},
        {1234567890123456, "1234567890123456"},
        {1e16, "1e+16"},
        {1.5e300, "1.5e+300"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {2.2250738585072014e-308, "2.2250738585072014e-308"},
        {5e-324, "4.9406564584124654e-324"},
        {9.5367431640625e-07, "9.5367431640625e-07"},
        {NAN, "NaN"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(written(cases[i].value), cases[i].text);
}

/* How many digits printf needs to tell the double apart: it takes the decimal next to it, which of a power of two may
 * be another one. */
static size_t fewest(double value)
{
    char text[64];
    for (int digits = 1;; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (strtod(text, NULL) == value || digits == 17)
            return (size_t)digits;
    }
}

/* Those of a text, without the zeros at either end. */
static size_t digits_of(const char *text)
{
    size_t count = 0, last = 0;
    for (; *text && *text != 'e'; text++)
        if (*text >= '0' && *text <= '9' && (count || *text != '0')) {
            count++;
            last = *text == '0' ? last : count;
        }
    return last;
}

static void check_one(double value)
{
    const char *text = written(value);
    double read;
    check(number_parse(text_of(text), &read) == NUMBER_OK && memcmp(&read, &value, sizeof value) == 0,
          "%.17g is written as %s", value, text);
    check(fabs(value) < 1e-290 || digits_of(text) <= fewest(value), "%.17g has fewer digits than %s", value, text);
}

static double of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void any_double_comes_back_from_its_fewest_digits(void **state)
{
    uint64_t seed = 1;
    (void)state;
    for (int i = 0; i < 200000; i++) {
        double any = of_bits(random_next(&seed)), unit = random_unit(&seed), single = (double)(float)unit;
        if (isfinite(any))
            check_one(any);
        check_one(unit);
        check_one(single);
        check_one(exp(-30 * unit));
        check_one(floor(unit * 1000) / 1000);
    }
}

/* Where the interval of a double is uneven, and next to it. */
static void powers_of_two_and_their_neighbours_come_back(void **state)
{
    (void)state;
    for (int exponent = -1074; exponent <= 1023; exponent++) {
        double power = ldexp(1, exponent);
        check_one(power);
        check_one(nextafter(power, 0) == 0 ? power : nextafter(power, 0));
        check_one(nextafter(power, 2 * power));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_as_python_writes_them),
        cmocka_unit_test(any_double_comes_back_from_its_fewest_digits),
        cmocka_unit_test(powers_of_two_and_their_neighbours_come_back),
    };
    return cmocka_run_group_tests_name("number_text", tests, NULL, NULL);
}
