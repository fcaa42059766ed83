#include "input/foreign.h"

#include <string.h>

#include "dengine/arena.h"

/* Whether a text is what JSON begins with, and no header: an object, or a list of something. */
static bool begins_json(struct text head)
{
    size_t i = strspn(head.data, " \t");
    if (i >= head.size || (head.data[i] != '{' && head.data[i] != '['))
        return false;
    bool object = head.data[i++] == '{';
    while (i < head.size && (head.data[i] == ' ' || head.data[i] == '\t'))
        i++;
    return i == head.size || strchr(object ? "\"}" : "{[\"]", head.data[i]);
}

/* Whether it is an object with a value for each name; of a whole table the first name has a list or an object. */
static bool is_json_line(struct text head)
{
    const char *colon = memchr(head.data, ':', head.size);
    if (!begins_json(head) || *head.data != '{' || head.data[head.size - 1] != '}' || !colon)
        return false;
    while (*++colon == ' ') /* the brace at the end is none */
        continue;
    return *colon != '[' && *colon != '{';
}

/* What is wrong with the first line, if it is no header at all; FILE stands for the name. */
static const char *not_a_header(struct text head)
{
    if (is_json_line(head))
        return "is JSON lines: jq -r '[.id,.label,.confidence]|@csv' FILE | dengine ... - --header "
               "id,label,confidence; dengine help recipes tells more";
    if (begins_json(head))
        return "is JSON: dengine help recipes tells how jq makes a table of it";
    if (text_starts(head, text_of("PAR1")))
        return "is Parquet: duckdb -csv -c \"from 'FILE'\" | dengine ... -";
    if (text_starts(head, text_of("\xD0\xCF\x11\xE0")))
        return "is an Excel file: save it as CSV UTF-8, or in2csv FILE | dengine ... -";
    if (text_starts(head, text_of("\x93NUMPY")))
        return "is a compressed .npy, which is read in pieces: unpack it first";
    if (text_starts(head, text_of("\xFF\xFE")) || text_starts(head, text_of("\xFE\xFF")))
        return "is UTF-16: convert it with `iconv -f UTF-16 -t UTF-8`";
    if (head.size == 0)
        return "no header: the first line is empty";
    if (memchr(head.data, '\0', head.size))
        return "is not text: a NUL byte stands in the first line";
    if (text_utf8(head) < head.size)
        return "is not UTF-8 text; if it is Latin-1, convert it with `iconv -f ISO-8859-1 -t UTF-8`";
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
    const char *wrong = not_a_header(head);
    if (!wrong)
        return true;
    struct arena arena = {0};
    struct buffer text = {.arena = &arena};
    put_name(&text, wrong, name);
    error_set(error, STATUS_DATA, "%s: %s", name, buffer_string(&text));
    arena_free(&arena);
    return false;
}
