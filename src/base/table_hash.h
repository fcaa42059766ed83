/*
 * table_hash.h - hashes for tables in memory.
 *
 * They are keyed by a secret of the process, so that nobody can make a file whose ids all meet in one place of a
 * table (Crosby & Wallach 2003) or stand for each other. Nothing that is seen may depend on them: not what is
 * drawn, not an order, not an error; that is what hash_text is for.
 */
#ifndef DENGINE_TABLE_HASH_H
#define DENGINE_TABLE_HASH_H

#include "dengine/hash.h"

uint64_t table_hash(struct text text);

/* The same for a number that is known to whoever made the file, such as what an id is drawn by: good are the high
 * bits (multiply-shift: Dietzfelbinger et al. 1997). */
uint64_t table_mix(uint64_t number);

/* The same in 128 bits, which stand for the text itself. */
struct fingerprint table_fingerprint(struct text text);

#endif
