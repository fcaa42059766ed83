#include "base/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

struct digest {
    XXH3_state_t *state;
};

static void free_state(void *resource)
{
    XXH3_freeState(((struct digest *)resource)->state);
}

struct digest *digest_open(struct arena *arena)
{
    struct digest *digest = arena_alloc(arena, sizeof *digest);
    digest->state = XXH3_createState();
    if (!digest->state)
        arena_give_up(arena, sizeof *digest->state);
    XXH3_64bits_reset(digest->state);
    arena_attach(arena, free_state, digest);
    return digest;
}

void digest_add(struct digest *digest, struct text text)
{
    XXH3_64bits_update(digest->state, text.data, text.size);
}

uint64_t digest_end(const struct digest *digest)
{
    return XXH3_64bits_digest(digest->state);
}
