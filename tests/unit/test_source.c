/*
 * test_source.c - files, pipes and compressed data as blocks of whole records.
 *
 * Whatever the input comes from and however it is cut, the blocks put together again are the input,
 * and each ends where a record ends.
 */
#include "unit.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/pool.h"
#include "read/source.h"
#include "read/stream.h"

/* ---- inputs ---- */

enum kind { KIND_FILE, KIND_PIPE, KIND_GZIP, KIND_ZSTD, KIND_GZIP_PIPE, KINDS };
static const char *const kind_names[KINDS] = {"file", "pipe", "gzip", "zstd", "gzip in a pipe"};

/* A gzip member. */
static struct text gzip(struct arena *arena, struct text text)
{
    z_stream zlib = {0};
    assert_int_equal(deflateInit2(&zlib, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&zlib, text.size) + 100;
    char *data = arena_alloc(arena, room), *copy = arena_alloc(arena, text.size + 1);
    memcpy(copy, text.data, text.size); /* zlib wants bytes that it may write */
    zlib.next_in = (unsigned char *)copy;
    zlib.avail_in = (unsigned)text.size;
    zlib.next_out = (unsigned char *)data;
    zlib.avail_out = (unsigned)room;
    assert_int_equal(deflate(&zlib, Z_FINISH), Z_STREAM_END);
    size_t size = room - zlib.avail_out;
    deflateEnd(&zlib);
    return (struct text){data, size};
}

static struct text zstd(struct arena *arena, struct text text)
{
    size_t room = ZSTD_compressBound(text.size);
    char *data = arena_alloc(arena, room);
    size_t size = ZSTD_compress(data, room, text.data, text.size, 1);
    assert_false(ZSTD_isError(size));
    return (struct text){data, size};
}

static struct text join(struct arena *arena, struct text a, struct text b)
{
    struct buffer both = {.arena = arena};
    buffer_add(&both, a);
    buffer_add(&both, b);
    return buffer_text(&both);
}

static struct text compressed(struct arena *arena, struct text text, enum kind kind)
{
    switch (kind) {
    case KIND_GZIP:
    case KIND_GZIP_PIPE:
        return gzip(arena, text);
    case KIND_ZSTD:
        return zstd(arena, text);
    case KIND_FILE:
    case KIND_PIPE:
    case KINDS:
        break;
    }
    return text;
}

/* Open files, to be named by path and closed with the arena. */
static void close_fd(void *resource)
{
    close(*(int *)resource);
}

static const char *path_of(struct arena *arena, int fd)
{
    int *kept = arena_alloc(arena, sizeof *kept);
    struct buffer path = {.arena = arena};
    *kept = fd;
    arena_attach(arena, close_fd, kept);
    buffer_format(&path, "/dev/fd/%d", fd);
    return buffer_string(&path);
}

static const char *file_with(struct arena *arena, struct text text)
{
    int fd = memfd_create("source", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_true(write(fd, text.data, text.size) == (ssize_t)text.size);
    return path_of(arena, fd);
}

struct feed {
    pthread_t thread;
    int fd;
    struct text text;
    size_t portion;
};

static void *write_feed(void *argument)
{
    struct feed *feed = argument;
    for (size_t done = 0; done < feed->text.size;) {
        size_t left = feed->text.size - done, size = left < feed->portion ? left : feed->portion;
        ssize_t length = write(feed->fd, feed->text.data + done, size);
        if (length < 0)
            break;
        done += (size_t)length;
    }
    close(feed->fd);
    return NULL;
}

static void join_feed(void *resource)
{
    pthread_join(((struct feed *)resource)->thread, NULL);
}

/* A pipe into which a thread writes a few bytes at a time. */
static const char *pipe_with(struct arena *arena, struct text text, size_t portion)
{
    int ends[2];
    struct feed *feed = arena_alloc(arena, sizeof *feed);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    *feed = (struct feed){.fd = ends[1], .text = text, .portion = portion};
    assert_int_equal(pthread_create(&feed->thread, NULL, write_feed, feed), 0);
    arena_attach(arena, join_feed, feed);
    return path_of(arena, ends[0]);
}

static const char *input_of(struct arena *arena, struct text text, enum kind kind)
{
    struct text bytes = compressed(arena, text, kind);
    return kind == KIND_PIPE || kind == KIND_GZIP_PIPE ? pipe_with(arena, bytes, 1 + text.size / 7)
                                                       : file_with(arena, bytes);
}

/* ---- blocks ---- */

enum { MOST_BLOCKS = 20000, MOST_FILES = 8 };

struct taken {
    struct source *source;
    struct arena copies; /* the source uses its own arena while workers take blocks */
    pthread_mutex_t lock;
    struct block blocks[MOST_BLOCKS];
    size_t count;
    struct error error;
};

static void take_all(void *state, unsigned worker)
{
    (void)worker;
    struct taken *taken = state;
    struct arena arena = {0};
    struct block_room room = {.arena = &arena};
    struct block block;
    struct error error;
    while (source_take(taken->source, &room, &block, &error)) {
        pthread_mutex_lock(&taken->lock);
        assert_true(block.number < MOST_BLOCKS && !taken->blocks[block.number].text.data);
        block.text = text_copy(&taken->copies, block.text);
        taken->blocks[block.number] = block;
        taken->count++;
        pthread_mutex_unlock(&taken->lock);
    }
    if (error.status != STATUS_OK) {
        pthread_mutex_lock(&taken->lock);
        taken->error = error;
        pthread_mutex_unlock(&taken->lock);
    }
    arena_free(&arena);
}

static void free_copies(void *copies)
{
    arena_free(copies);
}

static struct taken *take(struct arena *arena, const char *const *paths, size_t count, size_t block, unsigned threads)
{
    struct taken *taken = arena_alloc(arena, sizeof *taken);
    arena_attach(arena, free_copies, &taken->copies);
    if (!source_open(&taken->source, arena, paths, count, block, &taken->error))
        return taken;
    pthread_mutex_init(&taken->lock, NULL);
    pool_run(threads, take_all, taken);
    pthread_mutex_destroy(&taken->lock);
    return taken;
}

/* The blocks of one file put together; checks their order and where they end. */
static struct text together(struct arena *arena, const struct taken *taken, size_t file)
{
    struct buffer text = {.arena = arena};
    size_t firsts = 0;
    for (size_t i = 0; i < taken->count; i++) {
        const struct block *block = &taken->blocks[i];
        assert_non_null(block->text.data); /* numbered without a gap */
        assert_true(block->number == i && (i == 0 || block->file >= taken->blocks[i - 1].file));
        if (block->file != file)
            continue;
        firsts += block->first;
        assert_int_equal(block->first, i == 0 || taken->blocks[i - 1].file != file);
        buffer_add(&text, block->text);
        bool quoted = false;
        for (size_t b = 0; b < text.size; b++)
            quoted ^= text.data[b] == '"';
        bool last = i + 1 == taken->count || taken->blocks[i + 1].file != file || !taken->blocks[i + 1].text.size;
        check(last || !text.size || (text.data[text.size - 1] == '\n' && !quoted), "block %zu ends in a record", i);
    }
    assert_int_equal(firsts, 1);
    return buffer_text(&text);
}

static const char quoted_text[] = "id,text\n1,\"two\nlines\"\n2,\"\"\"\n\"\"\"\n3,plain\n4,\"\n\n\n\n\n\n\"\n5,last\n";

/* ---- one file ---- */

static void any_kind_in_any_block_size(void **state)
{
    (void)state;
    static const char *const texts[] = {quoted_text, "id\n", "id", "id\n1\n\n\n2", "\"i\nd\"\n\"1\n\"", "a\r\nb\r\n"};
    for (size_t t = 0; t < COUNT(texts); t++)
        for (int kind = 0; kind < KINDS; kind++)
            for (size_t block = 1; block < 70; block += 1 + block / 8)
                for (unsigned threads = 1; threads <= 3; threads += 2) {
                    struct arena arena = {0};
                    struct text text = text_of(texts[t]);
                    const char *path = input_of(&arena, text, (enum kind)kind);
                    struct taken *taken = take(&arena, &path, 1, block, threads);
                    check(taken->error.status == STATUS_OK, "%s: %s", kind_names[kind], taken->error.text);
                    check(text_equal(together(&arena, taken, 0), text), "text %zu as %s in blocks of %zu by %u", t,
                          kind_names[kind], block, threads);
                    arena_free(&arena);
                }
}

/* More than one buffer of everything: blocks of the usual size, several threads. */
static void a_large_input(void **state)
{
    (void)state;
    struct arena whole = {0};
    struct buffer text = {.arena = &whole};
    uint64_t chance = 1;
    buffer_add(&text, TEXT("id,note\n"));
    for (int i = 0; text.size < 3 * (size_t)SOURCE_BLOCK; i++) {
        buffer_format(&text, "%d,", i);
        buffer_add(&text, i % 50 ? TEXT("") : TEXT("\"\n,\"\"\n\","));
        buffer_format(&text, "%llx\n", (unsigned long long)random_next(&chance));
    }
    for (int kind = 0; kind < KINDS; kind++)
        for (size_t block = 0; block <= 100000; block += 100000) {
            struct arena arena = {0};
            const char *path = input_of(&arena, buffer_text(&text), (enum kind)kind);
            struct taken *taken = take(&arena, &path, 1, block, 4);
            check(taken->error.status == STATUS_OK, "%s: %s", kind_names[kind], taken->error.text);
            check(taken->count >= 3, "%s: %zu blocks", kind_names[kind], taken->count);
            struct buffer all = {.arena = &arena};
            for (size_t i = 0; i < taken->count; i++)
                buffer_add(&all, taken->blocks[i].text);
            check(text_equal(buffer_text(&all), buffer_text(&text)), "%s in blocks of %zu", kind_names[kind], block);
            arena_free(&arena);
        }
    arena_free(&whole);
}

static void a_head_is_the_first_record(void **state)
{
    (void)state;
    static const struct {
        const char *text, *head, *rest;
    } cases[] = {
        {"id,text\n1,a\n", "id,text", "id,text\n1,a\n"},
        {"id,text\r\n1,a\r\n", "id,text", "id,text\r\n1,a\r\n"},
        {"\xEF\xBB\xBFid\n1\n", "id", "id\n1\n"},
        {"\xEF\xBB\xBF", "", ""},
        {"id", "id", "id"},
        {"\"i\nd\",b\n1,2\n", "\"i\nd\",b", "\"i\nd\",b\n1,2\n"},
        {"\n1,2\n", "", "\n1,2\n"},
        {"", "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        for (int kind = 0; kind < KINDS; kind++)
            for (size_t block = 1; block < 12; block += 5) {
                struct arena arena = {0};
                const char *path = input_of(&arena, text_of(cases[i].text), (enum kind)kind);
                struct taken *taken = take(&arena, &path, 1, block, 1);
                check(taken->error.status == STATUS_OK, "%s: %s", kind_names[kind], taken->error.text);
                struct text head = source_head(taken->source);
                check(text_equal(head, text_of(cases[i].head)), "case %zu, %s: head '%.*s'", i, kind_names[kind],
                      SHOW(head));
                check(text_equal(together(&arena, taken, 0), text_of(cases[i].rest)), "case %zu, %s", i,
                      kind_names[kind]);
                uint64_t size = kind == KIND_FILE ? strlen(cases[i].text) : 0;
                assert_true(source_size(taken->source) == size);
                arena_free(&arena);
            }
}

/* A header longer than what is read at first. */
static void a_long_head(void **state)
{
    (void)state;
    for (int kind = 0; kind < KINDS; kind++) {
        struct arena arena = {0};
        struct buffer text = {.arena = &arena};
        while (text.size < 300000)
            buffer_format(&text, "column_%zu,", text.size);
        buffer_add(&text, TEXT("last"));
        struct text head = text_copy(&arena, buffer_text(&text));
        buffer_add(&text, TEXT("\n1,2\n"));
        const char *path = input_of(&arena, buffer_text(&text), (enum kind)kind);
        struct taken *taken = take(&arena, &path, 1, 0, 2);
        assert_true(text_equal(source_head(taken->source), head));
        assert_true(text_equal(together(&arena, taken, 0), buffer_text(&text)));
        arena_free(&arena);
    }
}

/* ---- several files ---- */

static void several_files(void **state)
{
    (void)state;
    static const char *const texts[MOST_FILES] = {"id\n1\n2\n3\n",       "id\n", "",       "id\n4", "id\n\"5\n\"\n6\n",
                                                  "\xEF\xBB\xBFid\n7\n", "\n",   "id\n8\n"};
    uint64_t chance = 3;
    for (int round = 0; round < 400; round++) {
        struct arena arena = {0};
        const char *paths[MOST_FILES];
        size_t count = 1 + random_below(&chance, MOST_FILES), block = 1 + random_below(&chance, 12);
        unsigned threads = 1 + (unsigned)random_below(&chance, 4);
        bool mixed = random_below(&chance, 2);
        for (size_t i = 0; i < count; i++)
            paths[i] = input_of(&arena, text_of(texts[i]), mixed ? (enum kind)random_below(&chance, KINDS) : KIND_FILE);
        struct taken *taken = take(&arena, paths, count, block, threads);
        check(taken->error.status == STATUS_OK, "%s", taken->error.text);
        for (size_t i = 0; i < count; i++) {
            struct text text = text_of(texts[i]), mark = TEXT("\xEF\xBB\xBF");
            if (text_starts(text, mark))
                text = (struct text){text.data + 3, text.size - 3};
            check(text_equal(together(&arena, taken, i), text), "file %zu of %zu, blocks of %zu, %u threads", i, count,
                  block, threads);
            assert_string_equal(source_name(taken->source, i), paths[i]);
        }
        arena_free(&arena);
    }
}

static void no_more_blocks_after_stop(void **state)
{
    struct arena *arena = *state;
    const char *paths[] = {file_with(arena, text_of(quoted_text)), file_with(arena, TEXT("id\n9\n"))};
    struct source *source;
    struct block block;
    struct block_room room = {.arena = arena};
    struct error error;
    assert_true(source_open(&source, arena, paths, 2, 16, &error));
    assert_true(source_take(source, &room, &block, &error));
    source_stop(source);
    assert_false(source_take(source, &room, &block, &error));
    assert_int_equal(error.status, STATUS_OK);
}

/* ---- compressed data ---- */

static void again_begins_where_it_began_before(void **state)
{
    const struct text before = TEXT("# read by somebody else\n"), text = TEXT("id,x\n1,2\n3,4\n");
    static const char *const standard[] = {"-"};
    int terminal = dup(STDIN_FILENO);
    for (int packed = 0; packed < 2; packed++) {
        struct text input = packed ? gzip(*state, text) : text;
        const char *path = file_with(*state, join(*state, before, input));
        int fd = open(path, O_RDONLY);
        assert_true(dup2(fd, STDIN_FILENO) >= 0);
        close(fd);
        lseek(STDIN_FILENO, (off_t)before.size, SEEK_SET);
        struct source *source;
        struct block block;
        struct error error = {0};
        assert_true(source_open(&source, *state, standard, 1, 0, &error));
        for (int pass = 0; pass < 3; pass++) {
            struct block_room room = {.arena = *state};
            assert_true(source_is_kept(source));
            assert_true(text_equal(source_head(source), TEXT("id,x")));
            assert_true(source_take(source, &room, &block, &error));
            assert_true(text_equal(block.text, text));
            assert_false(source_take(source, &room, &block, &error));
            assert_int_equal(error.status, STATUS_OK);
            assert_true(source_again(&source, *state, &error));
        }
    }
    assert_true(dup2(terminal, STDIN_FILENO) >= 0);
    close(terminal);
}

static void members_and_frames_follow_each_other(void **state)
{
    struct arena *arena = *state;
    struct text one = TEXT("id\n1\n2"), two = TEXT("\n3\n"), none = TEXT("");
    struct text zeros = TEXT("\0\0\0\0\0\0\0"), skipped = TEXT("\x5f*M\x18\3\0\0\0abc");
    const struct text inputs[] = {
        join(arena, gzip(arena, one), gzip(arena, two)),
        join(arena, join(arena, gzip(arena, one), gzip(arena, none)), gzip(arena, two)),
        join(arena, zstd(arena, one), zstd(arena, two)),
        join(arena, join(arena, zstd(arena, none), zstd(arena, one)), zstd(arena, two)),
        join(arena, join(arena, gzip(arena, one), zeros), gzip(arena, two)), /* a tape's padding */
        join(arena, join(arena, gzip(arena, one), gzip(arena, two)), zeros),
        join(arena, join(arena, skipped, zstd(arena, one)), join(arena, skipped, zstd(arena, two))), /* pzstd's */
    };
    for (size_t i = 0; i < COUNT(inputs); i++) {
        struct arena own = {0};
        const char *path = file_with(&own, inputs[i]);
        struct taken *taken = take(&own, &path, 1, 4, 2);
        check(taken->error.status == STATUS_OK, "case %zu: %s", i, taken->error.text);
        assert_true(text_equal(together(&own, taken, 0), TEXT("id\n1\n2\n3\n")));
        arena_free(&own);
    }
}

/* Cut at any byte: an error, never a shorter table. A few bytes of magic alone are text. */
static void cut_short_is_an_error(void **state)
{
    (void)state;
    for (int kind = KIND_GZIP; kind <= KIND_ZSTD; kind++) {
        struct arena whole = {0};
        struct text bytes = compressed(&whole, text_of(quoted_text), (enum kind)kind);
        for (size_t size = kind == KIND_GZIP ? 2 : 4; size < bytes.size; size++) {
            struct arena arena = {0};
            const char *path = size % 2 ? file_with(&arena, (struct text){bytes.data, size})
                                        : pipe_with(&arena, (struct text){bytes.data, size}, 100);
            struct taken *taken = take(&arena, &path, 1, 0, 1);
            check(taken->error.status == STATUS_DATA, "%s of %zu bytes cut at %zu is read", kind_names[kind],
                  bytes.size, size);
            check(strstr(taken->error.text, path) == taken->error.text && strstr(taken->error.text, "cut short"), "%s",
                  taken->error.text);
            arena_free(&arena);
        }
        arena_free(&whole);
    }
}

static void check_damage(struct arena *arena, struct text bytes, const char *where, const char *message)
{
    const char *path = file_with(arena, bytes);
    struct taken *taken = take(arena, &path, 1, 0, 1);
    check(taken->error.status == STATUS_DATA, "damage %s is not seen", where);
    check(strstr(taken->error.text, message), "damage %s: %s", where, taken->error.text);
}

static void damage_is_an_error(void **state)
{
    struct arena *arena = *state;
    struct buffer text = {.arena = arena};
    uint64_t chance = 5;
    for (int i = 0; i < 3000; i++)
        buffer_format(&text, "%llx,%d\n", (unsigned long long)random_next(&chance), i);
    struct text packed = gzip(arena, buffer_text(&text)), frame = zstd(arena, buffer_text(&text));
    size_t ends[] = {12, packed.size / 2, packed.size - 6}; /* in the data, in the checksum */
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct buffer bytes = {.arena = arena};
        buffer_add(&bytes, packed);
        bytes.data[ends[i]] = (char)~bytes.data[ends[i]];
        check_damage(arena, buffer_text(&bytes), "in gzip", "bad gzip data");
    }
    check_damage(arena, join(arena, packed, TEXT("what is no member of it")), "behind gzip", "bad gzip data");
    check_damage(arena, join(arena, frame, TEXT("garbage")), "behind zstd", "bad zstd data: ");
    struct buffer bytes = {.arena = arena};
    buffer_add(&bytes, frame);
    bytes.data[4] |= 8; /* a bit of the header that is reserved */
    check_damage(arena, buffer_text(&bytes), "in zstd", "bad zstd data: ");
}

/* ---- errors ---- */

static void what_cannot_be_opened(void **state)
{
    struct arena *arena = *state;
    const char *good = file_with(arena, TEXT("id\n1\n"));
    static const char *const bad[] = {"/nonexistent/x.csv", "/", "/dev/fd/12345"};
    for (size_t i = 0; i < COUNT(bad); i++)
        for (size_t place = 0; place < 2; place++) {
            const char *paths[] = {place ? good : bad[i], place ? bad[i] : good};
            struct taken *taken = take(arena, paths, 2, 0, 1);
            assert_int_equal(taken->error.status, STATUS_INPUT);
            check(strstr(taken->error.text, bad[i]) == taken->error.text, "%s", taken->error.text);
        }
}

/* A file that loses its end while it is read: no table of fewer rows. */
static void a_file_that_shrinks(void **state)
{
    struct arena *arena = *state;
    int fd = memfd_create("source", MFD_CLOEXEC);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(write(fd, "1,2,3,4,5,6,7,8\n", 16), 16);
    const char *path = path_of(arena, fd);
    struct source *source;
    struct block block;
    struct block_room room = {.arena = arena};
    struct error error;
    assert_true(source_open(&source, arena, &path, 1, 1000, &error));
    assert_int_equal(ftruncate(fd, 8000), 0);
    while (source_take(source, &room, &block, &error))
        continue;
    assert_int_equal(error.status, STATUS_INPUT);
    assert_non_null(strstr(error.text, "shrank"));
}

/* Rows that come while it is read, or other bytes of the same number, are not passed over in silence. */
static void a_file_that_changes(void **state)
{
    struct arena *arena = *state;
    for (int grows = 0; grows < 2; grows++)
        for (int packed = 0; packed < 2 - grows; packed++) {
            struct text rows = TEXT("id\n1\n2\n3\n4\n");
            struct text text = packed ? gzip(arena, rows) : rows;
            int fd = memfd_create("source", MFD_CLOEXEC);
            assert_int_equal(write(fd, text.data, text.size), (ssize_t)text.size);
            const char *path = path_of(arena, fd);
            struct source *source;
            struct block block;
            struct block_room room = {.arena = arena};
            struct error error;
            assert_true(source_open(&source, arena, &path, 1, 4, &error));
            struct timespec before[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
            if (grows)
                assert_int_equal(write(fd, "5\n", 2), 2);
            else
                assert_int_equal(futimens(fd, before), 0);
            while (source_take(source, &room, &block, &error))
                continue;
            assert_int_equal(error.status, STATUS_INPUT);
            assert_non_null(strstr(error.text, "changed"));
            close(fd);
        }
}

/* What a first look found may no longer be so: a second look takes the same bytes or none. */
static void a_file_that_changes_between_two_looks(void **state)
{
    struct timespec before[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    int fd = memfd_create("source", MFD_CLOEXEC);
    assert_int_equal(write(fd, "id\n1\n", 5), 5);
    const char *path = path_of(*state, fd);
    struct source *source;
    struct error error = {0};
    assert_true(source_open(&source, *state, &path, 1, 0, &error));
    assert_true(source_again(&source, *state, &error));
    assert_int_equal(futimens(fd, before), 0);
    assert_false(source_again(&source, *state, &error));
    assert_int_equal(error.status, STATUS_INPUT);
    check(strstr(error.text, ": changed between two looks at it") && strstr(error.text, path) == error.text, "%s",
          error.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_kind_in_any_block_size),
        TEST(a_large_input),
        TEST(a_head_is_the_first_record),
        TEST(a_long_head),
        TEST(several_files),
        TEST(no_more_blocks_after_stop),
        TEST(members_and_frames_follow_each_other),
        TEST(cut_short_is_an_error),
        TEST(again_begins_where_it_began_before),
        TEST(damage_is_an_error),
        TEST(what_cannot_be_opened),
        TEST(a_file_that_shrinks),
        TEST(a_file_that_changes),
        TEST(a_file_that_changes_between_two_looks),
    };
    return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
