#include "read/json_syntax.h"

#include <string.h>

struct reader {
    const char *start, *at, *end;
    size_t depth;
    const char *why; /* set by the first fault; `at` is its place */
};

static bool fail(struct reader *reader, const char *why)
{
    if (!reader->why)
        reader->why = why;
    return false;
}

static char peek(const struct reader *reader)
{
    return reader->at < reader->end ? *reader->at : '\0';
}

static bool take(struct reader *reader, char byte)
{
    if (reader->at == reader->end || *reader->at != byte)
        return false;
    reader->at++;
    return true;
}

static void skip_blanks(struct reader *reader)
{
    while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at)
        reader->at++;
}

static bool take_digits(struct reader *reader)
{
    const char *start = reader->at;
    while (peek(reader) >= '0' && peek(reader) <= '9')
        reader->at++;
    return reader->at > start ? true : fail(reader, "expected a digit");
}

static bool take_digits_and_exponent(struct reader *reader)
{
    take(reader, '-');
    if (take(reader, '0')) {
        if (peek(reader) >= '0' && peek(reader) <= '9')
            return fail(reader, "a number does not begin with 0");
    } else if (!take_digits(reader)) {
        return false;
    }
    if (take(reader, '.') && !take_digits(reader))
        return false;
    if (!take(reader, 'e') && !take(reader, 'E'))
        return true;
    if (!take(reader, '+'))
        take(reader, '-');
    return take_digits(reader);
}

static bool take_number(struct reader *reader)
{
    enum { LONGEST = 60 }; /* cJSON cuts longer ones */
    const char *start = reader->at;
    if (!take_digits_and_exponent(reader))
        return false;
    if (reader->at - start <= LONGEST)
        return true;
    reader->at = start;
    return fail(reader, "a number of more than 60 characters");
}

static bool take_hex(struct reader *reader, unsigned *value)
{
    *value = 0;
    for (int i = 0; i < 4; i++, reader->at++) {
        const char *digits = "0123456789abcdefABCDEF", *digit = peek(reader) ? strchr(digits, peek(reader)) : NULL;
        if (!digit)
            return fail(reader, "expected four hexadecimal digits after \\u");
        size_t place = (size_t)(digit - digits);
        *value = *value * 16 + (unsigned)(place < 16 ? place : place - 6);
    }
    return true;
}

static bool take_escape(struct reader *reader)
{
    unsigned high, low;
    if (take(reader, 'u')) {
        if (!take_hex(reader, &high))
            return false;
        if (high == 0)
            return fail(reader, "\\u0000 in a string");
        if (high < 0xD800 || high > 0xDFFF)
            return true;
        if (high > 0xDBFF || !take(reader, '\\') || !take(reader, 'u') || !take_hex(reader, &low) || low < 0xDC00 ||
            low > 0xDFFF)
            return fail(reader, "half of a surrogate pair");
        return true;
    }
    if (!peek(reader) || !strchr("\"\\/bfnrt", peek(reader)))
        return fail(reader, "no such escape in a string");
    reader->at++;
    return true;
}

static bool take_string(struct reader *reader)
{
    const char *start = reader->at;
    if (!take(reader, '"'))
        return fail(reader, "expected a string in double quotes");
    while (reader->at < reader->end) {
        if (take(reader, '"'))
            return true;
        if ((unsigned char)*reader->at < 0x20)
            return fail(reader, "a line end or control character in a string");
        if (!take(reader, '\\'))
            reader->at++;
        else if (!take_escape(reader))
            return false;
    }
    reader->at = start;
    return fail(reader, "the string has no end");
}

static bool take_word(struct reader *reader)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        if ((size_t)(reader->end - reader->at) >= size && memcmp(reader->at, words[i], size) == 0) {
            reader->at += size;
            return true;
        }
    }
    return fail(reader, reader->at == reader->end ? "the text ends too early" : "expected a JSON value");
}

static bool take_value(struct reader *reader);

/* What stands between the brackets: members of an object or elements of an array. */
static bool take_list(struct reader *reader, char close)
{
    if (reader->depth-- == 0)
        return fail(reader, "too many arrays and objects within each other");
    reader->at++;
    skip_blanks(reader);
    while (!take(reader, close)) {
        if (close == '}') {
            if (!take_string(reader))
                return false;
            skip_blanks(reader);
            if (!take(reader, ':'))
                return fail(reader, "expected a colon behind the key");
            skip_blanks(reader);
        }
        if (!take_value(reader))
            return false;
        skip_blanks(reader);
        if (peek(reader) == close)
            continue;
        if (!take(reader, ','))
            return fail(reader,
                        close == '}' ? "expected a comma or a closing brace" : "expected a comma or a closing bracket");
        skip_blanks(reader);
        if (peek(reader) == close)
            return fail(reader, "a comma behind the last value");
    }
    reader->depth++;
    return true;
}

static bool take_value(struct reader *reader)
{
    char first = peek(reader);
    if (first == '{')
        return take_list(reader, '}');
    if (first == '[')
        return take_list(reader, ']');
    if (first == '"')
        return take_string(reader);
    if (first == '-' || (first >= '0' && first <= '9'))
        return take_number(reader);
    return take_word(reader);
}

bool json_syntax(struct text text, size_t depth, struct json_fault *fault)
{
    struct reader reader = {.start = text.data, .at = text.data, .end = text.data + text.size, .depth = depth};
    size_t valid = text_utf8(text);
    if (valid < text.size) {
        reader.at += valid;
        fail(&reader, "not UTF-8");
    } else {
        skip_blanks(&reader);
        if (take_value(&reader)) {
            skip_blanks(&reader);
            if (reader.at < reader.end)
                fail(&reader, "something follows the end of the JSON value");
        }
    }
    if (!reader.why)
        return true;
    *fault = (struct json_fault){.line = 1, .column = 1, .why = reader.why};
    for (const char *c = reader.start; c < reader.at; c++) {
        fault->column = *c == '\n' ? 1 : fault->column + 1;
        fault->line += *c == '\n';
    }
    return false;
}
