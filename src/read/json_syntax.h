/*
 * json_syntax.h - whether a text is JSON, strictly as RFC 8259 says, and if not, where.
 */
#ifndef DENGINE_JSON_SYNTAX_H
#define DENGINE_JSON_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/text.h"

struct json_fault {
    size_t line, column; /* from 1; columns are bytes */
    const char *why;
};

/* Whether `text` is one JSON value with at most `depth` arrays and objects within each other. Valid by
 * the grammar but refused: \u0000 in a string, and lone surrogates. */
bool json_syntax(struct text text, size_t depth, struct json_fault *fault);

#endif
