/*
 * json_view.h - a walk over JSON text that has been found valid: no tree, no memory but for strings.
 *
 * json_view_open checks the whole text once, strictly (json_syntax.h), so that walking cannot fail. A struct
 * json is a view of one value in that text, good as long as the text.
 *
 *     if (!json_view_open(&root, text, JSON_VIEW_DEPTH, &fault)) ...
 *     for (bool more = json_view_first(root, &member); more; more = json_view_next(&member))
 *         if (json_view_is_key(&member, "label")) label = json_view_text(arena, member.value);
 *
 * For documents of any size; a small one whose every value is to be checked is a config (config.h).
 */
#ifndef DENGINE_JSON_VIEW_H
#define DENGINE_JSON_VIEW_H

#include "dengine/arena.h"
#include "read/json_syntax.h"

enum { JSON_VIEW_DEPTH = 64 }; /* arrays and objects within each other, at most */

struct json_view {
    const char *at;  /* its first byte; NULL: there is no such value */
    const char *end; /* of the text */
};

enum json_kind { JSON_NONE, JSON_NULL, JSON_TRUE, JSON_FALSE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

/* A member of an object, or an element of an array: then `key` is JSON_NONE. */
struct json_member {
    struct json_view key, value;
};

/* Checks the text and takes its value. */
bool json_view_open(struct json_view *root, struct text text, size_t depth, struct json_fault *fault);

enum json_kind json_view_kind(struct json_view value);

/* Takes the first member or element of a value, then the one behind it: false when there is none. */
bool json_view_first(struct json_view value, struct json_member *member);
bool json_view_next(struct json_member *member);

bool json_view_is_key(const struct json_member *member, const char *key);

/* A member of an object; JSON_NONE when there is none of that name, or no object. Of two equal keys the
 * last counts, as it does for most readers. */
struct json_view json_view_get(struct json_view object, const char *key);

/* What a value says, as text: a string's characters (a view, or in the arena where it has escapes), a
 * number or word as it is written, an array or object likewise. Empty for null and for no value. */
struct text json_view_text(struct arena *arena, struct json_view value);

/* How many members or elements; 0 for any other value. */
size_t json_view_count(struct json_view value);

/* The text of a value, as it stands. */
struct text json_view_raw(struct json_view value);

#endif
