#include "input/foreign.h"

#include <stdio.h>
#include <string.h>

#include "dengine/arena.h"
#include "read/document.h"

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

/* ---- JSON that is known ---- */

/* Objects as a table, under the names of the first; what holds more than a value is a cell of JSON. */
#define AS_ROWS "[.[$k[]]|if type==\"object\" or type==\"array\" then tojson else . end]"

static bool has_key(struct text text, const char *key)
{
    char quoted[32];
    int length = snprintf(quoted, sizeof quoted, "\"%s\"", key);
    return memmem(text.data, text.size, quoted, (size_t)length) != NULL;
}

/* Files of JSON with these keys; the first that has all of its. */
static const struct {
    char opens;
    const char *keys[3], *what;
} known[] = {
    {'[',
     {"image_id", "category_id", "score"},
     "holds detections as COCO has them: jq -r '.[]|[.image_id,.category_id,.score]|@csv' FILE | dengine inspect - "
     "--header id,label,confidence"},
    {'{',
     {"images", "detections", "conf"},
     "holds detections of MegaDetector: jq -r '.images[]|.file as $f|.detections[]?|[$f,.category,.conf]|@csv' FILE | "
     "dengine inspect - --header id,label,confidence"},
    {'{',
     {"images", "file_name", "id"},
     "holds annotations as COCO has them: jq -r 'INDEX(.images[];.id) as $i|INDEX(.categories[];.id) as $c|"
     ".annotations[]|[$i[.image_id|tostring].file_name,$c[.category_id|tostring].name]|@csv' FILE | dengine inspect - "
     "--header id,label"},
    {'{',
     {"predictions", "filepath", "prediction"},
     "holds predictions of SpeciesNet: jq -r '.predictions[]|[.filepath,.prediction,.prediction_score]|@csv' FILE | "
     "dengine inspect - --header id,label,confidence"},
    {'[',
     {""},
     "is a list in JSON: jq -r '(.[0]|keys_unsorted) as $k|$k,(.[]|" AS_ROWS
     ")|@csv' FILE | dengine inspect -; dengine "
     "help recipes tells more"},
};

/* What the file begins with, as far as it tells what it is; of a pipe the first line. */
static struct text start_of(struct arena *arena, struct text head, const char *name)
{
    enum { PEEK = 64 * 1024 };
    struct text start;
    struct error none;
    return document_peek(&start, arena, name, PEEK, &none) ? start : head;
}

/* What JSON that begins so is, and the pipe that makes a table of it. */
static const char *what_json(struct text start)
{
    size_t at = 0;
    while (at < start.size && strchr(" \t\r\n", start.data[at]))
        at++;
    for (size_t i = 0; i < sizeof known / sizeof *known && at < start.size; i++) {
        size_t k = 0;
        while (k < sizeof known->keys / sizeof *known->keys && known[i].keys[k] &&
               (!*known[i].keys[k] ? memchr(start.data, '{', start.size) != NULL : has_key(start, known[i].keys[k])))
            k++;
        if (known[i].opens == start.data[at] && (k == sizeof known->keys / sizeof *known->keys || !known[i].keys[k]))
            return known[i].what;
    }
    return "is JSON: dengine help recipes tells how jq makes a table of it";
}

/* What is wrong with the first line, if it is no header at all; FILE stands for the name. */
static const char *not_a_header(struct arena *arena, struct text head, const char *name)
{
    if (is_json_line(head))
        return "is JSON lines: jq -rn 'input as $f|($f|keys_unsorted) as $k|$k,(($f,inputs)|" AS_ROWS
               ")|@csv' FILE | dengine inspect -; dengine help recipes tells more";
    if (begins_json(head))
        return what_json(start_of(arena, head, name));
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
