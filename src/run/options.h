/*
 * options.h - every option once: name, argument, default, help, and the variable it fills.
 *
 * How to add an option: a member of struct options and a row in options.c. Parser, help, man page
 * and completion follow.
 */
#ifndef DENGINE_OPTIONS_H
#define DENGINE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

/* Which commands an option belongs to: a command takes groups of options, and an option is in one or several.
 * How to add a group: its number here; `GROUP(NAME)` in the rows of its options and in the commands that take
 * it. Help shows its options as the command's own, unless help.c lists it under a title. */
enum option_group {
    OPTIONS_QUEUE,  /* of all that write a queue */
    OPTIONS_COMMON, /* of all that rank the rows of tables */
    OPTIONS_PREDICTION,
    OPTIONS_MEASURES, /* of all that rank by measures */
    OPTIONS_JOIN,     /* of all that join tables */
    OPTIONS_DIVERSE,
    OPTIONS_CONFIDENCE,
    OPTIONS_RANDOM,
    OPTIONS_STRATIFY,
    OPTIONS_ENSEMBLE,
    OPTIONS_AUGMENT,
    OPTIONS_TEACHER,
    OPTIONS_HELPER,
    OPTIONS_CONSISTENCY,
    OPTIONS_SIMILAR,
    OPTIONS_BATCH,
    OPTIONS_ANSWERS, /* of all that read what people said */
    OPTIONS_OUTCOME, /* of what tells what became of a queue: answers */
    OPTIONS_LEARN,
    OPTIONS_MIX,
    OPTIONS_EXPORT,
    OPTIONS_INSPECT,
    OPTIONS_REPORT,
    OPTIONS_RECHECK,
    OPTIONS_PARTIAL, /* of all whose queue can be made in parts */
    OPTIONS_MERGE,
    OPTIONS_GROUPS
};
#define GROUP(name) (1u << OPTIONS_##name)
/* Of all that can draw by their scores. */
#define OPTIONS_DRAW (GROUP(MEASURES) | GROUP(HELPER) | GROUP(CONSISTENCY) | GROUP(SIMILAR) | GROUP(LEARN))
#define GROUP_EVERY (~0u) /* of all commands there are and will be */
_Static_assert(OPTIONS_GROUPS < 32, "groups are the bits of an unsigned");

/* The words of these choices, and of those with enums elsewhere, stand in tables by enum: see option_row.words. */
enum missing { MISSING_PARTIAL, MISSING_FAIL };
enum per_id { PER_ID_BEST, PER_ID_MAX, PER_ID_MEAN };
enum side { SIDE_MISSED, SIDE_FALSE, SIDE_BOTH };
enum progress_mode { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

struct sink;
struct chance;
struct hearing;
struct shard;
struct idset;

struct options {
    /* Set by batch, not by an option: where the queue goes instead of a file, ids that are excluded, who
     * hears all scores. */
    struct sink *sink;
    const struct idset *excluded;
    struct hearing *hearing; /* or NULL */
    bool shared_with;        /* --with is that of all methods: some need none of its columns */

    const char *const *files;
    size_t files_count;
    struct words typed; /* the command line, for messages that say what to type instead */

    /* the queue */
    size_t top;  /* rows kept while scoring: those of the queue, or the pool it is chosen from; SIZE_MAX: all */
    size_t take; /* rows of the queue */
    bool top_given;
    const char *output;
    int format; /* index into queue_formats */
    bool spreadsheet_safe;
    struct words keep, exclude, where, with;
    const char *within; /* NULL: not given */
    const char *cap;
    const char *seed;

    /* the input */
    const char *id;
    char delimiter; /* 0: by the file's name */
    int on_bad_row; /* enum bad_row */
    const char *rejects;
    size_t max_rejects;                                /* SIZE_MAX: any number */
    const char *header;                                /* NULL: the first line */
    const char *label, *confidence, *positive, *class; /* NULL: not given */
    struct words probs, logits;
    double temperature, tolerance;
    bool multilabel;
    int per_id; /* enum per_id */

    /* the run */
    size_t threads;
    int progress; /* enum progress_mode */
    bool quiet, explain, help, version, fail_if_empty;

    /* one command's own */
    const char *measure;
    bool draw;
    struct chance *chance; /* set by chance_run */
    const char *partial;
    struct shard *shard; /* set by part_run */
    double fraction;     /* 0: not given */
    const char *weight;
    const char *by;
    bool cuts;
    int allocate; /* enum allocation */
    const char *spread;
    size_t min_per_stratum;
    const char *member, *deployed, *view, *original, *given;
    int missing; /* enum missing */
    size_t min_members;
    const char *target, *confused, *score;
    int side; /* enum side */
    const char *time, *stream, *window, *gap;
    const char *position, *map, *place, *apart, *track;
    double radius;
    const char *priors, *check;
    const char *lasting;
    bool tell_lasting;

    /* similar */
    struct words like, unlike;
    const char *like_embeddings;
    int metric;    /* index into likeness_metrics */
    int aggregate; /* enum aggregate */
    size_t per_seed;

    /* a queue that is spread over an embedding space */
    struct words diverse, ids, covered;
    struct words embedding;
    const char *pool, *duplicates;
    int diverse_by; /* enum diverse_by */
    double lambda, distinct;
    size_t block_size; /* of the table; 0: the usual */

    /* answers */
    struct words queue;
    int several; /* enum several */
    bool trust_prefilled;
    struct words answers;
    const char *predictions, *model;

    /* recheck, and report of a model that was retrained */
    struct words trained, share;
    double near; /* 0: not given */
    const char *verdict, *retrained;

    /* export */
    int tool; /* index into export_tools */
    bool prefill;
    const char *url, *data, *control, *object, *labels, *size, *config_out;
    /* report */
    struct words by_columns, embeddings;
    double seconds_per_row; /* 0: not given */
    int report_format;      /* index into report_formats */

    int inspect_format; /* index into inspect_formats */

    /* merge */
    bool regroup;       /* --partial */
    size_t expect_rows; /* 0: not given */

    /* batch */
    const char *date;
    bool dry_run;
};

enum diverse_by { DIVERSE_KCENTER, DIVERSE_MMR, DIVERSE_SCORE };

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_OUTPUT, /* a file that is written */
    OPTION_LIST,   /* may be repeated */
    OPTION_COUNT,  /* a whole number in [low, high] */
    OPTION_TOP,    /* the same, or `all`: SIZE_MAX */
    OPTION_NUMBER, /* a decimal in [low, high] */
    OPTION_CHOICE, /* one of the words */
    OPTION_FORMAT, /* one of queue_formats */
    OPTION_METRIC, /* one of metrics */
    OPTION_BYTE,   /* one character, or `tab` */
};

/* How a partial tells the option (run/part.h). */
enum option_told {
    TOLD_VALUE, /* its value can change the queue; of a file, a digest of its bytes */
    TOLD_USE,   /* that it is used: it names a file of the shard */
    TOLD_NOT,   /* it cannot change the queue */
};

struct option_row {
    const char *name;
    char letter;          /* or 0 */
    const char *argument; /* how help calls it; NULL for a flag */
    enum option_kind kind;
    size_t offset; /* in struct options */
    double low, high;
    const char *const *words; /* of a choice, by its enum; NULL ends them */
    const char *fallback;     /* what holds when it is not given, parsed like an argument; NULL: zero */
    unsigned groups;          /* GROUP(...) | GROUP(...) */
    enum option_told told;
    const char *doc;
};

enum { OPTIONS_MOST = 256 };

/* A row of zeros ends the table. */
extern const struct option_row option_rows[];

/* Whether a command that takes these groups has the option. */
static inline bool option_belongs(const struct option_row *row, unsigned groups)
{
    return row->groups == GROUP_EVERY || row->groups & groups;
}

/* Word n = 0, 1 ... of those that an option may be, NULL at their end and for options that are no choice. */
const char *option_choice(const struct option_row *row, size_t n);

/* Parses the arguments of a command (arguments[0] is its name) with the options of `groups`.
 * Operands become files. Long options are never abbreviated. */
bool options_parse(struct options *options, struct arena *arena, int count, char **arguments, unsigned groups,
                   struct error *error);

/* The columns that options name as what they are (the id, the label, a time ...), given or by default: no glob
 * may take them for something else. */
struct words options_columns(const struct options *options, struct arena *arena);

#endif
