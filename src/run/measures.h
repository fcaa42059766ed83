/*
 * measures.h - the option --measure: which measures of a command's tables rank.
 */
#ifndef DENGINE_MEASURES_H
#define DENGINE_MEASURES_H

#include "dengine/top.h"
#include "run/command.h"

struct measures {
    const struct measure *items[TOP_MEASURES];  /* the first ranks, the others break its ties */
    const struct measure *tables[TOP_MEASURES]; /* where each stands */
    size_t count;
};

/* Reads --measure; without it the first measure of the command's first table. */
bool measures_choose(struct measures *measures, const struct command *command, const struct options *options,
                     struct arena *arena, struct error *error);

/* The error that a file gives labels only. */
bool measures_need_distribution(const struct measure *measure, const char *file, struct error *error);

#endif
