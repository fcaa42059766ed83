/*
 * moment.h - timestamps: ISO 8601, or Unix time in seconds or milliseconds.
 *
 * The calendar fields are those of the clock that wrote the stamp: `2026-11-24T22:10:00+09:00` is 22
 * o'clock. A stamp without an offset, and Unix time, is read as UTC.
 */
#ifndef DENGINE_MOMENT_H
#define DENGINE_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "dengine/text.h"

enum moment_kind { MOMENT_ISO, MOMENT_SECONDS, MOMENT_MILLISECONDS };

struct moment {
    int64_t milliseconds;  /* since 1970-01-01T00:00Z */
    int year, month, day;  /* month 1-12, day 1-31 */
    int hour;              /* 0-23 */
    int weekday;           /* 0 Monday - 6 Sunday */
    enum moment_kind kind; /* how it was written: in one column, one kind */
};

/* Reads `2026-11-24`, `2026-11-24T09:05[:30[.25]][Z|+02:00|+0200|+02]` (a blank may stand for the T),
 * or Unix time: numbers below 1e11 are seconds, below 1e14 milliseconds. False for anything else,
 * days that do not exist included. */
bool moment_parse(struct text text, struct moment *moment);

#endif
