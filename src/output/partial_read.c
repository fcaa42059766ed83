#include "output/partial_read.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "dengine/hash.h"
#include "output/partial_seal.h"
#include "read/stream.h"

enum { PIECE = 64 * 1024, PIECE_MOST = 8 * 1024 * 1024 };

struct partials {
    struct arena arena, seal; /* seal: what belongs to the partial at hand */
    const char *path;
    int fd;
    struct stream *stream; /* NULL: a plain file, read as it is */
    bool ended;
    char *data;
    size_t start, size, capacity; /* the partial at hand begins at start */
    size_t count;                 /* of partials */
};

/* ---- the file ---- */

static bool fail(const struct partials *partials, struct error *error)
{
    return error_prefix(error, strcmp(partials->path, "-") == 0 ? "standard input" : partials->path);
}

/* Whether a file of its own begins like compressed data; a pipe can be looked at only by a stream. */
static bool is_plain(int fd)
{
    unsigned char first[4] = {0};
    if (pread(fd, first, sizeof first, 0) < 0)
        return false;
    return !(first[0] == 0x1F && first[1] == 0x8B) && memcmp(first, "\x28\xB5\x2F\xFD", sizeof first) != 0;
}

bool partials_open(struct partials **opened, const char *path, const struct arena *arena, struct error *error)
{
    struct arena own = {.exhausted = arena->exhausted};
    struct partials *partials = *opened = arena_alloc(&own, sizeof *partials);
    bool standard = strcmp(path, "-") == 0, compressed;
    partials->path = path;
    partials->seal.exhausted = arena->exhausted;
    partials->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    partials->arena = own;
    if (partials->fd < 0) {
        error_set(error, error_status(errno, STATUS_INPUT), "cannot open: %s", strerror(errno));
        return fail(partials, error);
    }
    if (!standard && is_plain(partials->fd))
        return true;
    partials->stream = stream_open(&partials->arena, partials->fd);
    return stream_peek(partials->stream, &compressed, error) || fail(partials, error);
}

void partials_close(struct partials *partials)
{
    struct arena own = partials->arena;
    if (partials->fd > STDIN_FILENO)
        close(partials->fd);
    arena_free(&partials->seal);
    arena_free(&own);
}

static bool read_plain(struct partials *partials, size_t *got, struct error *error)
{
    ssize_t length;
    do
        length = read(partials->fd, partials->data + partials->size, partials->capacity - partials->size);
    while (length < 0 && errno == EINTR);
    if (length < 0)
        return error_set(error, error_status(errno, STATUS_INPUT), "cannot read: %s", strerror(errno));
    *got = (size_t)length;
    return true;
}

/* Reads on; what stands before the partial at hand makes room. */
static bool fill(struct partials *partials, struct error *error)
{
    size_t got = 0, piece = partials->size < PIECE ? PIECE : partials->size < PIECE_MOST ? partials->size : PIECE_MOST;
    if (partials->start) {
        memmove(partials->data, partials->data + partials->start, partials->size - partials->start);
        partials->size -= partials->start;
        partials->start = 0;
    }
    partials->data = arena_reserve(&partials->arena, partials->data, &partials->capacity, partials->size + piece, 1);
    bool read = partials->stream ? stream_read(partials->stream, partials->data + partials->size,
                                               partials->capacity - partials->size, &got, error)
                                 : read_plain(partials, &got, error);
    partials->size += got;
    partials->ended = got == 0;
    return read;
}

/* ---- one partial ---- */

/* Where records end, while bytes come: nothing is looked at twice. */
struct search {
    size_t at;        /* the begin of a line, counted from that of the partial */
    bool inside;      /* in quotes there */
    size_t first;     /* where the record begins that this line belongs to */
    uint64_t records; /* that have ended */
};

static bool odd_quotes(const char *data, size_t size)
{
    unsigned char odd = 0;
    for (size_t i = 0; i < size; i++)
        odd ^= (unsigned char)(data[i] == '"');
    return odd;
}

/* Goes on to the end of the seal: true when it is there. *seal is where its row begins, *size what the partial has. */
static bool find_seal(struct search *search, const char *data, size_t size, size_t *seal, size_t *whole)
{
    const size_t length = sizeof PARTIAL_SEAL - 1;
    for (const char *newline; search->at < size; search->at = (size_t)(newline - data) + 1) {
        newline = memchr(data + search->at, '\n', size - search->at);
        if (!newline)
            return false;
        if (!search->inside)
            search->first = search->at;
        search->inside ^= odd_quotes(data + search->at, (size_t)(newline - data) - search->at);
        *seal = search->first;
        *whole = (size_t)(newline - data) + 1;
        search->records += !search->inside;
        if (!search->inside && *whole - *seal > length && memcmp(data + *seal, PARTIAL_SEAL, length) == 0)
            return true;
    }
    return false;
}

static struct text first_line(const char *data, size_t size)
{
    const char *newline = size ? memchr(data, '\n', size) : NULL;
    return (struct text){data, newline ? (size_t)(newline - data) : size};
}

/* What it is that does not begin like a partial. */
static bool refuse(const struct partials *partials, struct error *error)
{
    struct text line = first_line(partials->data + partials->start, partials->size - partials->start);
    if (partials->size == partials->start)
        error_set(error, STATUS_DATA, "is empty: no partial");
    else if (partials->count)
        error_set(error, STATUS_DATA, "behind the seal of partial %zu stands something that is no partial",
                  partials->count);
    else if (text_starts(line, text_of(PARTIAL_HEADER)))
        error_set(error, STATUS_DATA, "is a queue, no partial: a partial is made with --partial I/N");
    else
        error_set(error, STATUS_DATA, "is no partial: a partial is made with --partial I/N");
    return fail(partials, error);
}

/* Whether what has come so far may be the header of a partial. */
static bool begins_well(const struct partials *partials)
{
    static const char ending[] = "partial_row,partial_group";
    struct text line = first_line(partials->data + partials->start, partials->size - partials->start);
    struct text begin = text_of(PARTIAL_HEADER);
    bool ended = partials->size - partials->start > line.size;
    if (line.size < begin.size)
        return !ended && !partials->ended && memcmp(line.data, begin.data, line.size) == 0;
    return text_starts(line, begin) && (!ended || text_ends(line, text_of(ending)));
}

/* Whether there are as many records as the seal says, besides the header and itself. */
static bool check_records(const struct partial_seal *seal, uint64_t records, struct error *error)
{
    uint64_t told = seal->rows + seal->groups + seal->repeats + seal->values;
    if (records == told + 2)
        return true;
    return error_set(error, STATUS_DATA, "the seal tells of %llu records, and %llu are there", (unsigned long long)told,
                     (unsigned long long)(records - 2));
}

/* A partial that stands in memory from start on, whole. */
static bool take(struct partials *partials, struct partial *partial, const struct search *search, size_t seal,
                 size_t whole, struct error *error)
{
    char *data = partials->data + partials->start;
    struct buffer name = {.arena = &partials->seal};
    const char *newline = memchr(data, '\n', whole);
    buffer_add(&name, strcmp(partials->path, "-") == 0 ? text_of("standard input") : text_of(partials->path));
    if (partials->count++)
        buffer_format(&name, " (partial %zu in it)", partials->count);
    *partial = (struct partial){.name = text_of(buffer_string(&name)),
                                .arena = &partials->seal,
                                .at = data + (newline - data) + 1,
                                .end = data + seal,
                                .digest = hash_text(0, (struct text){data, whole})};
    partials->start += whole;
    if (!partial_seal_read(&partial->seal, partial->arena, (struct text){data, whole}, seal, error) ||
        !check_records(&partial->seal, search->records, error))
        return error_prefix(error, partial->name.data);
    partial->cells_count = QUEUE_FIXED + partial->seal.columns_count + PARTIAL_HIDDEN;
    partial->cells = arena_array(partial->arena, partial->cells_count, sizeof *partial->cells);
    return true;
}

bool partials_next(struct partials *partials, struct partial *partial, struct error *error)
{
    struct search search = {0};
    size_t seal, whole;
    arena_free(&partials->seal);
    error->status = STATUS_OK;
    for (;;) {
        const char *data = partials->data + partials->start;
        size_t size = partials->size - partials->start;
        if (size && !begins_well(partials))
            return refuse(partials, error);
        if (size && find_seal(&search, data, size, &seal, &whole))
            return take(partials, partial, &search, seal, whole, error);
        if (partials->ended)
            break;
        if (!fill(partials, error))
            return fail(partials, error);
    }
    if (partials->size == partials->start)
        return partials->count ? false : refuse(partials, error);
    error_set(error, STATUS_DATA,
              "the seal is missing at its end: the partial is cut short, or is still being written");
    return fail(partials, error);
}

/* ---- records ---- */

/* Takes a cell off the row, quotes taken away in place; *last tells whether it was the row's last. False when it is
 * not CSV as a partial is written. */
static bool take_cell(struct partial *partial, struct text *cell, bool *last)
{
    char *from = partial->at, *to = from, *end = partial->end;
    bool quoted = from < end && *from == '"';
    cell->data = from;
    if (quoted) {
        for (from++; from < end && (*from != '"' || (from + 1 < end && from[1] == '"')); *to++ = *from++)
            from += *from == '"';
        if (from++ >= end)
            return false;
    } else {
        while (from < end && *from != ',' && *from != '\n')
            from++;
        to = from;
    }
    cell->size = (size_t)(to - cell->data);
    if (from >= end || (*from != ',' && *from != '\n'))
        return false;
    *last = *from == '\n';
    partial->at = from + 1;
    return true;
}

static bool take_row(struct partial *partial)
{
    bool last = false;
    for (size_t i = 0; i < partial->cells_count; i++)
        if (last || !take_cell(partial, &partial->cells[i], &last))
            return false;
    return last;
}

bool partial_next(struct partial *partial, struct partial_record *record, struct error *error)
{
    const struct partial_seal *seal = &partial->seal;
    uint64_t all = seal->rows + seal->groups + seal->repeats + seal->values;
    error->status = STATUS_OK;
    *record = (struct partial_record){0};
    if (partial->read == all && partial->at == partial->end) {
        if (seal->groups && !seal->shared && partial->ids != seal->ids)
            error_set(error, STATUS_DATA, "%s: its groups have %llu ids, the seal says %llu", partial->name.data,
                      (unsigned long long)partial->ids, (unsigned long long)seal->ids);
        return false;
    }
    if (partial->read++ < all && partial->at < partial->end && take_row(partial) &&
        partial_record_read(record, partial->arena, partial->cells, partial->cells_count,
                            partial->read <= seal->rows)) {
        partial->ids += record->kind == PARTIAL_GROUP ? record->stratum.size : 0;
        return true;
    }
    return error_set(error, STATUS_DATA, "%s: record %llu is not as a partial has it", partial->name.data,
                     (unsigned long long)partial->read);
}
