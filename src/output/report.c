#include "output/report.h"

#include <math.h>
#include <string.h>

const char *const advice_words[] = {[ADVICE_DRY] = "dry",
                                    [ADVICE_HALVE] = "halve",
                                    [ADVICE_CLASS] = "class",
                                    [ADVICE_SAMPLE] = "sample",
                                    [ADVICE_LABELS] = "labels"};

/* ---- words for numbers ---- */

static const char *format_number(struct arena *arena, const char *unit, double number, int digits)
{
    struct buffer out = {.arena = arena};
    buffer_format(&out, "%.*f%s", digits, number, unit);
    return buffer_string(&out);
}

/* One digit behind the point, more only where that would make 0 or 100 of what is not. */
const char *report_percent(struct arena *arena, double share)
{
    double percent = 100 * share, near = fmin(fabs(percent), fabs(100 - percent));
    return format_number(arena, " %", percent, near < 5e-4 ? 0 : near < 5e-3 ? 3 : near < 0.05 ? 2 : 1);
}

const char *report_range(struct arena *arena, const struct figure *figure)
{
    struct buffer out = {.arena = arena};
    buffer_format(&out, "%s to %s", report_percent(arena, figure->low), report_percent(arena, figure->high));
    return buffer_string(&out);
}

const char *report_times(struct arena *arena, double times)
{
    if (isinf(times) || times >= 1e6)
        return "many";
    return format_number(arena, "", times, times < 9.95 ? 1 : 0);
}

const char *report_count(struct arena *arena, double count)
{
    char digits[32];
    struct buffer out = {.arena = arena};
    int length = snprintf(digits, sizeof digits, "%.0f", count);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            buffer_byte(&out, ',');
        buffer_byte(&out, digits[i]);
    }
    return buffer_string(&out);
}

struct text report_title(const struct report *report, struct arena *arena)
{
    const struct review *review = report->review;
    struct buffer out = {.arena = arena};
    buffer_add(&out, text_of("Review of "));
    if (review->nights_count == 0)
        buffer_add(&out, text_of("nothing"));
    if (review->nights_count > 0)
        buffer_add(&out, review->nights[0].name);
    if (review->nights_count > 1) {
        buffer_add(&out, text_of(" to "));
        buffer_add(&out, review->nights[review->nights_count - 1].name);
    }
    return buffer_text(&out);
}

struct text report_level(const struct review_factor *factor, uint32_t level)
{
    struct text name = factor->levels[level];
    return name.size ? name : text_of("(empty)");
}
