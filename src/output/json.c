#include "output/json.h"

#include <math.h>

#include "dengine/arena.h"

static void write_string(FILE *out, struct text text)
{
    putc('"', out);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '"' || byte == '\\')
            fprintf(out, "\\%c", byte);
        else if (byte == '\n')
            fputs("\\n", out);
        else if (byte < 0x20 || byte == 0x7F)
            fprintf(out, "\\u%04x", byte);
        else
            putc(byte, out);
    }
    putc('"', out);
}

/* The new line that was asked for, else the blank between two. */
static void write_space(struct json *json, bool blank)
{
    if (json->line)
        fprintf(json->out, "\n%*s", (int)json->indent, "");
    else if (blank && !json->compact)
        putc(' ', json->out);
    json->line = false;
}

static void begin_element(struct json *json)
{
    if (json->follows)
        putc(',', json->out);
    write_space(json, json->follows);
    json->follows = true;
}

/* All that stands before a value. */
static void begin_value(struct json *json, const char *key)
{
    if (key)
        json_key(json, text_of(key));
    else if (!json->keyed)
        begin_element(json);
    json->keyed = false;
}

void json_key(struct json *json, struct text key)
{
    begin_element(json);
    write_string(json->out, key);
    fputs(json->compact ? ":" : ": ", json->out);
    json->keyed = true;
}

void json_line(struct json *json, size_t indent)
{
    json->line = true;
    json->indent = indent;
}

/* ---- objects and arrays ---- */

static void begin(struct json *json, const char *key, bool array)
{
    begin_value(json, key);
    putc(array ? '[' : '{', json->out);
    json->arrays = json->arrays << 1 | array;
    json->follows = false;
}

void json_object(struct json *json, const char *key)
{
    begin(json, key, false);
}

void json_array(struct json *json, const char *key)
{
    begin(json, key, true);
}

void json_end(struct json *json)
{
    write_space(json, false);
    putc(json->arrays & 1 ? ']' : '}', json->out);
    json->arrays >>= 1;
    json->follows = true;
}

/* ---- values ---- */

void json_text(struct json *json, const char *key, struct text text)
{
    begin_value(json, key);
    write_string(json->out, text);
}

void json_string(struct json *json, const char *key, const char *string)
{
    if (string)
        json_text(json, key, text_of(string));
    else
        json_null(json, key);
}

void json_raw(struct json *json, const char *key, struct text text)
{
    begin_value(json, key);
    if (text.size)
        fwrite(text.data, 1, text.size, json->out);
    else
        fputs("null", json->out);
}

void json_null(struct json *json, const char *key)
{
    json_raw(json, key, (struct text){0});
}

void json_boolean(struct json *json, const char *key, bool value)
{
    json_raw(json, key, text_of(value ? "true" : "false"));
}

void json_count(struct json *json, const char *key, uint64_t count)
{
    begin_value(json, key);
    fprintf(json->out, "%llu", (unsigned long long)count);
}

void json_nano(struct json *json, const char *key, int64_t nano)
{
    struct arena arena = {0};
    struct buffer decimal = {.arena = &arena};
    buffer_nano(&decimal, nano);
    json_raw(json, key, buffer_text(&decimal));
    arena_free(&arena);
}

void json_number(struct json *json, const char *key, double number)
{
    struct arena arena = {0};
    struct buffer decimal = {.arena = &arena};
    if (isfinite(number))
        buffer_number(&decimal, number);
    json_raw(json, key, buffer_text(&decimal));
    arena_free(&arena);
}

void json_words(struct json *json, const char *key, const struct words *words)
{
    json_array(json, key);
    for (size_t i = 0; i < words->count; i++)
        json_text(json, NULL, words->items[i]);
    json_end(json);
}
