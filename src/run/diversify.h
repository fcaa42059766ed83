/*
 * diversify.h - from a pool of the best-scored rows, a queue without near-twins and spread out.
 *
 * Rows that could not be scored come first, as they do in every queue; rows without a vector come last.
 * The score stays what the command says; the rank is the order in which rows were chosen.
 */
#ifndef DENGINE_DIVERSIFY_H
#define DENGINE_DIVERSIFY_H

#include "run/run.h"

/* A queue in the making: its rows, best first, and its columns after the reason. */
struct draft {
    struct top_entry *const *rows; /* NULL: they are made when they are written, as in struct queue */
    const struct top_entry *(*entry)(void *state, size_t row);
    void *state;
    size_t count;
    const struct queue_column *evidence;
    size_t evidence_count;
};

/* --distinct and --diverse: chooses the queue from the pool, adds evidence, writes --duplicates. Does
 * nothing when neither is given. */
bool run_diversify(const struct run *run, struct draft *draft, struct error *error);

/* As run_write, which is this for rows that are there. */
bool run_write_draft(struct run *run, struct draft *draft, struct error *error);

#endif
