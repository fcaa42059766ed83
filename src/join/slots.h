/*
 * slots.h - what a slot holds of a sample, and where: as much as was asked for.
 *
 * Its values are the sums of the others' distributions, the deployed model's, each of the others': so many as were
 * asked for. As long as all are whole millionths they take four bytes each; other ones eight, in a block beside the
 * slot. When the first row at all is such a one, all slots are made for them.
 */
#ifndef DENGINE_SLOTS_H
#define DENGINE_SLOTS_H

#include "join/answer.h"
#include "join/tables.h"

/* Flags of a slot. */
enum slot_flags {
    SLOT_OWN = 1,       /* the deployed model's row is there */
    SLOT_PRINCIPAL = 2, /* the principal's row is there, */
    SLOT_OUTSIDE = 4,   /* and outside the population */
    SLOT_BAD = 8,       /* a row is bad; */
    SLOT_KNOWN = 16,    /* that row is, or may be, the deployed model's */
    SLOT_TOLD = 32,     /* what no model says is there */
    SLOT_APART = 64,    /* the values are in a block */
};

/* A value of eight bytes. */
union slot_value {
    int64_t units; /* of a sum */
    double p;
};

/* Opens the table of slots, gather->pending. */
void slots_open(struct gather *gather);

/* Before any row is added: the first rows of a table tell what the slots of all are like. From any worker, at any
 * time. */
void slots_ready(struct gather *gather, const struct gather_table *table, const struct answer *rows, size_t count);

/* Adds a row to the slot of its id, with the lock held; false when this member has been there before. */
bool slots_add(const struct gather *gather, const struct gather_table *table, struct slot *slot,
               const struct answer *answer);

/* Notes, with the lock held, that a row of a table is bad: of several reasons the first table's counts. */
void slots_add_fault(const struct gather *gather, size_t table, struct slot *slot, const struct answer *answer,
                     const struct problem *problem);

/* Whether no row is missing any more. */
bool slots_complete(const struct gather *gather, const struct slot *slot);

/* What is known of the sample, as long as the slot and the caller's room hold it: gather->values of them. */
struct gathered slots_tell(const struct gather *gather, struct slot *slot, union slot_value *room);

/* With the lock held: the block of a slot that is done may serve another. */
void slots_release(const struct gather *gather, size_t part, struct slot *slot);

#endif
