#include "base/hash_file.h"

#include <errno.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

bool hash_descriptor(int fd, struct fingerprint *hash)
{
    XXH3_state_t state;
    char block[64 * 1024];
    ssize_t length;
    XXH3_128bits_reset(&state);
    while ((length = read(fd, block, sizeof block)) > 0 || (length < 0 && errno == EINTR))
        if (length > 0)
            XXH3_128bits_update(&state, block, (size_t)length);
    XXH128_hash_t digest = XXH3_128bits_digest(&state);
    *hash = (struct fingerprint){digest.low64, digest.high64};
    return length == 0;
}
