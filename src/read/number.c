#include "read/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "read/decimal.h"

static bool is_word(struct text text, const char *word)
{
    return text.size == strlen(word) && strncasecmp(text.data, word, text.size) == 0;
}

bool number_is_missing(struct text text)
{
    if (text.size == 0)
        return true;
    if (text.size > 4 || (text.data[0] != 'n' && text.data[0] != 'N' && text.data[0] != '\\'))
        return false;
    return is_word(text, "na") || is_word(text, "nan") || is_word(text, "null") || is_word(text, "none") ||
           is_word(text, "nat") || text_equal(text, text_of("\\N"));
}

/* Of a text that is not empty, as that would be missing. */
static bool is_infinite(struct text text)
{
    if (text.data[0] == '-' || text.data[0] == '+')
        text = (struct text){text.data + 1, text.size - 1};
    return is_word(text, "inf") || is_word(text, "infinity");
}

static enum number_kind not_a_number(struct text text)
{
    return number_is_missing(text) ? NUMBER_MISSING : is_infinite(text) ? NUMBER_INFINITE : NUMBER_BAD;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static size_t skip_digits(struct text text, size_t i)
{
    while (i < text.size && is_digit(text.data[i]))
        i++;
    return i;
}

static bool is_number(struct text text)
{
    size_t i = text.size && (text.data[0] == '-' || text.data[0] == '+');
    size_t start = i;
    i = skip_digits(text, i);
    size_t digits = i - start;
    if (i < text.size && text.data[i] == '.') {
        start = ++i;
        i = skip_digits(text, i);
        digits += i - start;
    }
    if (digits == 0)
        return false;
    if (i < text.size && (text.data[i] == 'e' || text.data[i] == 'E')) {
        i++;
        i += i < text.size && (text.data[i] == '-' || text.data[i] == '+');
        start = i;
        i = skip_digits(text, i);
        if (i == start)
            return false;
    }
    return i == text.size;
}

/* The digits of a number without its sign and point, for strtod: which double it is depends on 768 of them
 * and on whether anything but zeros follows (the longest exact decimal between two doubles). So a number of
 * any length is read without a copy of it. */
enum { DIGITS = 770, LARGEST_EXPONENT = 100000000 };
struct decimal {
    char digits[DIGITS + 16];
    size_t count;
    long exponent; /* of ten, behind the last digit */
};

static void add_digit(struct decimal *decimal, char digit, bool behind_point)
{
    bool held = decimal->count || digit != '0', fits = decimal->count < DIGITS; /* none held: one fits */
    if (held && fits)
        decimal->digits[decimal->count++] = digit;
    else if (held && digit != '0')
        decimal->digits[DIGITS - 1] = '1'; /* more than the digits before it say */
    if (behind_point && fits)
        decimal->exponent--;
    else if (!behind_point && !fits)
        decimal->exponent++;
}

static long read_exponent(struct text text)
{
    long exponent = 0;
    size_t sign = text.data[0] == '-' || text.data[0] == '+';
    for (size_t i = sign; i < text.size; i++)
        if (exponent < LARGEST_EXPONENT)
            exponent = exponent * 10 + (text.data[i] - '0');
    return text.data[0] == '-' ? -exponent : exponent;
}

/* Of a text for which is_number holds. */
static double parse_decimal(struct text text)
{
    struct decimal decimal = {.count = 0};
    bool negative = text.data[0] == '-', point = false;
    for (size_t i = negative || text.data[0] == '+'; i < text.size; i++) {
        if (text.data[i] == '.') {
            point = true;
        } else if (is_digit(text.data[i])) {
            add_digit(&decimal, text.data[i], point);
        } else {
            decimal.exponent += read_exponent((struct text){text.data + i + 1, text.size - i - 1});
            break;
        }
    }
    snprintf(decimal.digits + decimal.count, sizeof decimal.digits - decimal.count, "%se%ld", decimal.count ? "" : "0",
             decimal.exponent);
    double value = strtod(decimal.digits, NULL);
    return negative ? -value : value;
}

enum number_kind number_parse_strtod(struct text text, double *value)
{
    enum { COMMON = 64 };
    char copy[COMMON];
    double parsed;
    if (!is_number(text))
        return not_a_number(text);
    if (text.size < COMMON) {
        memcpy(copy, text.data, text.size);
        copy[text.size] = '\0';
        parsed = strtod(copy, NULL);
    } else {
        parsed = parse_decimal(text);
    }
    if (!isfinite(parsed))
        return NUMBER_INFINITE;
    *value = parsed;
    return NUMBER_OK;
}

enum number_kind number_parse(struct text text, double *value)
{
    return number_parse_unit(text, value) || decimal_parse(text, value) ? NUMBER_OK : number_parse_strtod(text, value);
}
