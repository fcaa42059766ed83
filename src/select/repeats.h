/*
 * repeats.h - the best rows that were left out because their id was there already: counted, and told to another shard.
 */
#ifndef DENGINE_REPEATS_H
#define DENGINE_REPEATS_H

#include "dengine/top.h"

enum { REPEATS = 1000 }; /* how many are counted */

struct repeat {
    struct top_key key;
    const struct top_group *group;
};

/* Zero is valid and empty; at most twice REPEATS are held. */
struct repeats {
    struct repeat *items;
    size_t count, capacity;
};

/* Remembers one. */
void repeats_add(struct repeats *repeats, struct arena *arena, const struct top_key *key,
                 const struct top_group *group);

/* Puts the best first. */
void repeats_sort(struct repeats *repeats);

/* Negative when a ranks before b, both of one id. */
int repeats_compare(const struct top_key *a, const struct top_key *b);

#endif
