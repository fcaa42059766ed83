/*
 * labels.h - names of classes and of members as small numbers, shared by all workers.
 *
 * A number stays with its name; numbers are given in the order of coming, so nothing that is printed
 * may depend on them: ties go by name. A worker asks its own cache first.
 */
#ifndef DENGINE_LABELS_H
#define DENGINE_LABELS_H

#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/text.h"
#include "input/table.h"

enum {
    LABELS_MOST = 65000, /* different names; the number LABELS_MOST says that there is none */
    LABELS_CACHE = 512,
};

struct labels;

/* A worker's own memory of what it asked before; zero is valid and empty. */
struct label_cache {
    uint32_t numbers[LABELS_CACHE]; /* plus 1 */
};

struct labels *labels_open(struct arena *arena);

/* The number of a name, given one when it is new; LABELS_MOST when there are too many. `cache` may be NULL. */
size_t labels_add(struct labels *labels, struct label_cache *cache, struct text name);

/* What is wrong when there are too many; returns false. */
bool labels_problem(struct problem *problem);

/* The number of a name, or LABELS_MOST. Not while others add. */
size_t labels_find(const struct labels *labels, struct text name);

size_t labels_count(const struct labels *labels);
struct text labels_name(const struct labels *labels, size_t number);

#endif
