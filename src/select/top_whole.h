/*
 * top_whole.h - all that a top knows, so that it can go on elsewhere: written down here, offered to another top there.
 */
#ifndef DENGINE_TOP_WHOLE_H
#define DENGINE_TOP_WHOLE_H

#include "dengine/top.h"

/* All entries, best first, in an array of top_count: with a cap, before ids are resolved and the spare rows go. The
 * top takes no more offers. */
struct top_entry **top_whole(struct top *top);

/* A row that was left out because its id was there. */
struct top_repeat {
    struct top_key key;
    struct text group;
};

/* Those that top_repeats may count, here or in a top that this one is merged into, best first; returns how many. */
size_t top_repeated(struct top *top, struct arena *arena, struct top_repeat **list);

/* Tells one to another top. */
void top_repeat(struct top *top, const struct top_key *key, struct text group);

#endif
