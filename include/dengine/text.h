/*
 * text.h - borrowed views of bytes, and buffers that grow.
 *
 * A struct text does not own its bytes and is not terminated by NUL: it may hold any byte. A struct
 * buffer grows in its arena.
 * Threads: an array or a buffer that grows belongs to one thread at a time, and so does its arena; the rest may be
 * called from any.
 */
#ifndef DENGINE_TEXT_H
#define DENGINE_TEXT_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/export.h"

DENGINE_BEGIN

struct arena;

struct text {
    const char *data;
    size_t size;
};

/* A list of words, such as the header of a table. */
struct words {
    struct text *items;
    size_t count, capacity;
};

struct buffer {
    struct arena *arena;
    char *data;
    size_t size, capacity;
};

/* A view of a C string. */
struct text text_of(const char *string);

bool text_equal(struct text a, struct text b);
bool text_starts(struct text text, struct text prefix);
bool text_ends(struct text text, struct text suffix);

/* Byte order, as memcmp; a prefix comes first. */
int text_compare(struct text a, struct text b);

/* How many bytes of it a message shows, for "%.*s": 60 at most, and the rest of the last character. */
int text_shown(struct text text);

/* A line without its end: LF, CRLF or CR. */
struct text text_line(struct text line);

/* A copy in the arena, terminated by a NUL that is not counted. */
struct text text_copy(struct arena *arena, struct text text);

/* Cuts `text` at each `separator` and adds the parts to `words`, views of `text`. */
void words_split(struct words *words, struct arena *arena, struct text text, char separator);
void words_add(struct words *words, struct arena *arena, struct text word);

/* The index of the word equal to `word`, or words.count. */
size_t words_find(const struct words *words, struct text word);

/* The index of the word a person most likely meant: the least edits (insert, delete, replace, swap
 * of neighbours; letters of either case count as equal), at most a third of its length. words.count
 * when none is near. */
size_t words_nearest(const struct words *words, struct text word);

/* The same for the end of a message: "; did you mean 'WORD'?", or nothing. In the arena. */
const char *words_suggest(const struct words *words, struct arena *arena, struct text word);

/* Sorts in byte order. */
void words_sort(struct words *words);

/* The length of the valid UTF-8 at the start of `text`: text.size when all of it is valid
 * (RFC 3629: no overlong forms, no surrogates). */
size_t text_utf8(struct text text);

/* Whether the character at byte `at` would steer a terminal instead of being shown, or is none: control characters
 * (C0, DEL, C1), Unicode's bidirectional controls and line separators, bytes that are no UTF-8. *size is how many
 * bytes it has, at least 1. */
bool text_steers(struct text text, size_t at, size_t *size);

/* Such a character made visible, as a C string: \n \r \t, \x1B for a byte, \u{202E}. */
enum { TEXT_ESCAPED = 16 };
void text_escape(char out[TEXT_ESCAPED], struct text character);

/* Appends. */
void buffer_add(struct buffer *buffer, struct text text);
void buffer_byte(struct buffer *buffer, char byte);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends `text` as a terminal may get it: what text_steers escaped. */
void buffer_show(struct buffer *buffer, struct text text);

/* Appends `text` for a message: in single quotes, what text_steers escaped, at most 60
 * bytes of it, so that a message stays one readable line. */
void buffer_quote(struct buffer *buffer, struct text text);

/* What the buffer holds: a view, good until the next append. */
struct text buffer_text(const struct buffer *buffer);
/* The same as a C string. */
const char *buffer_string(struct buffer *buffer);

/* Scores are integers in units of 1e-9, so that what is printed is what was ranked. */
enum { NANO = 1000000000 };

/* x rounded to units of 1e-9, halves to even; saturates at +-9.2e18 units. x is not NaN. */
static inline int64_t nano_round(double x)
{
    double scaled = x * (double)NANO;
    if (scaled >= -9.2e18 && scaled <= 9.2e18)
        return llrint(scaled);
    return scaled > 0 ? INT64_C(9200000000000000000) : -INT64_C(9200000000000000000);
}

void buffer_count(struct buffer *buffer, uint64_t count);

/* Appends a number of nine significant digits, the bytes of printf's "%.9g". */
void buffer_nine(struct buffer *buffer, double number);

/* Appends units of 1e-9 as the shortest decimal: 58039000 is "0.058039". */
void buffer_nano(struct buffer *buffer, int64_t nano);

/* Appends a finite number as the shortest decimal, of 15 digits or more, that is read as the same number again. */
void buffer_number(struct buffer *buffer, double number);

DENGINE_END

#endif
