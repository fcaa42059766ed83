/*
 * families_label.c - what the classes of a family are called, and whether a column of labels says which is likeliest.
 */
#include "input/roles.h"

#include <math.h>
#include <string.h>

#include "base/glob.h"
#include "input/columns.h"
#include "read/number.h"

/* ---- the classes by the names of their columns ---- */

/* What a class is called when this pattern, or list of names, stands for its column. */
static struct text class_named(const struct roles *roles, struct text pattern, size_t column)
{
    struct text wild, name = roles->table->header.items[column];
    return columns_wild(pattern, name, &wild) ? wild : name;
}

static bool is_class_column(const struct roles *roles, size_t column)
{
    return roles->of[column] == ROLE_PROBABILITY || roles->of[column] == ROLE_LOGIT;
}

/* The column of the class that a column of labels says in this row; header.count: none. */
static size_t class_said(const struct roles *roles, struct text pattern, size_t label, size_t row)
{
    size_t i = 0, columns = roles->table->header.count;
    while (i < columns &&
           !(is_class_column(roles, i) && text_equal(class_named(roles, pattern, i), roles->cells[label][row])))
        i++;
    return i;
}

static double value_of(const struct roles *roles, size_t column, size_t row)
{
    double value;
    return number_parse(roles->cells[column][row], &value) == NUMBER_OK ? value : NAN;
}

static bool is_likeliest(const struct roles *roles, size_t column, size_t row)
{
    for (size_t i = 0; i < roles->table->header.count; i++)
        if (is_class_column(roles, i) && value_of(roles, i, row) > value_of(roles, column, row))
            return false;
    return true;
}

/* In how many of the first rows a column says a class, and how often that is the likeliest. */
static size_t count_said(const struct roles *roles, struct text pattern, size_t label, size_t *likeliest)
{
    size_t said = 0;
    *likeliest = 0;
    for (size_t row = 0; row < roles->rows; row++) {
        size_t column = class_said(roles, pattern, label, row);
        if (column == roles->table->header.count)
            continue;
        said++;
        *likeliest += is_likeliest(roles, column, row);
    }
    return said;
}

/* ---- a glob that leaves of each name just what the class is called ---- */

static bool is_mark(char byte)
{
    return strchr("_-.():/ =\"'", byte) && byte;
}

/* What all names of the family begin with, up to a mark; and end with, from one on. */
static void find_ends(const struct roles *roles, struct text *start, struct text *end)
{
    const struct text *names = roles->table->header.items;
    size_t columns = roles->table->header.count, first = 0, before, behind;
    while (!is_class_column(roles, first))
        first++;
    before = behind = names[first].size - 1;
    for (size_t i = first + 1; i < columns; i++) {
        size_t same = 0, most = names[i].size - 1;
        if (!is_class_column(roles, i))
            continue;
        while (same < before && same < most && names[i].data[same] == names[first].data[same])
            same++;
        before = same;
        same = 0;
        while (same < behind && same + before < most &&
               names[i].data[names[i].size - 1 - same] == names[first].data[names[first].size - 1 - same])
            same++;
        behind = same;
    }
    while (before && !is_mark(names[first].data[before - 1]))
        before--;
    while (behind && !is_mark(names[first].data[names[first].size - behind]))
        behind--;
    *start = (struct text){names[first].data, before};
    *end = (struct text){names[first].data + names[first].size - behind, behind};
}

/* Whether a glob takes the columns of the family, and beside them at most the label, which an option names. */
static bool takes_family(const struct roles *roles, struct text glob)
{
    const struct table *table = roles->table;
    for (size_t i = 0; i < table->header.count; i++) {
        struct text name = table->header.items[i];
        bool named = i == roles->id || i == roles->label || words_find(&table->named, name) < table->named.count;
        if (glob_matches(glob, name) ? !is_class_column(roles, i) && !named : is_class_column(roles, i))
            return false;
    }
    return true;
}

/* The text that stands before all classes, without its marks, is the name of what the model said: forest of
 * forest (cat), forest (dog). */
static void find_said(struct roles *roles, struct text start, struct text glob)
{
    size_t likeliest;
    while (start.size && is_mark(start.data[start.size - 1]))
        start.size--;
    size_t column = words_find(&roles->table->header, start);
    if (!roles_has(roles, column) || roles->of[column] != ROLE_METADATA || roles_twice(roles, column) ||
        !count_said(roles, glob, column, &likeliest))
        return;
    if (roles_has(roles, roles->label))
        roles->of[roles->label] = ROLE_METADATA;
    roles->label = column;
    roles->of[column] = ROLE_LABEL;
}

void families_name(struct roles *roles)
{
    struct text start, end;
    size_t likeliest, columns = roles->table->header.count;
    struct buffer glob = {.arena = roles->table->arena};
    if (text_equal(roles->family, text_of("prob_*")) || text_equal(roles->family, text_of("logit_*")))
        return;
    find_ends(roles, &start, &end);
    buffer_add(&glob, start);
    buffer_byte(&glob, '*');
    buffer_add(&glob, end);
    struct text sharp = buffer_text(&glob);
    if (sharp.size == 1 || strpbrk(buffer_string(&glob), "?[]\\,") || glob_is_pattern(start) || glob_is_pattern(end))
        return;
    find_said(roles, start, sharp);
    bool said = roles_has(roles, roles->label),
         now = said && count_said(roles, roles->family, roles->label, &likeliest),
         then = said && count_said(roles, sharp, roles->label, &likeliest);
    if (said && !then) {
        size_t label = roles->label;
        roles->label = columns; /* it may be dropped, and no glob may then take it */
        then = takes_family(roles, sharp) && !now;
        roles->label = label;
        if (then)
            roles->family = sharp;
    } else if (takes_family(roles, sharp)) {
        roles->family = sharp;
    }
}

/* ---- a label beside probabilities ---- */

bool families_have_label(const struct roles *roles)
{
    struct words patterns = {0};
    words_split(&patterns, roles->table->arena, roles->hundreds, ',');
    for (size_t row = 0; roles_has(roles, roles->label) && row < roles->rows; row++)
        for (size_t i = 0; i < roles->table->header.count; i++)
            for (size_t p = 0; p < patterns.count; p++)
                if (text_equal(class_named(roles, patterns.items[p], i), roles->cells[roles->label][row]))
                    return true;
    return !roles_has(roles, roles->label);
}

void families_judge_label(struct roles *roles)
{
    const struct text name = roles->table->header.items[roles->label];
    size_t likeliest, said = count_said(roles, roles->family, roles->label, &likeliest);
    if (text_equal(name, text_of("label")) || (said && usual_is_prediction(name)) ||
        (said && 100 * likeliest >= 99 * said))
        return;
    roles->of[roles->label] = ROLE_METADATA;
    roles->label = roles->table->header.count;
}

/* Whether the probabilities are 0 and 1 alone in the first rows. */
static bool are_flags(const struct roles *roles)
{
    for (size_t i = 0; i < roles->table->header.count; i++)
        if (roles->of[i] == ROLE_PROBABILITY && roles->looks[i].whole < roles->looks[i].numbers)
            return false;
    return roles->rows > 1;
}

bool families_give_way(struct roles *roles)
{
    if (roles->family_role != ROLE_PROBABILITY || !roles_has(roles, roles->label) ||
        !roles_has(roles, roles->confidence) || !are_flags(roles))
        return false;
    for (size_t i = 0; i < roles->table->header.count; i++)
        if (roles->of[i] == ROLE_PROBABILITY)
            roles->of[i] = ROLE_METADATA;
    roles->family = (struct text){0};
    roles->family_role = ROLE_METADATA;
    roles->family_count = 0;
    roles->apart = false;
    return true;
}
