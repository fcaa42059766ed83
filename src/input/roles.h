/*
 * roles.h - what the columns of a table seem to be, from its header and its first rows.
 *
 * Only `inspect` asks: nothing is guessed in a run. A column counts for what its name says (usual_names.h) when its
 * values agree: a confidence is a number from 0 to 1, a time can be read as one. Probabilities need no name:
 * columns from 0 to 1 that sum to 1.
 */
#ifndef DENGINE_ROLES_H
#define DENGINE_ROLES_H

#include "base/usual_names.h"
#include "input/prediction.h"

enum role {
    ROLE_METADATA,
    ROLE_ID,
    ROLE_LABEL,
    ROLE_CONFIDENCE,
    ROLE_POSITIVE, /* the probability of one of two classes */
    ROLE_PROBABILITY,
    ROLE_LOGIT,
    ROLE_EMBEDDING,
    ROLE_TIME,
    ROLE_STREAM,
    ROLE_POSITION,
    ROLES
};
extern const char *const role_names[ROLES];

/* What the first rows hold in one column. */
struct column_look {
    size_t filled, numbers, whole, moments, distinct, lists;
    double low, high;
};

struct roles {
    const struct table *table;
    struct text **cells; /* [columns][rows] of the first rows */
    size_t rows;
    size_t longer, odd;        /* first lines with one cell more than the header, with any other number */
    struct column_look *looks; /* by column */
    enum role *of;             /* by column */

    size_t id, label, confidence, time, stream; /* columns; header.count: none */
    struct text ids;       /* of several columns, as --id takes them: A,B; or # where nothing names */
    size_t member;         /* the column that tells which model or view answers, or header.count */
    struct text family;    /* names or a glob: of probabilities, logits or an embedding */
    enum role family_role; /* ROLE_METADATA: there is no family */
    size_t family_count;   /* its columns */
    struct text hundreds;  /* names or a glob: of columns that sum to 100; or nothing */
    struct text positive;  /* as --positive takes it, or nothing */
    double tolerance;      /* that the first rows need */
    bool apart;            /* the probabilities are of labels apart: see prediction.h */
    bool by_class;         /* each row is a sample and one of its classes */
    bool headless;         /* the first line seems to be no header */
    enum {
        GUESSED_NOTHING,
        GUESSED_LABEL,
        GUESSED_CONFIDENCE,
        GUESSED_BOTH,
        GUESSED_POSITIVE
    } guessed;   /* by their values alone */
    double step; /* milliseconds between rows of a stream; 0: unknown */
};

/* The character that cuts a header into most cells; 0 where that is the one which the file's name tells. */
char roles_delimiter(const struct source *source);

/* Reads the first rows of a source, which is used up, and says what the columns are. The table is opened on it. */
bool roles_read(struct roles *roles, const struct table *table, struct error *error);

/* ---- for roles*.c alone ---- */

/* Reads the first rows, roles_most(table) of them, and looks at each column; a wide table takes no more room than a
 * narrow one (roles_look.c). */
bool roles_look(struct roles *roles, struct error *error);
size_t roles_most(const struct table *table);

/* The first column of that name, however it is spelled; header.count: none. */
size_t roles_called(const struct roles *roles, const char *name);

/* Whether the values are what a column of that name should hold. A table without rows has its names alone. */
bool roles_agree(const struct roles *roles, enum usual_role role, size_t column);

/* Whether all cells of a column are times, and no numbers that may be something else. */
bool roles_hold_times(const struct roles *roles, size_t column);

/* Whether there is such a column. */
static inline bool roles_has(const struct roles *roles, size_t column)
{
    return column < roles->table->layout.columns;
}

/* Whether another column has its name: none can be asked for. */
static inline bool roles_twice(const struct roles *roles, size_t column)
{
    const struct table *table = roles->table;
    size_t number = names_find(&table->names, table->header.items[column]);
    return table->twin[column] || table->first[number] != column;
}

/* How a command would be told of the prediction. */
struct prediction_columns roles_prediction(const struct roles *roles);

/* The first column by one of these names, NULL at their end, that is nothing yet; header.count: none. */
size_t roles_named(const struct roles *roles, const char *const *names);

/* Boxes, several of an image: what repeats is no less its name. */
bool roles_hold_boxes(const struct roles *roles);

/* Whether it is the column `name` of boxes, beside the number of their class. */
bool roles_name_classes(const struct roles *roles, size_t column);

/* Ids that repeat: the answers of several models, or pieces of a file. Where nothing names a sample its row does
 * (roles_ids.c). */
void roles_find_ids(struct roles *roles);

/* Where no name tells the label or its confidence: the only columns whose values are such (roles_values.c). */
void roles_guess(struct roles *roles);

/* What takes the place of the column that seems to be the label, or itself (the same): beside a prediction of the same
 * classes `label` is the truth; beside the number of a class its name says more. */
size_t roles_said(const struct roles *roles, size_t label);

/* The only column that is called a logit, beside a label in words; header.count: there is none. */
size_t roles_lone_logit(const struct roles *roles);

/* Finds the family of a table among the columns that are nothing yet, and how an option names it: a glob when it
 * takes just these columns, else their names (families.c). */
void families_find(struct roles *roles);

/* Names its classes by what tells their columns apart, where a glob can say so: cat of `P (class=cat)`. What is called
 * as all begin is then the label (families_label.c). */
void families_name(struct roles *roles);

/* Whether a label says one of the classes whose percentages sum to 100; there may be no label. */
bool families_have_label(const struct roles *roles);

/* Drops a label that is none of the classes, or one that often is not the likeliest: the truth; unless it is called a
 * prediction, or `label`, which the commands take anyhow. */
void families_judge_label(struct roles *roles);

/* Beside a label and its confidence, columns of 0 and 1 alone are that label once more, and would make all rows
 * certain: they are taken back then, and true is returned (families_label.c). */
bool families_give_way(struct roles *roles);

#endif
