/*
 * paired.h - did the model that replaces another become better? From the same reviewed rows, each judged under both.
 *
 * A row is fixed when it was wrong and is right now, broken when it was right and is wrong now. The accuracy changes by
 * the share of fixed rows less that of broken ones; each share is estimated from the samples as every rate is
 * (review_rate), and the interval of their difference comes from theirs (share_difference). So what holds of a rate
 * holds of the change: where few rows of the sample changed, its size is at most Kish's.
 */
#ifndef DENGINE_PAIRED_H
#define DENGINE_PAIRED_H

#include "select/review.h"

/* What is known of a reviewed row. */
struct paired_row {
    bool known;         /* whether it is wrong is known under both models */
    bool before, after; /* it is wrong under the model before, under the one after */
};

struct paired_figures {
    struct figure before, after; /* accuracy; n 0: no row of a sample tells it */
    struct figure fixed, broken; /* shares of the population */
    struct figure gain;          /* accuracy after less that before */
    double population, certain;  /* rows that they speak of, and those of them known for certain */
    size_t sample;               /* different rows of samples that are known */
    size_t sample_fixed, sample_broken;
    double mcnemar; /* of these two: McNemar's exact test */
};

/* `rows` are known by the rows of the review: [count]. Nights of whose sample a row has taught the model after are
 * left out by their mark (taught). */
struct paired_figures paired_figures(const struct review *review, const struct paired_row *rows, struct arena *arena);

#endif
