/*
 * columns.h - columns chosen by a list of names and globs: `cat,dog`, `prob_*`, `[0-9]*`.
 *
 * A glob never takes a column that another option names (table.named): not the id, not the label; and none of a table
 * beside (--with) where it takes some of the table's own. What a
 * column is called is what the wild part of its glob matched: `cat` of `prob_cat` by `prob_*`, `P(cat)` by
 * `*`. A name is called as it stands.
 */
#ifndef DENGINE_COLUMNS_H
#define DENGINE_COLUMNS_H

#include "input/table.h"

struct column_choice {
    struct text name;
    size_t column;
};

struct column_choices {
    struct column_choice *items; /* in the order of the header */
    size_t count;
};

struct columns_asked {
    const struct words *lists; /* each a list of patterns between commas, or one name that holds commas */
    const char *usual;         /* without any list: this glob, among the table's own columns */
    const char *option;        /* for messages */
    bool own;                  /* patterns, too, are about its own columns */
};

/* Finds and wants the columns that are asked for. None is no error when there are only globs; a name that is no
 * column is one. The choices live in the arena of the table. */
bool columns_choose(struct column_choices *choices, struct table *table, const struct columns_asked *asked,
                    struct error *error);

/* The part of `name` that the wild part of `pattern` matched; false when the name does not match. */
bool columns_wild(struct text pattern, struct text name, struct text *wild);

#endif
