#include "read/stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "read/ahead.h"
#include "read/gunzip.h"
#include "read/json_lines.h"

enum { INPUT_SIZE = 256 * 1024 };

struct stream {
    struct arena *arena;
    int fd;
    enum { STREAM_NEW, STREAM_PLAIN, STREAM_GZIP, STREAM_ZSTD } kind;
    bool ended;  /* the file has no more bytes */
    bool inside; /* in the middle of a compressed member or frame */
    size_t at, size;
    struct gunzip *gunzip;
    ZSTD_DStream *zstd;
    struct json_lines *lines; /* what makes CSV of them, or NULL */
    struct ahead *ahead;      /* the thread that decompresses, or NULL */
    char input[INPUT_SIZE];
};

static bool read_some(int fd, char *data, size_t size, size_t *got, struct error *error)
{
    ssize_t length;
    do
        length = read(fd, data, size);
    while (length < 0 && errno == EINTR);
    if (length < 0)
        return error_set(error, error_status(errno, STATUS_INPUT), "cannot read: %s", strerror(errno));
    *got = (size_t)length;
    return true;
}

/* Fills the input buffer when it is empty. */
static bool refill(struct stream *stream, struct error *error)
{
    if (stream->at < stream->size || stream->ended)
        return true;
    stream->at = 0;
    if (!read_some(stream->fd, stream->input, INPUT_SIZE, &stream->size, error))
        return false;
    stream->ended = stream->size == 0;
    return true;
}

static void close_zstd(void *stream)
{
    ZSTD_freeDStream(((struct stream *)stream)->zstd);
}

struct stream *stream_open(struct arena *arena, int fd)
{
    struct stream *stream = arena_alloc(arena, sizeof *stream);
    stream->arena = arena;
    stream->fd = fd;
    arena_attach(arena, close_zstd, stream);
    return stream;
}

/* A frame of zstd, or one that decoders skip: pzstd and seekable archives begin with such a one. */
static bool is_zstd(const char *magic)
{
    return memcmp(magic, "\x28\xb5\x2f\xfd", 4) == 0 ||
           ((magic[0] & 0xf0) == 0x50 && memcmp(magic + 1, "*M\x18", 3) == 0);
}

/* What others compress with, known by its magic bytes, and the command that writes it out. */
static const struct {
    const char *name, *magic;
    size_t at, size;
    const char *command;
} foreign[] = {
    {"xz", "\xfd\x37zXZ", 0, 6, "xz -dc"}, /* with its NUL */
    {"bzip2", "1AY&SY", 4, 6, "bzip2 -dc"},
    {"zip", "PK\x03\x04", 0, 4, "unzip -p"},
};

/* What a zip is by the name of its first file: it stands behind the 30 bytes of a header, which end in its length. */
static const char *zip_kind(const struct stream *stream)
{
    enum { HEADER = 30, LENGTH = 26 };
    static const char *const sheets[] = {"[Content_Types].xml", "_rels/", "docProps/", "xl/"};
    if (stream->size < HEADER)
        return NULL;
    size_t length = (unsigned char)stream->input[LENGTH] | (size_t)(unsigned char)stream->input[LENGTH + 1] << 8;
    size_t held = stream->size - HEADER;
    struct text name = {stream->input + HEADER, length < held ? length : held};
    if (text_ends(name, text_of(".npy")))
        return "is .npz, arrays of numpy: python3 -c \"import numpy, sys; numpy.savetxt(sys.stdout, "
               "numpy.load('FILE')['arr_0'], delimiter=',')\" | dengine ... - --header prob_a,prob_b --id '#'";
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        if (text_starts(name, text_of(sheets[i])))
            return "is an Excel workbook: in2csv FILE | dengine ... -, or save it as CSV UTF-8";
    return NULL;
}

static bool refuse_foreign(const struct stream *stream, struct error *error)
{
    const char *zip = stream->size >= 4 && memcmp(stream->input, "PK\x03\x04", 4) == 0 ? zip_kind(stream) : NULL;
    if (zip)
        return error_set(error, STATUS_DATA, "%s", zip);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (stream->size >= foreign[i].at + foreign[i].size &&
            memcmp(stream->input + foreign[i].at, foreign[i].magic, foreign[i].size) == 0)
            return error_set(error, STATUS_DATA,
                             "is compressed by %s: .gz and .zst are read as they are, this through a pipe: "
                             "%s FILE | dengine ... -",
                             foreign[i].name, foreign[i].command);
    return true;
}

static bool out_of_memory(const char *decoder, struct error *error)
{
    return error_set(error, STATUS_MEMORY, "out of memory for %s", decoder);
}

static bool detect(struct stream *stream, struct error *error)
{
    enum { MAGIC = 4 };
    while (stream->size < MAGIC && !stream->ended) {
        size_t got = 0;
        if (!read_some(stream->fd, stream->input + stream->size, INPUT_SIZE - stream->size, &got, error))
            return false;
        stream->size += got;
        stream->ended = got == 0;
    }
    stream->kind = STREAM_PLAIN;
    if (stream->size >= 2 && memcmp(stream->input, "\x1f\x8b", 2) == 0) {
        stream->kind = STREAM_GZIP;
        stream->gunzip = gunzip_open(stream->arena);
        if (!stream->gunzip)
            return out_of_memory("gzip", error);
    } else if (stream->size >= MAGIC && is_zstd(stream->input)) {
        stream->kind = STREAM_ZSTD;
        stream->zstd = ZSTD_createDStream();
        if (!stream->zstd)
            return out_of_memory("zstd", error);
    }
    return stream->kind != STREAM_PLAIN || refuse_foreign(stream, error);
}

bool stream_peek(struct stream *stream, bool *compressed, struct error *error)
{
    if (stream->kind == STREAM_NEW && !detect(stream, error))
        return false;
    *compressed = stream->kind != STREAM_PLAIN;
    return true;
}

struct text stream_seen(const struct stream *stream)
{
    return (struct text){stream->input, stream->size};
}

static bool read_plain(struct stream *stream, char *data, size_t size, size_t *got, struct error *error)
{
    size_t held = stream->size - stream->at;
    if (held == 0)
        return stream->ended ? (*got = 0, true) : read_some(stream->fd, data, size, got, error);
    *got = held < size ? held : size;
    memcpy(data, stream->input + stream->at, *got);
    stream->at += *got;
    return true;
}

static bool ended_early(struct error *error)
{
    return error_set(error, STATUS_DATA, "compressed data ends early: the file was cut short");
}

/* What tapes and block devices add behind the last member. */
static void skip_zeros(struct stream *stream)
{
    while (stream->at < stream->size && stream->input[stream->at] == '\0')
        stream->at++;
}

/* A gzip file may hold several members one after the other, and zeros behind them. */
static bool read_gzip(struct stream *stream, char *data, size_t size, size_t *got, struct error *error)
{
    *got = 0;
    while (*got == 0) {
        if (!refill(stream, error))
            return false;
        if (!stream->inside)
            skip_zeros(stream);
        if (stream->at == stream->size && !stream->ended)
            continue;
        if (stream->at == stream->size && !stream->inside)
            return true;
        if (!stream->inside)
            gunzip_restart(stream->gunzip);
        const char *in = stream->input + stream->at;
        enum gunzip_result result = gunzip_some(stream->gunzip, &in, stream->input + stream->size, data, size, got);
        stream->at = (size_t)(in - stream->input);
        stream->inside = result == GUNZIP_ON;
        if (result == GUNZIP_MEMORY)
            return out_of_memory("gzip", error);
        if (result == GUNZIP_DAMAGED)
            return error_set(error, STATUS_DATA, "bad gzip data: %s", gunzip_fault(stream->gunzip));
        if (*got == 0 && stream->inside && stream->ended)
            return ended_early(error);
    }
    return true;
}

static bool read_zstd(struct stream *stream, char *data, size_t size, size_t *got, struct error *error)
{
    *got = 0;
    while (*got == 0) {
        if (!refill(stream, error))
            return false;
        if (stream->ended && !stream->inside)
            return true;
        ZSTD_inBuffer in = {stream->input, stream->size, stream->at};
        ZSTD_outBuffer out = {data, size, 0};
        size_t left = ZSTD_decompressStream(stream->zstd, &out, &in);
        if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation)
            return out_of_memory("zstd", error);
        if (ZSTD_isError(left))
            return error_set(error, STATUS_DATA, "bad zstd data: %s", ZSTD_getErrorName(left));
        stream->at = in.pos;
        stream->inside = left != 0;
        *got = out.pos;
        if (stream->ended && *got == 0 && stream->inside)
            return ended_early(error);
    }
    return true;
}

static bool read_bytes(void *state, char *data, size_t size, size_t *got, struct error *error)
{
    struct stream *stream = state;
    if (stream->kind == STREAM_NEW && !detect(stream, error))
        return false;
    switch (stream->kind) {
    case STREAM_GZIP:
        return read_gzip(stream, data, size, got, error);
    case STREAM_ZSTD:
        return read_zstd(stream, data, size, got, error);
    case STREAM_NEW:
    case STREAM_PLAIN:
        break;
    }
    return read_plain(stream, data, size, got, error);
}

bool stream_json_lines(struct stream *stream, bool *found, struct error *error)
{
    stream->lines = json_lines_open(stream->arena, read_bytes, stream);
    return json_lines_peek(stream->lines, found, error);
}

static bool read_now(void *state, char *data, size_t size, size_t *got, struct error *error)
{
    struct stream *stream = state;
    return stream->lines ? json_lines_read(stream->lines, data, size, got, error)
                         : read_bytes(stream, data, size, got, error);
}

void stream_read_ahead(struct stream *stream)
{
    stream->ahead = ahead_open(stream->arena, read_now, stream);
}

bool stream_read(struct stream *stream, char *data, size_t size, size_t *got, struct error *error)
{
    return stream->ahead ? ahead_take(stream->ahead, data, size, got, error) : read_now(stream, data, size, got, error);
}
