/*
 * said.h - what one row of a join says: whose it is, its label, its distribution.
 */
#ifndef DENGINE_SAID_H
#define DENGINE_SAID_H

#include "input/gather.h"
#include "input/slots.h"

struct said {
    struct text id, group;
    struct slot_key key;
    struct slot *expected;
    size_t member, label;
    bool outside, principal;
    double confidence;
    double *p;      /* the distribution: the caller's room */
    int64_t *units; /* the same in units of 1e-12: the caller's room */
    int64_t entropy;
    char shown[32]; /* room for the group */
};

/* Reads sample i of a table; `used` notes the labels of its label column. A row outside the population is
 * not looked at further. */
bool said_read(const struct gather *gather, size_t table, struct label_cache *cache, uint64_t *used,
               const struct samples *samples, size_t i, struct said *said, struct problem *problem);

/* x in units of 1e-12. */
int64_t said_units(double x);

#endif
