/*
 * terms.h - what to stratify by: a column as it stands, a part of its timestamp, or its quantile bin.
 *
 * How to add a term: write its function in terms.c and add its row to the table there.
 */
#ifndef DENGINE_TERMS_H
#define DENGINE_TERMS_H

#include "input/sample.h"
#include "select/quantiles.h"

enum { TERMS_MOST = 32 };

struct term_kind;

struct term {
    const struct term_kind *kind;
    struct field field;
    size_t bins;  /* of `bin`, else 0 */
    double *cuts; /* of `bin`: set with the quantiles of a first pass; of `cuts`: as given */
    size_t cuts_count;
    _Atomic unsigned *times; /* of a part of a timestamp: bits of enum moment_kind, as they were read */
};

struct terms {
    struct term *items;
    size_t count;
};

struct term_kind {
    const char *name, *argument, *doc;
    bool (*text)(const struct term *term, struct sample *sample, struct buffer *out, struct problem *problem);
};

/* All kinds, for help; a row of zeros ends the table. */
extern const struct term_kind term_kinds[];

/* Reads a list such as `weather,hour(timestamp),bin(brightness,4)` and wants its columns. */
bool terms_parse(struct terms *terms, struct sampler *sampler, struct text list, struct error *error);

/* Sets the cuts of each `bin`, by the quantiles of term i. */
void terms_cut(const struct terms *terms, struct arena *arena, struct quantiles *quantiles);

/* Appends the list with `cuts` in the place of each `bin`: the same strata, without a first pass. */
void terms_write_cuts(struct buffer *out, struct arena *arena, struct text list, struct quantiles *quantiles);

/* Appends the key of the sample's stratum: its name, parts joined by `|` (a missing value is
 * `(missing)`), and behind it, because a `|` may stand inside a part, where the parts end. *shown is
 * the size of the name. A value that cannot be read is a problem. */
bool terms_key(const struct terms *terms, struct sample *sample, struct buffer *out, size_t *shown,
               struct problem *problem);

/* Whether the timestamps that were read are of several kinds, so that the hours are those of several clocks; appends
 * what they are: "times with a zone and Unix seconds". */
bool term_is_mixed(const struct term *term, struct buffer *out);

#endif
