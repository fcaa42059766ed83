/*
 * Flicker: a lone wrong frame, true changes, gaps, windows of frames and of time.
 */
#include "frames_by_hand.h"

#include "score/temporal.h"

static struct arena arena;

/* A stream of frames `step` ms apart, of one confidence. */
static struct frames stream(const char *labels, int64_t step, double confidence)
{
    struct frames frames = frames_by_hand(&arena, strlen(labels), false);
    for (size_t i = 0; labels[i]; i++)
        put(&frames, i, (int64_t)i * step, labels[i], confidence);
    return frames;
}

static void run(const struct frames *frames, const char *text)
{
    static struct window window;
    assert_true(window_parse(&window, text_of(text)));
    struct stream_slice slice = stream_slice(frames, 0, &window);
    struct persistence all = lasting(&arena, frames, window_lags(&window));
    flicker_score(&slice, &window, &all);
}

/* The formula of voices.h, written out. */
static void the_doubt_is_that_of_the_formula(void **state)
{
    (void)state;
    struct frames frames = stream("AABA", 100, 0.8);
    run(&frames, "2f");
    /* The nearest weigh 0.1^(1/2), the next 0.1, in units of 1/1024. */
    double near = 324 * 0.8 / 1024, far = 102 * 0.8 / 1024;
    assert_true(fabs(score(&frames, 1) - (1 - (1.6 + near + far) / (2 + near + near + far))) < 1e-9);
    assert_true(fabs(score(&frames, 2) - (1 - 1.6 / (2 + near + far + near))) < 1e-9);
    struct frames timed = stream("AABA", 100, 0.8);
    run(&timed, "0.2s");
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(frames_at(&timed, i)->score, frames_at(&frames, i)->score);
    assert_int_equal(frames_at(&frames, 0)->check, CHECK_FLICKER);
}

static void a_lone_frame_is_doubted_more_than_an_edge(void **state)
{
    (void)state;
    struct frames lone = stream("AAAAAABAAAAAA", 100, 0.9), edge = stream("AAAAAABBBBBBB", 100, 0.9);
    run(&lone, "10f");
    run(&edge, "10f");
    for (size_t i = 0; i < 13; i++) {
        if (i != 6)
            assert_true(score(&lone, i) < score(&lone, 6));
        assert_true(score(&edge, i) < score(&lone, 6));
        assert_true(score(&edge, i) < 0.53);
    }
    assert_true(score(&lone, 6) > 0.75);
    /* However sure the other side is, one whole side is half the support. */
    struct frames sure = stream("AAAAAABBBBBBB", 100, 1);
    for (size_t i = 0; i < 6; i++)
        put(&sure, i, (int64_t)i * 100, 'A', 0.3);
    run(&sure, "10f");
    assert_true(score(&sure, 5) < 0.7);
}

static void a_long_silence_ends_a_window(void **state)
{
    (void)state;
    struct frames frames = stream("AAAABBBB", 1000, 0.9);
    for (size_t i = 4; i < 8; i++)
        put(&frames, i, 3600000 + (int64_t)i * 1000, 'B', 0.9);
    struct window window;
    struct flicker_evidence evidence;
    uint64_t sums[8] = {0};
    assert_true(window_parse(&window, text_of("10f")));
    struct stream_slice slice = stream_slice(&frames, 0, &window);
    assert_int_equal(slice.gap, 60000);
    struct persistence all = lasting(&arena, &frames, window_lags(&window));
    flicker_score(&slice, &window, &all);
    assert_true(score(&frames, 3) < 0.1);
    flicker_explain(&slice, &window, &all, 3, sums, &evidence);
    assert_int_equal(evidence.neighbours, 3);
    assert_false(evidence.has_after);
    window.gap = 4000000; /* told otherwise, the hour is no gap */
    slice = stream_slice(&frames, 0, &window);
    flicker_explain(&slice, &window, &all, 3, sums, &evidence);
    assert_int_equal(evidence.neighbours, 7);
    assert_int_equal(evidence.after_distance, 3601000);
    /* Where five minutes are the usual step, an hour is no gap: ten steps are. */
    struct frames slow = stream("AAAABBBB", 300000, 0.9);
    window.gap = 0;
    assert_int_equal(stream_slice(&slow, 0, &window).gap, 3000000);
}

static void a_frame_without_neighbours_is_not_doubted(void **state)
{
    (void)state;
    struct frames frames = stream("A", 100, 0.9);
    run(&frames, "10f");
    assert_int_equal(frames_at(&frames, 0)->check, CHECK_NONE);
    assert_int_equal(frames_at(&frames, 0)->score, 0);
    struct frames far = stream("AB", 1000, 0.9);
    run(&far, "0.5s");
    assert_int_equal(frames_at(&far, 0)->check, CHECK_NONE);
}

/* Irregular times and equal ones; a window of time. */
static void a_window_of_time_counts_by_time(void **state)
{
    (void)state;
    struct frames frames = stream("AAABAAA", 0, 0.9);
    static const int64_t times[] = {0, 10, 500, 500, 500, 990, 2000};
    for (size_t i = 0; i < 7; i++)
        frames_at(&frames, i)->time = times[i];
    struct window window;
    struct flicker_evidence evidence;
    uint64_t sums[8] = {0};
    assert_true(window_parse(&window, text_of("0.5s")));
    struct stream_slice slice = stream_slice(&frames, 0, &window);
    struct persistence all = lasting(&arena, &frames, window_lags(&window));
    flicker_score(&slice, &window, &all);
    flicker_explain(&slice, &window, &all, 3, sums, &evidence);
    assert_int_equal(evidence.neighbours, 5); /* all but the last */
    assert_int_equal(evidence.agree, 0);
    assert_int_equal(evidence.expected, 0);
    assert_true(evidence.has_before && evidence.has_after);
    assert_int_equal(evidence.before_distance, 0);
    for (size_t i = 0; i < 7; i++)
        assert_true(i == 3 || score(&frames, i) < score(&frames, 3));
    assert_int_equal(frames_at(&frames, 6)->check, CHECK_NONE);
    for (size_t k = 0; k < 8; k++)
        assert_int_equal(sums[k], 0);
}

/* However many frames a window of time has, a thousand on each side are heard. */
static void a_window_of_time_has_an_end_in_frames_too(void **state)
{
    (void)state;
    enum { FRAMES = 2500 };
    static char labels[FRAMES + 1];
    memset(labels, 'A', FRAMES);
    struct frames frames = stream(labels, 1, 0.9);
    struct window window;
    struct flicker_evidence evidence;
    uint64_t sums[8] = {0};
    assert_true(window_parse(&window, text_of("10s")));
    struct stream_slice slice = stream_slice(&frames, 0, &window);
    struct persistence all = lasting(&arena, &frames, window_lags(&window));
    static const struct {
        size_t at, neighbours;
    } cases[] = {{0, 1000}, {1, 1001}, {1250, 2000}, {FRAMES - 10, 1009}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        flicker_explain(&slice, &window, &all, cases[i].at, sums, &evidence);
        assert_int_equal(evidence.neighbours, cases[i].neighbours);
    }
}

/* Thousands of frames, a millisecond apart, with silences: a window of frames finds what one of as much time does. */
static void long_streams_are_heard_as_short_ones(void **state)
{
    (void)state;
    enum { COUNT = 9000, REACH = 1000 };
    struct frames frames = frames_by_hand(&arena, COUNT, false), timed = frames_by_hand(&arena, COUNT, false);
    uint32_t chance = 1;
    int64_t time = 0;
    for (size_t i = 0; i < COUNT; i++) {
        chance = chance * 1664525 + 1013904223;
        time += i == 700 || i == 5300 || i == 5301 ? 2 * WINDOW_SILENCE : 1;
        put(&frames, i, time, (char)('A' + (chance >> 28) % 3), (chance >> 8) % 1000 / 1e3);
        *frames_at(&timed, i) = *frames_at(&frames, i);
    }
    run(&frames, "1000f");
    run(&timed, "1s");
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(frames_at(&frames, i)->score, frames_at(&timed, i)->score);

    static struct window window;
    assert_true(window_parse(&window, text_of("1000f")));
    struct stream_slice slice = stream_slice(&frames, 0, &window);
    struct persistence counted, expected;
    persistence_open(&counted, &arena, frames.labels.count, REACH);
    persistence_open(&expected, &arena, frames.labels.count, REACH);
    flicker_count(&slice, &window, &counted);
    for (size_t i = 0; i < COUNT; i++)
        for (size_t far = 1; far <= REACH && i + far < COUNT; far++)
            if (frames_at(&frames, i + far)->time - frames_at(&frames, i)->time == (int64_t)far)
                persistence_count(&expected, far - 1, frames_at(&frames, i)->label, frames_at(&frames, i + far)->label);
    assert_memory_equal(counted.pairs, expected.pairs, frames.labels.count * REACH * sizeof *counted.pairs);
    assert_memory_equal(counted.agree, expected.agree, frames.labels.count * REACH * sizeof *counted.agree);
}

static void windows_are_so_many_frames_or_so_much_time(void **state)
{
    (void)state;
    struct window window;
    static const char *const good[] = {"1f", "1000f", "200ms", "0.5s", "2min", "1h", "2d"};
    static const char *const bad[] = {"",    "f",  "0f",  "1.5f", "1001f", "5",   "0s",
                                      "-1s", "1m", "1 s", "s",    "1e99h", "nans"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(window_parse(&window, text_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(window_parse(&window, text_of(bad[i])));
    assert_true(window_parse(&window, text_of("1.5min")));
    assert_int_equal(window.reach, 90000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_doubt_is_that_of_the_formula),
        cmocka_unit_test(a_lone_frame_is_doubted_more_than_an_edge),
        cmocka_unit_test(a_long_silence_ends_a_window),
        cmocka_unit_test(a_frame_without_neighbours_is_not_doubted),
        cmocka_unit_test(a_window_of_time_counts_by_time),
        cmocka_unit_test(a_window_of_time_has_an_end_in_frames_too),
        cmocka_unit_test(long_streams_are_heard_as_short_ones),
        cmocka_unit_test(windows_are_so_many_frames_or_so_much_time),
    };
    int failed = cmocka_run_group_tests_name("temporal", tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
