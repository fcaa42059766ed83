#include "read/document.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "read/stream.h"
#include "read/unchanged.h"

/* Reads until `most` bytes are there or the end is. */
static bool read_bytes(struct buffer *bytes, struct arena *arena, int fd, size_t most, struct error *error)
{
    struct stream *stream = stream_open(arena, fd);
    char block[32 * 1024];
    size_t got = 1;
    while (got > 0 && bytes->size < most) {
        size_t left = most - bytes->size;
        if (!stream_read(stream, block, left < sizeof block ? left : sizeof block, &got, error))
            return false;
        buffer_add(bytes, (struct text){block, got});
    }
    return true;
}

static bool open_and_read(struct buffer *bytes, const char *path, size_t most, struct error *error)
{
    struct arena arena = {.exhausted = bytes->arena->exhausted};
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set(error, error_status(errno, STATUS_INPUT), "%s: cannot open: %s", path, strerror(errno));
    struct stat opened;
    off_t start = standard ? lseek(fd, 0, SEEK_CUR) : -1; /* a file there may be looked at again */
    bool done = fstat(fd, &opened) == 0
                    ? read_bytes(bytes, &arena, fd, most, error) && check_unchanged(fd, &opened, error)
                    : error_set(error, error_status(errno, STATUS_INPUT), "cannot read: %s", strerror(errno));
    done = done || error_prefix(error, path);
    arena_free(&arena);
    if (!standard)
        close(fd);
    else if (start >= 0)
        lseek(fd, start, SEEK_SET);
    return done;
}

static struct text without_mark(struct text text)
{
    bool marked = text_starts(text, text_of("\xEF\xBB\xBF"));
    return marked ? (struct text){text.data + 3, text.size - 3} : text;
}

bool document_read(struct text *text, struct arena *arena, const char *path, struct error *error)
{
    struct buffer bytes = {.arena = arena};
    if (!open_and_read(&bytes, path, (size_t)DOCUMENT_SIZE + 1, error))
        return false;
    if (bytes.size > DOCUMENT_SIZE)
        return error_set(error, STATUS_DATA, "%s: larger than %d MiB: is this the right file?", path,
                         DOCUMENT_SIZE / 1024 / 1024);
    buffer_string(&bytes);
    *text = without_mark(buffer_text(&bytes));
    return true;
}

bool document_peek(struct text *text, struct arena *arena, const char *path, size_t size, struct error *error)
{
    struct buffer bytes = {.arena = arena};
    if (!open_and_read(&bytes, path, size, error))
        return false;
    *text = without_mark(buffer_text(&bytes));
    return true;
}

struct text document_place(struct arena *arena, const char *path, struct text text, const char *at)
{
    struct buffer place = {.arena = arena};
    size_t line = 1, column = 1;
    for (const char *c = text.data; c < at; c++) {
        column = *c == '\n' ? 1 : column + 1;
        line += *c == '\n';
    }
    buffer_format(&place, "%s:%zu:%zu", path, line, column);
    buffer_string(&place);
    return buffer_text(&place);
}
