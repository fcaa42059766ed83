/*
 * moment.h - timestamps: ISO 8601 and what databases and cameras make of it, or Unix time.
 *
 * The calendar fields are those of the clock that wrote the stamp: `2026-11-24T22:10:00+09:00` is 22
 * o'clock. A stamp without an offset, and Unix time, is read as UTC.
 */
#ifndef DENGINE_MOMENT_H
#define DENGINE_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "dengine/text.h"

enum moment_kind {
    MOMENT_LOCAL, /* a date, or a date and a time without a zone */
    MOMENT_ZONED,
    MOMENT_SECONDS,
    MOMENT_MILLISECONDS,
    MOMENT_MICROSECONDS,
    MOMENT_NANOSECONDS
};

/* "Unix seconds": for a message about a column that mixes them. By enum moment_kind. */
extern const char *const moment_kinds[];

struct moment {
    int64_t milliseconds;  /* since 1970-01-01T00:00Z */
    int32_t nanoseconds;   /* and so many more, below a millisecond: negative where it was rounded up */
    int year, month, day;  /* month 1-12, day 1-31; of Unix time these, hour and weekday are moment_calendar's */
    int hour;              /* 0-23 */
    int weekday;           /* 0 Monday - 6 Sunday */
    enum moment_kind kind; /* how it was written: in one column, one kind */
};

/* Reads `20261124`, `20261124T0905[30[.25]][ZONE]`, `20261124090530`, `2026-11-24`,
 * `2026-11-24T09:05[:30[.25]][Z|UTC|+02:00|+0200|+02]` (a blank may stand for the T, and before the zone; the date may
 * have colons as in EXIF, when a time follows), or Unix time: numbers below 1e11 are seconds, below 1e14 milliseconds,
 * below 1e17 microseconds, below 1e19 nanoseconds. False for anything else, days that do not exist included. */
bool moment_parse(struct text text, struct moment *moment);

/* The last time that was read of a column: most of the next ones differ in their clock alone. Zero is valid. */
struct moment_clock {
    char text[40];         /* nothing where it is no date with hours, minutes and seconds */
    size_t size, fraction; /* its digits behind the seconds */
    struct moment moment;  /* at 0 o'clock */
};

/* The same as moment_parse, sooner when the time before was of the same day and as long. */
bool moment_follow(struct moment_clock *clock, struct text text, struct moment *moment);

/* Sets the calendar's fields where the text had none. */
void moment_calendar(struct moment *moment);

/* Whether it is a date whose day and month only its writer can tell: 27.11.2026, 11/27/26 2:05 PM. */
bool moment_is_day_and_month(struct text text);

#endif
