/*
 * Several answers for one sample: which holds, and what is disputed.
 */
#include <unistd.h>

#include "join/answers.h"
#include "unit.h"

static const char table[] = "id,label,correct,state,who,when\n"
                            "a,cat,,answered,1,2026-01-01T00:00:00Z\n"
                            "b,cat,,answered,1,2026-01-01T00:00:00Z\n"
                            "a,dog,,answered,2,2026-01-02T00:00:00Z\n"
                            "b,dog,,answered,2,2026-01-02T00:00:00Z\n"
                            "b,cat,,answered,3,2025-01-01T00:00:00Z\n"
                            "c,cat,,answered,1,2026-01-03T00:00:00Z\n"
                            "c,dog,,answered,1,2026-01-02T00:00:00Z\n"
                            "d,,,skipped,1,\n"
                            "d,,,empty,2,\n"
                            "e,,no,answered,1,\n";

/* What holds of table[], and whether a name or an unknown id is found. */
static const char *resolved(struct arena *arena, enum several several)
{
    static const char *const states[] = {"given", "disputed", "none"};
    char path[] = "/tmp/dengine-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, table, sizeof table - 1) == (ssize_t)sizeof table - 1);
    close(fd);
    struct answers answers = {.arena = arena};
    struct answers_options options = {.several = several};
    struct words files = {0};
    struct error error = {0};
    words_add(&files, arena, text_of(path));
    check(answers_read(&answers, &files, &options, &error), "%s", error.text);
    unlink(path);
    struct buffer out = {.arena = arena};
    for (size_t i = 0; i < answers.count; i++) {
        const struct answered *item = &answers.items[i];
        buffer_format(&out, "%.*s %s %.*s%s %zu/%zu\n", SHOW(item->id), states[item->state], SHOW(item->label),
                      item->state == ANSWER_NONE ? annotation_states[item->why] : "", item->people, item->said_count);
    }
    buffer_format(&out, "%zu given, %zu disputed, %zu skipped", answers.given, answers.disputed,
                  answers.none[ANNOTATION_SKIPPED]);
    assert_ptr_equal(answers_find(&answers, text_of("a")), &answers.items[0]);
    assert_null(answers_find(&answers, text_of("x")));
    assert_true(answer_is_wrong(answers_find(&answers, text_of("e")), text_of("any")));
    assert_false(answer_is_wrong(answers_find(&answers, text_of("c")), text_of("cat")));
    return buffer_string(&out);
}

static void a_tie_is_disputed_and_a_later_answer_replaces_the_persons_own(void **state)
{
    assert_string_equal(resolved(*state, SEVERAL_MAJORITY),
                        "a disputed  2/2\nb given cat 3/3\nc given cat 1/2\nd none skipped 0/2\ne given  1/1\n"
                        "3 given, 1 disputed, 1 skipped");
}

static void the_latest_answer_is_that_of_the_latest_time(void **state)
{
    assert_string_equal(resolved(*state, SEVERAL_LATEST),
                        "a given dog 2/2\nb given dog 3/3\nc given cat 1/2\nd none skipped 0/2\ne given  1/1\n"
                        "4 given, 0 disputed, 1 skipped");
}

static void all_must_agree_or_it_is_disputed(void **state)
{
    assert_string_equal(resolved(*state, SEVERAL_AGREE),
                        "a disputed  2/2\nb disputed  3/3\nc given cat 1/2\nd none skipped 0/2\ne given  1/1\n"
                        "2 given, 2 disputed, 1 skipped");
}

static void all_answers_stand_on_their_own(void **state)
{
    assert_string_equal(resolved(*state, SEVERAL_ALL),
                        "a given cat 2/2\na given dog 2/2\nb given cat 3/3\nb given dog 3/3\nb given cat 3/3\n"
                        "c given cat 1/2\nd none skipped 0/2\ne given  1/1\n7 given, 0 disputed, 1 skipped");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_tie_is_disputed_and_a_later_answer_replaces_the_persons_own),
        TEST(the_latest_answer_is_that_of_the_latest_time),
        TEST(all_must_agree_or_it_is_disputed),
        TEST(all_answers_stand_on_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
