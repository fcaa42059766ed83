/*
 * stratify_keys.h - to which strata the rows at hand belong: the keys of all of them are read before any is looked up,
 * so that what the looks touch is fetched from memory together. With many strata every look would wait for it.
 */
#ifndef DENGINE_STRATIFY_KEYS_H
#define DENGINE_STRATIFY_KEYS_H

#include "dengine/strata.h"
#include "run/run.h"
#include "select/terms.h"

/* Of one row. */
struct stratify_key {
    size_t start, size, shown; /* in the text; how much of it is the name */
    uint64_t hash;
    bool read; /* else it is recalled, or the row is bad */
};

/* Of the rows at hand, one after the other. Zero, with an arena for the text, is valid. */
struct stratify_keys {
    struct buffer text;
    struct stratify_key items[CSV_ROWS];
};

/* Good until the next key is read. */
struct text stratify_key_text(const struct stratify_keys *keys, const struct stratify_key *key);

/* Reads one; a row that is bad is a problem. */
bool stratify_read_key(struct stratify_keys *keys, struct stratify_key *key, const struct run *run,
                       const struct terms *terms, struct sample *sample, struct problem *problem);

/* Reads those of all rows but the ones that are recalled, [row], or of all when that is NULL. */
void stratify_read_keys(struct stratify_keys *keys, const struct run *run, const struct terms *terms,
                        const struct strata *strata, struct samples *samples, struct stratum *const *recalled);

#endif
