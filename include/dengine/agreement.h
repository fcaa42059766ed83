/*
 * agreement.h - do people agree on what they see?
 *
 * Answers are given as (unit, person, class), in ascending order of units, one of a person on a unit. Intervals
 * are those of the jackknife over units (Efron & Stein 1981), cut to [-1, 1]; n is the number of units that
 * tell something. {0} when there are none, or only one class was ever used: nothing tells chance from skill.
 *
 * Threads: from any, each with an arena of its own.
 */
#ifndef DENGINE_AGREEMENT_H
#define DENGINE_AGREEMENT_H

#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/export.h"
#include "dengine/interval.h"

DENGINE_BEGIN

struct opinion {
    size_t unit;
    uint32_t person, said; /* from 0 */
};

/* Cohen's kappa (1960) of two persons, on the units that both answered. `classes` is their number. */
struct figure cohen_kappa(const struct opinion *opinions, size_t count, uint32_t person, uint32_t other, size_t classes,
                          struct arena *arena);

/* Krippendorff's alpha for nominal data (2004, ch. 11): any number of persons, each on any units. */
struct figure krippendorff_alpha(const struct opinion *opinions, size_t count, size_t classes, struct arena *arena);

DENGINE_END

#endif
