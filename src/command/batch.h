/*
 * batch.h - what the parts of the command `batch` share.
 *
 *     batch.c         the command: plan -> methods -> mix -> batch and record
 *     batch_learn.c   a method that learns from the scores of the others
 *     batch_expect.c  what the method that draws expects of the rows that no other picked
 *     batch_report.c  what the nights before have told
 */
#ifndef DENGINE_BATCH_H
#define DENGINE_BATCH_H

#include "command/plan.h"
#include "command/record.h"
#include "join/scores.h"
#include "output/queue.h"
#include "run/run.h"

struct batch {
    struct run run; /* for notes and the output */
    struct plan plan;
    unsigned threads;
    struct idset excluded;
    struct record_files inputs, excluded_files;
    struct arena *arenas;  /* [methods] while a method runs */
    struct run **runs;     /* [methods] the open row-by-row ones */
    struct sink *sinks;    /* [methods] */
    struct scores *scores; /* what the methods said that another learns from, or NULL */
    bool heard_earlier;    /* and what the queues of earlier nights say */
};

/* Hears the scores of a method that teaches while it scores: before it runs, where `heard` is set. */
void batch_listen(struct batch *batch, size_t method);

/* After it has run: notes the scores of its queue where it was not heard, and keeps as many rows as its queue takes. */
void batch_hear(struct batch *batch, size_t method, struct queue *queue);

/* Runs the method that learns, once all others have run, with what the excluded queues of earlier nights say. */
bool batch_learn(struct batch *batch, size_t method, struct error *error);

/* Where a method draws by its scores: what it expects of the rows that no other method picked, in its sink. */
bool batch_expect(struct batch *batch, const struct queue *mixed, const struct mix *mix, struct error *error);

/* Writes the report of the queues beside the output; none on the first night. */
bool batch_report(const struct batch *batch, struct error *error);

/* Adds to a batch what the methods that teach said of its rows, `score_METHOD` and the label: so all of them, those
 * drawn at random too, can teach later. */
void batch_score(const struct batch *batch, struct queue *mixed);

#endif
