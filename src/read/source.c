#include "read/source.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/quotes.h"
#include "read/read_at.h"
#include "read/records.h"
#include "read/spool.h"
#include "read/stream.h"
#include "read/unchanged.h"

enum { HEAD_STEP = 64 * 1024, PIPE_ROOM = 1024 * 1024 };

struct file {
    int fd;
    off_t start, end;      /* of the data in a regular file */
    struct stat opened;    /* how it was then: a file must not change while it is read */
    struct stream *stream; /* set when it can only be read in order */
    bool json_lines;       /* and makes CSV of them */
    struct npy *matrix;    /* set when the file is .npy; then a piece is so many of its rows: */
    uint64_t step;
    uint64_t base;    /* number of its first piece */
    unsigned readers; /* workers that read from fd */
    bool passed;      /* a later file is current */
};

struct source {
    struct arena own; /* used with the lock held, whatever the opener does with its arena meanwhile */
    struct arena *arena;
    struct asked {
        const char *const *paths;
        size_t count, block_size;
        bool written; /* maybe as JSON lines */
    } asked;
    const struct source *before; /* of a second look: the first one, or NULL */
    uint64_t size;
    struct text head;

    pthread_mutex_t lock;
    size_t current; /* the file that is being read */
    struct file *files;
    uint64_t number; /* of the next piece, over all files */
    bool stopped;

    /* Of a stream. */
    struct buffer carry; /* the bytes after its last whole record */
    bool ended;          /* it has no more bytes */

    struct quotes quotes; /* of the pieces of regular files */
};

const char *source_name(const struct source *source, size_t file)
{
    const char *path = source->asked.paths[file];
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

uint64_t source_size(const struct source *source)
{
    return source->size;
}

size_t source_block_size(const struct source *source)
{
    return source->asked.block_size;
}

struct text source_head(const struct source *source)
{
    return source->head;
}

void source_stop(struct source *source)
{
    pthread_mutex_lock(&source->lock);
    source->stopped = true;
    pthread_mutex_unlock(&source->lock);
}

/* ---- opening ---- */

static void close_file(struct file *file)
{
    if (file->fd > STDIN_FILENO)
        close(file->fd);
    file->fd = 0;
}

static void close_source(void *resource)
{
    struct source *source = resource;
    arena_free(&source->own); /* ends the threads that read the files */
    for (size_t i = 0; i < source->asked.count; i++)
        close_file(&source->files[i]);
    pthread_mutex_destroy(&source->lock);
    quotes_close(&source->quotes);
}

static bool cannot(struct error *error, const char *verb, int reason)
{
    return error_set(error, error_status(reason, STATUS_INPUT), "cannot %s: %s", verb, strerror(reason));
}

static bool check_exists(const char *path, struct stat *status, struct error *error)
{
    if (strcmp(path, "-") == 0)
        return fstat(STDIN_FILENO, status) == 0 ? true : cannot(error, "read", errno);
    if (stat(path, status) != 0)
        return cannot(error, "open", errno);
    return S_ISDIR(status->st_mode) ? cannot(error, "read", EISDIR) : true;
}

/* A copy takes the place of what can only be read in order; that of standard input for a second look, too. */
static bool take_copy(struct file *file, struct error *error)
{
    if (!spool_stream(file->stream, file->fd, error))
        return false;
    file->start = 0;
    return fstat(file->fd, &file->opened) == 0 || cannot(error, "read", errno);
}

/* A .npy is read by its rows, as the CSV that they stand for. */
static bool open_matrix(const struct source *source, struct file *file, struct error *error)
{
    if ((!S_ISREG(file->opened.st_mode) || file->start > 0) && !take_copy(file, error))
        return false;
    file->matrix = arena_alloc(source->arena, sizeof *file->matrix);
    if (!npy_open_at(file->matrix, source->arena, file->fd, error))
        return false;
    file->step = npy_rows_step(file->matrix, source->asked.block_size);
    return true;
}

/* A regular file can be read anywhere; its compressed kind and everything else only in order. */
static bool open_file(struct source *source, size_t index, struct error *error)
{
    struct file *file = &source->files[index];
    const char *path = source->asked.paths[index];
    bool standard = strcmp(path, "-") == 0;
    file->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file->fd < 0)
        return cannot(error, "open", errno);
    if (fstat(file->fd, &file->opened) != 0)
        return cannot(error, "read", errno);
    if (source->before && !is_unchanged(&source->before->files[index].opened, &file->opened))
        return error_set(error, STATUS_INPUT, "changed between two looks at it: run again when it is whole");
    const struct stat *status = &file->opened;
    off_t start = lseek(file->fd, 0, SEEK_CUR);
    bool compressed;
    file->start = start > 0 ? start : 0;
    file->stream = stream_open(source->arena, file->fd);
    if (!stream_peek(file->stream, &compressed, error))
        return false;
    if (npy_begins(stream_seen(file->stream)) && !open_matrix(source, file, error))
        return false;
    if (source->asked.written && !stream_json_lines(file->stream, &file->json_lines, error))
        return false;
    if (S_ISREG(status->st_mode) && compressed)
        stream_read_ahead(file->stream);
    if (S_ISREG(status->st_mode) && !compressed && !file->json_lines) {
        file->end = status->st_size > file->start ? status->st_size : file->start;
        file->stream = NULL;
        lseek(file->fd, file->start, SEEK_SET);
        posix_fadvise(file->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
    if (S_ISFIFO(status->st_mode))
        fcntl(file->fd, F_SETPIPE_SZ, PIPE_ROOM); /* writer and reader take turns less often; may be refused */
    file->base = source->number;
    quotes_restart(&source->quotes, source->number);
    source->ended = false;
    source->carry.size = 0;
    return true;
}

static char *room_for(struct block_room *room, size_t size)
{
    room->data = arena_reserve(room->arena, room->data, &room->capacity, size, 1);
    return room->data;
}

/* Reads on in the carry until it holds a line end, or `size` bytes, or the stream ends: whoever writes
 * into a pipe may be slow, and an error in the header need not wait for the rows. */
static bool fill_carry(struct source *source, size_t size, struct error *error)
{
    struct buffer *carry = &source->carry;
    carry->data = arena_reserve(source->arena, carry->data, &carry->capacity, size, 1);
    for (size_t before = carry->size; carry->size < size && !source->ended; before = carry->size) {
        size_t got;
        if (!stream_read(source->files[source->current].stream, carry->data + carry->size, size - carry->size, &got,
                         error))
            return false;
        source->ended = got == 0;
        carry->size += got;
        if (got && memchr(carry->data + before, '\n', got))
            return true;
    }
    return true;
}

/* The first record of the first file, read in growing steps. */
static bool read_head(struct source *source, struct error *error)
{
    const struct file *file = &source->files[0];
    struct block_room room = {.arena = source->arena};
    struct buffer numbers = {.arena = source->arena};
    if (file->matrix) {
        npy_rows_head(file->matrix, &numbers);
        source->head = buffer_text(&numbers);
        return true;
    }
    for (size_t step = HEAD_STEP;; step += HEAD_STEP) {
        struct text text;
        bool whole;
        if (file->stream) {
            if (!fill_carry(source, source->carry.size + HEAD_STEP, error))
                return false;
            text = buffer_text(&source->carry);
            whole = source->ended;
        } else {
            size_t left = (size_t)(file->end - file->start);
            size_t size = left < step ? left : step;
            text = (struct text){room_for(&room, size), size};
            whole = size == left;
            if (!read_at(file->fd, room.data, size, (uint64_t)file->start, error))
                return false;
        }
        size_t end = records_first(text, false);
        if (!end && !whole && text.size < SOURCE_RECORD)
            continue;
        struct text head = records_unmarked((struct text){text.data, end ? end : text.size});
        source->head = text_copy(source->arena, text_line(head));
        return true;
    }
}

static bool open_source(struct source **out, struct arena *arena, struct asked asked, const struct source *before,
                        struct error *error)
{
    struct source *source = arena_alloc(arena, sizeof *source);
    const char *const *paths = asked.paths;
    asked.block_size = asked.block_size ? asked.block_size : SOURCE_BLOCK;
    *source = (struct source){.own = {.exhausted = arena->exhausted},
                              .arena = &source->own,
                              .asked = asked,
                              .before = before,
                              .files = arena_array(arena, asked.count, sizeof *source->files),
                              .carry = {.arena = &source->own}};
    pthread_mutex_init(&source->lock, NULL);
    quotes_open(&source->quotes, source->arena);
    arena_attach(arena, close_source, source);
    bool known = true;
    for (size_t i = 0; i < asked.count; i++) {
        struct stat status;
        if (!check_exists(paths[i], &status, error))
            return error_prefix(error, source_name(source, i));
        known = known && S_ISREG(status.st_mode);
        source->size += known ? (uint64_t)status.st_size : 0;
    }
    if (!open_file(source, 0, error) || !read_head(source, error))
        return error_prefix(error, source_name(source, 0));
    if (!known || source->files[0].stream)
        source->size = 0;
    else if (source->files[0].matrix)
        source->size = source->size / source->files[0].matrix->width * NPY_ROWS_NUMBER;
    *out = source;
    return true;
}

bool source_open(struct source **out, struct arena *arena, const char *const *paths, size_t count, size_t block_size,
                 struct error *error)
{
    return open_source(out, arena, (struct asked){paths, count, block_size, false}, NULL, error);
}

bool source_open_written(struct source **out, struct arena *arena, const char *path, struct error *error)
{
    const char **paths = arena_alloc(arena, sizeof *paths);
    paths[0] = path;
    return open_source(out, arena, (struct asked){paths, 1, 0, true}, NULL, error);
}

enum source_kind source_kind(const struct source *source)
{
    const struct file *file = &source->files[0];
    return file->matrix ? SOURCE_MATRIX : file->json_lines ? SOURCE_JSON_LINES : SOURCE_TEXT;
}

bool source_is_kept(const struct source *source)
{
    struct stat status;
    for (size_t i = 0; i < source->asked.count; i++) {
        bool standard = strcmp(source->asked.paths[i], "-") == 0;
        if ((standard ? fstat(STDIN_FILENO, &status) : stat(source->asked.paths[i], &status)) != 0 ||
            !S_ISREG(status.st_mode))
            return false;
    }
    return true;
}

/* Opens the files of a source from where they were read before. */
static bool reopen(struct source **source, struct arena *arena, struct asked asked, struct error *error)
{
    const struct source *before = *source;
    for (size_t i = 0; i < asked.count; i++)
        if (strcmp(asked.paths[i], "-") == 0 && lseek(STDIN_FILENO, before->files[i].start, SEEK_SET) < 0)
            return cannot(error, "read again", errno) || error_prefix(error, source_name(before, i));
    return open_source(source, arena, asked, before, error);
}

bool source_again(struct source **source, struct arena *arena, struct error *error)
{
    return reopen(source, arena, (*source)->asked, error);
}

bool source_again_written(struct source **source, struct arena *arena, struct error *error)
{
    struct asked asked = (*source)->asked;
    asked.written = true;
    return reopen(source, arena, asked, error);
}

/* ---- pieces of a regular file ---- */

/*
 *      piece - 1        |           piece             |        piece + 1
 *   ...rec \n begin of a|record \n rec \n ... \n begin|of the last record \n rec ...
 *                       ^ skipped  ^---------- the block ----------------^
 *
 * The byte before the piece is read too: a record begins at the piece when that byte ends one.
 */
static bool read_piece(struct source *source, const struct file *file, struct block_room *room, struct block *block,
                       struct error *error)
{
    enum { TAIL = 16 * 1024 };
    uint64_t piece = block->number - file->base;
    off_t start = file->start + (off_t)(piece * source->asked.block_size);
    size_t before = piece > 0;
    size_t size = source->asked.block_size + before;
    size_t left = (size_t)(file->end - start) + before;
    block->last = file->end - start <= (off_t)source->asked.block_size;
    if (size > left)
        size = left;
    size_t held = left - size < TAIL ? left : size + TAIL;
    char *data = room_for(room, held);
    bool done = read_at(file->fd, data, held, (uint64_t)start - before, error);
    size_t quotes = done ? records_count((struct text){data + before, size - before}, '"') : 0;
    bool inside = quotes_tell(&source->quotes, &source->lock, block->number, quotes & 1);
    if (!done)
        return false;
    if (before)
        inside ^= data[0] == '"';

    size_t skip = before ? records_first((struct text){data, size}, inside) : 0;
    if (before && !skip) { /* no record begins in this piece */
        block->text = (struct text){data, 0};
        return true;
    }
    /* The last record begins in the piece; read on until it ends. */
    bool ends_inside = (quotes ^ records_count((struct text){data + before, skip - before}, '"')) & 1;
    size_t whole = skip + records_last((struct text){data + skip, size - skip}, ends_inside);
    size_t end = whole;
    for (bool ended = whole == size; !ended;) {
        size_t length = records_first((struct text){data + whole, held - whole}, false);
        ended = length || held == left || held - whole > SOURCE_RECORD;
        if (length) {
            end = whole + length;
        } else if (ended) {
            end = held;
            block->unfinished = held - whole > SOURCE_RECORD;
        } else {
            size_t more = held - whole < left - held ? held - whole : left - held;
            data = room_for(room, held + more);
            if (!read_at(file->fd, data + held, more, (uint64_t)start - before + held, error))
                return false;
            held += more;
        }
    }
    block->text = (struct text){data + skip, end - skip};
    return true;
}

/* Some rows of a matrix, in which nothing is quoted. */
static bool read_rows(struct source *source, const struct file *file, struct block_room *room, struct block *block,
                      struct error *error)
{
    uint64_t first = (block->number - file->base) * file->step, left = file->matrix->rows - first;
    size_t count = (size_t)(left < file->step ? left : file->step);
    quotes_tell(&source->quotes, &source->lock, block->number, false);
    block->last = count == left;
    char *data = room_for(room, npy_rows_room(file->matrix, count));
    return room->numbers && !block->first ? npy_rows_numbers(file->matrix, first, count, data, &block->matrix, error)
                                          : npy_rows_read(file->matrix, first, count, data, &block->text, error);
}

/* ---- pieces of a stream: called with the lock held ---- */

static bool read_on(struct source *source, struct block_room *room, struct block *block, struct error *error)
{
    struct buffer *carry = &source->carry;
    size_t size = source->asked.block_size > carry->size ? source->asked.block_size : carry->size;
    for (;; size *= 2) {
        size_t asked = size;
        char *data = room_for(room, asked);
        size_t held = carry->size < asked ? carry->size : asked;
        if (held)
            memcpy(data, carry->data, held);
        while (held < asked && !source->ended) {
            size_t got;
            if (!stream_read(source->files[source->current].stream, data + held, asked - held, &got, error))
                return false;
            source->ended = got == 0;
            held += got;
        }
        struct text text = {data, held};
        size_t whole = source->ended ? held : records_last(text, records_count(text, '"') & 1);
        if (!whole && held > SOURCE_RECORD) { /* it will be an error: nobody need read on */
            whole = held;
            source->stopped = block->unfinished = true;
        }
        carry->size = 0;
        buffer_add(carry, (struct text){data + whole, held - whole});
        if (whole || source->ended) {
            block->text = (struct text){data, whole};
            block->last = source->ended;
            return true;
        }
    }
}

/* ---- taking ---- */

static bool has_more(const struct source *source)
{
    const struct file *file = &source->files[source->current];
    if (source->number == file->base)
        return true; /* an empty file has an empty block */
    if (file->stream)
        return !source->ended || source->carry.size > 0;
    if (file->matrix)
        return (source->number - file->base) * file->step < file->matrix->rows;
    return (off_t)((source->number - file->base) * source->asked.block_size) < file->end - file->start;
}

/* Opens the next file once the quotes of this one are known; another worker may do it meanwhile. */
static bool next_file(struct source *source, struct error *error)
{
    size_t current = source->current;
    while (!quotes_settled(&source->quotes) && source->current == current)
        quotes_wait(&source->quotes, &source->lock);
    if (source->current != current)
        return true;
    struct file *file = &source->files[current];
    file->passed = true;
    if (file->readers == 0)
        close_file(file);
    return open_file(source, ++source->current, error);
}

/* Claims the next piece; a stream is read here, in order, a regular file by read_piece, side by side.
 * Called with the lock held. */
static bool claim(struct source *source, struct block_room *room, struct block *block, struct error *error)
{
    while (!source->stopped && !has_more(source)) {
        if (source->current + 1 == source->asked.count)
            return false;
        if (!next_file(source, error)) {
            block->file = source->current;
            block->number = source->number;
            return false;
        }
    }
    if (source->stopped)
        return false;
    struct file *file = &source->files[source->current];
    block->file = source->current;
    block->number = source->number++;
    block->first = block->number == file->base;
    file->readers++;
    if (file->stream) {
        quotes_restart(&source->quotes, source->number);
        return read_on(source, room, block, error);
    }
    quotes_claim(&source->quotes, source->number);
    return true;
}

bool source_take(struct source *source, struct block_room *room, struct block *block, struct error *error)
{
    *block = (struct block){0};
    error->status = STATUS_OK;
    pthread_mutex_lock(&source->lock);
    bool taken = claim(source, room, block, error);
    struct file *file = &source->files[block->file];
    bool regular = !file->stream;
    pthread_mutex_unlock(&source->lock);
    if (taken && regular)
        taken = (file->matrix ? read_rows : read_piece)(source, file, room, block, error);
    if (!taken && error->status != STATUS_OK) {
        source_stop(source);
        return error_prefix(error, source_name(source, block->file));
    }
    if (!taken)
        return false;
    pthread_mutex_lock(&source->lock);
    if (--file->readers == 0 && (file->passed || !has_more(source)))
        taken = check_unchanged(file->fd, &file->opened, error);
    if (file->readers == 0 && file->passed)
        close_file(file);
    pthread_mutex_unlock(&source->lock);
    if (!taken)
        return error_prefix(error, source_name(source, block->file));
    if (block->first)
        block->text = records_unmarked(block->text);
    return true;
}
