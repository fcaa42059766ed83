#include "dengine/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dengine/arena.h"

struct text text_of(const char *string)
{
    return (struct text){string, strlen(string)};
}

bool text_equal(struct text a, struct text b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool text_starts(struct text text, struct text prefix)
{
    return text.size >= prefix.size && text_equal((struct text){text.data, prefix.size}, prefix);
}

bool text_ends(struct text text, struct text suffix)
{
    return text.size >= suffix.size &&
           text_equal((struct text){text.data + text.size - suffix.size, suffix.size}, suffix);
}

int text_compare(struct text a, struct text b)
{
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

enum { SHOWN = 60 };

int text_shown(struct text text)
{
    enum { REST = 3 }; /* bytes of a character behind its first */
    size_t size = text.size < SHOWN ? text.size : SHOWN;
    while (size < text.size && size < SHOWN + REST && ((unsigned char)text.data[size] & 0xC0) == 0x80)
        size++;
    return (int)size;
}

struct text text_line(struct text line)
{
    if (line.size && line.data[line.size - 1] == '\n')
        line.size--;
    if (line.size && line.data[line.size - 1] == '\r')
        line.size--;
    return line;
}

struct text text_copy(struct arena *arena, struct text text)
{
    char *copy = arena_alloc(arena, text.size + 1);
    if (text.size)
        memcpy(copy, text.data, text.size);
    return (struct text){copy, text.size};
}

/* ---- words ---- */

void words_add(struct words *words, struct arena *arena, struct text word)
{
    words->items = arena_reserve(arena, words->items, &words->capacity, words->count + 1, sizeof *words->items);
    words->items[words->count++] = word;
}

void words_split(struct words *words, struct arena *arena, struct text text, char separator)
{
    for (;;) {
        const char *end = text.size ? memchr(text.data, separator, text.size) : NULL;
        if (!end)
            break;
        size_t length = (size_t)(end - text.data);
        words_add(words, arena, (struct text){text.data, length});
        text = (struct text){end + 1, text.size - length - 1};
    }
    words_add(words, arena, text);
}

size_t words_find(const struct words *words, struct text word)
{
    size_t i = 0;
    while (i < words->count && !text_equal(words->items[i], word))
        i++;
    return i;
}

enum { LONGEST_WORD = 64 };

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* Optimal string alignment distance (Damerau 1964), three rows of the matrix at a time. */
static size_t edits(struct text a, struct text b)
{
    if (a.size > LONGEST_WORD || b.size > LONGEST_WORD)
        return SIZE_MAX;
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.size; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            bool same = lower(a.data[i - 1]) == lower(b.data[j - 1]);
            size_t best = last[j - 1] + !same;
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && lower(a.data[i - 1]) == lower(b.data[j - 2]) &&
                           lower(a.data[i - 2]) == lower(b.data[j - 1]);
            if (swapped && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        size_t *spare = before;
        before = last, last = now, now = spare;
    }
    return last[b.size];
}

size_t words_nearest(const struct words *words, struct text word)
{
    size_t nearest = words->count, best = 1 + (word.size + 2) / 3;
    for (size_t i = 0; i < words->count; i++) {
        size_t distance = edits(word, words->items[i]);
        if (distance < best) {
            best = distance;
            nearest = i;
        }
    }
    return nearest;
}

const char *words_suggest(const struct words *words, struct arena *arena, struct text word)
{
    struct buffer suggestion = {.arena = arena};
    size_t nearest = words_nearest(words, word);
    if (nearest == words->count)
        return "";
    buffer_add(&suggestion, text_of("; did you mean "));
    buffer_quote(&suggestion, words->items[nearest]);
    buffer_byte(&suggestion, '?');
    return buffer_string(&suggestion);
}

static int by_bytes(const void *a, const void *b)
{
    const struct text *left = a, *right = b;
    return text_compare(*left, *right);
}

void words_sort(struct words *words)
{
    if (words->count)
        qsort(words->items, words->count, sizeof *words->items, by_bytes);
}

/* ---- UTF-8 ---- */

/* The length of the valid sequence at `s` of `left` bytes, or 0. */
static size_t utf8_sequence(const unsigned char *s, size_t left)
{
    unsigned char lead = s[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    bool overlong = (lead == 0xE0 && s[1] < 0xA0) || (lead == 0xF0 && s[1] < 0x90);
    bool beyond = (lead == 0xED && s[1] > 0x9F) || (lead == 0xF4 && s[1] > 0x8F);
    return overlong || beyond ? 0 : length;
}

size_t text_utf8(struct text text)
{
    const unsigned char *s = (const unsigned char *)text.data;
    size_t i = 0;
    while (i < text.size) {
        uint64_t word;
        if (text.size - i >= sizeof word) {
            memcpy(&word, s + i, sizeof word);
            if (!(word & UINT64_C(0x8080808080808080))) {
                i += sizeof word;
                continue;
            }
        }
        size_t length = utf8_sequence(s + i, text.size - i);
        if (!length)
            break;
        i += length;
    }
    return i;
}

/* ---- what would steer a terminal ---- */

/* The code point of a valid sequence. */
static uint32_t utf8_code(const unsigned char *s, size_t length)
{
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = s[0] & masks[length];
    for (size_t i = 1; i < length; i++)
        code = code << 6 | (s[i] & 0x3F);
    return code;
}

/* Unicode's bidirectional controls (UAX 9): they make a line read as what it is not. */
static bool turns(uint32_t code)
{
    return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

bool text_steers(struct text text, size_t at, size_t *size)
{
    const unsigned char *s = (const unsigned char *)text.data + at;
    size_t length = utf8_sequence(s, text.size - at);
    uint32_t code = length ? utf8_code(s, length) : 0;
    *size = length ? length : 1;
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029 || turns(code);
}

void text_escape(char out[TEXT_ESCAPED], struct text character)
{
    static const char letters[] = "tn\0\0r"; /* from the tab on */
    const unsigned char *s = (const unsigned char *)character.data;
    unsigned letter = s[0] - (unsigned)'\t';
    if (character.size > 1)
        snprintf(out, TEXT_ESCAPED, "\\u{%04X}", utf8_code(s, character.size));
    else if (letter < sizeof letters && letters[letter])
        snprintf(out, TEXT_ESCAPED, "\\%c", letters[letter]);
    else
        snprintf(out, TEXT_ESCAPED, "\\x%02X", s[0]);
}

/* ---- buffers ---- */

static char *buffer_room(struct buffer *buffer, size_t size)
{
    buffer->data = arena_reserve(buffer->arena, buffer->data, &buffer->capacity, buffer->size + size, 1);
    return buffer->data + buffer->size;
}

void buffer_add(struct buffer *buffer, struct text text)
{
    if (!text.size)
        return;
    memcpy(buffer_room(buffer, text.size), text.data, text.size);
    buffer->size += text.size;
}

void buffer_byte(struct buffer *buffer, char byte)
{
    *buffer_room(buffer, 1) = byte;
    buffer->size++;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t room = buffer->capacity - buffer->size;
    int length = vsnprintf(room ? buffer->data + buffer->size : NULL, room, format, arguments);
    va_end(arguments);
    if (length > 0) {
        size_t size = (size_t)length;
        if (size >= room)
            vsnprintf(buffer_room(buffer, size + 1), size + 1, format, again);
        buffer->size += size;
    }
    va_end(again);
}

/* Whole characters, until `size` bytes of the text are shown. */
static void show_some(struct buffer *buffer, struct text text, size_t size)
{
    for (size_t i = 0, length; i < size; i += length) {
        char escaped[TEXT_ESCAPED];
        bool steers = text_steers(text, i, &length);
        struct text character = {text.data + i, length};
        if (steers)
            text_escape(escaped, character);
        buffer_add(buffer, steers ? text_of(escaped) : character);
    }
}

void buffer_show(struct buffer *buffer, struct text text)
{
    show_some(buffer, text, text.size);
}

void buffer_quote(struct buffer *buffer, struct text text)
{
    size_t shown = (size_t)text_shown(text);
    buffer_byte(buffer, '\'');
    show_some(buffer, text, shown);
    buffer_add(buffer, text_of(shown < text.size ? "...'" : "'"));
}

struct text buffer_text(const struct buffer *buffer)
{
    return (struct text){buffer->data, buffer->size};
}

const char *buffer_string(struct buffer *buffer)
{
    *buffer_room(buffer, 1) = '\0';
    return buffer->data;
}

/* ---- numbers ---- */

__extension__ typedef unsigned __int128 uint128;

/* Appends whole + part / 10^places, from the last digit to the first, without the zeros at the end of the fraction. */
static void add_decimal(struct buffer *buffer, uint64_t whole, uint64_t part, int places)
{
    char digits[48], *end = digits + sizeof digits, *start = end;
    for (; part && part % 10 == 0; part /= 10)
        places--;
    for (; part; part /= 10, places--)
        *--start = (char)('0' + part % 10);
    if (start < end) {
        while (places-- > 0)
            *--start = '0';
        *--start = '.';
    }
    do
        *--start = (char)('0' + whole % 10);
    while (whole /= 10);
    buffer_add(buffer, (struct text){start, (size_t)(end - start)});
}

void buffer_count(struct buffer *buffer, uint64_t count)
{
    add_decimal(buffer, count, 0, 0);
}

void buffer_nano(struct buffer *buffer, int64_t nano)
{
    uint64_t size = nano < 0 ? -(uint64_t)nano : (uint64_t)nano;
    if (nano < 0)
        buffer_byte(buffer, '-');
    add_decimal(buffer, size / NANO, size % NANO, 9);
}

/* Nine digits are a number of 1e8 to 1e9. Of x = m / 2^shift, with m < 2^53, they are x times a power of ten, rounded
 * with halves to even: with the least x that is taken that power is 1e13, and the product has 97 bits. */
void buffer_nine(struct buffer *buffer, double number)
{
    if (!(number >= 1e-4 && number < 1)) { /* the exponent is another, or its digits are few */
        buffer_format(buffer, "%.9g", number);
        return;
    }
    int exponent, places = 9;
    uint128 product = (uint128)ldexp(frexp(number, &exponent), 53) * NANO;
    const int shift = 53 - exponent;
    for (; product >> shift < NANO / 10; product *= 10)
        places++;
    uint64_t digits = (uint64_t)(product >> shift);
    uint128 rest = product - ((uint128)digits << shift), half = (uint128)1 << (shift - 1);
    digits += rest > half || (rest == half && digits % 2);
    bool one = digits == NANO && places == 9;
    add_decimal(buffer, one, one ? 0 : digits, places);
}

void buffer_number(struct buffer *buffer, double number)
{
    char digits[32];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    buffer_add(buffer, text_of(digits));
}
