/*
 * queue_mix.h - several queues mixed into one.
 *
 *     queue_read(&queues[i], arena, path, "id", 0, error)       each of them
 *     queue_offer(&offers[i], arena, &queues[i])                what select/mix.h needs to know of it
 *     mix_shares, mix_take                                      who takes what
 *     queue_mix(&queue, arena, queues, &mix, keep, error)       the product
 */
#ifndef DENGINE_QUEUE_MIX_H
#define DENGINE_QUEUE_MIX_H

#include "output/queue.h"
#include "select/mix.h"

/* Tells a mix the rows and what they are a sample of (see mix.h), by their methods, reasons and probabilities: all of
 * `random` with one probability, n of N or a fraction; of `random` by weight or below a threshold; of --draw; of
 * `stratify`; none below 1: picked for their score; else of unknown design. Sets rows, count, kind, random, population
 * and poisson. */
void queue_offer(struct mix_queue *mixed, struct arena *arena, const struct queue *queue);

/* The picks as a queue: `also` (`teacher#3|ensemble#17`: the other methods that wanted the row, with
 * their ranks), then all columns of the queues, those of `keep` last. A row wanted by several has the
 * evidence of all; where two queues fill one column, that of the method that took it. */
bool queue_mix(struct queue *mixed, struct arena *arena, const struct queue *queues, const struct mix *mix,
               const struct words *keep, struct error *error);

#endif
