/*
 * mix.h - several queues into one batch, by shares, in which every prefix keeps the shares.
 *
 * Rows picked for their score are certain. Rows of a probability sample are picked after them, so that
 * what they are a sample of does not depend on them:
 *
 *   MIX_SCORE     picked for its score: inclusion_prob 1
 *   MIX_CARRIED   a stratified or weighted sample: its rows carry their own inclusion_prob, times the
 *                 part of their group (stratum) that the mix has looked at; NaN is unknown and stays so
 *   MIX_RANDOM    a simple random sample of N rows: the rows taken are one of the rest of the population,
 *                 inclusion_prob = taken / (N - certain rows). N is what the queue tells: rows / inclusion_prob
 *
 * A row in two probability samples has the larger of the two probabilities: samples with the same seed
 * share their draws (permanent random numbers: Ohlsson 1995), so the row is there if the draw lies below
 * either threshold.
 *
 * A row wanted by several queues is taken once. A queue that runs dry gives its slots to the others by
 * their shares. Ranks interleave so that after k rows a queue with s of n slots has had between
 * s k / n - 1 and s k / n + 1 of them: the next row is that of the queue whose deficit would be the first
 * to grow to a whole row (Tijdeman 1980).
 */
#ifndef DENGINE_MIX_H
#define DENGINE_MIX_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

enum mix_kind { MIX_SCORE, MIX_CARRIED, MIX_RANDOM };
enum mix_share { MIX_REST, MIX_PERCENT, MIX_COUNT };

/* The share of a random queue that has none given, and what is good for it, in percent. */
enum { MIX_RANDOM_PERCENT = 20, MIX_RANDOM_LEAST = 10, MIX_RANDOM_MOST = 25 };

struct mix_row {
    struct text id;
    double inclusion_prob; /* or NaN */
    struct text group;     /* of a carried row: its stratum */
    bool certain;          /* a row of a probability sample that is there for another reason: unscorable */
};

struct mix_queue {
    const char *name; /* for messages */
    enum mix_kind kind;
    enum mix_share share;
    double amount; /* percent or rows */
    const struct mix_row *rows;
    size_t count;

    double quota; /* set by mix_shares: rows asked for, before rounding */

    /* Set by mix_take. */
    size_t slots;  /* asked for, in whole rows */
    size_t taken;  /* got */
    size_t passed; /* rows looked at: taken by it or by another */
    bool dry;      /* it had fewer than its slots */
};

/* Another queue that wanted the row. */
struct mix_also {
    size_t queue, row;
    struct mix_also *next;
};

struct mix_pick {
    size_t queue, row;
    double inclusion_prob;
    struct mix_also *also; /* in the order of the queues */
};

struct mix {
    struct mix_queue *queues;
    size_t count;
    struct mix_pick *picks; /* by rank */
    size_t picks_count;
    size_t certain;    /* how many of them are certain */
    double population; /* N; 0 without a random queue */
};

/* Reads `50%` or `100` (nothing: MIX_REST); false when it is neither. */
bool mix_share_parse(struct text text, enum mix_share *share, double *amount);

/* Sets the quotas for n rows: percents are of n; what is left goes in equal parts to the queues without
 * a share, after a random queue among them has got MIX_RANDOM_PERCENT. An error tells shares that are
 * more or less than n, and a second random queue. */
bool mix_shares(struct mix_queue *queues, size_t count, size_t n, struct error *error);

/* Takes at most n rows by the quotas. An error tells an id that stands twice in a queue. */
bool mix_take(struct mix *mix, struct arena *arena, struct mix_queue *queues, size_t count, size_t n,
              struct error *error);

/* How many different ids the queues hold. */
size_t mix_distinct(struct arena *arena, const struct mix_queue *queues, size_t count);

#endif
