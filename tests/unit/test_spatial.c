/*
 * Places: the sweep against each pair written out, dense cells, maps, moving classes.
 */
#include "frames_by_hand.h"

#include "score/spatial.h"

static struct arena arena;

static uint32_t draw(uint32_t below)
{
    static uint32_t state = 1;
    state = state * 1664525 + 1013904223;
    return (state >> 8) % below;
}

/* Frames at random positions of a square of `side` metres, on two maps. */
static struct frames scatter(size_t count, double side, double z)
{
    struct frames frames = frames_by_hand(&arena, count, true);
    for (size_t i = 0; i < count; i++) {
        struct frame *frame = put(&frames, i, draw(50) * 60000, (char)('A' + draw(4)), draw(1001) / 1000.0);
        frame->place[0].x = draw(1000) * side / 1000;
        frame->place[0].y = draw(1000) * side / 1000 - side / 2;
        frame->place[0].z = (float)(draw(1000) * z / 1000);
        frame->place[0].site = draw(2);
    }
    return frames;
}

/* What is said around a frame, pair by pair. */
struct around {
    double same, all;
    uint32_t count, alike;
};

static struct around by_pairs(const struct frames *frames, const struct spatial *spatial, size_t i)
{
    const struct frame *a = frames_at(frames, i);
    struct around around = {0};
    for (size_t j = 0; j < frames->count; j++) {
        const struct frame *b = frames_at(frames, j);
        double x = a->place[0].x - b->place[0].x, y = a->place[0].y - b->place[0].y;
        double z = (double)a->place[0].z - (double)b->place[0].z;
        double fraction = spatial->radius > 0 ? sqrt(x * x + y * y + z * z) / spatial->radius : 0;
        if (a->place[0].site != b->place[0].site || llabs(a->time - b->time) < spatial->apart || fraction > 1)
            continue;
        double voice = pow(0.1, fraction) * b->confidence / 1e9;
        around.all += voice;
        around.same += a->label == b->label ? voice : 0;
        around.alike += a->label == b->label;
        around.count++;
    }
    return around;
}

/* How well a label returns: the formula of persistence.h. */
static double kappa(const struct frames *frames, const struct around *around, uint16_t label)
{
    double agree = 0, pairs = 0, share = 0;
    for (size_t i = 0; i < frames->count; i++) {
        if (frames_at(frames, i)->label != label)
            continue;
        share += 1 / (double)frames->count;
        pairs += around[i].count > 0;
        agree += around[i].count ? (double)around[i].alike / around[i].count : 0;
    }
    double r = (agree + 5 * (1 + share) / 2) / (pairs + 5);
    return r > share ? (r - share) / (1 - share) : 0;
}

static double doubt(const struct frame *frame, const struct around *around, double k)
{
    double all = around->all * k, same = around->same * k;
    double limit = all > 5 ? 5 / all : 1; /* together no more than five voices */
    return 1 - (2 * frame->confidence / 1e9 + same * limit) / (2 + all * limit);
}

static void compare(const struct frames *frames, struct spatial *spatial, double tolerance)
{
    struct around *around = arena_array(&arena, frames->count, sizeof *around);
    double kappas[8];
    for (size_t i = 0; i < frames->count; i++)
        around[i] = by_pairs(frames, spatial, i);
    for (uint16_t label = 0; label < 8; label++)
        kappas[label] = kappa(frames, around, label);
    for (unsigned threads = 1; threads <= 3; threads++) {
        for (size_t i = 0; i < frames->count; i++)
            frames_at(frames, i)->score = frames_at(frames, i)->check = 0;
        spatial_score(spatial, frames, &arena, threads);
        for (size_t i = 0; i < frames->count; i++) {
            uint32_t count = around[i].count;
            double expected = doubt(frames_at(frames, i), &around[i], kappas[frames_at(frames, i)->label]);
            if (tolerance < 0.01)
                assert_int_equal(spatial->answers[i].neighbours, count);
            if (count && fabs(score(frames, i) - expected) > tolerance)
                fail_msg("frame %zu: %.9g, by pairs %.9g", i, score(frames, i), expected);
            assert_int_equal(frames_at(frames, i)->check, spatial->answers[i].neighbours ? CHECK_PLACE : CHECK_NONE);
        }
    }
}

static struct spatial spatial_of(double radius)
{
    return (struct spatial){
        .radius = radius, .apart = 600000, .flat = true, .priors = arena_array(&arena, 8, sizeof(struct prior))};
}

/* Weights are rounded to 1/1024 and confidences to 1e-6. */
static void sparse_positions_are_scored_as_by_hand(void **state)
{
    (void)state;
    struct frames frames = scatter(800, 12, 0);
    struct spatial spatial = spatial_of(1);
    compare(&frames, &spatial, 0.005);
    struct frames tall = scatter(800, 5, 5);
    spatial.flat = false;
    compare(&tall, &spatial, 0.002);
}

static void named_places_are_scored_as_by_hand(void **state)
{
    (void)state;
    struct frames frames = scatter(500, 12, 0);
    struct spatial spatial = spatial_of(0);
    compare(&frames, &spatial, 0.005);
    spatial.apart = 1;
    compare(&frames, &spatial, 0.005);
}

/* Many positions in a cell: rounded to an eighth of the radius. */
static void dense_positions_are_scored_nearly_as_by_hand(void **state)
{
    (void)state;
    struct frames frames = scatter(1500, 2, 0);
    struct spatial spatial = spatial_of(1);
    compare(&frames, &spatial, 0.05);
}

/* With three coordinates an eighth leaves too many: a quarter. */
static void dense_rooms_are_scored_nearly_as_by_hand(void **state)
{
    (void)state;
    struct frames frames = scatter(1500, 2, 2);
    struct spatial spatial = spatial_of(1);
    spatial.flat = false;
    compare(&frames, &spatial, 0.1);
}

static void the_radius_is_the_last_distance_that_is_near(void **state)
{
    (void)state;
    struct frames frames = frames_by_hand(&arena, 3, true);
    struct spatial spatial = spatial_of(1);
    const double x[] = {0, 1, 1 + 4e-10};
    for (size_t i = 0; i < 3; i++)
        put(&frames, i, (int64_t)i * 3600000, 'A', 0.9)->place[0].x = x[i];
    spatial_score(&spatial, &frames, &arena, 1);
    assert_int_equal(spatial.answers[0].neighbours, 1);
    assert_int_equal(spatial.answers[1].neighbours, 2);
    assert_int_equal(spatial.answers[2].neighbours, 1);
}

/* Cells beyond 2^63 are one cell, in which only what is near is heard. */
static void places_too_far_for_a_cell_are_told_apart(void **state)
{
    (void)state;
    struct frames frames = frames_by_hand(&arena, 4, true);
    struct spatial spatial = spatial_of(1e-8);
    const double x[] = {1e12, -1e12, 1e12, 0};
    for (size_t i = 0; i < 4; i++)
        put(&frames, i, (int64_t)i * 3600000, 'A', 0.9)->place[0].x = x[i];
    spatial_score(&spatial, &frames, &arena, 1);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(spatial.answers[i].neighbours, i % 2 == 0);
}

/* Of equal voices, whichever is heard first, the first label is expected; voices of nobody say nothing. */
static void of_equal_voices_the_first_label_is_expected(void **state)
{
    (void)state;
    for (int order = 0; order < 3; order++) {
        struct frames frames = frames_by_hand(&arena, 3, true);
        struct spatial spatial = spatial_of(0);
        double confidence = order < 2 ? 0.9 : 0;
        put(&frames, 0, 0, 'D', 0.9);
        put(&frames, 1, 3600000, order == 1 ? 'B' : 'C', confidence);
        put(&frames, 2, 7200000, order == 1 ? 'C' : 'B', confidence);
        spatial_score(&spatial, &frames, &arena, 1);
        assert_int_equal(frames_at(&frames, 0)->expected, (order < 2 ? 'B' : 'D') - 'A');
    }
}

/* A million frames at one spot: quadratic work would not end. */
static void a_crowd_at_one_spot_is_no_quadratic_work(void **state)
{
    (void)state;
    struct frames frames = frames_by_hand(&arena, 1000000, true);
    struct spatial spatial = spatial_of(1);
    for (size_t i = 0; i < frames.count; i++)
        put(&frames, i, (int64_t)i * 1000, i == 500000 ? 'B' : 'A', 0.9);
    spatial_score(&spatial, &frames, &arena, 2);
    /* Of one frame nobody knows whether its class returns: the crowd has the most that voices can have. */
    assert_true(fabs(score(&frames, 500000) - (1 - 1.8 / 7)) < 1e-6);
    assert_true(score(&frames, 0) < 0.101);
    assert_int_equal(frames_at(&frames, 500000)->expected, 0);
    assert_int_equal(spatial.answers[500000].neighbours, 1000000 - 1199);
    assert_int_equal(spatial.contradicted, 1);
}

static void classes_that_move_take_no_part(void **state)
{
    (void)state;
    struct frames frames = frames_by_hand(&arena, 4, true);
    struct prior priors[8] = {[2] = {.moves = true}};
    struct spatial spatial = {.radius = 1, .apart = 600000, .flat = true, .priors = priors};
    put(&frames, 0, 0, 'A', 0.9);
    put(&frames, 1, 3600000, 'B', 0.9);
    put(&frames, 2, 7200000, 'C', 0.9);
    put(&frames, 3, 7200000, 'A', 0.9)->place[0].x = (double)NAN;
    spatial_score(&spatial, &frames, &arena, 1);
    assert_int_equal(frames_at(&frames, 2)->check, CHECK_NONE);
    assert_int_equal(frames_at(&frames, 3)->check, CHECK_NONE);
    assert_int_equal(spatial.answers[0].neighbours, 1);
    assert_int_equal(frames_at(&frames, 1)->expected, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sparse_positions_are_scored_as_by_hand),
        cmocka_unit_test(named_places_are_scored_as_by_hand),
        cmocka_unit_test(dense_positions_are_scored_nearly_as_by_hand),
        cmocka_unit_test(dense_rooms_are_scored_nearly_as_by_hand),
        cmocka_unit_test(the_radius_is_the_last_distance_that_is_near),
        cmocka_unit_test(places_too_far_for_a_cell_are_told_apart),
        cmocka_unit_test(of_equal_voices_the_first_label_is_expected),
        cmocka_unit_test(a_crowd_at_one_spot_is_no_quadratic_work),
        cmocka_unit_test(classes_that_move_take_no_part),
    };
    int failed = cmocka_run_group_tests_name("spatial", tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
