#include "dengine/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define STATUS(name, code, meaning) {STATUS_##name, meaning},
const struct status_meaning status_meanings[] = {DENGINE_STATUSES(STATUS){0}};
#undef STATUS

static const char cut_mark[] = "...";

static void mark_if_cut(struct error *error, int length)
{
    if (length >= (int)sizeof error->text)
        memcpy(error->text + sizeof error->text - sizeof cut_mark, cut_mark, sizeof cut_mark);
}

bool error_set(struct error *error, enum status status, const char *format, ...)
{
    error->status = status;
    va_list arguments;
    va_start(arguments, format);
    mark_if_cut(error, vsnprintf(error->text, sizeof error->text, format, arguments));
    va_end(arguments);
    return false;
}

enum status error_status(int reason, enum status otherwise)
{
    return reason == ENOMEM ? STATUS_MEMORY : otherwise;
}

bool error_prefix(struct error *error, const char *place)
{
    char text[sizeof error->text];
    memcpy(text, error->text, sizeof text);
    const char *between = text[0] == ':' ? "" : ": ";
    mark_if_cut(error, snprintf(error->text, sizeof error->text, "%s%s%s", place, between, text));
    return false;
}
