/*
 * join.h - what the commands have in common that join several exports by id.
 *
 *     join_open    the tables, the measures, what a slot must hold
 *     join_run     all rows; the command's `done` gets each sample, scores it and offers it
 *     join_write   the queue, with kept columns from a second look at the principal table, and notes
 *
 * The principal table (the deployed model's, the original's, the student's) is `run`: --where, --keep
 * and --cap are about its columns. In `done`:
 *
 *     if (sample->problem) { join_unscorable(join, worker, sample); return; }
 *     if (!join_wants(join, worker, sample)) return;
 *     const struct view *view = join_view(join, worker, sample);
 *     struct top_entry *entry = join_offer(join, worker, sample, view, &key);
 *     if (entry) { cells... ; join_fill(join, worker, entry, &key); }
 */
#ifndef DENGINE_JOIN_H
#define DENGINE_JOIN_H

#include "join/gather.h"
#include "run/measures.h"
#include "run/run.h"

/* Which files say what. */
struct join_inputs {
    const char *const *principal; /* shards of the principal table */
    size_t principal_count;
    const char *const *others; /* one table each */
    size_t others_count;
    bool deployed;        /* the principal table is the deployed model's: not one of the others */
    const char *member;   /* the column that names the member of each row, where a table has it; or NULL */
    bool every_has;       /* all of the others must have that column */
    bool long_form;       /* the principal table has that column, too */
    const char *original; /* in long form: who is the deployed model; or NULL */
    bool scores;          /* the others give one number: a score column, or their share of `target` */
    /* A table beside the models', or none: */
    const struct gather_told *told; /* what it tells */
    const char *const *told_paths;
    size_t told_count, told_block; /* files, and the size of their blocks; 0: the usual */
    bool (*told_open)(void *state, struct table *table, struct sampler *sampler, struct error *error); /* finds its id,
                                              wants its columns; the state is that of `told` */
};

/* One sample as the measures see it. Class numbers are of this sample alone. */
struct view {
    struct evidence others; /* without the deployed model: what the row's own votes are, too */
    size_t *labels;         /* [classes] label numbers */
    size_t capacity;
    double *q, *p, *every;
    size_t *votes;
    size_t doubtful;   /* of labels apart: the one that the view is about */
    double *shares;    /* room for those of all labels */
    struct buffer set; /* room for those that are above 1/2 */
};

struct join {
    struct run run;
    struct gather gather;
    struct measures measures;
    struct table *tables; /* of the others */
    struct sampler *samplers;
    struct filter excludes;
    bool votes;                          /* some of the others give no distribution: each has one vote */
    const char *hard;                    /* the first such file, when others give one */
    const struct queue_column *evidence; /* the command's own columns */
    size_t evidence_count;
    struct top **tops;
    struct cells *cells;
    struct view *views; /* one for each worker */

    /* Of labels apart (--multilabel), else no names: by number of a class, the numbers of what it is not. */
    const struct text *apart;
    const size_t *absent;
};

bool join_open(struct join *join, const struct command *command, const struct options *options, struct arena *arena,
               const struct join_inputs *inputs, struct error *error);

/* Reads everything. `evidence` names the command's columns after the reason. */
bool join_run(struct join *join, const struct queue_column *evidence, size_t evidence_count,
              void (*done)(void *state, unsigned worker, const struct gathered *sample), void *state,
              struct error *error);

/* The sample as the measures see it, good until the worker's next. */
const struct view *join_view(struct join *join, unsigned worker, const struct gathered *sample);

/* Asked before: false when its first score, as join_offer would find it, is too low for the queue. */
bool join_wants(const struct join *join, unsigned worker, const struct gathered *sample);

/* Queues a sample first that cannot be scored. */
void join_unscorable(struct join *join, unsigned worker, const struct gathered *sample);

/* Scores by the measures (view not NULL) or takes key->scores as set, and offers the sample. */
struct top_entry *join_offer(struct join *join, unsigned worker, const struct gathered *sample, const struct view *view,
                             struct top_key *key);

/* The deployed model's answer: its label, or a set of labels; without a model in production nothing. And that of the
 * others together. Good until the worker's next. */
struct text join_own_answer(struct join *join, unsigned worker, const struct gathered *sample);
struct text join_answer(struct join *join, unsigned worker, const struct gathered *sample, const struct view *view);

/* What the view is about: the deployed label, of labels apart the one in doubt or its absence, and its confidence. */
struct text join_said(const struct join *join, const struct view *view, const struct gathered *sample);
double join_said_confidence(const struct join *join, const struct view *view, const struct gathered *sample);

/* Whether a member's answer is not that of the deployed model; of labels apart, on the one that the view is about. */
bool join_differs(const struct join *join, const struct view *view, const struct gathered *sample, size_t member);

/* What the others give class k. */
static inline double join_share(const struct gathered *sample, size_t k)
{
    return (double)sample->sums[k] / (GATHER_UNIT * (double)sample->seen);
}

/* join_apart.c: names of what is not there; the view of the label most in doubt by the first measure; a score over all
 * labels, after which the view is another. */
void join_apart_open(struct join *join);
void join_apart_view(const struct join *join, struct view *view, const struct gathered *sample);
double join_apart_score(const struct join *join, struct view *view, const struct gathered *sample,
                        const struct measure *measure);

/* Puts the worker's cells, the further measures and room for kept columns into the entry. */
void join_fill(struct join *join, unsigned worker, struct top_entry *entry, const struct top_key *key);

/* Writes the best of all workers; or these rows, whatever their order. */
bool join_write(struct join *join, struct error *error);
bool join_write_rows(struct join *join, struct top_entry *const *rows, size_t count, struct error *error);

/* The number of a class that an option names: an error if the table has no such class. */
bool join_find_class(const struct predictor *predictor, const char *file, struct text name, const char *option,
                     size_t *found, struct error *error);

/* "model_a" for "ensemble/model_a.csv.gz". */
struct text join_short_name(struct arena *arena, const char *path);

/* The name of a class of a view, or of a label number. */
struct text join_class(const struct join *join, const struct view *view, size_t class_number);
struct text join_label(const struct join *join, size_t label);

/* Classes of a view by votes, then name: the place-th; classes when no more have votes. */
size_t join_ranked(const struct join *join, const struct view *view, size_t place);

/* Appends a text, or a number of nine digits (NaN: nothing), to the worker's cells and ends the cell. */
void join_cell(struct join *join, unsigned worker, struct text text);
void join_cell_number(struct join *join, unsigned worker, double number);

/* The confidence of the deployed model, or of the others together; NaN when there are only labels. */
double join_own_confidence(const struct join *join, const struct gathered *sample);
double join_confidence(const struct join *join, const struct gathered *sample);

/* Appends "bus 0.62" to a reason; "bus" when the share is NaN. */
void join_say(struct buffer *text, struct text name, double share);

#endif
