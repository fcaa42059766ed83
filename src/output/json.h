/*
 * json.h - JSON written piece by piece: commas, brackets, escapes and new lines are seen to here.
 *
 *     struct json json = {.out = file};
 *     json_object(&json, NULL);
 *     json_line(&json, 2);                       {
 *     json_count(&json, "rows", 3);                "rows": 3,
 *     json_line(&json, 2);                         "files": ["a.csv", "b.csv"]
 *     json_array(&json, "files");                }
 *     json_string(&json, NULL, "a.csv");
 *     json_string(&json, NULL, "b.csv");
 *     json_end(&json);
 *     json_line(&json, 0);
 *     json_end(&json);
 *
 * Each function takes the key of a member, or NULL: the value is then an element of an array, the whole
 * document, or the member whose key json_key has written. Whoever asks for a new line says how far it is
 * indented; everything else stands on one. Write errors stay in the FILE and are found by output_finish.
 */
#ifndef DENGINE_JSON_H
#define DENGINE_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "dengine/text.h"

enum { JSON_DEPTH = 64 }; /* objects and arrays in one another, at most */

/* Zero, with a file, is valid. */
struct json {
    FILE *out;
    bool compact;    /* no blank after a comma or a colon */
    bool follows;    /* an element stands before, in the same object or array */
    bool keyed;      /* the key is written, its value not */
    bool line;       /* what comes next begins a line */
    size_t indent;   /* of that line, in blanks */
    uint64_t arrays; /* which of the open ones are arrays: the innermost is bit 0 */
};

/* An object or an array begins; json_end ends the innermost. */
void json_object(struct json *json, const char *key);
void json_array(struct json *json, const char *key);
void json_end(struct json *json);

/* What comes next (an element, or the end) stands on a new line. */
void json_line(struct json *json, size_t indent);

/* The key of the next value, where it is no constant. */
void json_key(struct json *json, struct text key);

/* Values. Text must be UTF-8; a NULL string is null. */
void json_text(struct json *json, const char *key, struct text text);
void json_string(struct json *json, const char *key, const char *string);
void json_count(struct json *json, const char *key, uint64_t count);
void json_nano(struct json *json, const char *key, int64_t nano); /* units of 1e-9 as a decimal */
void json_boolean(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);

/* The shortest decimal that is read as the same number again; null for NaN and the infinities, which JSON
 * does not have. */
void json_number(struct json *json, const char *key, double number);

/* JSON as it stands: a number that is written already, a whole document. Nothing is null. */
void json_raw(struct json *json, const char *key, struct text text);

/* An array of strings, on one line. */
void json_words(struct json *json, const char *key, const struct words *words);

#endif
