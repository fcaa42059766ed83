/*
 * families.h - columns that belong together: the probabilities of all classes, their logits, a vector.
 */
#ifndef DENGINE_FAMILIES_H
#define DENGINE_FAMILIES_H

#include "input/roles.h"

/* Finds the family of a table among the columns that are nothing yet, and how an option names it: a glob when it
 * takes just these columns, else their names. */
void families_find(struct roles *roles);

#endif
