/*
 * mix.h - several queues into one batch, by shares, in which every prefix keeps the shares.
 *
 * The design, on which inclusion_prob rests. C: the rows that are picked for their score, and those that a sample
 * holds for another reason. They are picked first, without a look at any draw, so that they are certain. The samples
 * are drawn from the rest R, one after the other, each the first rows in the order of its draws that nobody has: a
 * quota of new rows that the shares fix beforehand (a stratum: its part of the queue's first rows). How many rows are
 * passed by depends on the draws, so that what is found must not be divided by that (inverse sampling: 3 to 4 % off).
 *
 * One sample is the second phase of a design whose first is the queue (double sampling: Sarndal, Swensson & Wretman
 * 1992, ch. 9):
 *
 *   MIX_COUNTED  rows of one group (a stratum, or all) are equally likely and come in the order of their draws: of
 *                the K rows of the group in R the first k are a simple random sample, so p = cell k / K. Of a sample
 *                n of N long enough to hold C and the quota it is simply quota / (N - C): what is picked for its
 *                score is taken to be of the population that was drawn from.
 *   MIX_ORDERED  a row is in when its draw lies below a threshold (weights, --draw, a cap): p = min(1, w t), t the
 *                order u / w of the first row of R not used (priority sampling: Duffield, Lund & Thorup 2007).
 *
 * Several samples share their draws (same seed: permanent random numbers, Ohlsson 1995), and a row is in when its draw
 * lies below the largest of its thresholds. A threshold must not depend on the draw that it is for (substitutable: Ting
 * 2022): p is the draw below which the row would have been taken, all others as they are. So for each row the mix is
 * looked at as it would be without it: its sample takes the next row instead; if a later sample has that one, it takes
 * its own next; and p is the largest of the draws at which one of the samples would have preferred the row to its last.
 * The next draw beyond the end of a queue n of N is not known: there the last row of each group is a threshold and not
 * used. One ordered sample, drawn last, can stand beside others.
 *
 *   MIX_CARRIED  a sample of unknown design: its cells hold when it is used whole, and alone
 *   MIX_UNKNOWN  a sample without probabilities
 *
 * What is not exact has no probability (NaN), and `why` tells: a sample some of whose strata have no slot, whose draws
 * are not in order, whose draws are another seed's. Rows that fill up slots for which a sample had no new rows depend
 * on the draws: they have none either. The estimate does without both.
 *
 * A row wanted by several queues is taken once. A queue that runs dry whatever is drawn gives its slots to the others
 * by their shares. Ranks interleave so that after k rows a queue with s of n slots has had more than s k / n - 1 and
 * less than s k / n + 1 of them: the next row is that of the queue whose deficit would be the first to grow to a whole
 * row (Tijdeman 1980).
 */
#ifndef DENGINE_MIX_H
#define DENGINE_MIX_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

enum mix_kind { MIX_SCORE, MIX_COUNTED, MIX_ORDERED, MIX_CARRIED, MIX_UNKNOWN };
enum mix_share { MIX_REST, MIX_PERCENT, MIX_COUNT };

/* The share of a random queue that has none given, and what is good for it, in percent. */
enum { MIX_RANDOM_PERCENT = 20, MIX_RANDOM_LEAST = 10, MIX_RANDOM_MOST = 25 };

struct mix_row {
    struct text id;
    double inclusion_prob; /* or NaN */
    struct text group;     /* of a counted sample: its stratum */
    bool certain;          /* a row of a sample that is there for another reason: unscorable, or certain in a mix */
    double draw;           /* of a sample: u, or NaN */
    double order, weight;  /* of an ordered one: u / w, and w */
    double ceiling;        /* no threshold makes its probability larger */
    double rising;         /* what rises along a group as its draws do, or NaN */
};

struct mix_queue {
    const char *name; /* for messages */
    enum mix_kind kind;
    bool random; /* the random share: 20 % unless told, and one at most */
    enum mix_share share;
    double amount; /* percent or rows */
    const struct mix_row *rows;
    size_t count;
    double population; /* N of a sample n of N, else 0 */
    bool poisson;      /* how many rows it has depends on the draws: each row stands on its own */

    double quota; /* set by mix_shares: rows asked for, before rounding */

    /* Set by mix_take. */
    size_t slots;    /* asked for, in whole rows */
    size_t taken;    /* got */
    size_t shared;   /* rows that it would have taken, but another has them */
    size_t known;    /* of a sample: rows taken with a probability below 1 */
    bool dry;        /* it had fewer than its slots */
    const char *why; /* its rows have no probability, or NULL */
};

/* Another queue that wanted the row. */
struct mix_also {
    size_t queue, row;
    struct mix_also *next;
};

struct mix_pick {
    size_t queue, row;
    double inclusion_prob; /* or NaN */
    struct mix_also *also; /* in the order of the queues */
};

struct mix {
    struct mix_queue *queues;
    size_t count;
    struct mix_pick *picks; /* by rank */
    size_t picks_count;
    size_t certain; /* how many of them have inclusion_prob 1 */
    size_t unknown; /* and how many none */
    size_t filled;  /* of these: in slots that samples left */
};

/* Reads `50%` or `100` (nothing: MIX_REST); false when it is neither. */
bool mix_share_parse(struct text text, enum mix_share *share, double *amount);

/* Sets the quotas for n rows: percents are of n; what is left goes in equal parts to the queues without
 * a share, after a random queue among them has got MIX_RANDOM_PERCENT. An error tells shares that are
 * more or less than n, and a second random queue. */
bool mix_shares(struct mix_queue *queues, size_t count, size_t n, struct error *error);

/* Takes at most n rows by the quotas; all rows when n is at least as many as the queues hold together, or SIZE_MAX. An
 * error tells an id that stands twice in a queue. */
bool mix_take(struct mix *mix, struct arena *arena, struct mix_queue *queues, size_t count, size_t n,
              struct error *error);

/* How many different ids the queues hold. */
size_t mix_distinct(struct arena *arena, const struct mix_queue *queues, size_t count);

#endif
