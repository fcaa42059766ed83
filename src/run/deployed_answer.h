/*
 * deployed_answer.h - `label` and `confidence`, the deployed model's answer, in queues that are ranked without it.
 *
 * Every row of a batch shows what the model said, whichever method took it: people review that, and `report`, `learn`
 * and `export` go by it. Methods that score a prediction have it at hand; the others ask here.
 *
 *     deployed_answer_open(run, error)                         once the columns are open, before run_ready
 *     deployed_answer_add(run, sample, cells)                  of a row that enters the queue
 *     count = deployed_answer_columns(run, columns)            what was added
 */
#ifndef DENGINE_DEPLOYED_ANSWER_H
#define DENGINE_DEPLOYED_ANSWER_H

#include "run/run.h"

enum { DEPLOYED_ANSWER_MOST = 2 };

/* Finds out what the input tells: nothing, a label, or a label and its confidence. What the user named must be there;
 * columns that are no prediction are none, and no error: the command does not rank by it. */
bool deployed_answer_open(struct run *run, struct error *error);

/* Writes the columns, at most DEPLOYED_ANSWER_MOST; returns how many there are. */
size_t deployed_answer_columns(const struct run *run, struct queue_column *columns);

/* Adds their cells. What cannot be read is empty. */
void deployed_answer_add(const struct run *run, struct sample *sample, struct cells *cells);

/* The label alone, empty when there is none. */
struct text deployed_answer_label(const struct run *run, struct sample *sample);

/* Of the rows of the queue, before it is written: notes those whose prediction could not be read. */
void deployed_answer_note(const struct run *run, struct top_entry *const *rows, size_t count);
void deployed_answer_note_empty(const struct run *run, size_t empty, size_t count);

/* Fills in the label and the confidence of rows that lack them, by id, from the predictions, in a finished queue: it
 * has both columns then, the first of its evidence where it had none. A confidence is that of its label. */
bool deployed_answer_fill(const struct run *run, struct queue *queue, const char *predictions, struct error *error);

#endif
