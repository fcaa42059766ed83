#include "input/foreign.h"

#include <string.h>

#include "dengine/arena.h"
#include "input/foreign_json.h"

/* What is wrong with the first line, if it is no header at all; FILE stands for the name. */
static const char *not_a_header(struct arena *arena, struct text head, const char *name)
{
    const char *json = foreign_json(arena, head, name);
    if (json)
        return json;
    if (text_starts(head, text_of("PAR1")))
        return "is Parquet: duckdb -csv -c \"from 'FILE'\" | dengine ... -";
    if (text_starts(head, text_of("\xD0\xCF\x11\xE0")))
        return "is an Excel file: save it as CSV UTF-8, or in2csv FILE | dengine ... -";
    if (text_starts(head, text_of("\x93NUMPY")))
        return text_ends(text_of(name), text_of(".zst"))
                   ? "is a compressed .npy, which is read from a pipe: zstd -dc FILE | dengine inspect -"
                   : "is a compressed .npy, which is read from a pipe: gzip -dc FILE | dengine inspect -";
    if (text_starts(head, text_of("\xFF\xFE")) || text_starts(head, text_of("\xFE\xFF")))
        return "is UTF-16: iconv -f UTF-16 -t UTF-8 FILE | dengine inspect -";
    if (head.size == 0)
        return "no header: the first line is empty";
    if (memchr(head.data, '\0', head.size))
        return "is not text: a NUL byte stands in the first line";
    if (text_utf8(head) < head.size)
        return "is not UTF-8 text; if it is Latin-1: iconv -f ISO-8859-1 -t UTF-8 FILE | dengine inspect -";
    if (text_starts(head, text_of("sep=")) && head.size == sizeof "sep=;" - 1)
        return "begins with a line for Excel, which is no header: tail -n +2 FILE | dengine inspect -";
    return NULL;
}

/* With the name of the file where it says FILE, if a shell takes it as it is. */
static void put_name(struct buffer *out, const char *text, const char *name)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-+=@%:,";
    const char *file;
    bool usable = name[strspn(name, plain)] == '\0' && name[0] != '-';
    for (; usable && (file = strstr(text, "FILE")); text = file + strlen("FILE")) {
        buffer_add(out, (struct text){text, (size_t)(file - text)});
        buffer_add(out, text_of(name));
    }
    buffer_add(out, text_of(text));
}

bool foreign_check(struct text head, const char *name, struct error *error)
{
    struct arena arena = {0};
    const char *wrong = not_a_header(&arena, head, name);
    if (wrong) {
        struct buffer text = {.arena = &arena};
        put_name(&text, wrong, name);
        error_set(error, STATUS_DATA, "%s: %s", name, buffer_string(&text));
    }
    arena_free(&arena);
    return !wrong;
}
