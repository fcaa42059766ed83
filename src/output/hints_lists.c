/*
 * hints_lists.c - cells that hold lists, each kind with the line that takes them apart.
 */
#include <math.h>
#include <string.h>

#include "base/shell.h"
#include "input/lists.h"
#include "output/hints.h"
#include "output/hints_pipe.h"

/* The lists of a column in the first rows, all of one kind; NULL: they are none. */
static struct list *lists_of(const struct profile *profile, size_t column, int kind)
{
    const struct roles *roles = &profile->roles;
    struct list *lists = arena_array(profile->arena, roles->rows, sizeof *lists);
    for (size_t row = 0; row < roles->rows; row++) {
        lists[row] = list_read(profile->arena, roles->cells[column][row]);
        if ((int)lists[row].kind != kind || lists[row].bare != lists[0].bare)
            return NULL;
    }
    return roles->rows ? lists : NULL;
}

static bool have_one_length(const struct profile *profile, const struct list *lists)
{
    size_t row = 0;
    while (row < profile->roles.rows && lists[row].count == lists[0].count)
        row++;
    return row == profile->roles.rows;
}

/* Whether the numbers of each row are from 0 to 1 and sum to 1. */
static bool are_shares(const struct profile *profile, const struct list *lists)
{
    const double rounding = 0.05;
    for (size_t row = 0; row < profile->roles.rows; row++) {
        double sum = 0;
        for (size_t i = 0; i < lists[row].count; i++) {
            if (lists[row].numbers[i] < 0 || lists[row].numbers[i] > 1)
                return false;
            sum += lists[row].numbers[i];
        }
        if (fabs(sum - 1) > rounding)
            return false;
    }
    return true;
}

static bool all_fall(const struct profile *profile, const struct list *lists)
{
    for (size_t row = 0; row < profile->roles.rows; row++)
        for (size_t i = 1; i < lists[row].count; i++)
            if (lists[row].numbers[i] > lists[row].numbers[i - 1])
                return false;
    return true;
}

/* "NAME holds lists", and the line of mlr. */
static const char *take_apart(const struct profile *profile, size_t column, const char *what, const char *verb,
                              const struct buffer *change)
{
    struct buffer why = {.arena = profile->arena};
    struct text name = profile->table.header.items[column];
    buffer_format(&why, "%.*s holds %s", (int)name.size, name.data, what);
    return hints_reshape(profile, buffer_string(&why), verb, buffer_text(change));
}

/* ---- numbers ---- */

/* A column for each number, counted from 0 as those who write lists do. */
static const char *spread(const struct profile *profile, size_t column, bool shares)
{
    struct buffer change = {.arena = profile->arena};
    struct text name = profile->table.header.items[column], called = shares ? text_of("prob") : name;
    buffer_format(&change,
                  "for (i, n in splitax(gsub(gsub(${%.*s}, \"[^-+.0-9eE]+\", \";\"), \"^;|;$\", \"\"), \";\")) "
                  "{$[\"%.*s_\".(i - 1)] = n} unset ${%.*s}",
                  (int)name.size, name.data, (int)called.size, called.data, (int)name.size, name.data);
    return take_apart(profile, column, "lists of numbers", "put", &change);
}

static size_t find_words(const struct profile *profile, size_t count)
{
    size_t i = 0, columns = profile->table.layout.columns;
    for (; i < columns; i++) {
        const struct list *lists = lists_of(profile, i, LIST_WORDS);
        if (lists && have_one_length(profile, lists) && lists->count == count)
            break;
    }
    return i;
}

/* The first of the labels, and of their shares. */
static const char *take_first(const struct profile *profile, size_t words, size_t shares)
{
    const size_t both[] = {words, shares};
    struct buffer change = {.arena = profile->arena};
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        struct text name = profile->table.header.items[both[i]];
        buffer_format(&change, "%s${%.*s} = splitax(gsub(${%.*s}, \"[][\\\"']\", \"\"), \", \")[1]", i ? "; " : "",
                      (int)name.size, name.data, (int)name.size, name.data);
    }
    return take_apart(profile, words, "a list, the likeliest first", "put", &change);
}

static const char *hint_numbers(const struct profile *profile)
{
    for (size_t i = 0; i < profile->table.layout.columns; i++) {
        const struct list *lists = lists_of(profile, i, LIST_NUMBERS);
        struct text name = profile->table.header.items[i];
        if (!lists || lists->bare || !have_one_length(profile, lists))
            continue;
        size_t words = find_words(profile, lists->count);
        if (words < profile->table.layout.columns && all_fall(profile, lists))
            return take_first(profile, words, i);
        bool shares = are_shares(profile, lists);
        if (shares || usual_is_logit(name) || usual_is_vector(name))
            return spread(profile, i, shares);
    }
    return NULL;
}

/* ---- boxes ---- */

/* Label, confidence and four numbers of each box; or confidence and four numbers. */
static bool are_boxes(const struct profile *profile, const struct list *lists, size_t size)
{
    const size_t confidence = size - 5;
    for (size_t row = 0; row < profile->roles.rows; row++) {
        if (lists[row].count % size)
            return false;
        for (size_t i = confidence; i < lists[row].count; i += size)
            if (lists[row].numbers[i] < 0 || lists[row].numbers[i] > 1)
                return false;
    }
    return true;
}

/* A row for each box. */
static const char *hint_boxes(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    const struct words *header = &profile->table.header;
    for (size_t i = 0; i < profile->table.layout.columns; i++) {
        const struct list *lists = lists_of(profile, i, LIST_NUMBERS);
        size_t size = !lists || !lists->bare         ? 0
                      : are_boxes(profile, lists, 6) ? 6
                      : are_boxes(profile, lists, 5) ? 5
                                                     : 0;
        if (!size || !roles_has(roles, roles->id))
            continue;
        struct buffer change = {.arena = profile->arena};
        struct text name = header->items[i], id = header->items[roles->id];
        buffer_format(&change,
                      "w = splitax(${%.*s}, \" \"); for (i = 1; i < length(w); i += %zu) {emit1 {\"id\": ${%.*s}, "
                      "\"label\": %s, \"confidence\": %s}}",
                      (int)name.size, name.data, size, (int)id.size, id.data, size == 6 ? "w[i]" : "\"box\"",
                      size == 6 ? "w[i+1]" : "w[i]");
        return take_apart(profile, i, "boxes, each with its confidence", "put -q", &change);
    }
    return NULL;
}

/* ---- objects ---- */

/* The first of these names that a cell has between quotes, of one kind or the other. */
static const char *key_of(struct text cell, const char *const *names, char quote)
{
    for (; *names; names++) {
        char quoted[32];
        int length = snprintf(quoted, sizeof quoted, "%c%s%c", quote, *names, quote);
        if (memmem(cell.data, cell.size, quoted, (size_t)length))
            return *names;
    }
    return NULL;
}

/* A column for each label. Python's quotes become those of JSON. */
static const char *spread_objects(const struct profile *profile, size_t column, const char *label, const char *share,
                                  char quote)
{
    struct buffer why = {.arena = profile->arena}, tool = {.arena = profile->arena}, change = {.arena = profile->arena};
    struct text name = profile->table.header.items[column];
    buffer_format(&why, "%.*s holds a share for each label", (int)name.size, name.data);
    buffer_add(&tool, text_of(hints_miller(profile)));
    if (quote == '\'') {
        buffer_format(&change, "${%.*s} = gsub(${%.*s}, \"'\", \"\\\"\")", (int)name.size, name.data, (int)name.size,
                      name.data);
        buffer_add(&tool, text_of(" put"));
        shell_word(&tool, buffer_text(&change));
        buffer_add(&tool, text_of(" then"));
    }
    change.size = 0;
    buffer_add(&tool, text_of(" json-parse -f"));
    shell_word(&tool, name);
    buffer_format(&change, "for (e in ${%.*s}) {$[\"prob_\".e[\"%s\"]] = e[\"%s\"]} unset ${%.*s}", (int)name.size,
                  name.data, label, share, (int)name.size, name.data);
    buffer_add(&tool, text_of(" then put"));
    shell_word(&tool, buffer_text(&change));
    buffer_add(&tool, text_of(" then unsparsify then regularize"));
    return hints_pipe(profile, buffer_string(&why), buffer_string(&tool));
}

static const char *hint_objects(const struct profile *profile)
{
    static const char *const labels[] = {"label", "class", "name", NULL}, *const shares[] = {"prob", "probability",
                                                                                             "score", "confidence",
                                                                                             NULL};
    for (size_t i = 0; i < profile->table.layout.columns; i++) {
        if (!lists_of(profile, i, LIST_OBJECTS))
            continue;
        struct text cell = profile->roles.cells[i][0];
        char quote = memchr(cell.data, '"', cell.size) ? '"' : '\'';
        const char *label = key_of(cell, labels, quote), *share = key_of(cell, shares, quote);
        if (label && share)
            return spread_objects(profile, i, label, share, quote);
    }
    return NULL;
}

const char *hint_lists(const struct profile *profile)
{
    static const char *(*const hints[])(const struct profile *) = {hint_objects, hint_boxes, hint_numbers};
    const char *why = NULL;
    for (size_t i = 0; i < sizeof hints / sizeof *hints && !why; i++)
        why = hints[i](profile);
    return why;
}
