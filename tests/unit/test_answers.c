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

static struct answers read_text(struct arena *arena, struct text text, enum several several)
{
    char path[] = "/tmp/dengine-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text.data, text.size) == (ssize_t)text.size);
    close(fd);
    struct answers answers = {.arena = arena};
    struct answers_options options = {.several = several};
    struct words files = {0};
    struct error error = {0};
    words_add(&files, arena, text_of(path));
    check(answers_read(&answers, &files, &options, &error), "%s", error.text);
    unlink(path);
    return answers;
}

static const char *shown(struct arena *arena, const struct answers *answers)
{
    static const char *const states[] = {"given", "disputed", "none"};
    struct buffer out = {.arena = arena};
    for (size_t i = 0; i < answers->count; i++) {
        const struct answered *item = &answers->items[i];
        buffer_format(&out, "%.*s %s %.*s%s %zu/%zu\n", SHOW(item->id), states[item->state], SHOW(item->label),
                      item->state == ANSWER_NONE ? annotation_states[item->why] : "", item->people, item->said_count);
    }
    buffer_format(&out, "%zu given, %zu disputed, %zu skipped", answers->given, answers->disputed,
                  answers->none[ANNOTATION_SKIPPED]);
    return buffer_string(&out);
}

/* What holds of table[], and whether a name or an unknown id is found. */
static const char *resolved(struct arena *arena, enum several several)
{
    struct answers answers = read_text(arena, text_of(table), several);
    assert_ptr_equal(answers_find(&answers, text_of("a")), &answers.items[0]);
    assert_null(answers_find(&answers, text_of("x")));
    assert_true(answer_is_wrong(answers_find(&answers, text_of("e")), text_of("any")));
    assert_false(answer_is_wrong(answers_find(&answers, text_of("c")), text_of("cat")));
    return shown(arena, &answers);
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

static void the_answer_of_most_wins_wherever_it_stands(void **state)
{
    struct answers answers = read_text(*state,
                                       TEXT("id,answer,who\n"
                                            "a,dog,1\na,cat,2\na,cat,3\n"
                                            "b,dog,1\nb,cat,2\nb,fox,3\nb,fox,4\nb,cat,5\nb,cat,6\n"
                                            "c,dog,1\nc,cat,2\nc,cat,3\nc,dog,4\n"),
                                       SEVERAL_MAJORITY);
    assert_string_equal(shown(*state, &answers), "a given cat 3/3\nb given cat 6/6\nc disputed  4/4\n"
                                                 "2 given, 1 disputed, 0 skipped");
}

static void verdicts_without_a_label_agree_or_not(void **state)
{
    struct answers answers = read_text(*state,
                                       TEXT("id,label,correct,who\n"
                                            "a,,no,1\na,,no,2\n"
                                            "b,,no,1\nb,,yes,2\n"
                                            "c,cat,no,1\nc,cat,yes,2\n"),
                                       SEVERAL_AGREE);
    assert_string_equal(shown(*state, &answers),
                        "a given  2/2\nb disputed  2/2\nc disputed  2/2\n1 given, 2 disputed, 0 skipped");
}

/* Where a time cannot be read, the answer that was read later is the later one. */
static void without_times_the_last_answer_holds(void **state)
{
    struct answers answers = read_text(*state,
                                       TEXT("id,answer,who,when\n"
                                            "a,cat,1,2026-01-02\na,dog,1,yesterday\n"
                                            "b,cat,1,\nb,dog,1,2026-01-02\n"
                                            "c,cat,1,2026-01-02\nc,dog,1,2026-01-01\n"),
                                       SEVERAL_LATEST);
    assert_string_equal(shown(*state, &answers), "a given dog 1/2\nb given dog 1/2\nc given cat 1/2\n"
                                                 "3 given, 0 disputed, 0 skipped");
}

static void a_file_without_a_record_answers_nothing(void **state)
{
    struct answers answers = read_text(*state, TEXT("[]"), SEVERAL_MAJORITY);
    assert_string_equal(shown(*state, &answers), "0 given, 0 disputed, 0 skipped");
    assert_null(answers_find(&answers, text_of("a")));
}

static void a_sample_is_found_by_the_name_of_its_file(void **state)
{
    struct answers answers = read_text(*state,
                                       TEXT("<annotations><image name=\"a.png\"><tag label=\"cat\"/></image>"
                                            "<image name=\"a.png\"><tag label=\"cat\"/></image>"
                                            "<image name=\"b\"><tag label=\"dog\"/></image></annotations>"),
                                       SEVERAL_MAJORITY);
    assert_int_equal(answers.count, 2);
    assert_non_null(answers_find(&answers, text_of("a")));
    assert_ptr_equal(answers_find(&answers, text_of("a.png")), answers_find(&answers, text_of("a")));
    assert_ptr_equal(answers_find(&answers, text_of("b")), &answers.items[1]);
    assert_null(answers_find(&answers, text_of("b.png")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_tie_is_disputed_and_a_later_answer_replaces_the_persons_own),
        TEST(the_latest_answer_is_that_of_the_latest_time),
        TEST(all_must_agree_or_it_is_disputed),
        TEST(all_answers_stand_on_their_own),
        TEST(the_answer_of_most_wins_wherever_it_stands),
        TEST(verdicts_without_a_label_agree_or_not),
        TEST(without_times_the_last_answer_holds),
        TEST(a_file_without_a_record_answers_nothing),
        TEST(a_sample_is_found_by_the_name_of_its_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
