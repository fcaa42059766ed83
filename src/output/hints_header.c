/*
 * hints_header.c - what stands where one line of header should: comments, or several lines of it.
 */
#include <string.h>

#include "output/hints.h"
#include "output/hints_pipe.h"
#include "read/number.h"

/* Why a table has no one header, and the pipe that gives it one. */
struct wrong_header {
    const char *why, *tool;
};

/* ---- comments ---- */

/* Lines of comment stand before the header: the rows have other cells than the first line. */
static bool is_commented(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    size_t others = roles->longer + roles->odd;
    return text_starts(profile->table.header.items[0], text_of("#")) && others > 0 && roles->rows <= others;
}

/* The header is a comment itself, as numpy.savetxt writes it; `#id` may be a name. */
static bool is_comment(const struct profile *profile)
{
    struct text name = profile->table.header.items[0];
    size_t signs = strspn(name.data, "# ");
    return signs < name.size && (text_starts(name, text_of("# ")) ||
                                 (signs > 0 && name.data[0] == '#' && profile->table.layout.columns == 1));
}

/* ---- several lines ---- */

static bool is_number(const struct roles *roles, size_t column, size_t row)
{
    double value;
    return number_parse(roles->cells[column][row], &value) == NUMBER_OK;
}

/* Whether the columns that stand under one name hold names in the first row, and numbers in the others from `row` on.
 */
static bool names_stand_below(const struct profile *profile, size_t row)
{
    const struct roles *roles = &profile->roles;
    size_t columns = 0;
    for (size_t i = 0; i < profile->table.layout.columns; i++) {
        if (!roles_twice(roles, i))
            continue;
        size_t numbers = 0;
        for (size_t r = row; r < roles->rows; r++)
            numbers += is_number(roles, i, r);
        if (!roles->cells[i][0].size || is_number(roles, i, 0) || !numbers || (row > 1 && roles->cells[i][1].size))
            return false;
        columns++;
    }
    return columns > 1;
}

static bool is_one_of(struct text text, const char *const *words)
{
    while (*words && !text_equal(text, text_of(*words)))
        words++;
    return *words != NULL;
}

/* Whether a row tells what kind each column is, as Orange writes it: nothing but such words; a further one may be
 * empty. */
static bool tells_kinds(const struct roles *roles, size_t columns, size_t row)
{
    static const char *const kinds[] = {"string",  "text",   "discrete", "continuous", "numeric", "time",
                                        "d",       "s",      "c",        "t",          "meta",    "class",
                                        "ignore",  "float",  "float64",  "double",     "int",     "int64",
                                        "integer", "object", "bool",     "",           NULL};
    size_t filled = 0;
    for (size_t i = 0; i < columns; i++) {
        if (row >= roles->rows || !is_one_of(roles->cells[i][row], kinds))
            return false;
        filled += roles->cells[i][row].size > 0;
    }
    return row > 0 || filled > 0;
}

/* ---- what to do ---- */

static struct wrong_header find_wrong(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    size_t columns = profile->table.layout.columns;
    if (is_commented(profile))
        return (struct wrong_header){"the first line is a comment, no header", "sed '/^#/d'"};
    if (is_comment(profile))
        return (struct wrong_header){"the header begins as a comment does", "sed '1s/^#[# ]*//'"};
    if (names_stand_below(profile, 2))
        return (struct wrong_header){"the header has three lines, and the names stand in the second", "sed '1d; 3d'"};
    if (names_stand_below(profile, 1))
        return (struct wrong_header){"the header has two lines, and the names stand in the second", "sed 1d"};
    if (tells_kinds(roles, columns, 0) && tells_kinds(roles, columns, 1))
        return (struct wrong_header){"the header has three lines, two of them kinds of columns", "sed 2,3d"};
    if (tells_kinds(roles, columns, 0))
        return (struct wrong_header){"the header has two lines, one of them kinds of columns", "sed 2d"};
    return (struct wrong_header){0};
}

const char *hint_header(const struct profile *profile)
{
    struct wrong_header wrong = find_wrong(profile);
    return wrong.why ? hints_pipe(profile, wrong.why, wrong.tool) : NULL;
}
