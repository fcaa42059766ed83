#include "read/gunzip.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

static unsigned bytes(size_t size)
{
    return size > INT_MAX ? INT_MAX : (unsigned)size;
}

#ifdef DENGINE_ISAL

#include <isa-l/igzip_lib.h>

struct gunzip {
    struct inflate_state isal;
    int result;
};

struct gunzip *gunzip_open(struct arena *arena)
{
    return arena_alloc(arena, sizeof(struct gunzip));
}

void gunzip_restart(struct gunzip *gunzip)
{
    isal_inflate_init(&gunzip->isal);
    gunzip->isal.crc_flag = ISAL_GZIP;
}

enum gunzip_result gunzip_some(struct gunzip *gunzip, const char **in, const char *end, char *out, size_t room,
                               size_t *got)
{
    struct inflate_state *isal = &gunzip->isal;
    isal->next_in = (uint8_t *)(uintptr_t)*in; // NOLINT(performance-no-int-to-ptr): it is only read
    isal->avail_in = bytes((size_t)(end - *in));
    isal->next_out = (uint8_t *)out;
    isal->avail_out = bytes(room);
    gunzip->result = isal_inflate(isal);
    *in = (const char *)isal->next_in;
    *got = (size_t)(isal->next_out - (uint8_t *)out);
    if (gunzip->result < 0)
        return GUNZIP_DAMAGED;
    return isal->block_state == ISAL_BLOCK_FINISH ? GUNZIP_ENDED : GUNZIP_ON;
}

const char *gunzip_fault(const struct gunzip *gunzip)
{
    switch (gunzip->result) {
    case ISAL_INVALID_WRAPPER:
    case ISAL_UNSUPPORTED_METHOD:
        return "incorrect header check";
    case ISAL_INCORRECT_CHECKSUM:
        return "incorrect data check";
    }
    return "damaged";
}

#else

#include <zlib.h>

struct gunzip {
    z_stream zlib;
};

static void close_zlib(void *gunzip)
{
    inflateEnd(&((struct gunzip *)gunzip)->zlib);
}

struct gunzip *gunzip_open(struct arena *arena)
{
    enum { LARGEST_WINDOW = 15, GZIP = 16 };
    struct gunzip *gunzip = arena_alloc(arena, sizeof *gunzip);
    if (inflateInit2(&gunzip->zlib, LARGEST_WINDOW + GZIP) != Z_OK)
        return NULL;
    arena_attach(arena, close_zlib, gunzip);
    return gunzip;
}

void gunzip_restart(struct gunzip *gunzip)
{
    inflateReset(&gunzip->zlib);
}

enum gunzip_result gunzip_some(struct gunzip *gunzip, const char **in, const char *end, char *out, size_t room,
                               size_t *got)
{
    z_stream *zlib = &gunzip->zlib;
    zlib->next_in = (unsigned char *)(uintptr_t)*in; // NOLINT(performance-no-int-to-ptr): it is only read
    zlib->avail_in = bytes((size_t)(end - *in));
    zlib->next_out = (unsigned char *)out;
    zlib->avail_out = bytes(room);
    int result = inflate(zlib, Z_NO_FLUSH);
    *in = (const char *)zlib->next_in;
    *got = (size_t)(zlib->next_out - (unsigned char *)out);
    switch (result) {
    case Z_STREAM_END:
        return GUNZIP_ENDED;
    case Z_OK:
    case Z_BUF_ERROR:
        return GUNZIP_ON;
    case Z_MEM_ERROR:
        return GUNZIP_MEMORY;
    }
    return GUNZIP_DAMAGED;
}

const char *gunzip_fault(const struct gunzip *gunzip)
{
    return gunzip->zlib.msg ? gunzip->zlib.msg : "damaged";
}

#endif
