/*
 * consistency.h - what the parts of the command `consistency` share.
 *
 *     consistency.c          the command: open -> gather frames -> score -> select -> explain -> write
 *     consistency_explain.c  the reason and the evidence of a queued frame
 *     consistency_lasting.c  how long each class lasts: told, and read back
 *     consistency_reread.c   further passes over the input, for lines in messages
 */
#ifndef DENGINE_CONSISTENCY_H
#define DENGINE_CONSISTENCY_H

#include "run/run.h"
#include "score/motion.h"
#include "score/spatial.h"
#include "score/temporal.h"

enum { CONSISTENCY_EVIDENCE = 5 }; /* label, confidence, check, expected, neighbours */

struct consistency {
    struct run run;
    bool checks[CHECK_MOTION + 1]; /* by enum check */
    struct frames_reader reader;
    struct window window;
    struct persistence *persistence; /* one for each worker; the first holds all in the end */
    struct frames_part **parts;      /* one for each worker */
    struct frames frames;
    struct idset excluded; /* kept out of the queue, yet neighbours of others */
    uint64_t excluded_count;
    struct prior *priors;
    struct spatial spatial;
    struct top **tops;     /* one for each worker */
    size_t next;           /* portion, taken by the workers in turn */
    struct tracks *tracks; /* one for each worker */
};

/* Writes reason and evidence of the queued frames, whose numbers are the tags of their entries, and leaves room
 * for the kept columns. */
void consistency_explain(struct consistency *consistency, struct top *top);

/* An error that names both lines when an id occurs twice. */
bool consistency_check_ids(struct consistency *consistency, struct error *error);

/* An error that names the line when the times are not all of one kind. */
bool consistency_check_times(struct consistency *consistency, struct error *error);

/* The counts of all frames as groups; written as JSON, of a window with so many lags. */
struct strata *consistency_lasting(const struct consistency *consistency);
bool consistency_write_lasting(struct run *run, const struct strata *strata, size_t lags, struct error *error);

/* Sets the counts by --lasting, and the frames of each label, and of all. */
bool consistency_read_lasting(struct consistency *consistency, uint64_t *frames, uint64_t *total, struct error *error);

#endif
