/*
 * queues.h - queues read back, and mixed into one.
 *
 *     queues_read(&queues[i], arena, path, "id", 0, error)      for each file
 *     queues_offer(&offers[i], arena, &queues[i])               what mix.h needs to know
 *     mix_shares, mix_take                                      who takes what
 *     queues_mixed(&queue, arena, queues, &mix, keep, ...)      the product
 */
#ifndef DENGINE_QUEUES_H
#define DENGINE_QUEUES_H

#include "output/queue.h"
#include "select/mix.h"

/* Reads a queue (or any CSV with ids) with its rows in the order of `rank`. What a queue has and the file
 * has not: rank is the order of the rows, inclusion_prob 1, method the name of the file. An empty
 * inclusion_prob is unknown: NaN. delimiter 0: by the file's name. */
bool queues_read(struct queue *queue, struct arena *arena, const char *path, const char *id, char delimiter,
                 struct error *error);

/* Tells a mix the rows and what they are: a simple random sample when all are of method `random` with one
 * probability, else a carried sample when some probability is below 1. Sets rows, count and kind. */
void queues_offer(struct mix_queue *offer, struct arena *arena, const struct queue *queue);

/* The picks as a queue: `also` (`teacher#3|ensemble#17`: the other methods that wanted the row, with
 * their ranks), then all columns of the queues, those of `keep` last. A row wanted by several has the
 * evidence of all; where two queues fill one column, that of the method that took it. */
bool queues_mixed(struct queue *mixed, struct arena *arena, const struct queue *queues, const struct mix *mix,
                  const struct words *keep, struct error *error);

/* The method of a row. */
struct text queue_method(const struct queue *queue, size_t row);

/* What a row says that its rank is. */
double queue_rank(const struct queue *queue, size_t row);

/* The index of a column, or columns_count. */
size_t queue_column_find(const struct queue *queue, struct text name);

#endif
