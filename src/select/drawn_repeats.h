/*
 * drawn_repeats.h - rows of a stratum that were left out because their id was there, for the partial of a shard.
 */
#ifndef DENGINE_DRAWN_REPEATS_H
#define DENGINE_DRAWN_REPEATS_H

#include "dengine/drawn.h"
#include "select/top_whole.h"

/* Tells one of another shard. */
void drawn_repeat(struct drawn *drawn, struct drawn_store *store, const struct top_key *key);

/* Those that rank with the rows at hand, best first; returns how many, at most REPEATS. Their groups are not set. */
size_t drawn_repeated(struct drawn *drawn, size_t capacity, struct arena *arena, struct top_repeat **list);

#endif
