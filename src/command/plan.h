/*
 * plan.h - the plan of a nightly batch: methods with shares, exclusions, a dated output.
 *
 *     {"budget": 500, "seed": "%F", "exclude": ["queues", "reviewed"], "output": "queues/%F.csv",
 *      "methods": [{"share": "20%", "run": ["random", "predictions.csv"]},
 *                  {"share": "50%", "run": ["confidence", "probs.csv", "--measure", "margin"]},
 *                  {"run": ["teacher", "predictions.csv", "teacher.csv"], "optional": true}]}
 *
 * `run` is a command line of dengine. %F and the other date fields of strftime stand for the date, %% for
 * a percent sign. Paths are relative to the plan: plan_read makes its folder the working folder. The plan
 * is checked whole before anything runs.
 */
#ifndef DENGINE_PLAN_H
#define DENGINE_PLAN_H

#include "run/command.h"
#include "select/mix.h"

struct plan_method {
    const char *place; /* "methods[1]" */
    const struct command *command;
    struct options *options;
    struct words run;  /* the command line, dates filled in */
    bool shared_with;  /* its tables beside are those of all methods */
    const char *share; /* as it stands in the plan, or NULL */
    bool optional;
    struct words learn;  /* of a method that learns: from the scores of these, by the names of their commands */
    bool teaches;        /* a method learns from it: it scores all rows, and `take` of them are its queue */
    bool heard;          /* while it scores; else its queue holds all of them first */
    struct words inputs; /* the files it reads, in the order of the command line */
    const char *missing; /* the first that is not there, or NULL */
};

struct plan {
    const char *path;
    struct text text; /* as it stands in the file */
    const char *date; /* YYYY-MM-DD */
    size_t budget;
    const char *seed;
    const struct options *named; /* what they call columns, as options */
    struct words columns;        /* option, value, option, value ...: the columns of all methods */
    const char *output, *record;
    int format;              /* index into queue_formats */
    struct words exclude;    /* patterns */
    struct words excluded;   /* the files they stand for, without this plan's own output */
    struct words unmatched;  /* patterns that no file matches, but for the folder of the output */
    const char *predictions; /* the deployed model's table, or NULL */
    const char *model;       /* what the deployed model is called, or NULL */
    const char *report;      /* the page that is made when the batch is, or NULL; its format by its ending */
    struct words answers;    /* patterns: what people said, for learning and the report */
    struct plan_method *methods;
    struct mix_queue *queues; /* [methods] shares and quotas */
    size_t count;
};

/* What a plan may hold, for reading it and for the manual; a row of zeros ends a table. */
struct plan_key {
    const char *name, *value; /* what kind of value */
    bool required;
    const char *doc;
};
extern const struct plan_key plan_keys[], plan_method_keys[];

/* Reads and checks; `date` is YYYY-MM-DD or NULL: today. */
bool plan_read(struct plan *plan, struct arena *arena, const char *path, const char *date, struct error *error);

/* An error for predictions that are missing, and for a method that is not optional and whose input is. */
bool plan_inputs(const struct plan *plan, struct arena *arena, struct error *error);

/* The files of answers that are there, and the patterns, which may match none: in the first nights nobody has answered.
 */
bool plan_answers(const struct plan *plan, struct arena *arena, struct words *there, struct error *error);

/* Prints the plan as it would run. */
void plan_print(const struct plan *plan, struct arena *arena);

#endif
