/*
 * test_moment.c - timestamps to milliseconds and the fields of the clock that wrote them.
 */
#include "unit.h"

#include <string.h>
#include <time.h>

#include "read/moment.h"

static void timestamps_are_read_to_the_millisecond(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct moment moment; /* milliseconds, nanoseconds, year, month, day, hour, weekday */
    } cases[] = {
        {"1970-01-01", {0, 0, 1970, 1, 1, 0, 3, MOMENT_LOCAL}},
        {"1970-01-01T00:00Z", {0, 0, 1970, 1, 1, 0, 3, MOMENT_ZONED}},
        {"1969-12-31T23:59:59.999Z", {-1, 0, 1969, 12, 31, 23, 2, MOMENT_ZONED}},
        {"2026-11-24", {INT64_C(1795478400000), 0, 2026, 11, 24, 0, 1, MOMENT_LOCAL}},
        {"2026-11-24T09:05", {INT64_C(1795511100000), 0, 2026, 11, 24, 9, 1, MOMENT_LOCAL}},
        {"2026-11-24 09:05", {INT64_C(1795511100000), 0, 2026, 11, 24, 9, 1, MOMENT_LOCAL}},
        {"2026-11-24t09:05z", {INT64_C(1795511100000), 0, 2026, 11, 24, 9, 1, MOMENT_ZONED}},
        {"2026-11-24T09:05:30", {INT64_C(1795511130000), 0, 2026, 11, 24, 9, 1, MOMENT_LOCAL}},
        {"2026-11-24T09:05:30.25", {INT64_C(1795511130250), 0, 2026, 11, 24, 9, 1, MOMENT_LOCAL}},
        {"2026-11-24T09:05:30,25", {INT64_C(1795511130250), 0, 2026, 11, 24, 9, 1, MOMENT_LOCAL}},
        {"2026-11-24T09:05:30.123456789Z", {INT64_C(1795511130123), 456789, 2026, 11, 24, 9, 1, MOMENT_ZONED}},
        /* The fields are those of the clock, the milliseconds those of Greenwich. */
        {"2026-11-24T22:10:00+09:00", {INT64_C(1795525800000), 0, 2026, 11, 24, 22, 1, MOMENT_ZONED}},
        {"2026-11-24T22:10:00+0900", {INT64_C(1795525800000), 0, 2026, 11, 24, 22, 1, MOMENT_ZONED}},
        {"2026-11-24T22:10:00+09", {INT64_C(1795525800000), 0, 2026, 11, 24, 22, 1, MOMENT_ZONED}},
        {"2026-11-24T03:10:00-10:00", {INT64_C(1795525800000), 0, 2026, 11, 24, 3, 1, MOMENT_ZONED}},
        {"2026-11-24T18:55:00+05:45", {INT64_C(1795525800000), 0, 2026, 11, 24, 18, 1, MOMENT_ZONED}},
        {"2026-11-25T00:10:00+11:00", {INT64_C(1795525800000), 0, 2026, 11, 25, 0, 2, MOMENT_ZONED}},
        {"2026-11-24T13:10:00+00:00", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_ZONED}},
        {"2026-11-24T13:10:00-00:00", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_ZONED}},
        /* A leap second is the first of the next minute. */
        {"2016-12-31T23:59:60Z", {INT64_C(1483228800000), 0, 2016, 12, 31, 23, 5, MOMENT_ZONED}},
        {"2000-02-29", {INT64_C(951782400000), 0, 2000, 2, 29, 0, 1, MOMENT_LOCAL}},
        {"2024-02-29", {INT64_C(1709164800000), 0, 2024, 2, 29, 0, 3, MOMENT_LOCAL}},
        {"0001-01-01", {INT64_C(-62135596800000), 0, 1, 1, 1, 0, 0, MOMENT_LOCAL}},
        {"0000-01-01", {INT64_C(-62167219200000), 0, 0, 1, 1, 0, 5, MOMENT_LOCAL}},
        {"0000-02-29", {INT64_C(-62162121600000), 0, 0, 2, 29, 0, 1, MOMENT_LOCAL}},
        {"9999-12-31T23:59:59Z", {INT64_C(253402300799000), 0, 9999, 12, 31, 23, 4, MOMENT_ZONED}},
        /* The basic form. */
        {"20261124", {INT64_C(1795478400000), 0, 2026, 11, 24, 0, 1, MOMENT_LOCAL}},
        {"20261124T0905", {INT64_C(1795511100000), 0, 2026, 11, 24, 9, 1, MOMENT_LOCAL}},
        {"20261124T090530", {INT64_C(1795511130000), 0, 2026, 11, 24, 9, 1, MOMENT_LOCAL}},
        {"20261124090530", {INT64_C(1795511130000), 0, 2026, 11, 24, 9, 1, MOMENT_LOCAL}},
        {"20261124T090530.25Z", {INT64_C(1795511130250), 0, 2026, 11, 24, 9, 1, MOMENT_ZONED}},
        {"20261124T221000+0900", {INT64_C(1795525800000), 0, 2026, 11, 24, 22, 1, MOMENT_ZONED}},
        {"20261124T1310Z", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_ZONED}},
        {"20261324", {INT64_C(20261324000), 0, 1970, 8, 23, 12, 6, MOMENT_SECONDS}},
        {"21010101", {INT64_C(21010101000), 0, 1970, 9, 1, 4, 1, MOMENT_SECONDS}},
        {"202611240905", {INT64_C(202611240905), 0, 1976, 6, 3, 0, 3, MOMENT_MILLISECONDS}},
        {"20261124.5", {INT64_C(20261124500), 0, 1970, 8, 23, 12, 6, MOMENT_SECONDS}},
        /* Unix time: seconds below 1e11, milliseconds from there on. */
        {"0", {0, 0, 1970, 1, 1, 0, 3, MOMENT_SECONDS}},
        {"-1", {-1000, 0, 1969, 12, 31, 23, 2, MOMENT_SECONDS}},
        {"-0.001", {-1, 0, 1969, 12, 31, 23, 2, MOMENT_SECONDS}},
        {"1795525800", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_SECONDS}},
        {"1795525800.25", {INT64_C(1795525800250), 0, 2026, 11, 24, 13, 1, MOMENT_SECONDS}},
        {"1.7955258e9", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_SECONDS}},
        {"1795525800250", {INT64_C(1795525800250), 0, 2026, 11, 24, 13, 1, MOMENT_MILLISECONDS}},
        {"99999999999", {INT64_C(99999999999000), 0, 5138, 11, 16, 9, 2, MOMENT_SECONDS}},
        {"100000000000", {INT64_C(100000000000), 0, 1973, 3, 3, 9, 5, MOMENT_MILLISECONDS}},
        {"99999999999999", {INT64_C(99999999999999), 0, 5138, 11, 16, 9, 2, MOMENT_MILLISECONDS}},
        {"999999999999999", {INT64_C(999999999999), 999000, 2001, 9, 9, 1, 6, MOMENT_MICROSECONDS}},
        {"0001795525800250", {INT64_C(1795525800250), 0, 2026, 11, 24, 13, 1, MOMENT_MILLISECONDS}},
        {"1795525800250999", {INT64_C(1795525800250), 999000, 2026, 11, 24, 13, 1, MOMENT_MICROSECONDS}},
        {"1795525800250999000", {INT64_C(1795525800250), 999000, 2026, 11, 24, 13, 1, MOMENT_NANOSECONDS}},
        {"1.7e18", {INT64_C(1700000000000), 0, 2023, 11, 14, 22, 1, MOMENT_NANOSECONDS}},
        {"1.5000e18", {INT64_C(1500000000000), 0, 2017, 7, 14, 2, 4, MOMENT_NANOSECONDS}},
        {"2e17", {INT64_C(200000000000), 0, 1976, 5, 3, 19, 0, MOMENT_NANOSECONDS}},
        {"-99999999999", {INT64_C(-99999999999000), 0, -1199, 2, 15, 14, 3, MOMENT_SECONDS}},
        {"100000000000000", {INT64_C(100000000000), 0, 1973, 3, 3, 9, 5, MOMENT_MICROSECONDS}},
        {"100000000000000000", {INT64_C(100000000000), 0, 1973, 3, 3, 9, 5, MOMENT_NANOSECONDS}},
        /* As databases and cameras write them. */
        {"2026-11-24 13:10:00 UTC", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_ZONED}},
        {"2026-11-24 13:10:00.250000 UTC", {INT64_C(1795525800250), 0, 2026, 11, 24, 13, 1, MOMENT_ZONED}},
        {"2026-11-24 13:10:00UTC", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_ZONED}},
        {"2026-11-24 13:10:00 GMT", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_ZONED}},
        {"2026-11-24 22:10:00.000 +0900", {INT64_C(1795525800000), 0, 2026, 11, 24, 22, 1, MOMENT_ZONED}},
        {"2026-11-24 13:10:00 Z", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_ZONED}},
        {"2026:11:24 13:10:00", {INT64_C(1795525800000), 0, 2026, 11, 24, 13, 1, MOMENT_LOCAL}},
        {"2026:11:24 13:10:00.25+00:00", {INT64_C(1795525800250), 0, 2026, 11, 24, 13, 1, MOMENT_ZONED}},
        {"-100000000000", {INT64_C(-100000000000), 0, 1966, 10, 31, 14, 0, MOMENT_MILLISECONDS}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct moment got, want = cases[i].moment;
        check(moment_parse(text_of(cases[i].text), &got), "%s is refused", cases[i].text);
        moment_calendar(&got);
        check(got.milliseconds == want.milliseconds, "%s is %lld ms, not %lld", cases[i].text,
              (long long)got.milliseconds, (long long)want.milliseconds);
        check(got.nanoseconds == want.nanoseconds, "%s has %d ns more, not %d", cases[i].text, got.nanoseconds,
              want.nanoseconds);
        check(got.year == want.year && got.month == want.month && got.day == want.day && got.hour == want.hour &&
                  got.weekday == want.weekday && got.kind == want.kind,
              "%s is %d-%d-%d, %d h, weekday %d", cases[i].text, got.year, got.month, got.day, got.hour, got.weekday);
    }
}

static void what_is_no_timestamp(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "today",
        "2026",
        "2026-11",
        "2026-1-2",
        "2026-11-2",
        "2026-11-",
        "2026-11-x1",
        "2026-x1-11",
        "20x6-11-24",
        "26-11-24",
        "2026:11:24",
        "2026:11-24 13:10",
        "2026-11-24 13:10 ",
        "2026-11-24 13:10  UTC",
        "2026-11-24 13:10 CET",
        "2026-11-24 UTC",

        "2026/11/24",
        "24.11.2026",
        "11/24/2026",
        " 2026-11-24",
        "2026-11-24 ",
        "2026-11-24Z",
        "2026-11-24T",
        "2026-11-24T9:05",
        "2026-11-24T09",
        "2026-11-24T09:5",
        "2026-11-24T09:05:",
        "2026-11-24T09:05:3",
        "2026-11-24T09:05:30.",
        "2026-11-24T09:05.5", /* half a minute? no clock writes it */
        "2026-11-24T09:05:30Zulu",
        "2026-11-24T09:05:30+",
        "2026-11-24T09:05:30+2",
        "2026-11-24T09:05:30+02:",
        "2026-11-24T09:05:30+02:0",
        "2026-11-24T09:05:30+24:00",
        "2026-11-24T09:05:30+02:60",
        "2026-11-24T09:05:30+02:000",
        "2026-11-24T24:00",
        "2026-11-24T23:60",
        "2026-11-24T23:59:61",
        "2026-11-24X09:05",
        "2026-00-10",
        "2026-13-10",
        "2026-11-00",
        "2026-11-31",
        "2026-02-29",
        "1900-02-29",
        "2100-02-29",
        "2000-02-30",
        "1e19",
        "-1e19",
        "1e300",
        "NaN",
        "inf",
        "NA",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct moment moment;
        bool unix_year = strcmp(texts[i], "2026") == 0; /* a number: 33 minutes into 1970 */
        check(moment_parse(text_of(texts[i]), &moment) == unix_year, "'%s' is taken for a timestamp", texts[i]);
    }
}

/* Against the calendar of the C library: every day of four centuries and more, as text and as Unix time. */
static void days_round_trip(void **state)
{
    (void)state;
    int64_t first = -62135596800 / 86400, last = INT64_C(253402300799) / 86400, step = 1;
    for (int64_t day = first; day <= last; day += step) {
        step = day > -150000 && day < 60000 ? 1 : 97;
        time_t seconds = (time_t)(day * 86400 + (day % 86400 + 86400) % 86400);
        struct tm tm;
        char text[100];
        gmtime_r(&seconds, &tm);
        snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.007Z", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                 tm.tm_hour, tm.tm_min, tm.tm_sec);
        struct moment iso, epoch;
        check(moment_parse(text_of(text), &iso), "%s is refused", text);
        check(iso.milliseconds == (int64_t)seconds * 1000 + 7, "%s: %lld ms", text, (long long)iso.milliseconds);
        check(iso.weekday == (tm.tm_wday + 6) % 7, "%s: weekday %d", text, iso.weekday);
        if (seconds <= -100000000000 || seconds >= 100000000000)
            continue; /* read as milliseconds */
        snprintf(text, sizeof text, "%lld.007", (long long)seconds);
        if (seconds < 0) /* the fraction counts away from zero */
            snprintf(text, sizeof text, "-%lld.993", (long long)(-seconds - 1));
        check(moment_parse(text_of(text), &epoch), "%s is refused", text);
        moment_calendar(&epoch);
        check(epoch.milliseconds == iso.milliseconds && epoch.year == iso.year && epoch.month == iso.month &&
                  epoch.day == iso.day && epoch.hour == iso.hour && epoch.weekday == iso.weekday,
              "%s is another moment than its text", text);
    }
}

/* One moment on every clock. */
static void offsets_name_one_moment(void **state)
{
    (void)state;
    for (int minutes = -(23 * 60 + 59); minutes <= 23 * 60 + 59; minutes++)
        for (size_t f = 0; f < 2; f++) {
            int size = abs(minutes);
            char text[100];
            time_t local = (time_t)1795525800 + minutes * 60;
            struct tm tm;
            gmtime_r(&local, &tm);
            int length = snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:00", tm.tm_year + 1900, tm.tm_mon + 1,
                                  tm.tm_mday, tm.tm_hour, tm.tm_min);
            snprintf(text + length, sizeof text - (size_t)length, f ? "%c%02d%02d" : "%c%02d:%02d",
                     minutes < 0 ? '-' : '+', size / 60, size % 60);
            struct moment moment;
            check(moment_parse(text_of(text), &moment), "%s is refused", text);
            check(moment.milliseconds == INT64_C(1795525800000), "%s is %lld", text, (long long)moment.milliseconds);
            check(moment.hour == tm.tm_hour && moment.day == tm.tm_mday, "%s: %d h", text, moment.hour);
        }
}

/* Texts like 2026-11-24T09:05:30Z, a byte of them changed or none: as they are read with a fraction, on another road.
 */
static void the_usual_form_is_read_as_others_are(void **state)
{
    (void)state;
    uint64_t chance = 7;
    size_t good = 0;
    for (size_t i = 0; i < 200000; i++) {
        char usual[64], longer[64];
        bool zoned = random_below(&chance, 2);
        int size = snprintf(usual, sizeof usual, "%04d-%02d-%02d%c%02d:%02d:%02d%s", (int)random_below(&chance, 10000),
                            (int)random_below(&chance, 14), (int)random_below(&chance, 33),
                            random_below(&chance, 8) ? 'T' : ' ', (int)random_below(&chance, 26),
                            (int)random_below(&chance, 62), (int)random_below(&chance, 63), zoned ? "Z" : "");
        if (random_below(&chance, 3) == 0)
            usual[random_below(&chance, 19)] = (char)('/' + random_below(&chance, 12) + 128 * random_below(&chance, 2));
        memcpy(longer, usual, 19);
        snprintf(longer + 19, sizeof longer - 19, ".0%.*s", size - 19, usual + 19);
        struct moment moment, expected;
        bool read = moment_parse((struct text){usual, (size_t)size}, &moment);
        bool also = moment_parse((struct text){longer, (size_t)size + 2}, &expected);
        check(read == also, "%.*s", size, usual);
        check(!read || memcmp(&moment, &expected, sizeof moment) == 0, "%.*s", size, usual);
        good += read;
    }
    assert_true(good > 50000);
}

/* Whole numbers, as they are read with a point behind them, on another road. */
static void whole_numbers_are_read_as_others_are(void **state)
{
    (void)state;
    uint64_t chance = 8;
    for (size_t i = 0; i < 200000; i++) {
        char whole[64];
        int size =
            snprintf(whole, sizeof whole, "%0*llu.", (int)random_below(&chance, 20),
                     (unsigned long long)(random_below(&chance, UINT64_C(1) << 62) >> random_below(&chance, 62)));
        struct moment moment, expected;
        bool read = moment_parse((struct text){whole, (size_t)size - 1}, &moment);
        bool also = moment_parse((struct text){whole, (size_t)size}, &expected);
        check(read == also, "%s", whole);
        check(!read || size > 18 || moment.kind == MOMENT_LOCAL || /* 20411210 */
                  (moment.milliseconds == expected.milliseconds && moment.kind == expected.kind &&
                   moment.nanoseconds == expected.nanoseconds),
              "%s is %lld ms, not %lld", whole, (long long)moment.milliseconds, (long long)expected.milliseconds);
    }
}

static void days_and_months_are_known_when_their_order_is_not(void **state)
{
    static const char *const are[] = {"27.11.2026", "1/7/26 2:05 PM", "7-1-2026", "27.11.2026 15:04"};
    static const char *const others[] = {"",    "27",         "27.11",    "27.11.", "2026-11-27",
                                         "0.5", "111/1/2026", "1/x/2026", "..2026", "1//2026"};
    (void)state;
    for (size_t i = 0; i < COUNT(are); i++)
        check(moment_is_day_and_month(text_of(are[i])), "%s is not", are[i]);
    for (size_t i = 0; i < COUNT(others); i++)
        check(!moment_is_day_and_month(text_of(others[i])), "%s is", others[i]);
}

/* Digits for the letters of a form: of an hour, minutes, seconds and what is behind them. */
static size_t fill(char *text, const char *form, uint64_t *chance)
{
    static const char letters[] = "hmsf";
    static const uint64_t most[] = {25, 61, 62, 100};
    uint64_t numbers[4];
    size_t size = 0;
    for (size_t i = 0; i < 4; i++)
        numbers[i] = random_below(chance, most[i]);
    for (; form[size]; size++) {
        const char *letter = strchr(letters, form[size]);
        bool second = size > 0 && form[size - 1] == form[size];
        uint64_t number = letter ? numbers[letter - letters] : 0;
        text[size] = letter ? (char)('0' + (second ? number % 10 : number / 10)) : form[size];
    }
    text[size] = '\0';
    return size;
}

/* A column goes on with the day and the zone of the time before, or changes anything else of it. */
static void what_follows_is_read_as_alone(void **state)
{
    static const char *const forms[] = {"2026-11-24Thh:mm:ss",    "2026-11-24 hh:mm:ssZ",
                                        "2026:11:24 hh:mm:ss",    "2026-11-24Thh:mm:ss.2ff+05:45",
                                        "2026-11-24Thh:mm:ss.ff", "2026-11-24Thh:mm:ss,5",
                                        "2026-11-24Thh:mm",       "20261124hhmmss",
                                        "17955hhmmss.25",         "2026-11-24Thh:mm:ss.1234567ff9Z"};
    static const char others[] = "0123456789:.,-+TZ x";
    (void)state;
    uint64_t chance = 9;
    struct moment_clock clock = {0};
    const char *form = forms[0];
    for (size_t i = 0; i < 300000; i++) {
        char text[64];
        if (random_below(&chance, 8) == 0)
            form = forms[random_below(&chance, sizeof forms / sizeof *forms)];
        size_t size = fill(text, form, &chance);
        if (random_below(&chance, 8) == 0)
            text[random_below(&chance, size)] = others[random_below(&chance, sizeof others - 1)];
        struct moment alone = {0}, next = {0};
        bool is = moment_parse((struct text){text, size}, &alone);
        check(moment_follow(&clock, (struct text){text, size}, &next) == is, "%s", text);
        check(!is || (alone.milliseconds == next.milliseconds && alone.nanoseconds == next.nanoseconds &&
                      alone.kind == next.kind),
              "%s is %lld ms, not %lld", text, (long long)next.milliseconds, (long long)alone.milliseconds);
        check(!is || alone.kind > MOMENT_ZONED ||
                  (alone.year == next.year && alone.month == next.month && alone.day == next.day &&
                   alone.hour == next.hour && alone.weekday == next.weekday),
              "%s", text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(timestamps_are_read_to_the_millisecond),
        TEST(what_is_no_timestamp),
        TEST(days_and_months_are_known_when_their_order_is_not),
        TEST(days_round_trip),
        TEST(offsets_name_one_moment),
        TEST(the_usual_form_is_read_as_others_are),
        TEST(whole_numbers_are_read_as_others_are),
        TEST(what_follows_is_read_as_alone),
    };
    return cmocka_run_group_tests_name("moment", tests, NULL, NULL);
}
