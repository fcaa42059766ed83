#include "read/moment.h"

#include <math.h>
#include <string.h>

#include "read/number.h"

enum { DAY = 86400, MILLISECOND = 1000000 /* nanoseconds */ };
static const int64_t SECONDS_BELOW = INT64_C(100000000000), MILLISECONDS_BELOW = INT64_C(100000000000000);

const char *const moment_kinds[] = {
    [MOMENT_LOCAL] = "a time without a zone",    [MOMENT_ZONED] = "a time with a zone",
    [MOMENT_SECONDS] = "Unix seconds",           [MOMENT_MILLISECONDS] = "Unix milliseconds",
    [MOMENT_MICROSECONDS] = "Unix microseconds", [MOMENT_NANOSECONDS] = "Unix nanoseconds"};

/* Days from 1970-01-01 to a date of the Gregorian calendar, and back (Hinnant, "chrono-compatible
 * low-level date algorithms"). */
static int64_t days_from_civil(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void civil_from_days(int64_t days, struct moment *moment)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    moment->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    moment->month = (int)(month < 10 ? month + 3 : month - 9);
    moment->year = (int)(year_of_era + era * 400 + (moment->month <= 2));
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int weekday_of(int64_t days)
{
    int64_t weekday = (days + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(weekday < 0 ? weekday + 7 : weekday);
}

/* A double has not all digits of nanoseconds: the last ones are those of the text. */
static void split_nanoseconds(struct text text, double value, struct moment *moment)
{
    int32_t last = 0;
    for (size_t i = text.size - 6; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return; /* 1.7e18 */
        last = last * 10 + (text.data[i] - '0');
    }
    last = *text.data == '-' ? -last : last;
    moment->milliseconds = llrint((value - last) / MILLISECOND);
    moment->nanoseconds = last;
    if (last >= 0)
        return;
    moment->milliseconds--;
    moment->nanoseconds += MILLISECOND;
}

/* What the milliseconds leave. */
static int32_t nanoseconds_of(double value, const struct moment *moment)
{
    double milliseconds = (double)moment->milliseconds;
    double rest = moment->kind == MOMENT_SECONDS        ? (value - milliseconds / 1e3) * 1e9
                  : moment->kind == MOMENT_MILLISECONDS ? (value - milliseconds) * 1e6
                                                        : (value - milliseconds * 1e3) * 1e3;
    return (int32_t)llrint(rest);
}

/* Whole numbers of so many digits, as nearly all columns of Unix time hold, are exact. */
static bool from_whole(struct text text, struct moment *moment)
{
    enum { DIGITS = 15 };
    int64_t value = 0;
    if (text.size == 0 || text.size > DIGITS)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        value = value * 10 + (text.data[i] - '0');
    }
    moment->kind = value < SECONDS_BELOW        ? MOMENT_SECONDS
                   : value < MILLISECONDS_BELOW ? MOMENT_MILLISECONDS
                                                : MOMENT_MICROSECONDS;
    moment->milliseconds = moment->kind == MOMENT_SECONDS        ? value * 1000
                           : moment->kind == MOMENT_MILLISECONDS ? value
                                                                 : value / 1000;
    moment->nanoseconds = moment->kind == MOMENT_MICROSECONDS ? (int32_t)(value % 1000) * 1000 : 0;
    return true;
}

static bool from_unix(struct text text, struct moment *moment)
{
    double value, size;
    if (number_parse(text, &value) != NUMBER_OK || (size = fabs(value)) >= 1e19)
        return false;
    moment->kind = size < (double)SECONDS_BELOW        ? MOMENT_SECONDS
                   : size < (double)MILLISECONDS_BELOW ? MOMENT_MILLISECONDS
                   : size < 1e17                       ? MOMENT_MICROSECONDS
                                                       : MOMENT_NANOSECONDS;
    static const double per_millisecond[] = {[MOMENT_MICROSECONDS] = 1e3, [MOMENT_NANOSECONDS] = 1e6};
    moment->milliseconds = moment->kind == MOMENT_SECONDS        ? llrint(value * 1000)
                           : moment->kind == MOMENT_MILLISECONDS ? llrint(value)
                                                                 : llrint(floor(value / per_millisecond[moment->kind]));
    if (moment->kind == MOMENT_NANOSECONDS)
        split_nanoseconds(text, value, moment);
    else
        moment->nanoseconds = nanoseconds_of(value, moment);
    return true;
}

void moment_calendar(struct moment *moment)
{
    if (moment->kind < MOMENT_SECONDS)
        return;
    int64_t seconds = floor_divide(moment->milliseconds, 1000), days = floor_divide(seconds, DAY);
    civil_from_days(days, moment);
    moment->hour = (int)((seconds - days * DAY) / 3600);
    moment->weekday = weekday_of(days);
}

/* ---- ISO 8601 ---- */

static bool take(struct text *text, char byte)
{
    if (!text->size || text->data[0] != byte)
        return false;
    *text = (struct text){text->data + 1, text->size - 1};
    return true;
}

static bool take_digits(struct text *text, int count, int *value)
{
    *value = 0;
    if (text->size < (size_t)count)
        return false;
    for (int i = 0; i < count; i++) {
        if (text->data[i] < '0' || text->data[i] > '9')
            return false;
        *value = *value * 10 + (text->data[i] - '0');
    }
    *text = (struct text){text->data + count, text->size - (size_t)count};
    return true;
}

static bool is_date(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1 || day <= 28)
        return month >= 1 && month <= 12 && day >= 1;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= lengths[month - 1] + (leap && month == 2);
}

/* Of a text of more than four bytes. */
static bool take_date(struct text *text, struct moment *moment)
{
    bool exif = text->data[4] == ':';
    char between = exif ? ':' : '-';
    if (!take_digits(text, 4, &moment->year) || !take(text, between) || !take_digits(text, 2, &moment->month) ||
        !take(text, between) || !take_digits(text, 2, &moment->day) || (exif && !text->size))
        return false;
    return is_date(moment->year, moment->month, moment->day);
}

static bool take_clock(struct text *text, int *hour, int64_t *milliseconds, int32_t *nanoseconds)
{
    int minute, second = 0, digit;
    if (!take_digits(text, 2, hour) || !take(text, ':') || !take_digits(text, 2, &minute))
        return false;
    bool seconds = take(text, ':');
    if (seconds && !take_digits(text, 2, &second))
        return false;
    int fraction = 0, scale = 100 * MILLISECOND;
    if (seconds && (take(text, '.') || take(text, ','))) {
        if (!take_digits(text, 1, &digit))
            return false;
        do {
            fraction += digit * scale;
            scale /= 10;
        } while (take_digits(text, 1, &digit));
    }
    *milliseconds = INT64_C(1000) * ((*hour * 60 + minute) * 60 + second) + fraction / MILLISECOND;
    *nanoseconds = fraction % MILLISECOND;
    return *hour <= 23 && minute <= 59 && second <= 60;
}

static bool take_offset(struct text *text, int64_t *milliseconds, bool *zoned)
{
    int hours, minutes = 0, sign;
    *milliseconds = 0;
    *zoned = text->size > 0;
    if (!text->size)
        return true;
    take(text, ' ');
    if (take(text, 'Z') || take(text, 'z'))
        return true;
    if (text_equal(*text, text_of("UTC")) || text_equal(*text, text_of("GMT"))) {
        text->size = 0;
        return true;
    }
    sign = take(text, '+') ? 1 : take(text, '-') ? -1 : 0;
    if (!sign || !take_digits(text, 2, &hours))
        return false;
    bool colon = take(text, ':');
    if ((colon || text->size) && !take_digits(text, 2, &minutes))
        return false;
    *milliseconds = INT64_C(60000) * sign * (hours * 60 + minutes);
    return hours <= 23 && minutes <= 59;
}

static bool from_calendar(struct text text, struct moment *moment)
{
    int64_t clock = 0, offset = 0;
    bool zoned = false;
    if (!take_date(&text, moment))
        return false;
    if (text.size) {
        if (!take(&text, 'T') && !take(&text, 't') && !take(&text, ' '))
            return false;
        if (!take_clock(&text, &moment->hour, &clock, &moment->nanoseconds) || !take_offset(&text, &offset, &zoned))
            return false;
    }
    int64_t days = days_from_civil(moment->year, moment->month, moment->day);
    moment->weekday = weekday_of(days);
    moment->kind = zoned ? MOMENT_ZONED : MOMENT_LOCAL;
    moment->milliseconds = days * DAY * 1000 + clock - offset;
    return text.size == 0;
}

/* How many digits stand from `first` on, up to `most`. */
static size_t count_digits(struct text text, size_t first, size_t most)
{
    size_t count = 0;
    while (count < most && first + count < text.size && text.data[first + count] >= '0' &&
           text.data[first + count] <= '9')
        count++;
    return count;
}

/* `20261124T0905` with the signs of the extended form between its parts, `digits` of them a clock behind the date. */
static struct text add_signs(char *signs, struct text text, size_t clock, size_t digits)
{
    static const char between[] = "--T::";
    size_t size = 4, parts = 2 + digits / 2;
    memcpy(signs, text.data, 4);
    for (size_t part = 0; part < parts; part++) {
        const char *from = part < 2 ? text.data + 4 + 2 * part : text.data + clock + 2 * (part - 2);
        signs[size++] = between[part];
        memcpy(signs + size, from, 2);
        size += 2;
    }
    size_t rest = text.size - (digits ? clock + digits : text.size);
    memcpy(signs + size, text.data + text.size - rest, rest);
    return (struct text){signs, size + rest};
}

/* Without signs between the parts: 20261124, 20261124T0905[30[.25]][Z|+02:00], 20261124090530. As Unix time these would
 * be of August 1970, and of the year 2600. */
static bool from_basic(struct text text, struct moment *moment)
{
    enum { DATE = 8, CLOCK = 6, SIGNS = 5, ROOM = 64 };
    char signs[ROOM];
    bool marked = text.size > DATE && (text.data[DATE] == 'T' || text.data[DATE] == 't');
    if ((!marked && text.size != DATE && text.size != DATE + CLOCK) || text.size + SIGNS > ROOM ||
        count_digits(text, 0, DATE) < DATE)
        return false;
    size_t clock = marked ? DATE + 1 : DATE, digits = count_digits(text, clock, CLOCK) & ~(size_t)1;
    bool whole = marked ? digits >= 4 : text.size == DATE + digits;
    return whole && from_calendar(add_signs(signs, text, clock, digits), moment) && moment->year >= 1900 &&
           moment->year <= 2100;
}

/* ---- the usual form ---- */

/* Whether eight bytes are as in `form`: a digit for each 0, all else as it is. In `rest` stands for each what makes 128
 * with the least that it may not be above the form: v (118) for a digit, 127 for what must be the same. */
static inline bool is_form(const char *bytes, const char *form, const char *rest)
{
    uint64_t word, zeros, most;
    memcpy(&word, bytes, sizeof word);
    memcpy(&zeros, form, sizeof zeros);
    memcpy(&most, rest, sizeof most);
    word ^= zeros;
    return !(((word + most) | word) & UINT64_C(0x8080808080808080));
}

/* days_from_civil in few steps, for the years 1 to 9999. */
static int days_of_year(int civil_year, int month, int day)
{
    unsigned year = (unsigned)(civil_year - (month <= 2)), march = (unsigned)(month > 2 ? month - 3 : month + 9);
    return (int)(365 * year + year / 4 - year / 100 + year / 400 + (153 * march + 2) / 5) + day - 1 - 719468;
}

static inline int two_digits(const char *at)
{
    return (at[0] - '0') * 10 + (at[1] - '0');
}

/* 2026-11-24T09:05:30, with or without a Z behind it: most columns hold nothing else. False for any other text. */
static bool from_usual(struct text text, struct moment *moment)
{
    const char *at = text.data;
    if (text.size != 19 && (text.size != 20 || at[19] != 'Z'))
        return false;
    if (!is_form(at, "0000-00-", "vvvv\177vv\177") ||
        !is_form(at + 8, at[10] == 'T' ? "00T00:00" : "00 00:00", "vv\177vv\177vv") ||
        !is_form(at + 11, "00:00:00", "vv\177vv\177vv"))
        return false;
    int year = two_digits(at) * 100 + two_digits(at + 2), month = two_digits(at + 5), day = two_digits(at + 8);
    int hour = two_digits(at + 11), minute = two_digits(at + 14), second = two_digits(at + 17);
    if (!is_date(year, month, day) || hour > 23 || minute > 59 || second > 60)
        return false;
    int64_t days = year ? days_of_year(year, month, day) : days_from_civil(year, month, day), seconds = second;
    seconds += days * DAY + INT64_C(60) * (hour * 60 + minute);
    *moment = (struct moment){.milliseconds = 1000 * seconds,
                              .year = year,
                              .month = month,
                              .day = day,
                              .hour = hour,
                              .weekday = weekday_of(days),
                              .kind = text.size == 20 ? MOMENT_ZONED : MOMENT_LOCAL};
    return true;
}

bool moment_parse(struct text text, struct moment *moment)
{
    if (from_usual(text, moment))
        return true;
    *moment = (struct moment){0};
    bool dated = text.size > 4 && (text.data[4] == '-' || text.data[4] == ':'); /* 1.0e-5 is a number */
    if (dated ? from_calendar(text, moment) : from_basic(text, moment))
        return true;
    *moment = (struct moment){0};
    return from_whole(text, moment) || from_unix(text, moment);
}

bool moment_is_day_and_month(struct text text)
{
    size_t i = 0;
    for (int number = 0; number < 2; number++) {
        size_t digits = count_digits(text, i, 3);
        i += digits;
        if (digits < 1 || digits > 2 || i == text.size ||
            (text.data[i] != '.' && text.data[i] != '/' && text.data[i] != '-'))
            return false;
        i++;
    }
    return count_digits(text, i, 1) > 0;
}

/* ---- a column of them ---- */

/* Where the parts of 2026-11-24T09:05:30.250Z stand. */
enum { CLOCK = 11, MINUTE = 14, SECOND = 17, FRACTION = 20 };

/* The clock of a text that is as long as the last one, of its day and zone; adds it to 0 o'clock. */
static bool add_clock(const struct moment_clock *clock, const char *text, struct moment *moment)
{
    if (!is_form(text + CLOCK, "00:00:00", "vv\177vv\177vv"))
        return false;
    int hour = two_digits(text + CLOCK), minute = two_digits(text + MINUTE), second = two_digits(text + SECOND),
        fraction = 0, scale = 100 * MILLISECOND;
    for (size_t i = 0; i < clock->fraction; i++, scale /= 10) {
        unsigned digit = (unsigned char)text[FRACTION + i] - '0';
        if (digit > 9)
            return false;
        fraction += (int)digit * scale;
    }
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    *moment = clock->moment;
    moment->hour = hour;
    moment->milliseconds += INT64_C(1000) * ((hour * 60 + minute) * 60 + second) + fraction / MILLISECOND;
    moment->nanoseconds = fraction % MILLISECOND;
    return true;
}

/* Keeps a time for those that follow it. */
static void keep_clock(struct moment_clock *clock, struct text text, const struct moment *moment)
{
    enum { DIGITS = 9 };
    struct moment same;
    clock->size = 0;
    if (moment->kind > MOMENT_ZONED || text.size < FRACTION - 1 || text.size > sizeof clock->text)
        return;
    struct text left = {text.data + FRACTION - 1, text.size - FRACTION + 1};
    clock->fraction = 0;
    if (take(&left, '.'))
        while (clock->fraction < left.size && left.data[clock->fraction] >= '0' && left.data[clock->fraction] <= '9')
            clock->fraction++;
    memcpy(clock->text, text.data, text.size);
    clock->moment = (struct moment){.kind = moment->kind};
    if (clock->fraction > DIGITS || !add_clock(clock, text.data, &same))
        return;
    clock->moment = *moment;
    clock->moment.milliseconds -= same.milliseconds;
    clock->size = text.size;
}

/* Whether eight bytes are the same. */
static inline bool same_word(const char *a, const char *b)
{
    return memcmp(a, b, sizeof(uint64_t)) == 0;
}

/* Whether a text differs from the last one in nothing but its clock. */
static bool is_of_day(const struct moment_clock *clock, struct text text)
{
    enum { SECOND_WORD = CLOCK - sizeof(uint64_t) };
    size_t behind = FRACTION - 1 + (clock->fraction ? 1 + clock->fraction : 0);
    return clock->size && text.size == clock->size && same_word(text.data, clock->text) &&
           same_word(text.data + SECOND_WORD, clock->text + SECOND_WORD) &&
           (!clock->fraction || text.data[FRACTION - 1] == '.') &&
           (text.size == behind || memcmp(text.data + behind, clock->text + behind, text.size - behind) == 0);
}

bool moment_follow(struct moment_clock *clock, struct text text, struct moment *moment)
{
    if (is_of_day(clock, text) && add_clock(clock, text.data, moment))
        return true;
    if (!moment_parse(text, moment))
        return false;
    keep_clock(clock, text, moment);
    return true;
}
