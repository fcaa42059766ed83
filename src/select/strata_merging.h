/*
 * strata_merging.h - strata of several shards: what a shard tells of rows that repeat an id, to be counted in the end.
 */
#ifndef DENGINE_STRATA_MERGING_H
#define DENGINE_STRATA_MERGING_H

#include "dengine/strata.h"
#include "select/top_whole.h"

/* From now on rows that are left out because their id is there are remembered. */
void strata_remember(struct strata *strata);

/* Tells one of another shard. */
void strata_repeat(struct strata *strata, struct stratum *stratum, const struct top_key *key);

/* Those that rank with the candidates, best first; returns how many. Their groups are not set. */
size_t strata_repeated(struct strata *strata, struct stratum *stratum, struct arena *arena, struct top_repeat **list);

#endif
