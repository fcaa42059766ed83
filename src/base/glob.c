#include "base/glob.h"

#include <ctype.h>
#include <string.h>

bool glob_is_pattern(struct text pattern)
{
    for (size_t i = 0; i < pattern.size; i++)
        if (strchr("*?[", pattern.data[i]) && pattern.data[i])
            return true;
    return false;
}

/* The character at the start of a text that is not empty; *size tells its bytes. What is no UTF-8 is a
 * character beyond all others. */
static uint32_t character(struct text text, size_t *size)
{
    static const unsigned char marks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    unsigned char lead = (unsigned char)text.data[0];
    *size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    size_t held = *size < text.size ? *size : text.size;
    if (text_utf8((struct text){text.data, held}) != *size) {
        *size = 1;
        return 0x110000 + lead;
    }
    uint32_t code = lead & marks[*size];
    for (size_t i = 1; i < *size; i++)
        code = code << 6 | ((unsigned char)text.data[i] & 0x3F);
    return code;
}

static struct text behind(struct text text, size_t size)
{
    return (struct text){text.data + size, text.size - size};
}

/* Takes the next character of a pattern that goes on, the one behind a backslash if there is one. */
static uint32_t take(struct text *pattern)
{
    size_t size;
    if (pattern->size > 1 && pattern->data[0] == '\\')
        *pattern = behind(*pattern, 1);
    uint32_t code = character(*pattern, &size);
    *pattern = behind(*pattern, size);
    return code;
}

/* A class such as [:digit:], of ASCII. Takes it; *holds tells whether the character is one of it. */
static bool take_class(struct text *pattern, uint32_t code, bool *holds)
{
    static const struct {
        const char *name;
        int (*is)(int);
    } classes[] = {{"[:alnum:]", isalnum}, {"[:alpha:]", isalpha}, {"[:digit:]", isdigit}, {"[:lower:]", islower},
                   {"[:punct:]", ispunct}, {"[:space:]", isspace}, {"[:upper:]", isupper}, {"[:xdigit:]", isxdigit}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (text_starts(*pattern, text_of(classes[i].name))) {
            *pattern = behind(*pattern, strlen(classes[i].name));
            *holds |= code < 0x80 && classes[i].is((int)code);
            return true;
        }
    return false;
}

/* Takes the set whose `[` has been taken. False when it has no end: then the bracket is a character. */
static bool take_set(struct text *pattern, uint32_t code, bool *holds)
{
    struct text rest = *pattern;
    bool negated = rest.size && (*rest.data == '!' || *rest.data == '^'), found = false;
    uint32_t low, high;
    rest = behind(rest, negated);
    for (bool first = true; first || (rest.size && *rest.data != ']'); first = false) {
        if (take_class(&rest, code, &found))
            continue;
        if (!rest.size)
            return false;
        low = high = take(&rest);
        if (rest.size > 1 && rest.data[0] == '-' && rest.data[1] != ']') {
            rest = behind(rest, 1);
            high = take(&rest);
        }
        found |= code >= low && code <= high;
    }
    if (!rest.size)
        return false;
    *pattern = behind(rest, 1);
    *holds = found != negated;
    return true;
}

/* Takes one character of the text by the pattern, which does not begin with a star. */
static bool step(struct text *pattern, struct text *text)
{
    size_t size;
    bool holds;
    uint32_t code = character(*text, &size);
    struct text rest = behind(*pattern, 1);
    if (*pattern->data == '?')
        holds = true;
    else if (*pattern->data != '[' || !take_set(&rest, code, &holds)) {
        rest = *pattern;
        holds = take(&rest) == code;
    }
    *pattern = rest;
    *text = behind(*text, size);
    return holds;
}

/* At a mismatch the last star takes one character more: those before it need not be looked at again. */
bool glob_matches(struct text pattern, struct text text)
{
    struct text star = {0}, from = {0};
    size_t size;
    while (text.size || pattern.size) {
        if (pattern.size && *pattern.data == '*') {
            star = pattern = behind(pattern, 1);
            from = text;
        } else if (!pattern.size || !text.size || !step(&pattern, &text)) {
            if (!star.data || !from.size)
                return false;
            character(from, &size);
            pattern = star;
            text = from = behind(from, size);
        }
    }
    return true;
}
