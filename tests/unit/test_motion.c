/*
 * Tracks: one class, no faster than it can.
 */
#include "frames_by_hand.h"

#include "score/motion.h"

static struct arena arena;

static void a_track_that_changes_its_class_is_doubted(void **state)
{
    (void)state;
    struct frames frames = frames_by_hand(&arena, 8, true);
    struct prior priors[8] = {0};
    struct tracks tracks;
    struct motion_evidence evidence;
    for (size_t i = 0; i < 8; i++)
        put(&frames, i, (int64_t)i * 1000, i == 6 ? 'C' : 'A', 0.9)->place[0].track = i % 2 ? FRAME_NONE : 5;
    put(&frames, 7, 7000, 'B', 0.9)->place[0].track = 9; /* alone on its track */
    tracks_open(&tracks, &arena, &frames, priors);
    motion_score(&tracks, 0);
    /* Three voices of 0.9 against its own. */
    assert_true(fabs(score(&frames, 6) - (1 - 1.8 / (2 + 2.7))) < 1e-6);
    assert_true(fabs(score(&frames, 0) - (1 - (1.8 + 1.8) / (2 + 2.7))) < 1e-6);
    assert_int_equal(frames_at(&frames, 1)->check, CHECK_NONE);
    assert_int_equal(frames_at(&frames, 7)->check, CHECK_NONE);
    motion_explain(&tracks, 6, &evidence);
    assert_int_equal(evidence.neighbours, 3);
    assert_int_equal(evidence.agree, 0);
    assert_int_equal(evidence.expected, 0);
    assert_true(evidence.changes && evidence.from_before && !evidence.fast);
    assert_int_equal(evidence.other, 0);
    motion_explain(&tracks, 0, &evidence);
    assert_false(evidence.changes);
    assert_int_equal(evidence.agree, 2);
}

/* Of equal voices, whichever comes first, the first label is expected; voices of nobody say nothing. */
static void of_equal_voices_on_a_track_the_first_label_is_expected(void **state)
{
    (void)state;
    for (int order = 0; order < 3; order++) {
        struct frames frames = frames_by_hand(&arena, 3, true);
        struct prior priors[8] = {0};
        struct tracks tracks;
        struct motion_evidence evidence;
        double confidence = order < 2 ? 0.9 : 0;
        put(&frames, 0, 0, order == 1 ? 'B' : 'C', confidence)->place[0].track = 5;
        put(&frames, 1, 1000, order == 1 ? 'C' : 'B', confidence)->place[0].track = 5;
        put(&frames, 2, 2000, 'D', 0.9)->place[0].track = 5;
        tracks_open(&tracks, &arena, &frames, priors);
        motion_score(&tracks, 0);
        motion_explain(&tracks, 2, &evidence);
        assert_int_equal(evidence.expected, (order < 2 ? 'B' : 'D') - 'A');
    }
}

static void a_track_faster_than_its_class_is_doubted(void **state)
{
    (void)state;
    struct frames frames = frames_by_hand(&arena, 7, true);
    struct prior priors[8] = {{.moves = true, .max_speed = 2}};
    struct tracks tracks;
    struct motion_evidence evidence;
    for (size_t i = 0; i < 7; i++) {
        struct frame *frame = put(&frames, i, (int64_t)i * 1000, 'A', 1);
        frame->place[0].track = 0;
        frame->place[0].x = (double)i + (i == 3 ? 9 : 0);
    }
    frames_at(&frames, 6)->time = 5000; /* equal times tell no speed */
    tracks_open(&tracks, &arena, &frames, priors);
    motion_score(&tracks, 0);
    assert_true(fabs(score(&frames, 3) - (1 - 2 / 10.0 + 1 - 2 / 8.0) / 2) < 1e-9);
    assert_true(score(&frames, 2) < score(&frames, 3) && score(&frames, 2) > 0.3);
    assert_true(score(&frames, 0) < 1e-9);
    assert_true(score(&frames, 6) < 1e-9);
    motion_explain(&tracks, 3, &evidence);
    assert_true(evidence.fast);
    assert_true(fabs(evidence.speed - 10) < 1e-9);
    frames_at(&frames, 3)->place[0].x = (double)NAN; /* unknown: nothing to say */
    frames_at(&frames, 3)->score = 0;
    motion_score(&tracks, 0);
    assert_true(score(&frames, 3) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_track_that_changes_its_class_is_doubted),
                                       cmocka_unit_test(of_equal_voices_on_a_track_the_first_label_is_expected),
                                       cmocka_unit_test(a_track_faster_than_its_class_is_doubted)};
    int failed = cmocka_run_group_tests_name("motion", tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
