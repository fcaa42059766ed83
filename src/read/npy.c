#include "read/npy.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dengine/text.h"
#include "read/read_at.h"
#include "read/unchanged.h"

static const char magic[] = "\x93NUMPY";
enum { MAGIC = 6, PREFIX = 8 }; /* the magic, with the version */

/* ---- the header: a Python dictionary of three entries ---- */

/* What is left to read of it. */
struct cursor {
    const char *at, *end;
};

static bool is_one_of(char byte, const char *bytes)
{
    return byte != '\0' && strchr(bytes, byte) != NULL;
}

static void skip_blanks(struct cursor *cursor)
{
    while (cursor->at < cursor->end && is_one_of(*cursor->at, " \t\r\n"))
        cursor->at++;
}

static bool take(struct cursor *cursor, char byte)
{
    skip_blanks(cursor);
    if (cursor->at == cursor->end || *cursor->at != byte)
        return false;
    cursor->at++;
    return true;
}

static bool take_word(struct cursor *cursor, const char *word)
{
    size_t length = strlen(word);
    skip_blanks(cursor);
    if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0)
        return false;
    cursor->at += length;
    return true;
}

static bool take_string(struct cursor *cursor, struct text *string)
{
    char quote = take(cursor, '\'') ? '\'' : '"';
    if (quote == '"' && !take(cursor, '"'))
        return false;
    const char *end = memchr(cursor->at, quote, (size_t)(cursor->end - cursor->at));
    if (!end)
        return false;
    *string = (struct text){cursor->at, (size_t)(end - cursor->at)};
    cursor->at = end + 1;
    return true;
}

static bool take_size(struct cursor *cursor, uint64_t *size)
{
    skip_blanks(cursor);
    const char *start = cursor->at;
    *size = 0;
    for (; cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9'; cursor->at++)
        if (__builtin_mul_overflow(*size, 10, size) ||
            __builtin_add_overflow(*size, (uint64_t)(*cursor->at - '0'), size))
            return false;
    bool found = cursor->at > start;
    if (found && cursor->at < cursor->end && *cursor->at == 'L') /* written by Python 2 */
        cursor->at++;
    return found;
}

static bool malformed(const char *what, struct error *error)
{
    return error_set(error, STATUS_DATA, "the header of the .npy is damaged: %s", what);
}

/* "<f4": byte order, kind, bytes of a number. */
static bool parse_type(struct npy *npy, struct cursor *cursor, struct error *error)
{
    struct text type;
    skip_blanks(cursor);
    if (cursor->at < cursor->end && *cursor->at == '[')
        return error_set(error, STATUS_DATA, "holds records of several fields: expected a matrix of float16, 32 or 64");
    if (!take_string(cursor, &type))
        return malformed("'descr' is no string", error);
    bool known = type.size == 3 && is_one_of(type.data[0], "<>=|");
    if (type.size && (type.data[type.size - 1] == 'O' || (known && type.data[1] == 'O')))
        return error_set(error, STATUS_DATA,
                         "holds Python objects (a pickle), which are never loaded: save the array "
                         "as float32");
    if (type.size > 2 && is_one_of(type.data[1], "iub"))
        npy->kind = NPY_WHOLE;
    if (type.size > 2 && is_one_of(type.data[1], "US"))
        npy->kind = NPY_WORDS;
    if (!known || type.data[1] != 'f' || !is_one_of(type.data[2], "248")) {
        struct arena arena = {0};
        struct buffer shown = {.arena = &arena};
        buffer_quote(&shown, type);
        error_set(error, STATUS_DATA, "holds numbers of type %s: expected float16, 32 or 64 ('<f4')",
                  buffer_string(&shown));
        arena_free(&arena);
        return npy->kind != NPY_FLOATS; /* then the shape is read, too */
    }
    const bool little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
    npy->width = (size_t)(type.data[2] - '0');
    npy->swapped = type.data[0] == (little ? '>' : '<');
    return true;
}

static bool parse_order(struct npy *npy, struct cursor *cursor, struct error *error)
{
    npy->fortran = take_word(cursor, "True");
    return npy->fortran || take_word(cursor, "False") ? true : malformed("'fortran_order' is no bool", error);
}

static bool parse_shape(struct npy *npy, struct cursor *cursor, struct error *error)
{
    enum { KEPT = sizeof npy->shape / sizeof *npy->shape };
    uint64_t *shape = npy->shape, size;
    size_t dimensions = 0;
    shape[1] = 1;
    if (!take(cursor, '('))
        return malformed("'shape' is no tuple", error);
    while (!take(cursor, ')')) {
        if (!take_size(cursor, &size))
            return malformed("'shape' holds something that is no size, or is too large", error);
        if (dimensions < KEPT)
            shape[dimensions] = size;
        dimensions++;
        if (!take(cursor, ',')) {
            if (!take(cursor, ')'))
                return malformed("'shape' does not end", error);
            break;
        }
    }
    npy->dimensions = dimensions;
    if (npy->kind != NPY_FLOATS && dimensions <= 2)
        return true;
    if (dimensions == 0 || dimensions > 2)
        return error_set(error, STATUS_DATA, "has %zu dimensions: expected 2, one row for each sample", dimensions);
    if (shape[1] == 0 || shape[1] > NPY_COLUMNS)
        return error_set(error, STATUS_DATA, "has rows of %llu numbers: expected 1 to %d", (unsigned long long)shape[1],
                         NPY_COLUMNS);
    npy->flat = dimensions == 1;
    npy->rows = shape[0];
    npy->columns = (size_t)shape[1];
    return true;
}

static bool parse_entries(struct npy *npy, struct cursor *cursor, struct error *error)
{
    static const struct {
        const char *name;
        bool (*parse)(struct npy *npy, struct cursor *cursor, struct error *error);
    } entries[] = {{"descr", parse_type}, {"fortran_order", parse_order}, {"shape", parse_shape}};
    enum { ENTRIES = sizeof entries / sizeof *entries };
    bool seen[ENTRIES] = {0};
    if (!take(cursor, '{'))
        return malformed("no dictionary", error);
    while (!take(cursor, '}')) {
        struct text name;
        size_t i = 0;
        if (!take_string(cursor, &name) || !take(cursor, ':'))
            return malformed("an entry has no name", error);
        while (i < ENTRIES && !text_equal(name, text_of(entries[i].name)))
            i++;
        if (i == ENTRIES || seen[i])
            return malformed("an entry is unknown or stands twice", error);
        seen[i] = true;
        if (!entries[i].parse(npy, cursor, error))
            return false;
        if (!take(cursor, ',')) {
            if (!take(cursor, '}'))
                return malformed("the dictionary does not end", error);
            break;
        }
    }
    skip_blanks(cursor);
    if (cursor->at < cursor->end)
        return malformed("something follows the dictionary", error);
    if (npy->kind != NPY_FLOATS && seen[0] && seen[1] && seen[2])
        return false; /* as the type said */
    return seen[0] && seen[1] && seen[2] ? true : malformed("expected 'descr', 'fortran_order' and 'shape'", error);
}

static bool no_npy(const unsigned char *bytes, size_t size, struct error *error)
{
    if (size == 0)
        return error_set(error, STATUS_DATA, "is empty: no .npy file");
    if (size >= 2 && bytes[0] == 0x80 && bytes[1] <= 5)
        return error_set(error, STATUS_DATA, "is a pickle, which is never loaded: save the array with numpy.save");
    if (size >= 2 && bytes[0] == 'P' && bytes[1] == 'K')
        return error_set(error, STATUS_DATA, "is an archive (.npz): save the one array with numpy.save");
    return error_set(error, STATUS_DATA, "is no .npy file: it does not begin with \\x93NUMPY");
}

bool npy_parse(struct npy *npy, const void *start, size_t size, struct error *error)
{
    const unsigned char *bytes = start;
    if (size < PREFIX || memcmp(bytes, magic, MAGIC) != 0)
        return no_npy(bytes, size, error);
    unsigned version = bytes[MAGIC];
    if (version < 1 || version > 3)
        return error_set(error, STATUS_DATA, ".npy version %u: 1 to 3 are read", version);
    size_t field = version == 1 ? 2 : 4, length = 0;
    if (size < PREFIX + field)
        return malformed("it is cut short", error);
    for (size_t i = 0; i < field; i++)
        length |= (size_t)bytes[PREFIX + i] << 8 * i;
    if (length > NPY_HEADER)
        return malformed("it claims to be longer than 64 KiB", error);
    if (length > size - PREFIX - field)
        return malformed("it is cut short", error);
    npy->data = PREFIX + field + length;
    const char *text = (const char *)bytes + PREFIX + field;
    if (!parse_entries(npy, &(struct cursor){text, text + length}, error))
        return false;
    uint64_t total;
    if (__builtin_mul_overflow(npy->rows, npy->columns * npy->width, &total) ||
        __builtin_add_overflow(total, npy->data, &total) || total > INT64_MAX)
        return error_set(error, STATUS_DATA, "the header promises %llu x %zu numbers: more than any file can hold",
                         (unsigned long long)npy->rows, npy->columns);
    return true;
}

/* ---- files ---- */

bool npy_begins(struct text bytes)
{
    return bytes.size >= MAGIC && memcmp(bytes.data, magic, MAGIC) == 0;
}

/* "-" is standard input. */
static int open_file(const char *path)
{
    return strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(path, O_RDONLY | O_CLOEXEC);
}

static bool is_regular(const char *path)
{
    struct stat status;
    int done = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &status) : stat(path, &status);
    return done == 0 && S_ISREG(status.st_mode);
}

bool npy_is(const char *path)
{
    char start[MAGIC];
    if (text_ends(text_of(path), text_of(".npy")))
        return true;
    int fd = is_regular(path) ? open_file(path) : -1;
    bool is = fd >= 0 && lseek(fd, 0, SEEK_CUR) == 0 && pread(fd, start, MAGIC, 0) == MAGIC &&
              npy_begins((struct text){start, MAGIC});
    if (fd >= 0)
        close(fd);
    return is;
}

static void close_npy(void *resource)
{
    close(((const struct npy *)resource)->fd);
}

/* Reads the header of an open file. */
static bool open_matrix(struct npy *npy, struct arena *arena, struct error *error)
{
    if (npy->fd < 0 || fstat(npy->fd, &npy->opened) != 0)
        return error_set(error, error_status(errno, STATUS_INPUT), "cannot open: %s", strerror(errno));
    const struct stat status = npy->opened;
    if (S_ISDIR(status.st_mode))
        return error_set(error, STATUS_INPUT, "cannot read: %s", strerror(EISDIR));
    if (!S_ISREG(status.st_mode))
        return error_set(error, STATUS_INPUT, "is no regular file: a .npy is read in pieces, in any order");
    posix_fadvise(npy->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    size_t most = PREFIX + 4 + NPY_HEADER;
    size_t size = (uint64_t)status.st_size < most ? (size_t)status.st_size : most;
    unsigned char *head = arena_alloc(arena, size + 1);
    if (!read_at(npy->fd, head, size, 0, error) || !npy_parse(npy, head, size, error))
        return false;
    uint64_t promised = npy->rows * npy->columns * npy->width, held = (uint64_t)status.st_size - npy->data;
    if (promised != held)
        return error_set(error, STATUS_DATA,
                         "the header promises %llu x %zu numbers, %llu bytes, but %llu bytes follow it%s",
                         (unsigned long long)npy->rows, npy->columns, (unsigned long long)promised,
                         (unsigned long long)held, held < promised ? ": is the file cut short?" : "");
    return true;
}

bool npy_open_at(struct npy *npy, struct arena *arena, int fd, struct error *error)
{
    struct arena scratch = {.exhausted = arena->exhausted};
    npy->fd = fd;
    bool opened = open_matrix(npy, &scratch, error);
    arena_free(&scratch);
    return opened;
}

bool npy_open(struct npy *npy, struct arena *arena, const char *path, struct error *error)
{
    *npy = (struct npy){.path = path};
    bool opened = npy_open_at(npy, arena, open_file(path), error);
    if (npy->fd > 0)
        arena_attach(arena, close_npy, npy);
    return opened ? true : error_prefix(error, strcmp(path, "-") == 0 ? "standard input" : path);
}

/* ---- numbers ---- */

static float from_half(uint16_t half)
{
    uint32_t sign = (uint32_t)(half & 0x8000) << 16, exponent = half >> 10 & 31, fraction = half & 1023;
    uint32_t bits;
    float value;
    if (exponent == 0) { /* zero or subnormal: an exact multiple of 2^-24 */
        value = (float)fraction * 0x1p-24f;
        return sign ? -value : value;
    }
    bits = sign | (exponent == 31 ? 255 : exponent + 112) << 23 | fraction << 13;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline double number_at(const struct npy *npy, const unsigned char *at)
{
    uint64_t wide;
    uint32_t single;
    uint16_t half;
    double value;
    float narrow;
    switch (npy->width) {
    case 2:
        memcpy(&half, at, sizeof half);
        return (double)from_half(npy->swapped ? __builtin_bswap16(half) : half);
    case 4:
        memcpy(&single, at, sizeof single);
        single = npy->swapped ? __builtin_bswap32(single) : single;
        memcpy(&narrow, &single, sizeof narrow);
        return (double)narrow;
    default:
        memcpy(&wide, at, sizeof wide);
        wide = npy->swapped ? __builtin_bswap64(wide) : wide;
        memcpy(&value, &wide, sizeof value);
        return value;
    }
}

void npy_row(const struct npy *npy, const unsigned char *bytes, size_t count, size_t row, double *out)
{
    size_t stride = npy->width * (npy->fortran ? count : 1);
    bytes += row * npy->width * (npy->fortran ? 1 : npy->columns);
    for (size_t i = 0; i < npy->columns; i++)
        out[i] = number_at(npy, bytes + i * stride);
}

bool npy_unchanged(const struct npy *npy, struct error *error)
{
    return check_unchanged(npy->fd, &npy->opened, error) || error_prefix(error, npy->path);
}

/* How the rows lie in the file: as one piece, or one for each column. */
static size_t pieces_of(const struct npy *npy)
{
    return npy->fortran ? npy->columns : 1;
}

/* Reads one piece of the rows. */
static bool read_piece(const struct npy *npy, size_t piece, uint64_t first, size_t count, void *out,
                       struct error *error)
{
    uint64_t before = npy->fortran ? piece * npy->rows + first : first * npy->columns;
    size_t numbers = npy->fortran ? count : count * npy->columns;
    return read_at(npy->fd, out, numbers * npy->width, npy->data + before * npy->width, error);
}

bool npy_read_bytes(const struct npy *npy, uint64_t first, size_t count, unsigned char *out, struct error *error)
{
    size_t pieces = pieces_of(npy), size = count * npy->columns * npy->width / pieces;
    for (size_t piece = 0; piece < pieces; piece++)
        if (!read_piece(npy, piece, first, count, out + piece * size, error))
            return false;
    return true;
}

bool npy_read(const struct npy *npy, struct npy_room *room, uint64_t first, size_t count, float *out,
              struct error *error)
{
    size_t pieces = pieces_of(npy), numbers = count * npy->columns / pieces, stride = pieces;
    bool direct = npy->width == 4 && !npy->swapped && !npy->fortran;
    if (!direct)
        room->data = arena_reserve(room->arena, room->data, &room->capacity, numbers * npy->width, 1);
    for (size_t piece = 0; piece < pieces; piece++) {
        if (!read_piece(npy, piece, first, count, direct ? (void *)out : room->data, error))
            return error_prefix(error, npy->path);
        for (size_t i = 0; !direct && i < numbers; i++) /* too large for a float: infinite */
            out[piece + i * stride] = (float)number_at(npy, room->data + i * npy->width);
    }
    return npy_unchanged(npy, error);
}
