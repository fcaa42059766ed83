/*
 * gather.h - several tables joined by id: what the deployed model and the others say of each sample.
 *
 * Tables are read side by side, in any row order. Each row adds to the slot of its id, and a slot holds
 * only what was asked for. Sums are integers in units of 1e-12: exact, so no order of rows, members or
 * threads can change a bit. A sample that all have spoken about is handed on at once and forgotten:
 * tables in one row order stream through; otherwise samples wait for the row that completes them.
 *
 *     fill in struct gather and its tables; gather_open; gather_run(&gather, done, state, &error)
 */
#ifndef DENGINE_GATHER_H
#define DENGINE_GATHER_H

#include "join/tables.h"

/* Numbers the classes and lays out the slot. Tables are ready, their predictors open. */
bool gather_open(struct gather *gather, struct error *error);

/* Reads all tables; `done(state, worker, sample)` gets each sample to rank, from several threads, never
 * twice at a time for one worker number. */
bool gather_run(struct gather *gather, void (*done)(void *state, unsigned worker, const struct gathered *sample),
                void *state, struct error *error);

#endif
