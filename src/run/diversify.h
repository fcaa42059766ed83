/*
 * diversify.h - from a pool of the best-scored rows, a queue without near-twins and spread out.
 *
 * Rows that could not be scored come first, as they do in every queue; rows without a vector come last.
 * The score stays what the command says; the rank is the order in which rows were chosen.
 */
#ifndef DENGINE_DIVERSIFY_H
#define DENGINE_DIVERSIFY_H

#include "run/run.h"

/* A draft is a queue in the making: its rows, best first, and of its columns the evidence alone. */

/* --distinct and --diverse: chooses the queue from the pool, adds evidence, writes --duplicates. Does
 * nothing when neither is given. */
bool run_diversify(const struct run *run, struct queue *draft, struct error *error);

/* As run_write, which is this for rows that are there; columns that are kept come behind those of the draft. */
bool run_write_draft(struct run *run, struct queue *draft, struct error *error);

#endif
