/*
 * chance.h - --draw: a scoring command draws rows with a probability that grows with their score, instead of the best.
 *
 * Its weights need the mean over the population, so the command runs twice: the first time its scores are summed, the
 * second time each is turned into that of a draw (informed.h). A command that scores asks chance_weigh before it offers
 * a row, and passes no row over unscored while there is a chance.
 */
#ifndef DENGINE_CHANCE_H
#define DENGINE_CHANCE_H

#include <stdatomic.h>

#include "dengine/informed.h"
#include "input/names.h"
#include "run/command.h"
#include "run/diversify.h"

/* Rows that the deployed model says one label of. */
struct chance_class {
    struct text label;
    uint64_t population;
    double forecast; /* their mean */
};

/* Rows that others have taken: what the method that draws expects of them, too. */
struct chance_asked {
    struct names ids;
    const struct chance_class *classes; /* of the draw */
    size_t classes_count;
    _Atomic int64_t *told; /* [ids.count] see chance_told */
};

struct chance {
    struct arena *arena;        /* of what holds for both passes */
    bool drawing;               /* the second pass */
    struct chance_asked *asked; /* a pass that does nothing but tell these, else NULL */
    size_t rows;                /* n */
    unsigned workers;
    struct informed_sums *sums; /* [workers] */
    struct tally **tallies;     /* the same, where ids may repeat */
    uint64_t repeated;          /* rows that repeat an id: then no probability is known */
    struct informed_design design;
    struct chance_labels *labels; /* [workers] */
    struct chance_class *classes; /* in byte order; none where no label is told */
    size_t classes_count;
    atomic_bool off_scale; /* a score lies outside [0, 1] */
    atomic_bool untold;    /* the ids cannot be counted */
};

/* Room for the workers of a run: in its first pass. */
void chance_start(const struct run *run);

/* A row with a score from 0 to `highest`; the label is what the deployed model says, nothing where that is not told. */
struct scored {
    struct text id, label;
    double highest;
};

/* Whether to offer a row with the score key->scores[0]. Sets the score of its draw, and what was its score as the
 * second. */
bool chance_weigh(const struct run *run, unsigned worker, const struct scored *scored, struct top_key *key);

/* The probabilities of the rows drawn, and the evidence `expected` (the score, 0 to 1), `draw` and `weight`. */
void chance_finish(struct run *run, struct queue *draft);

/* For a command that holds what it scores: `pass` makes its tops and offers all rows, and is called a first time to sum
 * their scores when it is to draw. */
bool chance_held(struct run *run, void (*pass)(void *state), void *state, struct error *error);

/* The options of a run that tells what is asked, and makes no queue: for a command, or for chance_held. Of an id with
 * several rows the highest counts. */
struct options *chance_asking(const struct options *options, struct chance_asked *asked, struct arena *arena);

/* After it: the forecast of an id, and the number of its class, or classes_count. False when it is none of the rows
 * that the method draws from. */
bool chance_told(const struct chance_asked *asked, size_t id, double *forecast, size_t *class);

/* Runs a command, twice when it is to draw and does not hold its scores. */
bool chance_run(const struct command *command, const struct options *options, struct arena *arena, struct error *error);

#endif
