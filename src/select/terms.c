#include "select/terms.h"

#include <stdatomic.h>
#include <string.h>

#include "read/moment.h"
#include "read/number.h"

static const char missing_name[] = "(missing)";

/* ---- one function for each kind ---- */

static bool text_value(const struct term *term, struct sample *sample, struct buffer *out, struct problem *problem)
{
    struct text text;
    if (!sample_text(sample, &term->field, &text, problem))
        return false;
    buffer_add(out, text.size ? text : text_of(missing_name));
    return true;
}

/* The timestamp; *missing when there is none. */
static bool read_moment(const struct term *term, struct sample *sample, struct moment *moment, bool *missing,
                        struct problem *problem)
{
    struct text text;
    if (!sample_text(sample, &term->field, &text, problem))
        return false;
    *missing = number_is_missing(text);
    if (*missing)
        return true;
    if (moment_parse(text, moment)) {
        unsigned kind = 1U << moment->kind;
        if (!(atomic_load_explicit(term->times, memory_order_relaxed) & kind))
            atomic_fetch_or_explicit(term->times, kind, memory_order_relaxed);
        return true;
    }
    char shown[160];
    cell_describe(shown, sizeof shown, term->field.name, text);
    return problem_set(problem, term->field.kind == FIELD_CELL ? term->field.column : PROBLEM_ROW,
                       "%s is no timestamp: expected ISO 8601 or Unix time", shown);
}

enum part { PART_HOUR, PART_MONTH, PART_SEASON, PART_SOUTHERN_SEASON, PART_WEEKDAY };

static void add_part(struct buffer *out, const struct moment *moment, enum part part)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const char *const seasons[] = {"winter", "spring", "summer", "autumn"};
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    switch (part) {
    case PART_HOUR:
        buffer_format(out, "%02dh", moment->hour);
        break;
    case PART_MONTH:
        buffer_add(out, text_of(months[moment->month - 1]));
        break;
    case PART_SEASON:
        buffer_add(out, text_of(seasons[moment->month % 12 / 3]));
        break;
    case PART_SOUTHERN_SEASON:
        buffer_add(out, text_of(seasons[(moment->month + 6) % 12 / 3]));
        break;
    case PART_WEEKDAY:
        buffer_add(out, text_of(weekdays[moment->weekday]));
        break;
    }
}

static bool part_value(const struct term *term, struct sample *sample, struct buffer *out, struct problem *problem,
                       enum part part)
{
    struct moment moment;
    bool missing;
    if (!read_moment(term, sample, &moment, &missing, problem))
        return false;
    if (missing)
        buffer_add(out, text_of(missing_name));
    else
        add_part(out, &moment, part);
    return true;
}

static bool hour_value(const struct term *term, struct sample *sample, struct buffer *out, struct problem *problem)
{
    return part_value(term, sample, out, problem, PART_HOUR);
}

static bool month_value(const struct term *term, struct sample *sample, struct buffer *out, struct problem *problem)
{
    return part_value(term, sample, out, problem, PART_MONTH);
}

static bool season_value(const struct term *term, struct sample *sample, struct buffer *out, struct problem *problem)
{
    return part_value(term, sample, out, problem, PART_SEASON);
}

static bool southern_season_value(const struct term *term, struct sample *sample, struct buffer *out,
                                  struct problem *problem)
{
    return part_value(term, sample, out, problem, PART_SOUTHERN_SEASON);
}

static bool weekday_value(const struct term *term, struct sample *sample, struct buffer *out, struct problem *problem)
{
    return part_value(term, sample, out, problem, PART_WEEKDAY);
}

/* "..12.5", "12.5..80", "80..": a value equal to a cut lies below it. */
static bool bin_value(const struct term *term, struct sample *sample, struct buffer *out, struct problem *problem)
{
    double value;
    bool missing;
    if (!sample_number(sample, &term->field, &value, &missing, problem))
        return false;
    if (missing) {
        buffer_add(out, text_of(missing_name));
        return true;
    }
    size_t bin = 0;
    while (bin < term->cuts_count && value > term->cuts[bin])
        bin++;
    if (bin > 0)
        buffer_format(out, "%.9g", term->cuts[bin - 1]);
    buffer_add(out, text_of(".."));
    if (bin < term->cuts_count)
        buffer_format(out, "%.9g", term->cuts[bin]);
    return true;
}

const struct term_kind term_kinds[] = {
    {"", "COL", "the value as it stands", text_value},
    {"hour", "COL", "00h to 23h, by the clock that wrote the timestamp (Unix time: UTC)", hour_value},
    {"weekday", "COL", "Mon to Sun", weekday_value},
    {"month", "COL", "Jan to Dec", month_value},
    {"season", "COL", "winter (Dec-Feb), spring, summer, autumn of the northern half", season_value},
    {"southern_season", "COL", "the same for the southern half: winter is Jun-Aug", southern_season_value},
    {"bin", "COL,K", "K bins of equal size, cut at the quantiles", bin_value},
    {0},
};

/* ---- the list ---- */

static const struct term_kind *find_kind(struct text name)
{
    for (const struct term_kind *kind = term_kinds; kind->name; kind++)
        if (text_equal(text_of(kind->name), name))
            return kind;
    return NULL;
}

static bool unknown_kind(struct arena *arena, struct text name, struct error *error)
{
    struct words words = {0};
    for (const struct term_kind *kind = term_kinds; kind->name; kind++)
        words_add(&words, arena, text_of(kind->name));
    return error_set(error, STATUS_USAGE,
                     "--by: no function '%.*s'%s: there are hour, weekday, month, season, southern_season, bin",
                     (int)name.size, name.data, words_suggest(&words, arena, name));
}

/* Takes ",4" off the end of the argument of `bin`. */
static bool take_bins(struct term *term, struct text *column, struct error *error)
{
    enum { MOST_BINS = 1000 };
    const char *comma = column->size ? memrchr(column->data, ',', column->size) : NULL;
    double bins = 0;
    if (comma) {
        struct text count = {comma + 1, (size_t)(column->data + column->size - comma) - 1};
        column->size = (size_t)(comma - column->data);
        if (number_parse(count, &bins) != NUMBER_OK)
            bins = 0;
    }
    term->bins = bins >= 2 && bins <= MOST_BINS ? (size_t)bins : 0;
    if ((double)term->bins == bins && bins > 0)
        return true;
    return error_set(error, STATUS_USAGE,
                     "--by: bin needs a column and a number of bins from 2 to %d: bin(brightness,4)", MOST_BINS);
}

static bool parse_term(struct term *term, struct sampler *sampler, struct text text, struct error *error)
{
    const char *open = text.size ? memchr(text.data, '(', text.size) : NULL;
    bool function = open && text.data[text.size - 1] == ')' && !table_has(sampler->table, text);
    struct text name = {text.data, function ? (size_t)(open - text.data) : 0}, column = text;
    if (function)
        column = (struct text){open + 1, text.size - name.size - 2};
    term->kind = find_kind(name);
    term->times = arena_alloc(sampler->table->arena, sizeof *term->times);
    if (!term->kind)
        return unknown_kind(sampler->table->arena, name, error);
    if (text_equal(name, text_of("bin")) && !take_bins(term, &column, error))
        return false;
    return field_open(&term->field, sampler, column, NULL, error);
}

/* The length of the first term: up to a comma outside parentheses. */
static size_t term_length(struct text list)
{
    size_t depth = 0, i = 0;
    for (; i < list.size && (depth || list.data[i] != ','); i++) {
        if (list.data[i] == '(')
            depth++;
        else if (list.data[i] == ')' && depth)
            depth--;
    }
    return i;
}

bool terms_parse(struct terms *terms, struct sampler *sampler, struct text list, struct error *error)
{
    struct arena *arena = sampler->table->arena;
    size_t capacity = 1;
    for (size_t i = 0; i < list.size; i++)
        capacity += list.data[i] == ',';
    terms->items = arena_array(arena, capacity, sizeof *terms->items);
    terms->count = 0;
    for (;;) {
        if (terms->count == TERMS_MOST)
            return error_set(error, STATUS_USAGE, "--by: at most %d terms", TERMS_MOST);
        size_t length = term_length(list);
        if (!parse_term(&terms->items[terms->count++], sampler, (struct text){list.data, length}, error))
            return false;
        if (length == list.size)
            return true;
        list = (struct text){list.data + length + 1, list.size - length - 1};
    }
}

/* As text: the same on every machine. */
static void add_end(struct buffer *out, size_t end)
{
    char digits[24];
    size_t first = sizeof digits;
    do
        digits[--first] = (char)('0' + end % 10);
    while ((end /= 10) > 0);
    digits[--first] = '|';
    buffer_add(out, (struct text){digits + first, sizeof digits - first});
}

bool terms_key(const struct terms *terms, struct sample *sample, struct buffer *out, size_t *shown,
               struct problem *problem)
{
    size_t start = out->size, ends[TERMS_MOST];
    for (size_t i = 0; i < terms->count; i++) {
        if (i)
            buffer_byte(out, '|');
        if (!terms->items[i].kind->text(&terms->items[i], sample, out, problem))
            return false;
        ends[i] = out->size - start;
    }
    *shown = out->size - start;
    for (size_t i = 0; terms->count > 1 && i < terms->count; i++)
        add_end(out, ends[i]);
    return true;
}

bool term_is_mixed(const struct term *term, struct buffer *out)
{
    unsigned times = atomic_load_explicit(term->times, memory_order_relaxed), left = times;
    if ((times & (times - 1)) == 0)
        return false;
    for (size_t kind = 0; left; kind++) {
        unsigned bit = 1U << kind;
        if (!(left & bit))
            continue;
        left &= ~bit;
        buffer_format(out, "%s%s", times & (bit - 1) ? left ? ", " : " and " : "", moment_kinds[kind]);
    }
    return true;
}
