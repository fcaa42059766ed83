/*
 * answer.h - what one row of a join says: whose it is, its label, its distribution.
 */
#ifndef DENGINE_ANSWER_H
#define DENGINE_ANSWER_H

#include "join/pending.h"
#include "join/tables.h"

struct answer {
    struct text id, group;
    struct slot_key key;
    struct slot *expected;
    size_t member, label;
    bool outside, principal;
    bool unlikely; /* the label is less likely than another class */
    double confidence;
    bool read;      /* its distribution stands in p before answer_read, good as predictor_some_grid has it */
    double *p;      /* the distribution: the caller's room */
    int64_t *units; /* the same in units of 1e-12: the caller's room */
    const uint32_t
        *millionths; /* the same, when whole millionths; then `units` is not filled, and `p` only if needed */
    int64_t entropy;
    void *told;        /* of a table that is no model's: the caller's room */
    char shown[32];    /* room for the group */
    struct buffer set; /* the same, where it is a set of labels */
};

/* Sets whose row it is; all else is unset. */
void answer_start(struct answer *answer, struct text id);

/* Reads sample i of a table; `used` notes the labels of its label column. A row outside the population is
 * not looked at further. */
bool answer_read(const struct gather *gather, size_t table, struct label_cache *cache, uint64_t *used,
                 const struct samples *samples, size_t i, struct answer *answer, struct problem *problem);

/* The same for rows of a grid from sample i on, as long as nothing is unusual about them: returns how many were
 * read into rows[]. Their millionths go to [count][classes] of `millionths`; the room of rows[0] is that of all. */
size_t answer_some(const struct gather *gather, size_t table, struct label_cache *cache, uint64_t *used,
                   const struct samples *samples, size_t i, struct answer *rows, uint32_t *millionths);

/* The member of a row. */
bool gather_member(const struct gather *gather, const struct gather_table *table, const struct csv_row *row,
                   size_t *member, struct problem *problem);

/* x in units of 1e-12. */
int64_t answer_units(double x);

#endif
