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
        moment_calendar(moment);
        unsigned kind = 1U << moment->kind;
        if (!(atomic_load_explicit(term->times, memory_order_relaxed) & kind))
            atomic_fetch_or_explicit(term->times, kind, memory_order_relaxed);
        return true;
    }
    return cell_no_time(term->field.name, text, term->field.kind == FIELD_CELL ? term->field.column : PROBLEM_ROW,
                        problem);
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
    {"cuts", "COL,A,B", "bins ..A, A..B, B.. and so on, cut where you say", bin_value},
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
                     "--by: no function '%.*s'%s: there are hour, weekday, month, season, southern_season, bin, "
                     "cuts",
                     (int)name.size, name.data, words_suggest(&words, arena, name));
}

enum { MOST_BINS = 1000 };

/* Takes ",4" off the end of an argument; false when there is no number. */
static bool take_number(struct text *column, double *number)
{
    const char *comma = column->size ? memrchr(column->data, ',', column->size) : NULL;
    if (!comma)
        return false;
    struct text last = {comma + 1, (size_t)(column->data + column->size - comma) - 1};
    if (number_parse(last, number) != NUMBER_OK)
        return false;
    column->size = (size_t)(comma - column->data);
    return true;
}

/* The argument of `bin`; false when it has no number of bins. */
static bool take_bins(struct term *term, struct text *column)
{
    double bins;
    if (!take_number(column, &bins) || bins < 2 || bins > MOST_BINS || bins != (double)(size_t)bins)
        return false;
    term->bins = (size_t)bins;
    return true;
}

/* The argument of `cuts`, from its end; false when they do not rise. */
static bool take_cuts(struct term *term, const struct table *table, struct text *column)
{
    double *room = arena_array(table->arena, MOST_BINS, sizeof *room);
    term->cuts = room + MOST_BINS;
    while (term->cuts_count < MOST_BINS - 1 && !table_has(table, *column) && take_number(column, term->cuts - 1)) {
        if (term->cuts_count++ && term->cuts[-1] >= term->cuts[0])
            return false;
        term->cuts--;
    }
    return true;
}

static bool take_argument(struct term *term, const struct table *table, struct text *column, struct error *error)
{
    if (text_equal(text_of(term->kind->name), text_of("bin")) && !take_bins(term, column))
        return error_set(error, STATUS_USAGE,
                         "--by: bin needs a column and a number of bins from 2 to %d: bin(brightness,4)", MOST_BINS);
    if (text_equal(text_of(term->kind->name), text_of("cuts")) && !take_cuts(term, table, column))
        return error_set(error, STATUS_USAGE,
                         "--by: cuts needs a column and numbers that rise: cuts(brightness,20,80)");
    return true;
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
    if (!take_argument(term, sampler->table, &column, error))
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

/* ---- quantiles ---- */

void terms_cut(const struct terms *terms, struct arena *arena, struct quantiles *quantiles)
{
    for (size_t t = 0; t < terms->count; t++) {
        struct term *term = &terms->items[t];
        if (!term->bins)
            continue;
        term->cuts = arena_array(arena, term->bins, sizeof *term->cuts);
        term->cuts_count = quantiles_cuts(&quantiles[t], term->bins, term->cuts);
    }
}

/* A term of the list; as it stands unless it is a `bin`. */
static void write_cuts(struct buffer *out, struct arena *arena, struct text text, struct quantiles *quantiles)
{
    const struct text bin = text_of("bin(");
    struct term term = {0};
    struct text column = {text.data + bin.size, text.size - bin.size - 1};
    if (!text_starts(text, bin) || !text_ends(text, text_of(")")) || !take_bins(&term, &column)) {
        buffer_add(out, text);
        return;
    }
    double *cuts = arena_array(arena, term.bins, sizeof *cuts);
    size_t count = quantiles_cuts(quantiles, term.bins, cuts);
    buffer_format(out, "cuts(%.*s", (int)column.size, column.data);
    for (size_t i = 0; i < count; i++) {
        buffer_byte(out, ',');
        buffer_number(out, cuts[i]);
    }
    buffer_byte(out, ')');
}

void terms_write_cuts(struct buffer *out, struct arena *arena, struct text list, struct quantiles *quantiles)
{
    for (size_t t = 0;; t++) {
        size_t length = term_length(list);
        write_cuts(out, arena, (struct text){list.data, length}, &quantiles[t]);
        if (length == list.size)
            return;
        buffer_byte(out, ',');
        list = (struct text){list.data + length + 1, list.size - length - 1};
    }
}

/* ---- keys ---- */

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
