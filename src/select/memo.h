/*
 * memo.h - which stratum a row belongs to, recalled from an earlier row with the same cells.
 *
 * To make the key of a stratum and to look it up costs more than to read the row. Columns that people
 * stratify by hold few different short values, so a small table of those seen last knows most rows: it
 * compares the cells as words, 16 bytes each. What it does not know goes the long way.
 */
#ifndef DENGINE_MEMO_H
#define DENGINE_MEMO_H

#include "dengine/strata.h"
#include "input/scan.h"
#include "select/terms.h"

enum { MEMO_TERMS = 4, MEMO_CELL = 16, MEMO_WORDS = MEMO_TERMS * MEMO_CELL / 8 };

/* The cells of a row by which it is recalled. */
struct memo_key {
    uint64_t words[MEMO_WORDS]; /* two for each, those not used 0 */
    uint64_t sizes;             /* a byte for each */
};

struct memo;

/* NULL when the terms are other than a few columns as they stand. */
struct memo *memo_open(struct arena *arena, const struct terms *terms);

/* False when a cell is too long. */
bool memo_key(const struct memo *memo, const struct samples *samples, size_t i, struct memo_key *key);

/* The stratum that was kept under the key, or NULL. */
struct stratum *memo_find(const struct memo *memo, const struct memo_key *key);
void memo_keep(struct memo *memo, const struct memo_key *key, struct stratum *stratum);

#endif
