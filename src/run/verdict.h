/*
 * verdict.h - the answers of a review under two models: what each says of the answered samples, who is wrong.
 *
 *     verdict_read       both tables are looked through for the answered samples
 *     verdict_count      what became of errors and of what was right
 *     verdict_sample     the difference in accuracy, from the samples among the queues
 */
#ifndef DENGINE_RUN_VERDICT_H
#define DENGINE_RUN_VERDICT_H

#include "join/answers.h"
#include "output/verdict.h"
#include "run/command.h"

#define VERDICT_NONE_SUCH ((size_t)-1)

/* An answered sample. */
struct verdict_row {
    struct text id;            /* as the tables have it */
    struct text before, after; /* what the models say; no data: the table lacks it */
    struct text is;            /* what is true; no data: not told */
    bool judged;               /* both tables have it, and it is known whether the old label is wrong */
    bool wrong_before, wrong_after;
    bool untold;      /* whether the new label is wrong is not known */
    bool taught;      /* it taught the new model */
    size_t confusion; /* of an error: its number in the verdict */
};

struct verdict_rows {
    const struct command *command;
    const struct options *options;
    struct arena *arena;
    const char *before, *after; /* paths */
    const struct answers *answers;
    struct idmap ids;          /* the answers' ids, then their names that are no ids */
    struct verdict_row *items; /* [count] by number of the answers' ids; those without an answer are zeros */
    size_t count;
    struct idmap trained; /* --trained */
};

/* Command, options, arena, paths and answers are set. */
bool verdict_read(struct verdict_rows *rows, struct error *error);

/* The row of a sample by the id or the name in a table; NULL: it has no answer. */
const struct verdict_row *verdict_find(const struct verdict_rows *rows, struct text id);

/* Fates, by confusion, too. */
void verdict_count(struct verdict_figures *verdict, struct verdict_rows *rows);

/* The figures of the sample; the review's rows are those of the queues. */
void verdict_sample(struct verdict_figures *verdict, const struct verdict_rows *rows, const struct review *review);

/* Counts a row that was wrong and says `after` now. */
void verdict_add(struct verdict_fate *fate, bool right, bool same);

#endif
