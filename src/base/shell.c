#include "base/shell.h"

#include <string.h>

void shell_word(struct buffer *line, struct text word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,:@%+";
    bool quote = word.size == 0;
    for (size_t i = 0; i < word.size; i++)
        quote |= !word.data[i] || !strchr(plain, word.data[i]);
    buffer_add(line, text_of(quote ? " '" : " "));
    for (size_t i = 0; i < word.size; i++)
        buffer_add(line, word.data[i] == '\'' ? text_of("'\\''") : (struct text){word.data + i, 1});
    buffer_add(line, text_of(quote ? "'" : ""));
}
