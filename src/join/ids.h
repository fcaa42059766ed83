/*
 * ids.h - what is wrong with the ids of the tables that are joined: missing, repeated, of two kinds.
 */
#ifndef DENGINE_IDS_H
#define DENGINE_IDS_H

#include "join/tables.h"

/* The error that names both lines of the first repeated id of a table; `repeated` is one of them, for a
 * pipe, which cannot be read again. */
bool gather_report_repeat(const struct gather *gather, size_t table, struct text repeated, struct error *error);

/* The first id, in byte order, that some member lacks, and the first member that lacks it. */
struct gather_missing {
    struct text id;
    size_t member;
};
bool gather_report_missing(const struct gather *gather, const struct gather_missing *missing, struct error *error);

/* The error that no id stands in two tables. */
bool gather_report_strangers(const struct gather *gather, struct error *error);

#endif
