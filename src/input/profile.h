/*
 * profile.h - what a table holds: one pass by several workers over all its rows.
 *
 * Rows are judged as every command judges them, by the same predictor: what is rejected here is rejected there.
 * Memory: a histogram and the classes for each worker, and what tally.h says; with `ids` also 16 to 24 bytes for
 * each id. The same for any number of threads.
 */
#ifndef DENGINE_PROFILE_H
#define DENGINE_PROFILE_H

#include "input/eye.h"
#include "input/idset.h"
#include "input/roles.h"
#include "input/scan.h"

enum {
    PROFILE_QUANTILES = 5, /* least, quartiles, largest */
};

/* Something wrong, of one kind: messages that differ in what they quote and in numbers alone. */
struct profile_found {
    const char *first; /* FILE:LINE:COLUMN: why */
    struct text kind;
    uint64_t count; /* rows */
    bool rejected;  /* the row is of no use to a command that reads predictions */
};

struct profile_class {
    struct text name;
    uint64_t rows;
};

struct profile {
    struct arena *arena;
    const char *path;    /* as commands name it */
    size_t files;        /* of a folder: its shards */
    char delimiter;      /* that an option must name; 0: it need not */
    struct text written; /* the header that an option must give, or nothing */
    struct source *source;
    struct table table;
    struct roles roles;
    struct sampler sampler;

    struct scan_counts counts;
    uint64_t told;        /* rows that have an id and the right number of cells */
    uint64_t ids;         /* of these the different ones */
    const char *refused;  /* why commands that read predictions stop after a look at some rows, or NULL */
    struct text original; /* the view that is a sample as it was, where views of it answer; or nothing */
    uint64_t pairs;       /* of ids and members, where several models answer in one table */
    uint64_t groups;      /* of a table with a row for each class: samples whose rows stand together */
    bool unsound;         /* some of them has a class twice, or no number */
    uint64_t common;      /* rows whose id is in the set of another table */
    bool beyond_ascii;
    struct profile_found *found;
    size_t found_count, found_capacity;

    struct profile_class *classes; /* the most frequent first */
    size_t classes_count;
    bool classes_more;  /* there are more than are told apart */
    uint64_t predicted; /* rows */
    uint64_t unlikely;  /* of them: the label is not the likeliest class */
    uint64_t strange;   /* of them: the label is no class */
    uint64_t headers;   /* bad rows that are the header again */
    double sum[2];      /* least and largest */
    double confidence[PROFILE_QUANTILES];
    uint64_t timed;
    struct text time[2]; /* as they are written: first and last */
    bool mixed_times;    /* some are dates, others numbers, and the like: see moment.h */
    int64_t span;        /* milliseconds */
    uint64_t vectors;
    double norm[2];
    uint64_t *missing; /* by column */
};

/* Opens the table, looks at its first rows, and reads all of it. `named`: the columns that options name; `ids` gets
 * the ids, `others` are those of another table; either may be NULL. */
struct profile_spec {
    struct words named;
    struct text ids_of; /* A,B or nothing: of which columns the ids are, whatever the first rows suggest */
    struct text header; /* of a file without one, or nothing */
    char delimiter;     /* 0: what cuts the header into most cells */
    unsigned threads;
    struct idset *ids;
    const struct idset *others;
};
bool profile_read(struct profile *profile, struct arena *arena, const char *path, const struct profile_spec *spec,
                  struct error *error);

/* Of profile_read: opens the table for a look at its first rows, to find what parts the cells and what the columns are;
 * and for the pass over all of them, with the ids that the first suggest (profile_open.c). */
bool profile_open_first(struct profile *profile, const struct profile_spec *spec, struct error *error);
bool profile_open_again(struct profile *profile, const struct profile_spec *spec, struct error *error);

/* The table's name, for a person. */
static inline const char *profile_name(const struct profile *profile)
{
    return profile->files > 1 ? profile->path : source_name(profile->source, 0);
}

/* Whether the table tells what a model said, and how sure it was. */
static inline bool profile_predicts(const struct profile *profile)
{
    return profile->sampler.predictor.kind > PREDICTOR_LABEL;
}

#endif
