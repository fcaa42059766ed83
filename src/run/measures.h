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

/* The upper end of a measure's scale from 0, for --draw: ln K for an entropy of K classes, NaN for a divergence, which
 * has none that K sets, else 1. */
double measures_scale(const struct measure *measure, size_t classes);

/* The error that a file gives labels only. */
bool measures_need_distribution(const struct measure *measure, const char *file, struct error *error);

#endif
