/*
 * digest.h - XXH3 of bytes that come piece by piece: against accidents, not against forgers.
 *
 *     struct digest *digest = digest_open(arena);
 *     digest_add(digest, text);          any number of times
 *     digest_end(digest)                 hash_text(0, all of it)
 */
#ifndef DENGINE_DIGEST_H
#define DENGINE_DIGEST_H

#include "dengine/arena.h"
#include "dengine/hash.h"

struct digest;

/* Lives in the arena. */
struct digest *digest_open(struct arena *arena);
void digest_add(struct digest *digest, struct text text);

/* Of what was added so far; more may follow. */
uint64_t digest_end(const struct digest *digest);

#endif
