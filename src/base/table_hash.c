#include "base/table_hash.h"

#include <string.h>
#include <sys/auxv.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Drawn before main, never changed. */
static uint64_t secret;

/* The kernel gives each process 16 random bytes. */
__attribute__((constructor)) static void draw_secret(void)
{
    const char *random = (const char *)getauxval(AT_RANDOM); // NOLINT(performance-no-int-to-ptr): that is its interface
    if (random)
        memcpy(&secret, random + 8, sizeof secret);
}

uint64_t table_hash(struct text text)
{
    return XXH3_64bits_withSeed(text.data, text.size, secret);
}

uint64_t table_mix(uint64_t number)
{
    return number * (secret | 1);
}

struct fingerprint table_fingerprint(struct text text)
{
    XXH128_hash_t hash = XXH3_128bits_withSeed(text.data, text.size, secret);
    return (struct fingerprint){hash.low64, hash.high64};
}
