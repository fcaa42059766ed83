#include "input/columns.h"

#include <string.h>

#include "base/glob.h"

static bool is_wild(char byte)
{
    return byte == '*' || byte == '?' || byte == '[' || byte == ']';
}

/* The plain text before the first wild character of the pattern and behind the last one is cut off. */
bool columns_wild(struct text pattern, struct text name, struct text *wild)
{
    size_t before = 0, behind = 0;
    *wild = name;
    if (!glob_is_pattern(pattern) || text_equal(pattern, name))
        return text_equal(pattern, name);
    if (!glob_matches(pattern, name))
        return false;
    while (!is_wild(pattern.data[before]) && pattern.data[before] != '\\')
        before++;
    while (!is_wild(pattern.data[pattern.size - 1 - behind]))
        behind++;
    if (memchr(pattern.data, '\\', pattern.size))
        behind = 0;
    *wild = (struct text){name.data + before, name.size - before - behind};
    return true;
}

/* The patterns of all lists. One that is a column as a whole is its name, commas and all. */
static struct words split(const struct table *table, const struct words *lists)
{
    struct words patterns = {0};
    for (size_t i = 0; i < lists->count; i++)
        if (table_has(table, lists->items[i]))
            words_add(&patterns, table->arena, lists->items[i]);
        else
            words_split(&patterns, table->arena, lists->items[i], ',');
    return patterns;
}

/* Chooses those columns from `first` on that a glob takes, and counts them. */
static size_t choose_some(struct table *table, struct text glob, size_t first, size_t end,
                          struct column_choice *by_column)
{
    struct text wild;
    size_t count = 0;
    for (size_t i = first; i < end; i++) {
        struct text name = table->header.items[i];
        if (words_find(&table->named, name) < table->named.count || !columns_wild(glob, name, &wild))
            continue;
        count++;
        if (by_column[i].column)
            continue;
        table->wanted[i] = true;
        by_column[i] = (struct column_choice){wild, i + 1};
    }
    return count;
}

/* Chooses the columns that one of the patterns stands for: a glob takes the table's own, and those of tables beside it
 * where it has none. */
static bool choose(struct table *table, const struct words *patterns, size_t number, const struct columns_asked *asked,
                   struct column_choice *by_column, struct error *error)
{
    struct text pattern = patterns->items[number];
    size_t column, own = table_own(table);
    if (!glob_is_pattern(pattern) && !table_has(table, pattern))
        return table_unknown(table, pattern, asked->option, patterns, error);
    if (table_has(table, pattern)) {
        if (!table_column(table, pattern, asked->option, &column, error))
            return false;
        by_column[column] = (struct column_choice){pattern, column + 1};
        return true;
    }
    if (choose_some(table, pattern, 0, own, by_column) == 0 && asked->lists->count && !asked->own)
        choose_some(table, pattern, own, table->header.count, by_column);
    return true;
}

bool columns_choose(struct column_choices *choices, struct table *table, const struct columns_asked *asked,
                    struct error *error)
{
    size_t all = table->header.count;
    struct text item = text_of(asked->usual);
    const struct words usual = {.items = &item, .count = 1};
    struct words patterns = split(table, asked->lists->count ? asked->lists : &usual);
    struct column_choice *by_column = arena_array(table->arena, all, sizeof *by_column); /* column + 1, or 0 */
    for (size_t i = 0; i < patterns.count; i++)
        if (!choose(table, &patterns, i, asked, by_column, error))
            return false;
    *choices = (struct column_choices){.items = by_column};
    for (size_t i = 0; i < all; i++)
        if (by_column[i].column)
            choices->items[choices->count++] = (struct column_choice){by_column[i].name, by_column[i].column - 1};
    return true;
}
