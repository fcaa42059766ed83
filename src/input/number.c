#include "input/number.h"

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

enum number_kind number_parse(struct text text, double *value)
{
    return number_parse_unit(text, value) ? NUMBER_OK : number_parse_strtod(text, value);
}
