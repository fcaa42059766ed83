#include "read/number.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_word(struct text text, const char *word)
{
    return text.size == strlen(word) && strncasecmp(text.data, word, text.size) == 0;
}

bool number_is_missing(struct text text)
{
    if (text.size == 0)
        return true;
    if (text.size > 4)
        return false;
    return is_word(text, "na") || is_word(text, "nan") || is_word(text, "null") || is_word(text, "none") ||
           text_equal(text, text_of("\\N"));
}

static bool is_infinite(struct text text)
{
    if (text.size && (text.data[0] == '-' || text.data[0] == '+'))
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

enum number_kind number_parse_strtod(struct text text, double *value)
{
    enum { COMMON = 64 };
    if (!is_number(text))
        return not_a_number(text);
    char copy[COMMON], *terminated = text.size < COMMON ? copy : malloc(text.size + 1);
    if (!terminated)
        return NUMBER_BAD;
    memcpy(terminated, text.data, text.size);
    terminated[text.size] = '\0';
    double parsed = strtod(terminated, NULL);
    if (terminated != copy)
        free(terminated);
    if (!isfinite(parsed))
        return NUMBER_INFINITE;
    *value = parsed;
    return NUMBER_OK;
}

const double number_ten[17] = {1e0, 1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7, 1e8,
                               1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16};

bool number_parse_short(struct text text, double *value)
{
    enum { SHORT = 16 };
    if (text.size > SHORT)
        return false;
    size_t sign = text.size && text.data[0] == '-', places = 0, digits = 0;
    uint64_t integer = 0;
    bool point = false;
    for (size_t i = sign; i < text.size; i++) {
        unsigned digit = (unsigned char)text.data[i] - (unsigned)'0';
        if (digit <= 9) {
            integer = integer * 10 + digit;
            digits++;
            places += point;
        } else if (text.data[i] == '.' && !point) {
            point = true;
        } else {
            return false;
        }
    }
    if (digits == 0 || integer > UINT64_C(1) << 53)
        return false;
    *value = (double)integer / number_ten[places];
    if (sign)
        *value = -*value;
    return true;
}

enum number_kind number_parse(struct text text, double *value)
{
    return number_parse_unit(text, value) || number_parse_short(text, value) ? NUMBER_OK
                                                                             : number_parse_strtod(text, value);
}
