/*
 * eye.h - what one worker of a profile has seen of a table: counts, ranges, a histogram. Sums over workers are those of
 * one.
 */
#ifndef DENGINE_EYE_H
#define DENGINE_EYE_H

#include "input/idset.h"
#include "input/names.h"
#include "input/sample.h"
#include "input/survey.h"
#include "input/tally.h"
#include "read/moment.h"

enum {
    EYE_BINS = 10000,    /* of confidences: quantiles are right to four digits */
    EYE_CLASSES = 65536, /* told apart, at most */
    EYE_MEMBERS = 64,
    EYE_KNOWN = 256, /* labels found without a search: a power of 2 */
};

/* Letters at both ends of a label. */
struct eye_letters {
    uint64_t first, last;
};

/* A label that stood before: its number among the labels, and its class or predictor->classes. */
struct eye_label {
    struct text text; /* without data: none yet */
    struct eye_letters letters;
    uint32_t number;
    size_t class;
};

/* What one worker has seen. */
struct eye {
    struct arena arena;
    struct names labels;
    struct eye_label known[EYE_KNOWN]; /* some of them, each where its letters tell */
    uint64_t *counts;                  /* [labels] */
    size_t counts_capacity;
    bool more;
    uint64_t bins[EYE_BINS + 1];
    double sum[2], confidence[2], norm[2];
    uint64_t told, predicted, unlikely, strange, headers, common, timed, vectors;
    struct moment time[2];
    unsigned kinds; /* of times: a bit for each enum moment_kind */
    struct buffer written[2];
    struct moment_clock clock; /* of the last one */
    uint64_t *missing, *bad;   /* by column */
    bool beyond_ascii;
    struct buffer id; /* of the group at hand: rows of a sample, one for each class */
    double group_sum;
    uint64_t groups, *last_group; /* [labels] the last one that had it */
    size_t last_capacity;
    bool unsound;         /* a class stood twice, or had no number */
    struct names members; /* that answer, EYE_MEMBERS at most */
    struct survey survey;
    struct tally *tally;
    struct idset_adder *adder;
};

/* Nothing seen yet; `arena` is set. */
void eye_open(struct eye *eye, size_t columns);

/* Whether a text, such as a row, is all ASCII. */
bool eye_is_ascii(struct text text);

/* The least and the largest of what is noted. */
void eye_range(double range[2], double value);

/* What a row says of its sample, how sure, and whether its label is the likeliest class. */
void eye_prediction(struct eye *eye, const struct sample *sample);

/* The same of several rows, whose values were read: no labels apart. */
void eye_predictions(struct eye *eye, const struct samples *samples, size_t first, size_t count, const double *p);

/* A row of a sample and one of its classes; the sums of samples are noted. */
void eye_class(struct eye *eye, struct text id, struct text class, double value);

/* How many groups there were. */
uint64_t eye_end_group(struct eye *eye);

/* Which model or view answers in a row. */
void eye_member(struct eye *eye, struct text member);

/* A time, as it is written. */
void eye_time(struct eye *eye, const struct moment *moment, struct text cell);

/* One that may be the first (end 0) or the last (1), and is counted otherwise. */
void eye_time_end(struct eye *eye, int end, const struct moment *moment, struct text cell);

#endif
