/* A table that is read in step with the rows that look for its keys. */
#include <fcntl.h>

#include "base/pool.h"
#include "input/beside_stream.h"
#include "table.h"

enum { KEYS = 4000, ROWS = 9000, THREADS = 4, BLOCK = 300, BATCH = 40 };

/* A table with a row for every third number, and rows that ask for each number twice, but for every eleventh. */
struct job {
    struct arena arena;
    struct unit_table table;
    struct beside_stream *stream;
    unsigned holds;         /* orders in which the table is said to rise */
    bool fails;             /* to load */
    size_t back;            /* from this row on the numbers begin again */
    unsigned asked, loaded; /* the table */

    struct beside_reader *readers[THREADS];
    size_t next;                             /* block of rows */
    unsigned in_step, by_key, wrong, failed; /* batches */
};

static unsigned tell_orders(void *state, unsigned orders)
{
    struct job *job = state;
    job->asked++;
    return orders & job->holds;
}

static bool load(void *state, struct error *error)
{
    struct job *job = state;
    job->loaded++;
    return !job->fails || error_set(error, STATUS_DATA, "it stands twice");
}

static void open_job(struct job *job)
{
    struct buffer text = {.arena = &job->arena};
    struct source *source;
    struct error error;
    size_t key, *wanted = arena_alloc(&job->arena, sizeof *wanted);
    buffer_add(&text, TEXT("x,id\n"));
    for (size_t i = 0; i < KEYS; i += 3)
        buffer_format(&text, i % 7 ? "%zu,f%zu\n" : "\"say \"\"%zu\"\"\",f%zu\n", i, i);
    unit_table_open(&job->table, &job->arena, buffer_string(&text));
    struct table *table = &job->table.table;
    const char **path = arena_alloc(&job->arena, sizeof *path);
    *path = source_name(table->source, 0);
    enum { SOME_ROWS = 700 }; /* bytes of a block */
    check(source_open(&source, &job->arena, path, 1, SOME_ROWS, &error), "%s", error.text);
    check(table_open(table, &job->arena, source, 0, &error), "%s", error.text);
    check(table_column(table, TEXT("id"), NULL, &key, &error), "%s", error.text);
    check(table_column(table, TEXT("x"), NULL, wanted, &error), "%s", error.text);
    table_ready(table);
    const struct beside_stream_spec spec = {
        .columns = {table, key, wanted, 1}, .readers = THREADS, .state = job, .rises = tell_orders, .load = load};
    job->stream = beside_stream_open(&job->arena, &spec);
}

static size_t number_of(const struct job *job, size_t row)
{
    return (job->back && row >= job->back ? row - job->back : row) / 2;
}

static bool is_right(const struct job *job, size_t row, const struct text *found)
{
    size_t number = number_of(job, row);
    char cell[64];
    size_t size = (size_t)snprintf(cell, sizeof cell, number % 7 ? "%zu" : "say \"%zu\"", number);
    bool has = number % 3 == 0 && number % 11 && number < KEYS;
    return has ? found && text_equal(*found, (struct text){cell, size}) : !found;
}

static void ask(struct job *job, struct beside_reader *reader, size_t first, size_t count)
{
    char rooms[BATCH][32];
    struct text keys[BATCH];
    const struct text *found[BATCH];
    struct error error;
    bool by_key = false, right = true;
    for (size_t i = 0; i < count; i++) {
        size_t number = number_of(job, first + i);
        keys[i] = (struct text){rooms[i], (size_t)snprintf(rooms[i], sizeof rooms[i], "f%zu", number)};
        keys[i].size = number % 11 ? keys[i].size : 0;
    }
    if (!beside_reader_find(reader, keys, count, found, &by_key, &error)) {
        __atomic_add_fetch(&job->failed, 1, __ATOMIC_RELAXED);
        return;
    }
    for (size_t i = 0; !by_key && i < count; i++)
        right = right && is_right(job, first + i, found[i]);
    __atomic_add_fetch(by_key ? &job->by_key : &job->in_step, 1, __ATOMIC_RELAXED);
    __atomic_add_fetch(&job->wrong, !right, __ATOMIC_RELAXED);
}

static void read_blocks(void *state, unsigned worker)
{
    struct job *job = state;
    for (size_t block; (block = __atomic_fetch_add(&job->next, 1, __ATOMIC_RELAXED)) < ROWS / BLOCK;) {
        beside_reader_start(job->readers[worker], block);
        for (size_t row = block * BLOCK; row < (block + 1) * BLOCK; row += BATCH) {
            size_t left = (block + 1) * BLOCK - row;
            ask(job, job->readers[worker], row, left < BATCH ? left : BATCH);
        }
        beside_reader_finish(job->readers[worker]);
    }
}

static void pass(struct job *job, unsigned threads)
{
    struct arena arenas[THREADS] = {0};
    job->next = 0;
    job->in_step = job->by_key = job->wrong = job->failed = 0;
    for (unsigned i = 0; i < threads; i++)
        job->readers[i] = beside_reader_open(job->stream, &arenas[i]);
    pool_run(threads, read_blocks, job);
    beside_stream_rewind(job->stream);
    for (unsigned i = 0; i < threads; i++)
        arena_free(&arenas[i]);
}

static void keys_that_rise_are_found_in_step_in_every_pass(void **unused)
{
    (void)unused;
    for (unsigned threads = 1; threads <= THREADS; threads++) {
        struct job job = {.holds = BESIDE_ORDERS};
        open_job(&job);
        for (unsigned i = 0; i < 20; i++) {
            pass(&job, threads);
            assert_int_equal(job.wrong + job.failed + job.by_key, 0);
        }
        assert_int_equal(job.asked, 1);
        assert_int_equal(job.loaded, 0);
        arena_free(&job.arena);
    }
}

static void a_table_that_does_not_rise_is_loaded_once(void **unused)
{
    (void)unused;
    for (unsigned threads = 1; threads <= THREADS; threads++) {
        struct job job = {.holds = BESIDE_BY_BYTES}; /* f9, f10 rise by size alone */
        open_job(&job);
        pass(&job, threads);
        assert_int_equal(job.wrong + job.failed, 0);
        if (threads == 1) /* one of several may begin with f10, f11: these rise by bytes, too */
            assert_int_equal(job.in_step, 0);
        pass(&job, threads);
        assert_int_equal(job.wrong + job.failed + job.in_step, 0);
        assert_int_equal(job.asked, 1);
        assert_int_equal(job.loaded, 1);
        arena_free(&job.arena);
    }
}

static void rows_that_go_back_are_found_by_key_and_those_before_them_were_right(void **unused)
{
    (void)unused;
    for (unsigned threads = 1; threads <= THREADS; threads++) {
        struct job job = {.holds = BESIDE_ORDERS, .back = ROWS / 2};
        open_job(&job);
        pass(&job, threads);
        assert_int_equal(job.wrong + job.failed, 0);
        if (threads == 1) { /* of several one may read all that goes back, in step with itself */
            assert_true(job.by_key > 0 && job.in_step > 0);
            assert_int_equal(job.loaded, 1);
        }
        assert_true(job.loaded <= 1);
        arena_free(&job.arena);
    }
}

static void what_cannot_be_loaded_is_an_error_for_every_row(void **unused)
{
    (void)unused;
    struct job job = {.fails = true};
    struct error error;
    open_job(&job);
    pass(&job, THREADS);
    assert_int_equal(job.in_step + job.by_key, 0);
    assert_int_equal(job.loaded, 1);
    assert_false(beside_stream_settle(job.stream, &error));
    assert_string_equal(error.text, "it stands twice");
    arena_free(&job.arena);
}

static void a_table_that_nobody_looks_at_is_loaded_in_the_end(void **unused)
{
    (void)unused;
    struct job job = {.holds = BESIDE_ORDERS};
    struct error error;
    open_job(&job);
    assert_true(beside_stream_settle(job.stream, &error));
    assert_int_equal(job.loaded, 1);
    assert_int_equal(job.asked, 0);
    arena_free(&job.arena);
}

/* It was looked at and rose; then somebody wrote to it. */
static void a_table_that_has_changed_is_an_error(void **unused)
{
    (void)unused;
    struct job job = {.holds = BESIDE_ORDERS};
    struct arena arena = {0};
    struct error error = {0};
    const struct text key = TEXT("f3900"), *found;
    bool by_key, done;
    open_job(&job);
    int fd = open(source_name(job.table.table.source, 0), O_WRONLY);
    assert_int_equal(pwrite(fd, "id7\n", 4, 9000), 4);
    close(fd);
    struct beside_reader *reader = beside_reader_open(job.stream, &arena);
    beside_reader_start(reader, 0);
    done = beside_reader_find(reader, &key, 1, &found, &by_key, &error);
    check(!done && strstr(error.text, "change"), "%s", error.text);
    assert_false(beside_reader_find(reader, &key, 1, &found, &by_key, &error));
    beside_stream_rewind(job.stream);
    arena_free(&arena);
    arena_free(&job.arena);
}

static void keys_rise_by_size_or_by_bytes(void **unused)
{
    (void)unused;
    assert_int_equal(beside_rises(BESIDE_ORDERS, TEXT("f09"), TEXT("f10"), false), BESIDE_ORDERS);
    assert_int_equal(beside_rises(BESIDE_ORDERS, TEXT("f9"), TEXT("f10"), false), BESIDE_BY_SIZE);
    assert_int_equal(beside_rises(BESIDE_ORDERS, TEXT("a/10"), TEXT("b/9"), false), BESIDE_BY_BYTES);
    assert_int_equal(beside_rises(BESIDE_ORDERS, TEXT("b"), TEXT("a"), true), 0);
    assert_int_equal(beside_rises(BESIDE_ORDERS, TEXT("a"), TEXT("a"), false), 0);
    assert_int_equal(beside_rises(BESIDE_ORDERS, TEXT("a"), TEXT("a"), true), BESIDE_ORDERS);
    assert_int_equal(beside_rises(BESIDE_BY_SIZE, TEXT("a/10"), TEXT("b/9"), true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_that_rise_are_found_in_step_in_every_pass),
        cmocka_unit_test(a_table_that_does_not_rise_is_loaded_once),
        cmocka_unit_test(rows_that_go_back_are_found_by_key_and_those_before_them_were_right),
        cmocka_unit_test(what_cannot_be_loaded_is_an_error_for_every_row),
        cmocka_unit_test(a_table_that_nobody_looks_at_is_loaded_in_the_end),
        cmocka_unit_test(a_table_that_has_changed_is_an_error),
        cmocka_unit_test(keys_rise_by_size_or_by_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
