/*
 * classes.h - the classes and labels of the tables that are joined, and how they fit.
 */
#ifndef DENGINE_CLASSES_H
#define DENGINE_CLASSES_H

#include "join/tables.h"

/* For gather_open: numbers the classes of all tables in the order of their names. */
bool gather_number_classes(struct gather *gather, struct error *error);

/* How the classes of the tables fit: false when the labels of two never meet; the error shows both lists. */
bool gather_check_labels(const struct gather *gather, struct error *error);

/* Appends the classes that the table of a member lacks, or that only it has: nothing when all agree. */
void gather_describe_classes(const struct gather *gather, size_t table, struct buffer *out);

#endif
