/*
 * slots.h - what a slot holds of a sample, and where: as much as was asked for.
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
};

/* Lays out the slots and opens the table of them, gather->pending. */
void slots_open(struct gather *gather);

/* Adds a row to the slot of its id, with the lock held; false when this member has been there before. */
bool slots_add(const struct gather *gather, const struct gather_table *table, struct slot *slot,
               const struct answer *answer);

/* Notes, with the lock held, that a row of a table is bad: of several reasons the first table's counts. */
void slots_add_fault(const struct gather *gather, size_t table, struct slot *slot, const struct answer *answer,
                     const struct problem *problem);

/* Whether no row is missing any more. */
bool slots_complete(const struct gather *gather, const struct slot *slot);

/* What is known of the sample, as long as the slot holds it. */
struct gathered slots_tell(const struct gather *gather, struct slot *slot);

#endif
