#include "run/say.h"

#include <stdarg.h>
#include <stdio.h>

#include "dengine/arena.h"
#include "dengine/text.h"

static void add_shown(struct buffer *shown, struct text text)
{
    for (size_t i = 0, length; i < text.size; i += length) {
        char escaped[TEXT_ESCAPED];
        bool steers = text_steers(text, i, &length) && text.data[i] != '\n' && text.data[i] != '\t';
        struct text character = {text.data + i, length};
        if (steers)
            text_escape(escaped, character);
        buffer_add(shown, steers ? text_of(escaped) : character);
    }
}

void say(const char *format, ...)
{
    struct arena arena = {0};
    struct buffer shown = {.arena = &arena};
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length > 0) {
        char *said = arena_alloc(&arena, (size_t)length + 1);
        vsnprintf(said, (size_t)length + 1, format, again);
        add_shown(&shown, (struct text){said, (size_t)length});
        fwrite(shown.data, 1, shown.size, stderr);
    }
    va_end(again);
    arena_free(&arena);
}
