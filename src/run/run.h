/*
 * run.h - what the row-by-row commands have in common.
 *
 *     run_open     source, table, columns by role, --where, --exclude, --keep, --cap
 *     run_scan     the rows of the population to the command's step, with progress and bad rows
 *     run_write    the queue to its place, then --explain and notes
 */
#ifndef DENGINE_RUN_H
#define DENGINE_RUN_H

#include <stdatomic.h>

#include "input/embeddings.h"
#include "input/scan.h"
#include "input/tally.h"
#include "output/file.h"
#include "output/queue.h"
#include "run/cells.h"
#include "run/command.h"
#include "run/progress.h"
#include "select/top_whole.h"

struct beside;
struct strata;

struct run {
    const struct command *command;
    const struct options *options;
    struct arena *arena;
    const char *const *files; /* the shards of its table */
    size_t files_count;

    struct source *source;
    struct table table;
    struct sampler sampler;
    struct filter filter;
    struct field *keep;
    size_t keep_count;
    bool late; /* --keep and --with are about the rows of the queue: see queue_beside.h */
    struct field cap_field;
    size_t cap;    /* 0: no cap */
    bool predicts; /* a kept column or the cap needs the prediction */
    struct output output;
    unsigned threads;
    struct arena *worker_arenas; /* [threads] */
    uint64_t tie_key, draw_key;

    struct embeddings *embeddings; /* the input itself, else NULL */

    _Atomic int64_t least; /* of the tops of all workers: see run_least */
    struct scan_counts counts;
    uint64_t ids, repeated; /* N, the different ids of the population, and the rows that repeat one; 0: not counted */
    uint64_t shared;        /* ids in several groups */
    bool unsure;            /* ids stand in several shards: N is not known */
    struct output *rejects; /* --rejects, or NULL */
    const char *shown[SCAN_SHOWN];
    /* Of several tables joined: how many, and what became of rows besides counts. */
    size_t joined_tables;
    uint64_t unmatched, few, joined;
};

/* Which shard of a table the input is: options.shard, or NULL. */
struct shard {
    uint64_t number, of;
    bool nothing; /* it has not even a header */
};

/* Where a queue and what was said of it go, when they are not to be written: options.sink. */
struct sink {
    struct queue queue; /* lives in the arena of the run */
    struct scan_counts counts;
    uint64_t ids;                       /* as in struct run */
    bool drawn;                         /* by --draw */
    double forecast;                    /* then: the mean of its scores, 0 to 1, over the population of `ids` */
    const struct chance_class *classes; /* and of those with one label each */
    size_t classes_count;
    const struct chance_class *rest; /* [1 + classes_count] the same of the rows that no other method picked: all, and
                                        each class; NULL: not known */
    struct words notes;
    struct words warnings; /* those of the notes that standard error gets in any case */
};

/* RUN_MAY_PREDICT: a prediction is read when a field asks for it. */
enum run_needs { RUN_MAY_PREDICT, RUN_NEEDS_LABEL, RUN_NEEDS_PREDICTION };

/* Opens everything with `files` as the shards of its table; afterwards the command may want further
 * columns, then calls run_ready, or run_ready_for when it has the threads in mind. */
bool run_open_files(struct run *run, const struct command *command, const struct options *options, struct arena *arena,
                    const char *const *files, size_t count, enum run_needs needs, struct error *error);
void run_ready(struct run *run);
void run_ready_for(struct run *run, unsigned threads);

/* The same with all operands. */
static inline bool run_open(struct run *run, const struct command *command, const struct options *options,
                            struct arena *arena, enum run_needs needs, struct error *error)
{
    return run_open_files(run, command, options, arena, options->files, options->files_count, needs, error);
}

/* Refuses a queue of drawn rows as the population of another draw: its probabilities would be lost. */
bool run_check_population(const struct run *run, struct error *error);

/* One error for all columns that a table of samples lacks: the id, what a prediction needs, with `timed` the time. */
bool run_require(const struct options *options, const struct sampler *sampler, enum prediction_need need, bool timed,
                 struct error *error);

/* Opens a table as --delimiter and --header say, and finds or makes the ids of its rows: --id, --ids, --class. */
bool run_table(const struct options *options, struct table *table, struct arena *arena, struct source *source,
               struct error *error);
bool run_id(const struct options *options, const struct command *command, struct sampler *sampler, struct error *error);

/* --with: what can be told before anything is read; the headers, before run_id; the rows, before the first pass; what
 * had no partner, in the end. */
bool run_beside_check(const struct options *options, struct arena *arena, struct error *error);
bool run_beside_open(struct run *run, struct error *error);
bool run_beside_load(const struct run *run, struct error *error);
void run_beside_note(const struct run *run);

/* How the user named the columns of predictions. */
struct prediction_columns run_prediction_columns(const struct options *options);

/* One pass; `final` is false for a pass that only measures: then nothing is counted or rejected twice. */
bool run_scan(struct run *run, bool final,
              bool (*step)(void *state, struct scan_worker *worker, struct samples *samples, struct error *error),
              void *state, struct error *error);

/* The same pass for several runs that read the same files: after the open of all, run_share and the
 * run_ready of all. *failed is the index of the run that has the error. */
void run_share(struct run *const *runs, size_t count);
bool run_scan_together(struct run *const *runs, size_t count, size_t *failed, struct error *error);

/* For commands that read the input twice: before run_open, run_spool copies a piped standard input to
 * a temporary file; between the passes, run_again opens the input again. */
bool run_spool(const struct options *options, struct error *error);
bool run_again(struct run *run, struct error *error);

/* Whether it can be read again as it is: all of it are files. */
bool run_is_kept(const struct run *run);

/* For exact numbers of ids: a tally for each worker. When tally_lost, run_tally_again makes new ones and reads the
 * input again with `step`, which tells them each row of the population and does nothing else. */
struct tally **run_tallies(const struct run *run);
bool run_tally_again(struct run *run, struct tally ***tallies,
                     bool (*step)(void *state, struct scan_worker *worker, struct samples *samples,
                                  struct error *error),
                     struct error *error);

/* What the groups of one worker's tally are called when its strata are merged into `all`: those below `first` as they
 * are, stratum i, which is group first + i, by its number in `all`. */
uint32_t *run_group_names(const struct run *run, const struct strata *all, const struct strata *part, uint32_t first);

/* The draw of a sample, and the order among equal scores: sets key->tie and key->content. */
double run_draw(const struct run *run, struct text id);
void run_order(const struct run *run, const struct sample *sample, struct top_key *key);

/* Whether what the queue shows of a row can be read: asked of every row, so that a bad one is found
 * whether or not it is taken. */
static inline bool run_check(const struct run *run, struct sample *sample, struct problem *problem)
{
    return !run->predicts || sample_predict(sample, problem);
}

/* The value that --cap goes by, or nothing. */
bool run_group(const struct run *run, struct sample *sample, struct text *group, struct problem *problem);

/* A fresh arena for worker `number`, its own as long as the run lasts. */
struct arena *run_worker_arena(const struct run *run, unsigned number);

/* One top for each worker, and all of them merged into the first. */
struct top **run_tops(const struct run *run, size_t capacity);
struct top *run_merge(const struct run *run, struct top *const *tops);

/* Whether each row is to be scored, not only those that may enter the queue: for a draw, or since somebody hears. */
static inline bool run_scores_all(const struct run *run)
{
    return run->options->chance || run->options->hearing;
}

/* The least first score with which a row can enter the merged top, as far as any worker knows: where one
 * worker has enough better rows, no other need keep worse ones. */
int64_t run_least(struct run *run, const struct top *top);

struct cells *run_cells(const struct run *run); /* one for each worker */

/* Adds the kept columns to the cells. */
bool run_keep_cells(const struct run *run, struct sample *sample, struct cells *cells, struct problem *problem);

/* Puts the cells and the kept columns into the entry. */
bool run_fill(const struct run *run, struct top *top, struct top_entry *entry, struct sample *sample,
              struct cells *cells, struct problem *problem);

/* A sample that cannot be scored: queued first, rejected, or the end of the run, as --on-bad-row says.
 * `evidence` is the number of columns after the reason. */
bool run_bad_row(const struct run *run, struct scan_worker *worker, struct top *top, struct sample *sample,
                 const struct problem *problem, size_t evidence, struct error *error);

/* The rows of the result, best first, top_count of them; of a shard, all that its partial must hold. */
static inline struct top_entry **run_rows(const struct run *run, struct top *top)
{
    return run->options->shard ? top_whole(top) : top_sorted(top);
}

/* For a queue that was chosen before its kept columns could be read: reads the input again and fills them in, as
 * the last cells of its rows. `wanted`: which of the rows with the id of an entry is meant. */
bool run_keep(struct run *run, const struct filter *filter, struct top_entry *const *rows, size_t count,
              bool (*wanted)(const struct run *run, const struct sample *sample, const struct top_entry *entry),
              struct error *error);

/* Reads --cap: the column and the rows of one value; no cap without it. */
bool run_read_cap(const struct options *options, struct text *column, size_t *cap, struct error *error);

/* Shows progress over so many bytes, if it is wanted. */
void run_progress(const struct run *run, struct progress *progress, uint64_t size);

/* Writes the queue: `evidence` names the columns after the reason. Then --explain and notes. */
bool run_write(struct run *run, struct top_entry *const *rows, size_t count, const struct queue_column *evidence,
               size_t evidence_count, struct error *error);

/* The parts of run_write, for other ends: whether there were too many bad rows; the columns, evidence and kept ones;
 * what became of the rows, for `taken` in the queue. */
bool run_check_rejects(const struct run *run, struct error *error);
struct queue_column *run_columns(const struct run *run, const struct queue_column *evidence, size_t evidence_count);

/* What a kept column is called beside those: `kept_NAME` where one of them has its name, or another command's has. */
struct text run_kept_name(struct arena *arena, const struct queue_column *columns, size_t count, struct text name);

void run_tell(const struct run *run, size_t taken);

/* How --ids, --embedding and --id say to read files with vectors. */
struct embeddings_spec run_embeddings(const struct options *options, struct arena *arena, const char *const *files,
                                      size_t count);

/* Notes the rows that were left out because of their id, as top_repeats tells them. */
void run_note_repeats(const struct run *run, uint64_t repeats, bool more);
/* For commands without rows of their own: reads --exclude into the filter, creates the output, and writes
 * a finished queue. */
bool run_exclude(struct run *run, struct error *error);

/* The excluded ids, to add more: methods of a batch share theirs until one of them adds to it. */
struct idset *run_excluded(struct run *run);
bool run_create(struct run *run, struct error *error);
/* An error when the queue has no row and --fail-if-empty was given. */
bool run_filled(const struct run *run, size_t rows, struct error *error);

bool run_output(struct run *run, const struct queue *queue, struct error *error);

/* A note on the file that may have been cut short, as a scan tells. */
void run_note_end(const struct run *run, const struct scan *scan);

/* A note on standard error, unless --quiet. Of a batch it goes into the record; what is most likely a mistake,
 * such as an input without rows, goes to standard error, too. */
void run_note(const struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
void run_warn(const struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
