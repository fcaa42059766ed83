/*
 * test_scan.c - one pass by several workers: the outcome depends on no thread and no block.
 */
#include "unit.h"

#include <malloc.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "input/scan.h"

/* How much is allocated, where the C library tells. */
static size_t memory(void)
{
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
#else
    return 0;
#endif
}

/* ---- a scan of a text ---- */

struct outcome {
    bool done;
    struct error error;
    struct scan_counts counts;
    size_t shown;
    struct buffer text; /* the rows that were shown, and the rejected ones */
    char ranked[4096];  /* the ids that came to the step, sorted */
};

struct steps {
    pthread_mutex_t lock;
    char ids[1024][8];
    size_t count;
};

/* Keeps the ids; a confidence of 2 is found out here, as a command would. */
static bool keep_ids(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct steps *steps = state;
    bool done = true;
    for (size_t i = 0; done && i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        struct problem problem;
        if (text_equal(table_cell(samples->sampler->table, sample.row, 1), TEXT("2"))) {
            problem_set(&problem, 1, "confidence 2 is too much");
            done = scan_reject(worker, &sample, &problem, error);
            continue;
        }
        pthread_mutex_lock(&steps->lock);
        if (steps->count < COUNT(steps->ids))
            snprintf(steps->ids[steps->count++], sizeof steps->ids[0], "%.*s", SHOW(sample.id));
        pthread_mutex_unlock(&steps->lock);
    }
    return done;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static const char *file_with(struct text text, int *fd, char path[static 32])
{
    *fd = memfd_create("scan", MFD_CLOEXEC);
    assert_true(write(*fd, text.data, text.size) == (ssize_t)text.size);
    snprintf(path, 32, "/dev/fd/%d", *fd);
    return path;
}

static void scan(struct outcome *outcome, struct arena *arena, struct text text, enum bad_row policy, unsigned threads,
                 size_t block)
{
    int fd;
    char name[32];
    const char *path = file_with(text, &fd, name);
    struct source *source;
    struct table table;
    struct sampler sampler = {.table = &table};
    struct filter filter = {.excluded.arena = arena};
    char *rejects = NULL;
    size_t rejects_size = 0, column;
    struct steps steps = {.count = 0};
    *outcome = (struct outcome){.text.arena = arena};
    struct error *error = &outcome->error;
    check(source_open(&source, arena, &path, 1, block, error), "%s", error->text);
    check(table_open(&table, arena, source, 0, error), "%s", error->text);
    assert_true(table_column(&table, TEXT("id"), NULL, &sampler.id, error));
    assert_true(table_column(&table, TEXT("confidence"), NULL, &column, error));
    assert_true(filter_where(&filter, &sampler, TEXT("scene!=night"), error));
    idset_add(&filter.excluded, TEXT("7"));
    table_ready(&table);
    pthread_mutex_init(&steps.lock, NULL);
    struct scan run = {.sampler = &sampler,
                       .filter = &filter,
                       .threads = threads,
                       .bad_row = policy,
                       .arena = arena,
                       .rejects = open_memstream(&rejects, &rejects_size),
                       .step = keep_ids,
                       .state = &steps};
    outcome->done = scan_run(&run, error);
    pthread_mutex_destroy(&steps.lock);
    fclose(run.rejects);
    outcome->counts = run.counts;
    for (size_t i = 0; i < SCAN_SHOWN && run.shown[i]; i++)
        buffer_format(&outcome->text, "%s\n", strchr(run.shown[i], ':')); /* behind the name of the file */
    for (const char *line = rejects, *end; (end = strchr(line, '\n')); line = end + 1) {
        const char *place = strstr(line, "/dev/fd/");
        buffer_add(&outcome->text, (struct text){line, (size_t)(place - line)});
        buffer_add(&outcome->text, (struct text){strchr(place, ':'), (size_t)(end + 1 - strchr(place, ':'))});
    }
    buffer_byte(&outcome->text, '\0');
    qsort(steps.ids, steps.count, sizeof steps.ids[0], by_text);
    for (size_t i = 0, at = 0; i < steps.count; i++)
        at += (size_t)snprintf(outcome->ranked + at, sizeof outcome->ranked - at, "%s ", steps.ids[i]);
    free(rejects);
    close(fd);
}

static const char rows[] = "id,confidence,scene\n"
                           "1,0.5,day\n"
                           "2,2,day\n"
                           "3,0.5,night\n"
                           "4,0.5\n"
                           "5,\"0.5\",\"a\nb\"\n"
                           ",0.5,day\n"
                           "7,0.5,day\n"
                           "8,0.5,caf\xE9\n"
                           "9,2,night\n"
                           "\n"
                           "10,2,day\n"
                           "11,0.5,\"day\"\n";

/* ---- tests ---- */

static void every_row_is_counted_once(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++)
        for (size_t block = 1; block < 200; block += 1 + block / 4) {
            struct arena arena = {0};
            struct outcome outcome;
            scan(&outcome, &arena, text_of(rows), BAD_ROW_SKIP, threads, block);
            check(outcome.done, "%s", outcome.error.text);
            const struct scan_counts *counts = &outcome.counts;
            assert_int_equal(counts->read, 11);
            assert_int_equal(counts->outside, 2);
            assert_int_equal(counts->excluded, 1);
            assert_int_equal(counts->rejected, 5);
            assert_int_equal(counts->ranked, 3);
            assert_string_equal(outcome.ranked, "1 11 5 ");
            assert_string_equal(
                outcome.text.data,
                ":3:3: confidence 2 is too much\n"
                ":5:1: the row has 2 cells, the header has 3\n"
                ":8:1: the id is empty\n"
                "2,2,day,\":3:3: confidence 2 is too much\"\n"
                "4,0.5,\":5:1: the row has 2 cells, the header has 3\"\n"
                ",0.5,day,\":8:1: the id is empty\"\n"
                "8,0.5,caf\xE9,\":10:7: not UTF-8 (byte 0xE9); if it is Latin-1: iconv -f ISO-8859-1 -t UTF-8\"\n"
                "10,2,day,\":13:4: confidence 2 is too much\"\n");
            arena_free(&arena);
        }
}

/* Whatever is wrong further on, the first bad row is the one that is told. */
static void the_first_bad_row_ends_the_run(void **state)
{
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {rows, ":3:3: confidence 2 is too much"},
        {"id,confidence,scene\n1,0.5,x\n2,0.5\n3,2,x\n4,\"0.5\"x\n", ":3:1: the row has 2 cells, the header has 3"},
        {"id,confidence,scene\n1,0.5,x\n3,2,x\n4,\"0.5\"x\n2,0.5\n", ":3:3: confidence 2 is too much"},
        {"id,confidence,scene\n1,0.5,\"x\ny\"\n4,\"0.5\"x\n2,0.5\n3,2,x\n", ":4:8: text after a closing quote"},
        {"id,confidence,scene\n1,0.5,x\n2,0.5,\"x\n\n3,0.5,x\n", ":3:7: this quote is never closed"},
        {"id,confidence,scene\n1,0.5,x\n2,0.5,x\ry\n3,2,x\n", ":3:1: a carriage return without a newline"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        for (unsigned threads = 1; threads <= 4; threads++)
            for (size_t block = 1; block < 100; block += 1 + block / 3) {
                struct arena arena = {0};
                struct outcome outcome;
                scan(&outcome, &arena, text_of(cases[i].text), BAD_ROW_FAIL, threads, block);
                assert_false(outcome.done);
                assert_int_equal(outcome.error.status, STATUS_DATA);
                const char *place = strchr(outcome.error.text, ':');
                check(place && strncmp(place, cases[i].error, strlen(cases[i].error)) == 0,
                      "case %zu, %u threads, blocks of %zu: %s", i, threads, block, outcome.error.text);
                arena_free(&arena);
            }
}

/* Bad rows without end are told and forgotten: memory does not grow with them. */
static void rejected_rows_are_not_kept(void **state)
{
    enum { ROWS = 200000 };
    struct arena *arena = *state;
    struct buffer text = {.arena = arena};
    buffer_add(&text, TEXT("id,confidence,scene\n"));
    for (int i = 0; i < ROWS; i++)
        buffer_format(&text, "%d,2,x\n", i);
    for (unsigned threads = 1; threads <= 2; threads++) {
        struct arena own = {0};
        int fd;
        char name[32];
        const char *path = file_with(buffer_text(&text), &fd, name);
        struct source *source;
        struct table table;
        struct sampler sampler = {.table = &table};
        struct filter filter = {0};
        struct error error;
        struct steps steps = {.count = 0};
        size_t column;
        assert_true(source_open(&source, &own, &path, 1, 4096, &error));
        assert_true(table_open(&table, &own, source, 0, &error));
        assert_true(table_column(&table, TEXT("id"), NULL, &sampler.id, &error));
        assert_true(table_column(&table, TEXT("confidence"), NULL, &column, &error));
        table_ready(&table);
        pthread_mutex_init(&steps.lock, NULL);
        struct scan run = {.sampler = &sampler,
                           .filter = &filter,
                           .threads = threads,
                           .bad_row = BAD_ROW_SKIP,
                           .arena = &own,
                           .step = keep_ids,
                           .state = &steps};
        size_t before = memory();
        assert_true(scan_run(&run, &error));
        size_t after = memory(), grown = after > before ? after - before : 0;
        assert_int_equal(run.counts.rejected, ROWS);
        assert_non_null(strstr(run.shown[2], ":4:3: confidence 2"));
        check(grown < 4000000, "%zu bytes are held for %d rejected rows", grown, ROWS);
        pthread_mutex_destroy(&steps.lock);
        close(fd);
        arena_free(&own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_row_is_counted_once),
        TEST(the_first_bad_row_ends_the_run),
        TEST(rejected_rows_are_not_kept),
    };
    return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
