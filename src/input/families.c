/*
 * families.c - columns that belong together: the probabilities of all classes, their logits, a vector.
 */
#include "input/roles.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/glob.h"
#include "read/number.h"

enum {
    PATTERNS = 64,  /* tried, at most */
    LISTED = 12,    /* names in an option, at most, if a glob will do */
    DIMENSIONS = 4, /* of a vector, at least, unless its columns are called one */
};

/* Columns that one pattern stands for. */
struct family {
    struct text pattern;
    size_t *columns, count;
};

/* ---- globs that the names of a header suggest ---- */

static bool is_sign(char byte)
{
    return byte == '_' || byte == '-' || byte == '.' || byte == '(' || byte == ':' || byte == ' ' || byte == '/';
}

static void add_pattern(struct words *patterns, struct arena *arena, struct text before, struct text behind)
{
    struct buffer pattern = {.arena = arena};
    buffer_add(&pattern, before);
    buffer_byte(&pattern, '*');
    buffer_add(&pattern, behind);
    if (patterns->count < PATTERNS && words_find(patterns, buffer_text(&pattern)) == patterns->count)
        words_add(patterns, arena, buffer_text(&pattern));
}

/* `prob_cat` may be one of `prob_*`, `P(cat)` of `P(*)`, `cat_prob` of `*_prob`, `emb12` of `emb*`, `is_cat_p` of
 * `is_*_p`. */
static void add_patterns(struct words *patterns, struct arena *arena, struct text name)
{
    struct text none = {0};
    size_t first = 1, last = name.size;
    for (size_t i = 1; i + 1 < name.size; i++)
        if (is_sign(name.data[i]))
            add_pattern(patterns, arena, (struct text){name.data, i + 1},
                        name.data[name.size - 1] == ')' ? text_of(")") : none);
    for (size_t i = name.size; i-- > 1;)
        if (is_sign(name.data[i]))
            add_pattern(patterns, arena, none, (struct text){name.data + i, name.size - i});
    while (first < name.size && !is_sign(name.data[first]))
        first++;
    while (last > first && !is_sign(name.data[last - 1]))
        last--;
    if (last > first + 2)
        add_pattern(patterns, arena, (struct text){name.data, first + 1},
                    (struct text){name.data + last - 1, name.size - last + 1});
    size_t digits = 0;
    while (digits < name.size && isdigit((unsigned char)name.data[name.size - 1 - digits]))
        digits++;
    if (digits && digits < name.size)
        add_pattern(patterns, arena, (struct text){name.data, name.size - digits}, none);
}

/* What an option could not say, or a shell's user would not want to. */
static bool is_sayable(struct text pattern)
{
    for (size_t i = 0; i < pattern.size; i++)
        if (strchr("?[]\\,", pattern.data[i]) || (unsigned char)pattern.data[i] < ' ')
            return false;
    return true;
}

static struct words find_patterns(const struct roles *roles)
{
    const struct table *table = roles->table;
    struct words patterns = {0}, sayable = {0};
    words_add(&patterns, table->arena, text_of("prob_*"));
    words_add(&patterns, table->arena, text_of("logit_*"));
    for (size_t i = 0; i < table->header.count && patterns.count < PATTERNS; i++)
        if (roles->of[i] == ROLE_METADATA) {
            if (usual_is_logit(table->header.items[i]))
                words_add(&patterns, table->arena, table->header.items[i]);
            add_patterns(&patterns, table->arena, table->header.items[i]);
        }
    for (size_t i = 0; i < patterns.count; i++)
        if (is_sayable(patterns.items[i]))
            words_add(&sayable, table->arena, patterns.items[i]);
    words_add(&sayable, table->arena, text_of("[0-9]*"));
    return sayable;
}

/* ---- the columns of a pattern ---- */

static struct family take(const struct roles *roles, struct text pattern)
{
    const struct words *header = &roles->table->header;
    struct family family = {.pattern = pattern,
                            .columns = arena_array(roles->table->arena, header->count, sizeof *family.columns)};
    for (size_t i = 0; i < header->count; i++)
        if (words_find(&roles->table->named, header->items[i]) == roles->table->named.count && (roles->id != i) &&
            glob_matches(pattern, header->items[i]))
            family.columns[family.count++] = i;
    return family;
}

static bool all_numbers(const struct roles *roles, const struct family *family)
{
    for (size_t i = 0; i < family->count; i++) {
        const struct column_look *look = &roles->looks[family->columns[i]];
        if (roles->of[family->columns[i]] != ROLE_METADATA || roles_twice(roles, family->columns[i]) || !look->filled ||
            look->numbers < look->filled)
            return false;
    }
    return family->count > 0;
}

static double sum_of(const struct roles *roles, const struct family *family, size_t row)
{
    double sum = 0, value;
    for (size_t i = 0; i < family->count; i++)
        sum += number_parse(roles->cells[family->columns[i]][row], &value) == NUMBER_OK ? value : NAN;
    return sum;
}

/* Whether sums are this near to 1 in such a share of the rows. */
static bool sums_are_near(const struct roles *roles, const struct family *family, double tolerance, double share)
{
    size_t near = 0;
    for (size_t row = 0; row < roles->rows; row++)
        near += fabs(sum_of(roles, family, row) - 1) <= tolerance;
    return (double)near >= share * (double)roles->rows;
}

/* Whether some sum is far above 1: then they are no distribution. */
static bool exceeds_one(const struct roles *roles, const struct family *family)
{
    const double rounding = 0.05;
    for (size_t row = 0; row < roles->rows; row++)
        if (sum_of(roles, family, row) > 1 + rounding)
            return true;
    return false;
}

/* Whether one of them holds 0 and 1 alone, as a label may. */
static bool has_whole(const struct roles *roles, const struct family *family)
{
    for (size_t i = 0; i < family->count; i++) {
        const struct column_look *look = &roles->looks[family->columns[i]];
        if (look->whole == look->numbers && look->high > 0)
            return true;
    }
    return false;
}

/* How far sums lie from 1 in nearly all rows, else in most: others may be bad, unless they are no shares at all.
 * Infinite: they are no probabilities. */
static double tolerance_of(const struct roles *roles, const struct family *family)
{
    static const double steps[] = {0.001, 0.01, 0.05}, shares[] = {0.9, 0.6};
    size_t tried = has_whole(roles, family) ? 1 : 2;
    for (size_t share = 0; share < tried; share++)
        for (size_t s = 0; s < sizeof steps / sizeof *steps; s++)
            if (sums_are_near(roles, family, steps[s], shares[share]))
                return steps[s];
    return INFINITY;
}

/* Whether most values lie from 0 to 1. */
static bool are_shares(const struct roles *roles, const struct family *family)
{
    for (size_t i = 0; i < family->count; i++) {
        const struct column_look *look = &roles->looks[family->columns[i]];
        if (look->low < -0.05 || look->high > 1.05)
            return false;
    }
    return true;
}

static void settle(struct roles *roles, const struct family *family, enum role role)
{
    roles->family = family->pattern;
    roles->family_role = role;
    roles->family_count = family->count;
    for (size_t i = 0; i < family->count; i++)
        roles->of[family->columns[i]] = role;
}

/* ---- the k likeliest classes ---- */

/* What a column of classes is called. */
static const char *const class_names[] = {"label", "class", "pred", "top", "name", "index", "idx", "id", "category"};
enum { CLASS_NAMES = sizeof class_names / sizeof *class_names };

/* The column of that name, if it is nothing yet; header.count: none. */
static size_t free_column(const struct roles *roles, struct text name)
{
    size_t found = words_find(&roles->table->header, name);
    return roles_has(roles, found) && roles->of[found] == ROLE_METADATA ? found : roles->table->header.count;
}

/* Where the numbers stand in front: top1_label of top1_prob, or top1 alone. */
static size_t class_in_front(const struct roles *roles, const struct family *family, size_t column)
{
    struct text name = roles->table->header.items[column];
    size_t size = name.size - (family->pattern.size - 1), found = roles->table->header.count;
    if (size == 0 || !isdigit((unsigned char)name.data[size - 1]))
        return found;
    for (size_t i = 0; i < CLASS_NAMES && !roles_has(roles, found); i++) {
        struct buffer other = {.arena = roles->table->arena};
        buffer_format(&other, "%.*s%s", (int)size + 1, name.data, class_names[i]);
        found = free_column(roles, buffer_text(&other));
    }
    return roles_has(roles, found) ? found : free_column(roles, (struct text){name.data, size});
}

/* The column that names the class whose probability another one is: label_1 of prob_1; header.count: none. */
static size_t class_of(const struct roles *roles, const struct family *family, size_t column)
{
    const struct words *header = &roles->table->header;
    struct text name = header->items[column], before = {name.data, family->pattern.size - 1};
    struct text behind = {name.data + before.size, name.size - before.size};
    if (family->pattern.data[0] == '*')
        return class_in_front(roles, family, column);
    if (!behind.size || !isdigit((unsigned char)behind.data[behind.size - 1])) /* color_confidence is no color_1 */
        return header->count;
    while (before.size && !is_sign(before.data[before.size - 1]))
        before.size--;
    for (size_t i = 0; i < CLASS_NAMES; i++) {
        struct buffer other = {.arena = roles->table->arena};
        buffer_format(&other, "%s%.*s%.*s", class_names[i], before.size ? 1 : 0, before.data + before.size - 1,
                      (int)behind.size, behind.data);
        size_t found = free_column(roles, buffer_text(&other));
        if (roles_has(roles, found) && found != column)
            return found;
    }
    return header->count;
}

/* Whether each column has one beside it that names its class: then the first is the label, and how sure it is. */
static bool are_likeliest(const struct roles *roles, const struct family *family)
{
    size_t k = 0;
    size_t size = family->pattern.size - 1;
    bool in_front = family->pattern.data[0] == '*', behind = family->pattern.data[size] == '*';
    if (in_front == behind || glob_is_pattern((struct text){family->pattern.data + in_front, size}))
        return false;
    while (k < family->count && roles_has(roles, class_of(roles, family, family->columns[k])))
        k++;
    return k == family->count;
}

static bool try_likeliest(struct roles *roles, const struct family *family)
{
    if (!all_numbers(roles, family) || !are_shares(roles, family) || !are_likeliest(roles, family))
        return false;
    roles->label = class_of(roles, family, family->columns[0]);
    roles->confidence = family->columns[0];
    roles->of[roles->label] = ROLE_LABEL;
    roles->of[roles->confidence] = ROLE_CONFIDENCE;
    return true;
}

/* ---- what a family is ---- */

/* Whether each of them is 1 in all rows, or 0 in all: they tell nothing of any row. */
static bool never_change(const struct roles *roles, const struct family *family)
{
    for (size_t i = 0; i < family->count; i++) {
        const struct column_look *look = &roles->looks[family->columns[i]];
        if (look->distinct > 1 || look->whole < look->numbers)
            return false;
    }
    return roles->rows > 1;
}

/* Whether they are the percentages of all classes, in nearly all rows. */
static bool sum_to_hundred(const struct roles *roles, const struct family *family)
{
    const double hundred = 100, rounding = 0.5, often = 0.9;
    size_t near = 0;
    if (family->count < 2 || !all_numbers(roles, family) || never_change(roles, family))
        return false;
    for (size_t i = 0; i < family->count; i++) {
        const struct column_look *look = &roles->looks[family->columns[i]];
        if (look->low < 0 || look->high > hundred + rounding)
            return false;
    }
    for (size_t row = 0; row < roles->rows; row++)
        near += fabs(sum_of(roles, family, row) - hundred) <= rounding;
    return roles->rows > 1 && (double)near >= often * (double)roles->rows;
}

static bool try_probabilities(struct roles *roles, const struct family *family)
{
    bool usual = text_equal(family->pattern, text_of("prob_*"));
    if (family->count < 2 || !all_numbers(roles, family) || sum_to_hundred(roles, family))
        return false;
    double tolerance = tolerance_of(roles, family);
    if (!usual && (!are_shares(roles, family) || tolerance == INFINITY || never_change(roles, family)))
        return false;
    roles->tolerance = tolerance == INFINITY ? 0.001 : tolerance;
    roles->apart = tolerance == INFINITY && are_shares(roles, family) && exceeds_one(roles, family);
    settle(roles, family, ROLE_PROBABILITY);
    return true;
}

size_t roles_lone_logit(const struct roles *roles)
{
    const struct words *header = &roles->table->header;
    size_t label = usual_column(USUAL_LABEL, header), found = header->count, count = 0;
    for (size_t i = 0; i < header->count; i++)
        if (usual_is_logit(header->items[i])) {
            found = i;
            count++;
        }
    bool words = label < header->count && roles->looks[label].filled && roles->looks[label].numbers == 0;
    return count == 1 && words ? found : header->count;
}

static bool try_logits(struct roles *roles, const struct family *family)
{
    if (!usual_is_logit(family->pattern) || !all_numbers(roles, family) ||
        (family->count == 1 && family->columns[0] == roles_lone_logit(roles)))
        return false;
    settle(roles, family, ROLE_LOGIT);
    return true;
}

/* Whether they are logarithms of probabilities, which serve as logits: those of no row sum to more than 1. */
static bool are_logarithms(const struct roles *roles, const struct family *family)
{
    const double rounding = 0.01;
    if (!usual_is_logarithm(family->pattern) || !all_numbers(roles, family))
        return false;
    for (size_t row = 0; row < roles->rows; row++) {
        double sum = 0, value;
        for (size_t i = 0; i < family->count; i++)
            sum += number_parse(roles->cells[family->columns[i]][row], &value) == NUMBER_OK ? exp(value) : 0;
        if (sum > 1 + rounding)
            return false;
    }
    return roles->rows > 1;
}

/* Before a single column that is called a logit is the only one. */
static bool try_some_logits(struct roles *roles, const struct family *family)
{
    if (family->count > 1 && are_logarithms(roles, family)) {
        settle(roles, family, ROLE_LOGIT);
        return true;
    }
    return family->count > 1 && try_logits(roles, family);
}

/* A vector's columns are numbered; two may be a map of one. */
static bool try_embedding(struct roles *roles, const struct family *family)
{
    if (family->count < (usual_is_vector(family->pattern) ? 2 : DIMENSIONS) || !all_numbers(roles, family) ||
        text_starts(family->pattern, text_of("box")) || text_starts(family->pattern, text_of("bbox")))
        return false;
    for (size_t i = 0; i < family->count; i++) {
        struct text name = roles->table->header.items[family->columns[i]];
        if (!isdigit((unsigned char)name.data[name.size - 1]))
            return false;
    }
    settle(roles, family, ROLE_EMBEDDING);
    return true;
}

/* ---- columns whose names have nothing in common ---- */

/* All that are from 0 to this and have no usual name of something else. */
static struct family rest(const struct roles *roles, double most)
{
    const struct words *header = &roles->table->header;
    struct family family = {.columns = arena_array(roles->table->arena, header->count, sizeof *family.columns)};
    struct buffer names = {.arena = roles->table->arena};
    size_t label = usual_column(USUAL_LABEL, header), confidence = usual_column(USUAL_CONFIDENCE, header);
    for (size_t i = 0; i < header->count; i++) {
        const struct column_look *look = &roles->looks[i];
        if (roles->of[i] != ROLE_METADATA || i == label || i == confidence || !look->filled ||
            look->numbers < look->filled || look->low < 0 || look->high > most || roles_twice(roles, i))
            continue;
        buffer_add(&names, text_of(family.count ? "," : ""));
        buffer_add(&names, header->items[i]);
        family.columns[family.count++] = i;
    }
    family.pattern = buffer_text(&names);
    return family;
}

static bool is_list(const struct roles *roles, const struct family *family)
{
    for (size_t i = 0; i < family->count; i++) {
        struct text name = roles->table->header.items[family->columns[i]];
        if (!name.size || glob_is_pattern(name) || !is_sayable(name) ||
            words_find(&roles->table->named, name) < roles->table->named.count)
            return false;
    }
    return true;
}

static bool try_rest(struct roles *roles)
{
    struct family family = rest(roles, 1), all = take(roles, text_of("*"));
    if (all.count == family.count && (family.count > LISTED || !is_list(roles, &family)))
        return try_probabilities(roles, &all);
    return is_list(roles, &family) && try_probabilities(roles, &family);
}

/* ---- percentages ---- */

static bool try_hundreds(struct roles *roles, const struct family *family)
{
    if (!sum_to_hundred(roles, family))
        return false;
    roles->hundreds = family->pattern;
    return true;
}

static bool try_rest_of_hundreds(struct roles *roles)
{
    const struct family family = rest(roles, 100);
    return is_list(roles, &family) && try_hundreds(roles, &family);
}

void families_find(struct roles *roles)
{
    static bool (*const tries[])(struct roles *, const struct family *) = {
        try_likeliest, try_probabilities, try_hundreds, try_some_logits, try_logits, try_embedding};
    struct words patterns = find_patterns(roles);
    struct family *families = arena_array(roles->table->arena, patterns.count, sizeof *families);
    for (size_t i = 0; i < patterns.count; i++)
        families[i] = take(roles, patterns.items[i]);
    for (size_t t = 0; t < sizeof tries / sizeof *tries; t++) {
        for (size_t i = 0; i < patterns.count; i++)
            if (tries[t](roles, &families[i]))
                return;
        if ((tries[t] == try_probabilities && try_rest(roles)) ||
            (tries[t] == try_hundreds && try_rest_of_hundreds(roles)))
            return;
    }
}
