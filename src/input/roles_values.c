/*
 * roles_values.c - a label and its confidence under names that nobody knows, told by their values: few different words,
 * and shares that are those of the likeliest of so many classes; and which of two labels a model said.
 */
#include "input/roles.h"

enum { LEAST_ROWS = 8 };

/* What columns of few words usually are when they are no label. */
static const char *const others[] = {"split", "subset",   "source", "camera", "weather", "site",
                                     "place", "location", "scene",  "region", "country", "city",
                                     "lang",  "language", "user",   "stream", "device",  "annotator",
                                     "set",   "status",   "type",   "format", NULL};

static bool is_other(const struct roles *roles, size_t column)
{
    for (const char *const *name = others; *name; name++)
        if (text_equal(roles->table->header.items[column], text_of(*name)))
            return true;
    return false;
}

static bool is_free(const struct roles *roles, size_t column)
{
    return roles->of[column] == ROLE_METADATA && !roles_twice(roles, column) &&
           roles->looks[column].filled == roles->rows;
}

/* The likeliest of K classes has a K-th at least. */
static bool fit(const struct roles *roles, size_t words, size_t shares)
{
    const double rounding = 0.005;
    return roles->looks[shares].low >= 1 / (double)roles->looks[words].distinct - rounding;
}

/* Words that fit the shares. */
static bool holds_words(const struct roles *roles, size_t column, size_t shares)
{
    const struct column_look *look = &roles->looks[column];
    return is_free(roles, column) && !is_other(roles, column) && !roles_hold_times(roles, column) &&
           look->numbers == 0 && look->distinct > 1 && 2 * look->distinct <= roles->rows &&
           usual_may_be(USUAL_LABEL, roles->table->header.items[column]) && fit(roles, column, shares);
}

static bool holds_shares(const struct roles *roles, size_t column, size_t none)
{
    (void)none;
    const double often = 0.8; /* the largest of some confidences is */
    const struct column_look *look = &roles->looks[column];
    return is_free(roles, column) && look->numbers == roles->rows && look->whole < look->numbers && look->low > 0 &&
           look->high <= 1 && look->high >= often && usual_may_be(USUAL_CONFIDENCE, roles->table->header.items[column]);
}

/* The only column that holds what is looked for, beside `other` where that matters; header.count: none, or several. */
static size_t only(const struct roles *roles, bool (*holds)(const struct roles *roles, size_t column, size_t other),
                   size_t other)
{
    size_t columns = roles->table->header.count, found = columns, count = 0;
    for (size_t i = 0; i < columns; i++)
        if (holds(roles, i, other)) {
            found = i;
            count++;
        }
    return count == 1 ? found : columns;
}

void roles_guess(struct roles *roles)
{
    bool label = roles_has(roles, roles->label), confidence = roles_has(roles, roles->confidence);
    if ((label && confidence) || roles->rows < LEAST_ROWS)
        return;
    size_t shares = confidence ? roles->confidence : only(roles, holds_shares, 0);
    if (!roles_has(roles, shares))
        return;
    size_t words = label ? roles->label : only(roles, holds_words, shares);
    if (!roles_has(roles, words) || !fit(roles, words, shares))
        return;
    roles->label = words;
    roles->confidence = shares;
    roles->of[words] = ROLE_LABEL;
    roles->of[shares] = ROLE_CONFIDENCE;
    roles->guessed = !label && !confidence ? GUESSED_BOTH : label ? GUESSED_CONFIDENCE : GUESSED_LABEL;
}

/* ---- which of two labels ---- */

/* Whether some cell of a column stands in the other, too. */
static bool share_cells(const struct roles *roles, size_t a, size_t b)
{
    struct names names = {.arena = roles->table->arena};
    for (size_t row = 0; row < roles->rows; row++)
        names_add(&names, roles->cells[a][row]);
    for (size_t row = 0; row < roles->rows; row++)
        if (names_find(&names, roles->cells[b][row]) < names.count)
            return true;
    return false;
}

size_t roles_said(const struct roles *roles, size_t label)
{
    const struct words *header = &roles->table->header;
    if (!roles_has(roles, label))
        return label;
    bool usual = text_equal(header->items[label], text_of("label")),
         number = text_equal(header->items[label], text_of("class"));
    for (size_t i = 0; i < header->count; i++)
        if (i != label && is_free(roles, i) &&
            ((usual && usual_is_prediction(header->items[i]) && share_cells(roles, label, i)) ||
             (number && roles_name_classes(roles, i))))
            return i;
    return label;
}
