#include "read/json_view.h"

#include <string.h>

/* ---- places: the text is known to be valid ---- */

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
        at++;
    return at;
}

/* Behind the string that begins at `at`. */
static const char *skip_string(const char *at)
{
    for (at++; *at != '"'; at++)
        at += *at == '\\';
    return at + 1;
}

static const char *skip_brackets(const char *at)
{
    size_t depth = 0;
    do {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        depth += *at == '[' || *at == '{';
        depth -= *at == ']' || *at == '}';
        at++;
    } while (depth > 0);
    return at;
}

/* Behind a value. */
static const char *skip_value(struct json_view value)
{
    const char *at = value.at;
    if (*at == '"')
        return skip_string(at);
    if (*at == '[' || *at == '{')
        return skip_brackets(at);
    while (at < value.end && !strchr(",]} \t\r\n", *at))
        at++;
    return at;
}

/* ---- values ---- */

bool json_view_open(struct json_view *root, struct text text, size_t depth, struct json_fault *fault)
{
    if (!json_syntax(text, depth, fault))
        return false;
    const char *end = text.data + text.size;
    *root = (struct json_view){skip_blanks(text.data, end), end};
    return true;
}

enum json_kind json_view_kind(struct json_view value)
{
    if (!value.at)
        return JSON_NONE;
    switch (*value.at) {
    case 'n':
        return JSON_NULL;
    case 't':
        return JSON_TRUE;
    case 'f':
        return JSON_FALSE;
    case '"':
        return JSON_STRING;
    case '[':
        return JSON_ARRAY;
    case '{':
        return JSON_OBJECT;
    default:
        return JSON_NUMBER;
    }
}

/* Takes the member that begins at `at`; `keyed` in an object. */
static void take_member(struct json_member *member, const char *at, const char *end, bool keyed)
{
    *member = (struct json_member){0};
    if (keyed) {
        member->key = (struct json_view){at, end};
        at = skip_blanks(skip_string(at), end);
        at = skip_blanks(at + 1, end); /* the colon */
    }
    member->value = (struct json_view){at, end};
}

bool json_view_first(struct json_view value, struct json_member *member)
{
    enum json_kind kind = json_view_kind(value);
    if (kind != JSON_ARRAY && kind != JSON_OBJECT)
        return false;
    const char *at = skip_blanks(value.at + 1, value.end);
    if (*at == ']' || *at == '}')
        return false;
    take_member(member, at, value.end, kind == JSON_OBJECT);
    return true;
}

bool json_view_next(struct json_member *member)
{
    const char *end = member->value.end, *at = skip_blanks(skip_value(member->value), end);
    if (*at != ',')
        return false;
    take_member(member, skip_blanks(at + 1, end), end, member->key.at != NULL);
    return true;
}

size_t json_view_count(struct json_view value)
{
    struct json_member member;
    size_t count = 0;
    for (bool more = json_view_first(value, &member); more; more = json_view_next(&member))
        count++;
    return count;
}

struct text json_view_raw(struct json_view value)
{
    if (!value.at)
        return (struct text){0};
    return (struct text){value.at, (size_t)(skip_value(value) - value.at)};
}

/* ---- strings ---- */

static unsigned hex4(const char *at)
{
    unsigned code = 0;
    for (int i = 0; i < 4; i++) {
        unsigned digit = (unsigned char)at[i];
        code = code * 16 + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
    }
    return code;
}

static void add_utf8(struct buffer *out, unsigned code)
{
    if (code < 0x80) {
        buffer_byte(out, (char)code);
        return;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    buffer_byte(out, (char)(lead[more] | code >> 6 * more));
    while (more-- > 0)
        buffer_byte(out, (char)(0x80 | (code >> 6 * more & 0x3F)));
}

/* Appends what the escape behind a backslash stands for; returns the place behind it. */
static const char *add_escape(struct buffer *out, const char *at)
{
    static const char letters[] = "bfnrt", bytes[] = "\b\f\n\r\t";
    if (*at != 'u') {
        const char *letter = strchr(letters, *at);
        buffer_byte(out, letter ? bytes[letter - letters] : *at);
        return at + 1;
    }
    unsigned code = hex4(at + 1);
    at += 5;
    if (code >= 0xD800 && code < 0xE000) { /* a pair: the syntax was checked */
        code = 0x10000 + ((code - 0xD800) << 10) + (hex4(at + 2) - 0xDC00);
        at += 6;
    }
    add_utf8(out, code);
    return at;
}

static struct text string_text(struct arena *arena, struct text inside)
{
    if (!inside.size || !memchr(inside.data, '\\', inside.size))
        return inside;
    struct buffer out = {.arena = arena};
    for (const char *at = inside.data, *end = at + inside.size; at < end;) {
        if (*at == '\\')
            at = add_escape(&out, at + 1);
        else
            buffer_byte(&out, *at++);
    }
    return buffer_text(&out);
}

struct text json_view_text(struct arena *arena, struct json_view value)
{
    struct text raw = json_view_raw(value);
    if (json_view_kind(value) == JSON_NULL)
        return (struct text){0};
    return json_view_kind(value) == JSON_STRING ? string_text(arena, (struct text){raw.data + 1, raw.size - 2}) : raw;
}

/* ---- members by name ---- */

bool json_view_is_key(const struct json_member *member, const char *key)
{
    if (!member->key.at)
        return false;
    struct text raw = json_view_raw(member->key), inside = {raw.data + 1, raw.size - 2};
    if (!inside.size || !memchr(inside.data, '\\', inside.size))
        return text_equal(inside, text_of(key));
    struct arena arena = {0};
    bool same = text_equal(string_text(&arena, inside), text_of(key));
    arena_free(&arena);
    return same;
}

struct json_view json_view_get(struct json_view object, const char *key)
{
    struct json_member member;
    struct json_view found = {0};
    for (bool more = json_view_first(object, &member); more; more = json_view_next(&member))
        if (json_view_is_key(&member, key))
            found = member.value;
    return found;
}
