/*
 * usual.h - columns that a command needs and a table has under another name.
 *
 * Only suggestions come of it: the command to type when columns are missing, and what `inspect` offers.
 * Nothing is guessed in a run.
 */
#ifndef DENGINE_USUAL_H
#define DENGINE_USUAL_H

#include "base/usual_names.h"
#include "input/table.h"

/* By role: the option that names another column. */
extern const char *const usual_options[USUAL_ROLES];

/* A column that a command needs, under the name that was given or holds by default. */
struct usual_want {
    enum usual_role role;
    struct text name;
    bool spare; /* it was asked for where the rest tells enough */
};

/* One error for all that are missing, with the whole command to type if the others can be told. */
bool usual_require(const struct table *table, const struct usual_want *wants, size_t count, struct error *error);

#endif
