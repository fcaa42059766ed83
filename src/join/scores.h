/*
 * scores.h - what several methods said of each sample: queues and whole rankings, joined by id.
 *
 * A sample has at most one score of a method, and one deployed label. What the first file says of it holds; within one
 * file the highest score and, in byte order, the first label: so neither the order of rows nor the threads matter.
 *
 * Samples are numbered in parts by the hash of their id, each with a lock of its own, so that all workers may add.
 * Memory: 10 bytes for each score that a method of the part could give a sample, some 45 bytes and its id for a sample.
 */
#ifndef DENGINE_SCORES_H
#define DENGINE_SCORES_H

#include <pthread.h>

#include "input/names.h"
#include "input/sample.h"
#include "join/labels.h"

enum {
    SCORES_PARTS = 64,
    SCORES_METHODS = 64, /* at most; the number SCORES_METHODS says that there are more */
};

/* Samples of one part, by their number in it. */
struct scores_part {
    pthread_mutex_t lock;
    struct arena arena;
    struct names ids;
    size_t capacity;
    double *values[SCORES_METHODS];  /* NAN: no score; NULL: the method has none in this part */
    uint16_t *files[SCORES_METHODS]; /* which file said so */
    uint16_t *labels, *label_files;  /* label number, LABELS_MOST: none */
    bool *sampled;                   /* some file has it as a row of a probability sample */
};

struct scores {
    struct arena *arena;
    pthread_mutex_t lock;      /* of the methods */
    struct words methods;      /* by number */
    bool unit[SCORES_METHODS]; /* all scores of the method lie in [0, 1]: set by scores_ready */
    struct labels *labels;
    struct scores_part *parts; /* [SCORES_PARTS] */
    struct text first;         /* the method of the first file; of several the first in byte order */
    uint16_t files;            /* how many were read; scores that are added are of file number `files` */
};

struct scores *scores_open(struct arena *arena);

/* The number of a method, given one when it is new. */
size_t scores_method(struct scores *scores, struct text name);

/* One row. */
struct score_row {
    struct text id;
    size_t label; /* of scores.labels, or LABELS_MOST */
    bool sampled;
    size_t count; /* scores, of different methods */
    const size_t *methods;
    const double *values; /* none is NAN */
};

void scores_add(struct scores *scores, const struct score_row *row);

/* The same for a label alone, of samples that are there. */
void scores_add_label(struct scores *scores, struct text id, size_t label);

struct scores_file {
    const char *path;
    const char *id; /* the column, or `id` where there is no such column */
    char delimiter; /* 0: by the file's name */
    unsigned threads;
    struct prediction_columns columns; /* for scores_read_labels */
};

/* Reads a queue: the `score` of each row is one of its `method`, or of the method named like the file; so is what a
 * draw calls `expected`, where the score is the order of that draw. Columns `score_METHOD` are further ones. Draws at
 * random say nothing and are no scores, nor is P(wrong) of an earlier night. */
bool scores_read(struct scores *scores, const struct scores_file *file, struct error *error);

/* Whether a file has scores at all: a column `score`, or some `score_METHOD`. */
bool scores_has(struct arena *arena, const struct scores_file *file, bool *has, struct error *error);

/* Whether each sample has a label. */
bool scores_labelled(const struct scores *scores);

/* Reads the deployed labels of a table of predictions, for the samples that are there: call it last. */
bool scores_read_labels(struct scores *scores, const struct scores_file *file, struct error *error);

/* After the last file: puts the methods into byte order and looks at the ranges of their scores. */
void scores_ready(struct scores *scores);

/* A sample, or false when no file names it. */
struct scores_place {
    const struct scores_part *part;
    size_t number;
};
bool scores_find(const struct scores *scores, struct text id, struct scores_place *place);

/* What the methods said: out[methods], NAN for none. */
void scores_of(const struct scores *scores, struct scores_place place, double *out);

#endif
