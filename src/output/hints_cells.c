/*
 * hints_cells.c - what should be mended in a table whatever is asked, each with the line that mends it.
 */
#include <ctype.h>
#include <string.h>

#include "base/glob.h"
#include "base/shell.h"
#include "output/hints.h"
#include "output/hints_pipe.h"
#include "read/number.h"

static bool has_blank_end(struct text text)
{
    return text.size && (text.data[0] == ' ' || text.data[text.size - 1] == ' ');
}

/* What stands before a sign of percent; all of it where there is none. */
static struct text before_percent(struct text cell)
{
    if (!text_ends(cell, text_of("%")))
        return cell;
    cell.size--;
    while (cell.size && cell.data[cell.size - 1] == ' ')
        cell.size--;
    return cell;
}

/* The digits behind the comma of 0,47 or of 47,1 %: a number but for its comma. 0: it is none. */
static size_t decimals(struct text cell)
{
    cell = before_percent(cell);
    size_t digits = strspn(cell.data, "0123456789-");
    bool is = digits && digits + 1 < cell.size && cell.data[digits] == ',' &&
              strspn(cell.data + digits + 1, "0123456789") >= cell.size - digits - 1;
    return is ? cell.size - digits - 1 : 0;
}

/* Whether all are such numbers; where commas stand between cells 1,500 may be one thousand and a half. */
static bool has_commas(const struct profile *profile, size_t column)
{
    enum { OF_THOUSANDS = 3 };
    const struct roles *roles = &profile->roles;
    bool thousands = profile->table.layout.delimiter == ',';
    for (size_t row = 0; row < roles->rows; row++) {
        size_t count = decimals(roles->cells[column][row]);
        if (count == 0)
            return false;
        thousands = thousands && count == OF_THOUSANDS;
    }
    return roles->rows && !thousands;
}

/* 42.5% or 42.5 %, in all rows. */
static bool has_percent(const struct roles *roles, size_t column)
{
    size_t row = 0;
    double value;
    for (; row < roles->rows; row++) {
        struct text cell = roles->cells[column][row];
        if (!text_ends(cell, text_of("%")) || number_parse(before_percent(cell), &value) != NUMBER_OK)
            return false;
    }
    return row > 0;
}

/* Whether a share is told by a column of that name: beside a label that has no other a score is one, too. */
static bool tells_share(const struct profile *profile, size_t column)
{
    const struct roles *roles = &profile->roles;
    struct text name = profile->table.header.items[column];
    bool lone = roles_has(roles, roles->label) && !roles_has(roles, roles->confidence) && usual_is_share_of_label(name);
    return column == roles->confidence || (roles->of[column] == ROLE_METADATA && usual_is(USUAL_CONFIDENCE, name) &&
                                           (lone || !usual_is(USUAL_SCORE, name)));
}

/* From 0 or 1 to 10 at most, by whole numbers. */
static bool is_rating(const struct profile *profile, size_t column)
{
    const double most = 10;
    const struct column_look *look = &profile->roles.looks[column];
    return tells_share(profile, column) && look->numbers && look->numbers == look->filled &&
           look->whole == look->numbers && look->low >= 0 && look->high > 1 && look->high <= most;
}

/* From 0 to 100, most above 1, where a share is told. */
static bool is_percent(const struct profile *profile, size_t column)
{
    const struct roles *roles = &profile->roles;
    const struct column_look *look = &roles->looks[column];
    size_t above = 0;
    if (!tells_share(profile, column) || is_rating(profile, column) || look->numbers == 0 || look->low < 0 ||
        look->high > 100)
        return false;
    for (size_t row = 0; row < roles->rows; row++) {
        double value = 0;
        number_parse(roles->cells[column][row], &value);
        above += value > 1;
    }
    return 2 * above > look->numbers;
}

/* A name as it stands between braces for mlr. */
static void add_hundredth(struct buffer *change, struct text name)
{
    buffer_format(change, "%s${%.*s} = ${%.*s} / 100", change->size ? "; " : "", (int)name.size, name.data,
                  (int)name.size, name.data);
}

/* A glob as mlr takes a regular expression. */
static void add_expression(struct buffer *change, struct text glob)
{
    buffer_byte(change, '^');
    for (size_t i = 0; i < glob.size; i++) {
        bool plain = isalnum((unsigned char)glob.data[i]) || glob.data[i] == '_' || glob.data[i] == ' ';
        if (glob.data[i] == '*')
            buffer_add(change, text_of(".*"));
        else
            buffer_format(change, plain ? "%c" : "[%c]", glob.data[i]);
    }
    buffer_byte(change, '$');
}

/* Percentages of all classes. */
static const char *hint_hundreds(const struct profile *profile)
{
    const struct text family = profile->roles.hundreds;
    struct buffer change = {.arena = profile->arena}, why = {.arena = profile->arena};
    struct words names = {0};
    if (!family.size)
        return NULL;
    if (glob_is_pattern(family) && !strpbrk(text_copy(profile->arena, family).data, "[]^\"\\")) {
        buffer_add(&change, text_of("for (k, v in $*) {if (k =~ \""));
        add_expression(&change, family);
        buffer_add(&change, text_of("\") {$[k] = v / 100}}"));
    } else {
        words_split(&names, profile->arena, family, ',');
        for (size_t i = 0; i < names.count; i++)
            add_hundredth(&change, names.items[i]);
    }
    buffer_format(&why, "%.*s sum to 100: percentages are no shares of 1", (int)family.size, family.data);
    return hints_reshape(profile, buffer_string(&why), "put", buffer_text(&change));
}

static const char *hint_percents(const struct profile *profile)
{
    static const char signs[] = "for (k, v in $*) {if (v =~ \"%$\") {$[k] = float(sub(v, \" *%\", \"\")) / 100}}";
    struct buffer change = {.arena = profile->arena};
    bool sign = false;
    for (size_t i = 0; i < profile->table.layout.columns; i++) {
        struct text name = profile->table.header.items[i];
        sign |= has_percent(&profile->roles, i);
        if (is_percent(profile, i))
            add_hundredth(&change, name);
    }
    if (!sign && !change.size)
        return NULL;
    return hints_reshape(profile, "percentages are no shares of 1", "put",
                         sign ? text_of(signs) : buffer_text(&change));
}

/* How sure a judge is, in whole numbers. */
static const char *hint_rating(const struct profile *profile)
{
    for (size_t i = 0; i < profile->table.layout.columns; i++) {
        struct buffer why = {.arena = profile->arena}, names = {.arena = profile->arena};
        struct text name = profile->table.header.items[i];
        if (!is_rating(profile, i) || memchr(name.data, ',', name.size))
            continue;
        buffer_format(&why, "%.*s counts to %g: a rating, no share of 1", (int)name.size, name.data,
                      profile->roles.looks[i].high);
        buffer_format(&names, "%.*s,rating", (int)name.size, name.data);
        return hints_reshape(profile, buffer_string(&why), "rename", buffer_text(&names));
    }
    return NULL;
}

/* One logit beside a label of several: that of the label. */
static const char *hint_logit(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    size_t column = roles_lone_logit(roles);
    struct buffer why = {.arena = profile->arena}, change = {.arena = profile->arena};
    if (!roles_has(roles, column) || !roles_has(roles, roles->label) || roles_has(roles, roles->confidence))
        return NULL;
    struct text name = profile->table.header.items[column];
    buffer_format(&why, "%.*s is a logit, no share of 1", (int)name.size, name.data);
    buffer_format(&change, "$confidence = 1 / (1 + exp(-${%.*s}))", (int)name.size, name.data);
    return hints_reshape(profile, buffer_string(&why), "put", buffer_text(&change));
}

/* Files put together, each with its header. */
static const char *hint_headers(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    bool again = profile->headers > 0;
    if (roles->headless)
        return NULL;
    for (size_t row = 0; row < roles->rows && !again; row++) {
        size_t i = 0;
        while (i < profile->table.layout.columns && text_equal(roles->cells[i][row], profile->table.header.items[i]))
            i++;
        again = i == profile->table.layout.columns;
    }
    return again ? hints_pipe(profile, "the header stands again among the rows, as in files put together",
                              "awk 'NR == 1 { head = $0 } NR == 1 || $0 != head'")
                 : NULL;
}

/* What R's write.table leaves out. */
static const char *hint_longer(const struct profile *profile)
{
    struct buffer tool = {.arena = profile->arena};
    char delimiter = profile->table.layout.delimiter;
    if (profile->roles.rows || profile->roles.longer < 2)
        return NULL;
    buffer_format(&tool, "sed '1s/^/row%s/'", delimiter == '\t' ? "\\t" : (char[]){delimiter, '\0'});
    return hints_pipe(profile, "each row has a cell more than the header, as R writes names of rows",
                      buffer_string(&tool));
}

static const char *hint_commas(const struct profile *profile)
{
    static const char quoted[] =
        "mlr --csv put 'for (k, v in $*) {if (v =~ \"^-?[0-9]+,[0-9]+ *%?$\") {$[k] = sub(v, \",\", \".\")}}'";
    for (size_t i = 0; i < profile->table.layout.columns; i++)
        if (has_commas(profile, i))
            return hints_pipe(profile, "numbers with a decimal comma are text",
                              profile->table.layout.delimiter == ',' ? quoted : "sed 's/,/./g'");
    return NULL;
}

/* Takes the blanks off cells; of tables drawn with lines between cells the lines, too. */
static const char *without_blanks(const struct profile *profile)
{
    switch (profile->table.layout.delimiter) {
    case '|':
        return "sed '/^[-+|: ]*$/d; /^([0-9]* rows*)$/d; s/^| *\\(.*[^ ]\\) *|$/\\1/; s/^ *//; s/ *| */|/g; s/ *$//'";
    case ';':
        return "sed 's/ *; */;/g'";
    case '\t':
        return "sed 's/ *\\t */\\t/g'";
    default:
        return "sed 's/ *, */,/g'";
    }
}

static const char *hint_blanks(const struct profile *profile)
{
    for (size_t i = 0; i < profile->table.layout.columns; i++)
        if (has_blank_end(profile->table.header.items[i]))
            return hints_pipe(profile, "blanks stand around names, and belong to them", without_blanks(profile));
    return NULL;
}

/* Whether all cells hold what tells a time of day: 9:05, 09:05:30; or none does. */
static bool hold_colons(const struct roles *roles, size_t column, bool all)
{
    size_t row = 0;
    while (row < roles->rows &&
           all == (memchr(roles->cells[column][row].data, ':', roles->cells[column][row].size) != NULL))
        row++;
    return row == roles->rows && row > 0;
}

static const char *hint_clock(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    const struct words *header = &profile->table.header;
    struct buffer change = {.arena = profile->arena};
    size_t clock = 0;
    while (clock < header->count && !(usual_is_like(header->items[clock], "time") && hold_colons(roles, clock, true)))
        clock++;
    if (!roles_has(roles, roles->time) || !roles_has(roles, clock) || clock == roles->time ||
        !hold_colons(roles, roles->time, false))
        return NULL;
    struct text date = header->items[roles->time], time = header->items[clock];
    buffer_format(&change, "$timestamp = ${%.*s}.\" \".${%.*s}", (int)date.size, date.data, (int)time.size, time.data);
    return hints_reshape(profile, "a date and its time stand in two columns", "put", buffer_text(&change));
}

static const char *hint_milliseconds(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    for (size_t i = 0; i < profile->table.layout.columns && !roles_has(roles, roles->time); i++) {
        const struct column_look *look = &roles->looks[i];
        struct buffer why = {.arena = profile->arena}, change = {.arena = profile->arena};
        struct text name = profile->table.header.items[i];
        if (!usual_is_time_in_milliseconds(name) || look->numbers == 0 || look->numbers < look->filled || look->low < 0)
            continue;
        buffer_format(&why, "%.*s counts milliseconds, and times are read as seconds", (int)name.size, name.data);
        buffer_format(&change, "$timestamp = ${%.*s} / 1000", (int)name.size, name.data);
        return hints_reshape(profile, buffer_string(&why), "put", buffer_text(&change));
    }
    return NULL;
}

const char *hint_time(const struct profile *profile)
{
    const char *clock = hint_clock(profile);
    return clock ? clock : hint_milliseconds(profile);
}

const char *hint_cells(const struct profile *profile)
{
    static const char *(*const hints[])(const struct profile *) = {hint_headers, hint_longer,   hint_blanks,
                                                                   hint_commas,  hint_hundreds, hint_percents,
                                                                   hint_rating,  hint_logit,    hint_lists};
    const char *why = NULL;
    if (hint_header(profile)) /* which comes first */
        return NULL;
    for (size_t i = 0; i < sizeof hints / sizeof *hints && !why; i++)
        why = hints[i](profile);
    return why;
}
