/*
 * per_id.h - --per-id: samples of several rows, such as detections: what becomes of their scores, and how many there
 * are.
 *
 * Without it the most doubtful row stands for its id, found in memory of the queue alone, and rows of ids that are not
 * in the queue are not counted. With it every id is held: the score is the largest, or the mean, over the rows of the
 * id, the reason and all else are those of its most doubtful row, and `rows` tells how many there were.
 */
#ifndef DENGINE_PER_ID_H
#define DENGINE_PER_ID_H

#include "run/run.h"

/* The scores of a worker's rows by id. */
struct per_id_scores;

/* One for each worker, and tops that hold every id. */
struct per_id_scores **per_id_open(const struct run *run, struct top ***tops);

/* Tells the score of a row. */
void per_id_add(struct per_id_scores *scores, struct text id, int64_t score);

/* The top of the queue, of one that holds every id; cell number `cell` becomes how many rows there are. Notes how many
 * rows were folded. */
struct top *per_id_fold(const struct run *run, struct per_id_scores *const *scores, struct top *every, size_t cell);

#endif
