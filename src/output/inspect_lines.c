#include "output/inspect_lines.h"

#include <string.h>

const char *inspect_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

void inspect_show(FILE *out, struct text text)
{
    for (size_t at = 0, size; at < text.size; at += size) {
        char escaped[TEXT_ESCAPED];
        if (text_steers(text, at, &size)) {
            text_escape(escaped, (struct text){text.data + at, size});
            fputs(escaped, out);
        } else {
            fwrite(text.data + at, 1, size, out);
        }
    }
}

const char *inspect_plural(uint64_t number)
{
    return number == 1 ? "" : "s";
}

void inspect_begin(FILE *out, const char *what)
{
    fprintf(out, "  %-12s", what);
}

void inspect_offers(FILE *out, const struct offers *offers)
{
    for (size_t i = 0; i < offers->reasons.count; i++) {
        inspect_begin(out, i ? "" : "note");
        inspect_show(out, offers->reasons.items[i]);
        fputc('\n', out);
    }
    for (size_t i = 0; i < offers->commands.count; i++) {
        fputs("    ", out);
        inspect_show(out, offers->commands.items[i]);
        fputc('\n', out);
    }
}
