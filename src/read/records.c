#include "read/records.h"

#include <string.h>

#include "read/marks.h"

size_t records_count(struct text text, char byte)
{
    return marks_count(text.data, text.size, byte);
}

size_t records_first(struct text text, bool quoted)
{
    size_t start = 0;
    while (start < text.size) {
        const char *newline = memchr(text.data + start, '\n', text.size - start);
        if (!newline)
            return 0;
        size_t end = (size_t)(newline - text.data) + 1;
        quoted ^= records_count((struct text){text.data + start, end - start}, '"') & 1;
        if (!quoted)
            return end;
        start = end;
    }
    return 0;
}

size_t records_last(struct text text, bool quoted)
{
    size_t end = text.size;
    while (end > 0) {
        const char *newline = memrchr(text.data, '\n', end);
        if (!newline)
            return 0;
        size_t after = (size_t)(newline - text.data) + 1;
        quoted ^= records_count((struct text){newline, end - after + 1}, '"') & 1;
        if (!quoted)
            return after;
        end = after - 1;
    }
    return 0;
}

struct text records_unmarked(struct text text)
{
    static const struct text mark = {"\xEF\xBB\xBF", 3};
    return text_starts(text, mark) ? (struct text){text.data + mark.size, text.size - mark.size} : text;
}
