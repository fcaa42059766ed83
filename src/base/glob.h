/*
 * glob.h - patterns of characters: `*` any text, `?` one character, `[a-z]` one of a set, `[!a-z]` none
 * of it, a backslash takes the next character as it is.
 *
 * As fnmatch of POSIX without flags, but for UTF-8 whatever the locale, on texts that may hold any byte,
 * and without memory: a character is a code point, a byte that is no UTF-8 stands for itself.
 */
#ifndef DENGINE_GLOB_H
#define DENGINE_GLOB_H

#include <stdbool.h>

#include "dengine/text.h"

/* Whether all of `text` matches. Time grows at most with the product of both sizes. */
bool glob_matches(struct text pattern, struct text text);

/* Whether a pattern holds `*`, `?` or `[`: else it is a name. */
bool glob_is_pattern(struct text pattern);

#endif
