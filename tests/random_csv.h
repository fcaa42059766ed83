/*
 * random_csv.h - generated CSV, from well-formed to broken, for the tests of its readers.
 */
#ifndef DENGINE_TESTS_RANDOM_CSV_H
#define DENGINE_TESTS_RANDOM_CSV_H

#include <stdbool.h>

#include "dengine/text.h"
#include "random.h"

/* Well-formed: a bare D becomes the delimiter, a bare N the line end. */
static const char *const random_csv_cells[] = {
    "a",
    "0.5",
    "",
    "id_0001",
    "long cell with blanks",
    " blanks ",
    "\xC3\xA9\xE2\x82\xAC",
    "\"q\"",
    "\"aDb\"",
    "\"\"",
    "\"xNy\"",
    "\"d\"\"e\"",
    "\"\"\"\"",
    "\"\"\"Dq\"",
    "\"rNNs\"",
    "\"\xF0\x9F\x98\x80N\"",
    "\"cr\ronly\"",
    "\"\n\"",
    "0123456789012345678901234567890123456789",
};
static const char *const random_csv_odd[] = {
    "\"",     "\r",      "\"x",    "y\"",    "\"x\"y",       "\"\"\"", "x\"\"y",  "\xFF", "NN",
    "\r\r\n", "\r\"q\"", "\"q\" ", " \"q\"", "\xEF\xBB\xBF", "aDb",    "\"q\"\r", "\r\n", "N",
};

static inline void random_csv_cell(struct buffer *out, const char *cell, char delimiter, const char *end)
{
    for (; *cell; cell++)
        if (*cell == 'N')
            buffer_add(out, text_of(end));
        else
            buffer_byte(out, *cell == 'D' ? delimiter : *cell);
}

static inline void random_csv_long_cell(struct buffer *out, uint64_t *chance)
{
    const char *quote = random_below(chance, 2) ? "\"" : "";
    buffer_add(out, text_of(quote));
    for (size_t left = random_below(chance, 20000); left > 0; left--)
        buffer_byte(out, *quote && random_below(chance, 500) == 0 ? '\n' : 'x');
    buffer_add(out, text_of(quote));
}

/* Appends a text whose rows mostly have `columns` cells; two in three hold nothing odd but a blank line
 * or a row of another width. */
static inline void random_csv(struct buffer *out, size_t columns, char delimiter, uint64_t *chance)
{
    size_t lines = random_below(chance, 40);
    uint64_t oddness = random_below(chance, 3) ? 0 : 1 + random_below(chance, 100);
    bool uneven = random_below(chance, 2), longer = random_below(chance, 16) == 0;
    const char *end = random_below(chance, 2) ? "\n" : "\r\n";
    if (random_below(chance, 8) == 0)
        buffer_add(out, text_of("\xEF\xBB\xBF"));
    for (size_t line = 0; line < lines; line++) {
        size_t width = uneven && random_below(chance, 20) == 0 ? random_below(chance, 10) : columns;
        for (size_t i = 0; i < width; i++) {
            if (i)
                buffer_byte(out, delimiter);
            if (oddness && random_below(chance, oddness) == 0)
                random_csv_cell(out, random_csv_odd[random_below(chance, sizeof random_csv_odd / sizeof(char *))],
                                delimiter, end);
            else if (longer && random_below(chance, 100) == 0)
                random_csv_long_cell(out, chance);
            else
                random_csv_cell(out, random_csv_cells[random_below(chance, sizeof random_csv_cells / sizeof(char *))],
                                delimiter, end);
        }
        if (line + 1 < lines || random_below(chance, 2))
            buffer_add(out, text_of(end));
    }
}

#endif
