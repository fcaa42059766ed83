/*
 * verdict.h - did a fix hold, and what broke: what is told of a model that replaced another, for a person or a program.
 *
 * Everything is reckoned before (run/verdict.h, command/recheck.c); the writers only print. What cannot be known is
 * said: a figure without rows is null, what was not looked at is not there.
 */
#ifndef DENGINE_VERDICT_H
#define DENGINE_VERDICT_H

#include <stdio.h>

#include "dengine/text.h"
#include "output/json.h"
#include "select/paired.h"

/* What became of rows. */
struct verdict_fate {
    uint64_t rows;
    uint64_t right; /* now */
    uint64_t same;  /* the label is what it was, and wrong */
    uint64_t other; /* wrong in another way */
};

/* One way of being wrong: what the old model said, and what is true. */
struct verdict_confusion {
    struct text says, is; /* `is` has no data: people only said that it is wrong */
    struct verdict_fate errors, taught;
    /* Of the population, if it was looked at: rows like these errors with the same label, and rows like no error. */
    struct verdict_fate near, far;
};

struct verdict_change {
    struct text from, to;
    uint64_t rows;
    double wrong; /* expected by the new model's own confidence; NAN: it has none */
};

/* What a look at all rows tells. */
struct verdict_population {
    uint64_t rows, changed;
    double wrong;                   /* of the changed ones, as in verdict_change */
    struct verdict_change *changes; /* most rows first */
    size_t changes_count;
    bool embedded;              /* there are vectors, and what follows is told */
    double least;               /* the similarity from which a row is near an error */
    const char *why;            /* and where it is from */
    uint64_t unplaced;          /* rows without a vector: of them this tells nothing */
    size_t errors;              /* that have a vector */
    struct verdict_fate near;   /* rows near an error that had its label */
    double similarity;          /* of these, mean */
    uint64_t far_rows;          /* rows like no error with one of their labels */
    double far_right, far_same; /* shares of these, their labels weighed as those near; NAN: there are none */
};

struct verdict_figures {
    const char *before, *after;                /* the tables */
    struct verdict_fate errors, taught_errors; /* what people found wrong under the old model */
    struct verdict_fate rights, taught_rights; /* and right: right is kept, other is broken, same is 0 */
    struct verdict_confusion *confusions;      /* most errors first */
    size_t confusions_count;
    size_t untold;        /* errors of which people did not say what is true, with another label now */
    size_t absent;        /* answers for samples that a table lacks */
    size_t strangers;     /* rows whose new label neither the old model nor people use */
    struct text stranger; /* one of these labels */
    bool told_trained;    /* --trained was given: what it does not name did not teach the new model */
    bool sampled;         /* queues were given, for: */
    struct paired_figures sample;
    size_t nights, taught_nights;          /* of the queues, and those whose sample taught the new model */
    size_t untold_sample;                  /* drawn rows of `untold`: with any there are no figures of the sample */
    struct verdict_population *population; /* NULL: nobody looked */
};

void verdict_write_text(const struct verdict_figures *verdict, struct arena *arena, FILE *out);

/* The members of an object that is open, each on a line of its own indented by `indent`. Schema: verdict_json.c. */
void verdict_write_members(const struct verdict_figures *verdict, struct json *json, size_t indent);

/* A whole document. */
void verdict_write_json(const struct verdict_figures *verdict, FILE *out);

#endif
