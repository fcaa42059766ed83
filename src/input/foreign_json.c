#include "input/foreign_json.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

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

/* ---- JSON that is not ---- */

/* The first key of an object whose value opens so, objects in it, and the first key there. */
struct opening {
    struct text key, inner;
};

static size_t skip_blanks(struct text text, size_t at)
{
    while (at < text.size && strchr(" \t\r\n", text.data[at]))
        at++;
    return at;
}

/* Takes a string at `at`, and goes behind it. */
static struct text take_string(struct text text, size_t *at)
{
    size_t end = *at + 1;
    while (end < text.size && text.data[end] != '"')
        end += text.data[end] == '\\' ? 2 : 1;
    struct text string = {text.data + *at + 1, (end < text.size ? end : text.size) - *at - 1};
    *at = end + 1;
    return string;
}

/* `opens` is "[{" or "{": what stands behind the colon of a key of the object as a whole. */
static bool find_opening(struct text text, const char *opens, struct opening *found)
{
    size_t depth = 0;
    struct text string = {0};
    for (size_t at = 0; at < text.size;) {
        char byte = text.data[at];
        if (byte == '"') {
            string = take_string(text, &at);
            continue;
        }
        depth += byte == '{' || byte == '[';
        depth -= depth && (byte == '}' || byte == ']');
        at++;
        size_t next = skip_blanks(text, at), sign = 0;
        while (byte == ':' && depth == 1 && opens[sign] && next < text.size && text.data[next] == opens[sign]) {
            next = skip_blanks(text, next + 1);
            sign++;
        }
        if (sign && !opens[sign]) {
            *found = (struct opening){.key = string};
            if (next < text.size && text.data[next] == '"')
                found->inner = take_string(text, &next);
            return true;
        }
    }
    return false;
}

static bool is_plain(struct text key)
{
    size_t i = 0;
    while (i < key.size && (isalnum((unsigned char)key.data[i]) || key.data[i] == '_'))
        i++;
    return key.size && i == key.size && !isdigit((unsigned char)key.data[0]);
}

/* A list of objects under a key; objects by id; the columns of pandas, by row. */
static const char *what_object(struct arena *arena, struct text start)
{
    struct opening found;
    struct buffer what = {.arena = arena};
    if (find_opening(start, "[{", &found) && is_plain(found.key)) {
        buffer_format(&what,
                      "is JSON with a list, %.*s: jq -r '.%.*s|(.[0]|keys_unsorted) as $k|$k,(.[]|" AS_ROWS
                      ")|@csv' FILE | dengine inspect -",
                      (int)found.key.size, found.key.data, (int)found.key.size, found.key.data);
        return buffer_string(&what);
    }
    if (!find_opening(start, "{", &found) || !found.inner.size)
        return NULL;
    if (text_equal(found.inner, text_of("0")))
        return "is JSON of columns: jq -r 'keys_unsorted as $k|$k,((.[$k[0]]|keys_unsorted[]) as "
               "$i|[.[$k[]][$i]])|@csv' "
               "FILE | dengine inspect -";
    return "is JSON with an object for each sample: jq -r '(first(.[])|keys_unsorted) as $k|[\"id\"]+$k,"
           "(to_entries[]|[.key]+(.value|" AS_ROWS "))|@csv' FILE | dengine inspect -";
}

/* What JSON that begins so is, and the pipe that makes a table of it. */
static const char *what_json(struct arena *arena, struct text start)
{
    size_t at = skip_blanks(start, 0);
    for (size_t i = 0; i < sizeof known / sizeof *known && at < start.size; i++) {
        size_t k = 0;
        while (k < sizeof known->keys / sizeof *known->keys && known[i].keys[k] &&
               (!*known[i].keys[k] ? memchr(start.data, '{', start.size) != NULL : has_key(start, known[i].keys[k])))
            k++;
        if (known[i].opens == start.data[at] && (k == sizeof known->keys / sizeof *known->keys || !known[i].keys[k]))
            return known[i].what;
    }
    const char *what = what_object(arena, start);
    return what ? what : "is JSON: dengine help recipes tells how jq makes a table of it";
}

/* Whether nothing but blanks stands behind the first line. */
static bool is_all(struct text head, struct text start)
{
    size_t at = skip_blanks(start, 0);
    return start.size <= head.size + at || skip_blanks(start, at + head.size) == start.size;
}

const char *foreign_json(struct arena *arena, struct text head, const char *name)
{
    struct opening found;
    if (!begins_json(head))
        return NULL;
    struct text start = start_of(arena, head, name);
    bool all = is_all(head, start);
    if (!is_json_line(head) || (all && find_opening(start, "[{", &found) && is_plain(found.key)))
        return what_json(arena, start);
    return all && !text_ends(text_of(name), text_of(".jsonl"))
               ? "is an object of JSON: jq -r 'keys_unsorted as $k|$k," AS_ROWS "|@csv' FILE | dengine inspect -"
               : "is JSON lines: jq -rn 'input as $f|($f|keys_unsorted) as $k|$k,(($f,inputs)|" AS_ROWS
                 ")|@csv' FILE | dengine inspect -; dengine help recipes tells more";
}
