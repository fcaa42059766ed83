/*
 * test_answers_look.c - which files are answers, what they hold, and by what their samples are called.
 */
#include "unit.h"

#include <unistd.h>

#include "join/answers_look.h"

static struct answers_look look_at(struct arena *arena, struct text content, bool *is)
{
    struct answers_look look;
    struct error error = {0};
    struct text path = text_copy(arena, text_of("/tmp/dengine_answers_XXXXXX"));
    char *name = arena_alloc(arena, path.size + 1);
    memcpy(name, path.data, path.size + 1);
    int fd = mkstemp(name);
    assert_true(write(fd, content.data, content.size) == (ssize_t)content.size);
    close(fd);
    if (!answers_look_at(&look, arena, name, is, &error))
        fail_msg("%s", error.text);
    unlink(name);
    return look;
}

static void answers_are_told_by_what_they_hold(void **state)
{
    static const struct {
        struct text text;
        const char *format; /* NULL: no answers */
    } cases[] = {
        {BYTES(""), NULL},
        {BYTES("  \n"), NULL},
        {BYTES("id,answer\na,cat\n"), NULL}, /* a table of rows as it is */
        {BYTES("annotation_id,annotator,lead_time,id,label\n1,2,3,a,cat\n"), "label-studio-csv"},
        {BYTES("{\"id\": \"a\", \"label\": \"cat\"}\n"), NULL},
        {BYTES("{\"id\": \"a\", \"answer\": \"cat\"}\n"), "objects"},
        {BYTES("{\"id\": \"a\", \"answer\": \"accept\"}\n"), "prodigy"},
        {BYTES("[{\"data\": {\"id\": \"a\"}, \"annotations\": []}]"), "label-studio"},
        {BYTES("<annotations><image name=\"a.jpg\"/></annotations>"), "cvat"},
        {BYTES("[{\"image_id\": 1, \"score\": 0.5}]"), NULL},
        {BYTES("[{\"data\":"), NULL},
        {BYTES("{\0}"), NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool is;
        struct answers_look look = look_at(*state, cases[i].text, &is);
        check(is == (cases[i].format != NULL), "case %zu", i);
        if (is)
            assert_string_equal(look.format->name, cases[i].format);
    }
}

static void labels_and_people_are_counted(void **state)
{
    bool is;
    struct answers_look look =
        look_at(*state,
                TEXT("{\"id\": \"a\", \"answer\": \"cat\", \"who\": \"x\", \"when\": \"2026-01-02\"}\n"
                     "{\"id\": \"b\", \"answer\": \"dog\", \"who\": \"y\"}\n"
                     "{\"id\": \"c\", \"answer\": \"dog\", \"when\": \"2026-01-01\"}\n"
                     "{\"id\": \"d\", \"answer\": \"\"}\n"),
                &is);
    assert_true(is && !look.why && look.answers.count == 4 && look.answers.given == 3);
    assert_true(look.labels_count == 2 && text_equal(look.labels[0].name, TEXT("dog")) && look.labels[0].count == 2);
    assert_true(look.people_count == 2 && text_equal(look.people[1].name, TEXT("y")) && look.nameless == 1);
    assert_true(text_equal(look.time[0], TEXT("2026-01-01")) && text_equal(look.time[1], TEXT("2026-01-02")));
    assert_int_equal(look.said[ANNOTATION_OPEN], 1);
    struct idset set = {.arena = *state};
    idset_add(&set, TEXT("b"));
    idset_add(&set, TEXT("z"));
    answers_look_match(&look, &set);
    assert_int_equal(look.common, 1);
}

/* A time that cannot be read is none, an answer without a label is counted as an answer alone. */
static void times_that_are_none_and_verdicts_are_no_labels(void **state)
{
    bool is;
    struct answers_look look =
        look_at(*state,
                TEXT("{\"id\": \"a\", \"answer\": \"cat\", \"when\": \"yesterday\"}\n"
                     "{\"id\": \"b\", \"answer\": null, \"correct\": false, \"when\": \"2026-01-02\"}\n"),
                &is);
    assert_true(is && !look.why && look.answers.count == 2 && look.answers.given == 2);
    assert_true(look.labels_count == 1 && look.labels[0].count == 1);
    assert_true(text_equal(look.time[0], TEXT("2026-01-02")) && text_equal(look.time[1], TEXT("2026-01-02")));
}

static void without_an_id_a_usual_key_names_the_samples(void **state)
{
    bool is;
    struct answers_look look =
        look_at(*state, TEXT("[{\"data\": {\"image\": \"a.jpg\"}, \"annotations\": [{\"result\": []}]}]"), &is);
    size_t size = strlen(look.argument);
    assert_true(is && !look.why && size > 6 && strcmp(look.argument + size - 6, ":image") == 0);
    look = look_at(*state, TEXT("[{\"data\": {\"weight\": 7}, \"annotations\": []}]"), &is);
    assert_true(is && look.why && strstr(look.why, "name a key"));
    assert_ptr_equal(look.argument, look.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(answers_are_told_by_what_they_hold),
        TEST(labels_and_people_are_counted),
        TEST(times_that_are_none_and_verdicts_are_no_labels),
        TEST(without_an_id_a_usual_key_names_the_samples),
    };
    return cmocka_run_group_tests_name("answers_look", tests, NULL, NULL);
}
