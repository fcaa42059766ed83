/*
 * hearing.h - what a method of a plan says of all its rows, noted while they are scored: another method learns from it,
 * and its own queue need hold no more rows than it takes.
 */
#ifndef DENGINE_HEARING_H
#define DENGINE_HEARING_H

#include "join/scores.h"
#include "run/run.h"

struct hearing {
    struct scores *scores;
    size_t method;              /* its number there */
    struct label_cache *caches; /* [workers] */
};

/* Notes a score in units of 1e-9 and the deployed label, empty when there is none; nothing when nobody hears. */
void hearing_note(const struct run *run, unsigned worker, struct text id, int64_t score, struct text label);

#endif
