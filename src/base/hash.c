#include "dengine/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash_key(struct text seed, enum hash_stream stream)
{
    return XXH3_64bits_withSeed(seed.data, seed.size, 1 + (XXH64_hash_t)stream);
}

uint64_t hash_text(uint64_t key, struct text id)
{
    return XXH3_64bits_withSeed(id.data, id.size, key);
}

double hash_unit(uint64_t hash)
{
    return (double)(hash >> 11) * 0x1p-53;
}

struct fingerprint hash_fingerprint(struct text text)
{
    XXH128_hash_t hash = XXH3_128bits(text.data, text.size);
    return (struct fingerprint){hash.low64, hash.high64};
}
