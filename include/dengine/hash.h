/*
 * hash.h - the only source of chance.
 *
 * A draw is a hash of the sample's id under a key made from the seed and a purpose. It depends on
 * nothing else: not on the row's place, the thread, or the other rows. One purpose, one stream: a
 * draw and a tie-break never share a key, or a random slice beside a tied one would be biased.
 * XXH3, 64 and 128 bits (xxHash 0.8, a stable format).
 * Threads: any, at any time: pure functions.
 */
#ifndef DENGINE_HASH_H
#define DENGINE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "dengine/export.h"
#include "dengine/text.h"

DENGINE_BEGIN

enum hash_stream {
    HASH_TIE,    /* order among equal scores */
    HASH_DRAW,   /* the draw of `random`, `stratify` */
    HASH_SHARE,  /* which stratum gets a row that several could get */
    HASH_SAMPLE, /* samples taken to measure a column, such as its quantiles */
};

/* The key of one stream under a seed (any text). */
uint64_t hash_key(struct text seed, enum hash_stream stream);

/* 64 bits for an id under a key. */
uint64_t hash_text(uint64_t key, struct text id);

/* A hash as a uniform number in [0, 1), a multiple of 2^-53. */
double hash_unit(uint64_t hash);

/* 128 bits that stand for the text itself: 10 million ids collide with probability 1e-25. */
struct fingerprint {
    uint64_t low, high;
};
struct fingerprint hash_fingerprint(struct text text);

DENGINE_END

#endif
