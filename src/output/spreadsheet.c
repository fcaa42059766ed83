#include "output/spreadsheet.h"

#include <string.h>
#include <strings.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* A number that is shown as it is written: 8, -0.25; not 0001, 1e3, 1.50, nor one of more than 15 digits. */
static bool is_plain_number(struct text text)
{
    size_t at = text.data[0] == '-', whole = at, digits = 0;
    while (at < text.size && is_digit(text.data[at]))
        at++, digits++;
    if (digits == 0 || (digits > 1 && text.data[whole] == '0'))
        return false;
    if (at < text.size && text.data[at] == '.') {
        size_t point = at++;
        while (at < text.size && is_digit(text.data[at]))
            at++, digits++;
        if (at == point + 1 || text.data[at - 1] == '0')
            return false;
    }
    return at == text.size && digits <= 15;
}

/* "TRUE", "Mar1", "sept 2": truth, or a day of a month. */
static bool is_word_taken(struct text text)
{
    static const char *const words[] = {"true", "false", "jan", "feb", "mar", "apr", "may",
                                        "jun",  "jul",   "aug", "sep", "oct", "nov", "dec"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text.size >= strlen(words[i]) && strncasecmp(text.data, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

void spreadsheet_add(struct buffer *out, struct text text)
{
    bool number = text.size && (is_digit(text.data[0]) || strchr("-.", text.data[0]));
    bool taken = text.size && text.data[0] && (strchr("=+@'\t\r\n ", text.data[0]) || is_word_taken(text));
    if (taken || (number && !is_plain_number(text)))
        buffer_byte(out, '\'');
    buffer_add(out, text);
}
