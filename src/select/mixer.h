/*
 * mixer.h - a mix in the making: who takes which row (mix_take.c), and how likely that was (mix_include.c).
 */
#ifndef DENGINE_MIXER_H
#define DENGINE_MIXER_H

#include <stdint.h>

#include "select/mix.h"

#define NOBODY SIZE_MAX

/* The rows of one group of a sample that are not certain. */
struct mix_group {
    size_t rows;       /* in the queue */
    size_t quota;      /* of these, to be used */
    size_t rest, used; /* in R, and of these used */
    size_t last;       /* the last of them in the queue */
    double prob;       /* of MIX_COUNTED: the cell of its rows */
    double tail;       /* order of the last row used */
    double cut;        /* threshold of the rows used: order of the first row not used; NaN: none */
    size_t next;       /* the row that would be used if one of these were not there, or NOBODY */
    bool ended;        /* there is such a row, or a threshold: more than the queue's end */
};

/* What one queue does. */
struct mix_part {
    size_t *samples;    /* [row] the number of its id */
    size_t slots;       /* by the quotas, and what dry queues left */
    size_t passed;      /* rows looked at for their place in the queue */
    size_t had, cursor; /* while ranks are given out */

    /* Of a sample. */
    size_t *group; /* [row] or NOBODY: certain */
    struct mix_group *groups;
    size_t groups_count;
    bool *used;  /* [row] it belongs to the quota */
    size_t *row; /* [sample] its row, or NOBODY; of samples side by side */
};

struct mixer {
    struct arena *arena;
    struct mix_queue *queues;
    struct mix_part *parts; /* [queue] */
    size_t count, n;
    size_t samples_count;
    size_t *owner; /* [sample] the queue that takes it, or NOBODY */
    size_t *place; /* [sample] the index of its pick */
    bool *certain; /* [sample] it is in C */
    bool *filled;  /* [sample] it fills a slot that a sample left */
    size_t *order; /* the samples in the order in which they are drawn: those with probabilities first */
    size_t order_count, known;
};

/* Whether several samples have probabilities. */
static inline bool is_joint(const struct mixer *mixer)
{
    return mixer->known > 1;
}

/* Whether the queue is a sample that is to have rows. */
static inline bool is_sample(const struct mixer *mixer, size_t q)
{
    return mixer->queues[q].kind != MIX_SCORE && mixer->parts[q].slots > 0;
}

/* The order in which a row of a sample comes: u, or u / w. */
static inline double order_of(const struct mix_queue *queue, size_t row)
{
    return queue->kind == MIX_ORDERED ? queue->rows[row].order : queue->rows[row].draw;
}

/* Before the samples are drawn: groups and quotas, and which of them can have probabilities: sets `why` of the others.
 */
void mix_plan(struct mixer *mixer);

/* The inclusion probabilities of all picks. */
void mix_include(struct mix *mix, const struct mixer *mixer);

#endif
