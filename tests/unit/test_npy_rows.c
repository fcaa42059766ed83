/*
 * test_npy_rows.c - a .npy is read as the CSV that it stands for, whatever its kind and however it is cut.
 */
#include "unit.h"

#include <math.h>
#include <pthread.h>
#include <unistd.h>

#include "base/pool.h"
#include "read/npy_rows.h"
#include "read/number.h"
#include "read/records.h"
#include "read/source.h"

enum { ROWS = 41, COLUMNS = 3, BLOCKS = 64 };

static double number_at(size_t row, size_t column)
{
    return row == 7 && column == 1 ? (double)NAN : row == 8 ? (double)-INFINITY : (double)(row * 3 + column) / 7;
}

/* A file of doubles; `shape` as a tuple. */
static const char *write_npy(struct arena *arena, bool fortran, const char *shape, size_t rows, size_t columns)
{
    struct text path = text_copy(arena, text_of("/tmp/dengine_rows_XXXXXX"));
    char *name = arena_alloc(arena, path.size + 1), head[128];
    memcpy(name, path.data, path.size + 1);
    int fd = mkstemp(name);
    FILE *file = fdopen(fd, "wb");
    assert_non_null(file);
    int length = snprintf(head, sizeof head, "{'descr': '%cf8', 'fortran_order': %s, 'shape': %s}\n",
                          __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? '<' : '>', fortran ? "True" : "False", shape);
    fwrite("\x93NUMPY\1\0", 1, 8, file);
    putc(length & 255, file);
    putc(length >> 8, file);
    fwrite(head, 1, (size_t)length, file);
    for (size_t i = 0; i < rows * columns; i++) {
        double value = fortran ? number_at(i % rows, i / rows) : number_at(i / columns, i % columns);
        fwrite(&value, sizeof value, 1, file);
    }
    fclose(file);
    return name;
}

/* ---- all blocks ---- */

struct taken {
    struct source *source;
    struct arena copies;
    pthread_mutex_t lock;
    struct block blocks[BLOCKS];
    size_t count;
    bool numbers; /* are taken: the lines are written here */
};

/* The text of a block that is none. */
static struct text write_lines(struct arena *arena, const struct npy_rows *rows)
{
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < rows->count; i++) {
        buffer_add(&text, npy_rows_write(rows, i));
        buffer_byte(&text, '\n');
    }
    return buffer_text(&text);
}

static void take_some(void *state, unsigned worker)
{
    struct taken *taken = state;
    struct arena arena = {0};
    struct block_room room = {.arena = &arena, .numbers = taken->numbers};
    struct block block;
    struct error error;
    (void)worker;
    while (source_take(taken->source, &room, &block, &error)) {
        pthread_mutex_lock(&taken->lock);
        assert_true(block.number < BLOCKS);
        assert_true((block.matrix.count > 0) == (taken->numbers && !block.first));
        block.text =
            block.matrix.count ? write_lines(&taken->copies, &block.matrix) : text_copy(&taken->copies, block.text);
        taken->blocks[block.number] = block;
        taken->count++;
        pthread_mutex_unlock(&taken->lock);
    }
    assert_int_equal(error.status, STATUS_OK);
    arena_free(&arena);
}

/* The text of all blocks; the last is the one that says so. */
static struct text read_all(struct arena *arena, const char *const *paths, size_t count, size_t block, unsigned threads,
                            bool numbers)
{
    struct taken taken = {.numbers = numbers};
    struct buffer text = {.arena = arena};
    struct error error = {0};
    if (!source_open(&taken.source, arena, paths, count, block, &error))
        fail_msg("%s", error.text);
    assert_int_equal(source_kind(taken.source), SOURCE_MATRIX);
    pthread_mutex_init(&taken.lock, NULL);
    pool_run(threads, take_some, &taken);
    pthread_mutex_destroy(&taken.lock);
    for (size_t i = 0; i < taken.count; i++) {
        const struct block *at = &taken.blocks[i];
        bool next = i + 1 < taken.count && at[1].file == at->file;
        assert_true(at->last == !next && at->first == (i == 0 || at[-1].file != at->file));
        buffer_add(&text, at->text);
    }
    arena_free(&taken.copies);
    return buffer_text(&text);
}

/* ---- tests ---- */

static void check_rows(struct text text)
{
    size_t at = records_first(text, false);
    assert_true(text_equal((struct text){text.data, at}, TEXT("0,1,2\n")));
    for (size_t i = 0; i < (size_t)ROWS * COLUMNS; i++) {
        const char *start = text.data + at;
        size_t size = 0;
        while (start[size] != ',' && start[size] != '\n')
            size++;
        double expected = number_at(i / COLUMNS, i % COLUMNS), value = 0;
        enum number_kind kind = number_parse((struct text){start, size}, &value);
        assert_int_equal(kind, isnan(expected) ? NUMBER_MISSING : !isfinite(expected) ? NUMBER_INFINITE : NUMBER_OK);
        assert_true(kind != NUMBER_OK || value == expected);
        assert_int_equal(start[size], (i + 1) % COLUMNS ? ',' : '\n');
        at += size + 1;
    }
    assert_int_equal(at, text.size);
}

static void either_order_in_any_block_size(void **state)
{
    struct arena *arena = *state;
    for (int fortran = 0; fortran < 2; fortran++) {
        const char *path = write_npy(arena, fortran, "(41, 3)", ROWS, COLUMNS);
        for (size_t block = 1; block <= 4096; block *= 4)
            for (unsigned threads = 1; threads <= 3; threads += 2) {
                check_rows(read_all(arena, &path, 1, block, threads, false));
                check_rows(read_all(arena, &path, 1, block, threads, true));
            }
        unlink(path);
    }
}

static void each_file_has_its_header(void **state)
{
    struct arena *arena = *state;
    const char *paths[] = {write_npy(arena, false, "(2, 1)", 2, 1), write_npy(arena, false, "(0, 1)", 0, 1),
                           write_npy(arena, true, "(1, 1)", 1, 1)};
    struct text text = read_all(arena, paths, COUNT(paths), 1, 2, false);
    assert_true(text_equal(text, TEXT("0\n0\n0.42857142857142855\n0\n0\n0\n")));
    for (size_t i = 0; i < COUNT(paths); i++)
        unlink(paths[i]);
}

static void one_dimension_is_a_column(void **state)
{
    struct arena *arena = *state;
    const char *path = write_npy(arena, false, "(2,)", 2, 1);
    struct text text = read_all(arena, &path, 1, 0, 1, true);
    assert_true(text_equal(text, TEXT("0\n0\n0.42857142857142855\n")));
    unlink(path);
}

static void cut_short_it_is_an_error_in_a_pipe_too(void **state)
{
    struct arena *arena = *state;
    const char *path = write_npy(arena, false, "(3, 2)", 2, 2);
    struct source *source;
    struct error error = {0};
    assert_false(source_open(&source, arena, &path, 1, 0, &error));
    assert_non_null(strstr(error.text, "is the file cut short?"));
    unlink(path);
    int ends[2];
    char name[32];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "\x93NUMPY\x01\x00", 8), 8);
    close(ends[1]);
    snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
    path = name;
    assert_false(source_open(&source, arena, &path, 1, 0, &error));
    assert_non_null(strstr(error.text, "it is cut short"));
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(either_order_in_any_block_size),
        TEST(each_file_has_its_header),
        TEST(one_dimension_is_a_column),
        TEST(cut_short_it_is_an_error_in_a_pipe_too),
    };
    return cmocka_run_group_tests_name("npy_rows", tests, NULL, NULL);
}
