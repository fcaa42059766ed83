/*
 * review.h - what a review tells: every figure of a report, made once from the rows that were queued and
 * what people answered. The writers in output/ print them, none of them reckons.
 *
 * A night is one queue. Nights in a row may be of one model, and of one pool: each drew from what the nights
 * before had left, and from what had come in since. Rows of a probability below 1 are the sample; the others were taken
 * for certain, by their score. Rates of the population come from the sample and from what is known for certain
 * (estimate.h), never from the picks alone. Rows of unknown probability count for their method and nowhere else.
 *
 * Names are numbers into lists of texts; REVIEW_NONE stands for no value.
 */
#ifndef DENGINE_REVIEW_H
#define DENGINE_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/estimate.h"
#include "dengine/text.h"

#define REVIEW_NONE UINT32_MAX

/* ---- what is given ---- */

enum outcome { OUTCOME_OPEN, OUTCOME_SKIPPED, OUTCOME_DISPUTED, OUTCOME_RIGHT, OUTCOME_WRONG };

struct review_row {
    struct text id;
    uint32_t night, method;
    size_t place, of;            /* it was the place-th, from 0, of so many rows of its method that night */
    double pi;                   /* the probability with which it was taken; NAN: not known */
    double forecast, confidence; /* in [0, 1]; NAN: none */
    enum outcome outcome;
    bool again;           /* an earlier night had the same id */
    const uint32_t *also; /* the other methods that wanted it */
    size_t also_count;
};

/* Rows of which the deployed model says one label. */
struct review_class {
    uint32_t label;              /* a level of FACTOR_SAYS */
    double population, forecast; /* those that the sample could have held, and the mean of their forecasts */
};

struct review_night {
    struct text name;
    struct text model; /* the figures start anew where it is another one than the night before */
    struct text pool;  /* the night before's and not empty: drawn from the rows which that night left */
    double met;        /* rows of its table that were left out because earlier nights had queued them; NAN: not known */
    double population; /* rows that its sample could have held; NAN: as many as its rows stand for */
    double forecast;   /* the mean of the forecasts over them; NAN: not known */
    const struct review_class *classes; /* as far as they are known */
    size_t classes_count;
    bool taught; /* the answers to its sample taught the model at hand: they are known, but no sample of it */
};

/* Something by which rows are told apart: a label, a stratum, a camera. */
struct review_factor {
    struct text name;
    const uint32_t *values; /* [rows] */
    const struct text *levels;
    size_t count;
};

/* The first two factors of every review. */
enum { FACTOR_SAYS, FACTOR_IS, FACTOR_FURTHER };

struct review {
    const struct review_row *rows; /* in the order of the nights */
    size_t count;
    const struct review_night *nights;
    size_t nights_count;
    const struct text *methods;
    size_t methods_count;
    const struct review_factor *factors; /* what the model says, what is right, then strata and --by */
    size_t factors_count;
    double seconds_per_row; /* 0: not given */
};

/* ---- what it tells ---- */

/* How often the model is right on a part of the population. */
struct review_rate {
    struct figure accuracy;            /* n 0: no row of a sample tells it */
    size_t sample, right;              /* reviewed rows of samples */
    double population, known, unknown; /* rows it speaks of, those of them known for certain; picked rows without
                                         an answer, of which it does not speak */
};

struct review_counts {
    size_t rows, reviewed, wrong, skipped, disputed, open;
};

struct night_figures {
    struct review_counts counts;
    struct review_rate alone, so_far; /* this night; all nights of its model up to it */
    bool anew;                        /* the first one of its model */
};

struct level_figures {
    uint32_t level;
    struct review_counts counts;
    struct review_rate rate;
};

struct factor_figures {
    struct level_figures *levels; /* those that rows have, in the order of their names */
    size_t count;
};

enum { REVIEW_TENTHS = 10 };

struct method_figures {
    struct review_counts counts, last; /* of all nights, of the last one */
    bool sample;                       /* its rows were drawn */
    struct figure share;               /* of wrong rows among the reviewed: not the error rate */
    struct figure lift;                /* over the error rate of the sample; n 0 below INTERVAL_FEW rows */
    struct figure minutes;             /* of review for an error; n 0 without seconds_per_row, high may be INFINITY */
    size_t alone, shared, also;        /* errors that only it wanted, that others wanted too, that others took */
    struct {
        size_t reviewed, wrong;
    } tenths[REVIEW_TENTHS]; /* of its queues, best first */
};

struct confusion_figures {
    uint32_t says, is;
    size_t found, last;  /* errors, in all nights and in the last one */
    struct figure share; /* of the population; n 0: not told */
};

struct calibration_figures {
    struct {
        struct review_rate rate;
        double confidence; /* mean */
    } tenths[REVIEW_TENTHS];
    struct figure error; /* expected calibration error (Naeini, Cooper & Hauskrecht 2015), n rows of the sample */
    double confidence;   /* mean of the sample, as its rows stand for the population */
    struct figure accuracy;
};

struct review_figures {
    struct review_counts counts;
    struct review_rate accuracy;  /* of the last model */
    size_t since;                 /* its first night */
    struct figure base;           /* the error rate of the samples of all nights: what looking without a method finds */
    struct figure picks;          /* lift of all rows that were picked, in the last night */
    size_t unknown_pi;            /* rows */
    struct night_figures *nights; /* [nights_count] */
    struct factor_figures *factors;       /* [factors_count] */
    struct method_figures *methods;       /* [methods_count] */
    struct confusion_figures *confusions; /* most found first */
    size_t confusions_count;
    struct calibration_figures calibration;
    double *shares; /* [methods_count] of the last night, and as suggested for the next one; sum 1 */
    double *suggested;
    double halving; /* further rows of the sample that would halve the interval; 0: not told */
};

/* Makes all of it; the figures live in the arena and refer to the review. */
struct review_figures *review_figures(const struct review *review, struct arena *arena);

/* ---- for the parts of it ---- */

static inline bool review_answered(const struct review_row *row)
{
    return row->outcome == OUTCOME_RIGHT || row->outcome == OUTCOME_WRONG;
}

static inline bool review_drawn(const struct review_row *row)
{
    return row->pi < 1;
}

void review_count(struct review_counts *counts, const struct review_row *row);

/* The samples of the nights. */
struct review_samples {
    const struct review *review;
    struct arena *arena;
    struct {
        double stands, frame;  /* rows that its sample stands for, as drawn and as it is known */
        size_t start;          /* its first row */
        double fresh;          /* rows that no night before it had queued */
        double certain;        /* rows that were picked */
        size_t drawn, sampled; /* rows of the sample; those of them that were reviewed */
    } * nights;
    struct estimate_row *rows; /* room for one rate */
};

struct review_samples *review_samples(const struct review *review, struct arena *arena);

/* Which rows a rate is about, and what counts as wrong. */
struct review_domain {
    const size_t *rows; /* ascending; NULL: all */
    size_t count;
    size_t first, last;     /* nights, last included */
    const uint32_t *called; /* all rows that the model calls so; NULL: not told by a label */
    bool told_late;         /* which rows are in it is known of reviewed ones only */
    bool sample_only;       /* what is known for certain is left out */
    uint32_t says, is;      /* this confusion counts alone; REVIEW_NONE: every error */
};

struct review_rate review_rate(const struct review_samples *samples, const struct review_domain *domain);

/* The rates of all rows over the nights first .. h, for each h up to `last`: rates[last - first + 1]. */
void review_rates_so_far(const struct review_samples *samples, size_t first, size_t last, struct review_rate *rates);

/* The parts: each fills its own members. */
void review_methods(struct review_figures *figures, const struct review_samples *samples);
void review_confusions(struct review_figures *figures, const struct review_samples *samples);
void review_calibration(struct review_figures *figures, const struct review_samples *samples);
void review_advice(struct review_figures *figures, const struct review_samples *samples);

#endif
