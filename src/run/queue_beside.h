/*
 * queue_beside.h - columns of other tables for the rows of a finished queue: --with FILE of commands that read queues.
 *
 * A table by which those rows are found can be far larger than they are: the cells of their partners are kept, and of
 * all other rows nothing but the keys.
 *
 *     run_beside_open(run, error)                         headers: what cannot be read is told before anything else is
 *     queue_beside_add(run, &queue, "the queue", keep, error)
 *     run_beside_note(run)                                what had no partner
 */
#ifndef DENGINE_QUEUE_BESIDE_H
#define DENGINE_QUEUE_BESIDE_H

#include "run/run.h"

/* Puts columns behind those of the queue: the ones that `keep` names (globs; what the queue has is there already), or
 * all but the keys when it is NULL; where the queue goes to people, not on to commands, under their own names. Keys are
 * columns of the queue, or of a table named before. `called` is what the queue is in messages. */
bool queue_beside_add(struct run *run, struct queue *queue, const char *called, const struct words *keep,
                      struct error *error);

#endif
