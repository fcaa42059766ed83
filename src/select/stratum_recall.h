/*
 * stratum_recall.h - which stratum a row belongs to, recalled from an earlier row with the same cells.
 *
 * To make the key of a stratum and to look it up costs more than to read the row. Columns that people
 * stratify by hold few different short values, so a small table of those seen last knows most rows: it
 * compares the cells as words, 16 bytes each. What it does not know goes the long way.
 */
#ifndef DENGINE_STRATUM_RECALL_H
#define DENGINE_STRATUM_RECALL_H

#include "dengine/strata.h"
#include "input/scan.h"
#include "select/terms.h"

struct stratum_recall;

/* NULL when the terms are other than a few columns as they stand. */
struct stratum_recall *stratum_recall_open(struct arena *arena, const struct terms *terms);

/* False once it knows few rows: there are too many strata. Then it only costs. */
bool stratum_recall_helps(const struct stratum_recall *recall);

/* For each sample the stratum that was kept for an earlier one with the same cells, or NULL. */
void stratum_recall_find(struct stratum_recall *recall, const struct samples *samples, struct stratum **found);
void stratum_recall_keep(struct stratum_recall *recall, const struct samples *samples, size_t i,
                         struct stratum *stratum);

#endif
