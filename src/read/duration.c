#include "read/duration.h"

#include "read/number.h"

static const struct {
    const char *name, *word;
    double milliseconds;
} units[] = {{"ms", "ms", 1}, {"s", "s", 1e3}, {"min", "min", 6e4}, {"h", "h", 3.6e6}, {"d", "day", 8.64e7}};

enum { UNITS = sizeof units / sizeof *units };

bool duration_parse(struct text text, int64_t *milliseconds)
{
    for (size_t i = 0; i < UNITS; i++) {
        double value;
        struct text unit = text_of(units[i].name), digits = {text.data, text.size - unit.size};
        if (!text_ends(text, unit) || number_parse(digits, &value) != NUMBER_OK)
            continue;
        value *= units[i].milliseconds;
        *milliseconds = value >= 0 && value <= 1e14 ? llrint(value) : -1;
        return *milliseconds >= 0;
    }
    return false;
}

void duration_add(struct buffer *buffer, int64_t milliseconds)
{
    size_t i = 0;
    while (i + 1 < UNITS && (double)milliseconds >= units[i + 1].milliseconds)
        i++;
    double value = (double)milliseconds / units[i].milliseconds;
    bool tenths = value < 9.95 && fabs(value - round(value)) >= 0.05;
    bool days = i == UNITS - 1 && fabs(value - 1) >= 0.05;
    buffer_format(buffer, "%.*f %s%s", tenths, value, units[i].word, days ? "s" : "");
}
