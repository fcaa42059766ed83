/*
 * plan_reading.h - what the parts that read a plan share.
 *
 *     plan_read.c    the keys, the output, what is excluded
 *     plan_method.c  one method: its command, its options, its inputs, its share
 *     plan_line.c    the date, the fields of strings that stand for it, command lines
 *     plan_learn.c   a method that learns from the others
 */
#ifndef DENGINE_PLAN_READING_H
#define DENGINE_PLAN_READING_H

#include <time.h>

#include "command/plan.h"
#include "read/config.h"

struct plan_reading {
    struct plan *plan;
    struct arena *arena;
    struct tm date;
};

/* Reads the methods[index] of the plan, an object of known keys. */
bool plan_read_method(struct plan_reading *reading, size_t index, const struct config_item *item, struct error *error);

/* Sets the date from YYYY-MM-DD, or to today where that is NULL. */
bool plan_date(struct plan_reading *reading, const char *text, struct error *error);

/* A string with its date fields filled in. */
bool plan_dated(struct plan_reading *reading, const struct config_item *item, struct text *dated, struct error *error);

/* What those columns are called for a table of predictions that no method reads: as the options of a command that
 * reads one. */
bool plan_name(const struct plan_reading *reading, const struct config_item *root, struct error *error);

/* Puts the columns that hold for all methods into the method's command line, but for those that it names itself. */
void plan_columns(const struct plan_reading *reading, struct plan_method *method);

/* Parses the method's command line, method->run, behind the plan's seed and budget. */
bool plan_options(struct plan_reading *reading, struct plan_method *method, const struct config_item *item,
                  struct error *error);

/* The files that the method reads, and whether one is missing. */
bool plan_find_inputs(struct plan_reading *reading, struct plan_method *method, struct error *error);

/* A method that learns: `item` lists methods of the plan by the names of their commands, found by plan_learners once
 * all are read. */
bool plan_read_learn(struct plan_reading *reading, struct plan_method *method, const struct config_item *item,
                     struct error *error);
bool plan_learners(struct plan_reading *reading, const struct config_item *methods, struct error *error);

#endif
