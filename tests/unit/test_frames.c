/*
 * Frames out of rows: positions, confidences beyond 1, how many labels there may be, ids that repeat.
 */
#include "table.h"

#include <math.h>

#include "base/table_hash.h"
#include "input/frames.h"

static const struct frames_reader along_time = {.time = 1},
                                  along_way = {.time = 1, .position = {4, 5}, .dimensions = 2};

/* A table `id,t,label,p,x,y` of these rows, with a tolerance. */
static void open_rows(struct unit_table *table, struct arena *arena, const char *rows, double tolerance)
{
    struct buffer text = {.arena = arena};
    struct error error;
    buffer_format(&text, "id,t,label,p,x,y\n%s", rows);
    unit_table_open(table, arena, buffer_string(&text));
    table->sampler.columns.label = text_of("label");
    table->sampler.columns.confidence = text_of("p");
    table->sampler.columns.tolerance = tolerance;
    check(predictor_open(&table->sampler.predictor, &table->table, &table->sampler.columns, PREDICTION_CONFIDENCE,
                         &error),
          "%s", error.text);
    for (size_t i = 0; i < table->table.header.count; i++)
        check(table_column(&table->table, table->table.header.items[i], NULL, &(size_t){0}, &error), "%s", error.text);
    unit_table_read(table);
}

static bool add(struct unit_table *table, const struct frames_reader *reader, struct frames_part *part, size_t row,
                struct problem *problem)
{
    struct sample sample = unit_table_sample(table, row);
    return frames_add(reader, part, &sample, problem);
}

/* The frames of a table, in their order. */
static struct frames join(struct arena *arena, const char *rows, const struct frames_reader *reader)
{
    struct unit_table table;
    struct frames_part part, *parts[] = {&part};
    struct frames frames;
    struct problem problem;
    struct error error;
    open_rows(&table, arena, rows, 0.01);
    frames_start(&part, arena);
    for (size_t row = 0; row < table.rows.count; row++)
        check(add(&table, reader, &part, row, &problem), "row %zu: %s", row, problem.text);
    check(frames_join(&frames, arena, reader, parts, 1, 2, &error), "%s", error.text);
    return frames;
}

static void a_position_is_known_whole_or_not_at_all(void **state)
{
    struct frames frames = join(*state, "a,1,cat,.5,1e12,-2\nb,2,cat,.5,,3\nc,3,cat,.5,4,\n", &along_way);
    assert_true(frames_at(&frames, 0)->place[0].x == 1e12 && frames_at(&frames, 0)->place[0].y == -2);
    for (size_t i = 1; i < 3; i++)
        assert_true(isnan(frames_at(&frames, i)->place[0].x) && isnan(frames_at(&frames, i)->place[0].y));
}

static void a_position_beyond_1e12_metres_is_a_problem(void **state)
{
    struct unit_table table;
    struct frames_part part;
    struct problem problem;
    open_rows(&table, *state, "a,1,cat,.5,1,1.01e12\nb,2,cat,.5,-1e300,1\nc,3,cat,.5,1,word\n", 0.01);
    frames_start(&part, *state);
    assert_false(add(&table, &along_way, &part, 0, &problem));
    assert_string_equal(problem.text, "the position lies beyond 1e12 metres");
    assert_int_equal(problem.column, 5);
    assert_false(add(&table, &along_way, &part, 1, &problem));
    assert_int_equal(problem.column, 4);
    assert_false(add(&table, &along_way, &part, 2, &problem));
    assert_string_equal(problem.text, "y 'word' is not a number");
    assert_int_equal(part.count, 0);
}

/* --tolerance lets a confidence of 1.005 pass: nobody is surer than sure. */
static void a_confidence_beyond_its_range_is_the_nearest_inside(void **state)
{
    struct frames frames = join(*state, "a,1,cat,1.005,0,0\nb,2,cat,-0.005,0,0\nc,3,cat,.25,0,0\n", &along_time);
    assert_int_equal(frames_at(&frames, 0)->confidence, 1000000000);
    assert_int_equal(frames_at(&frames, 1)->confidence, 0);
    assert_int_equal(frames_at(&frames, 2)->confidence, 250000000);
}

static void frames_are_sorted_by_time_then_id(void **state)
{
    struct frames frames = join(*state,
                                "f,5,cat,.5,0,0\ne,5,cat,.5,0,0\nd,1,cat,.5,0,0\nc,3,cat,.5,0,0\nb,2,cat,.5,0,0\n"
                                "a,9,cat,.5,0,0\n",
                                &along_time);
    char order[7] = "";
    for (size_t i = 0; i < frames.count; i++)
        order[i] = *frame_id(frames_at(&frames, i)).data;
    assert_string_equal(order, "dbcefa");
}

/* Two workers number streams as they meet them; one meets a stream of which no row can be read. */
static void the_frames_of_all_workers_stand_by_stream(void **state)
{
    struct frames_reader by_stream = along_way;
    struct unit_table tables[2];
    struct frames_part parts[2], *both[] = {&parts[0], &parts[1]};
    struct frames frames;
    struct problem problem;
    struct error error;
    static const char *const rows[] = {"a,1,x,.5,1,1\nb,2,y,.5,1,1\nc,3,x,.5,2,2\n",
                                       "d,9,z,.5,?,2\ne,2,y,.5,1,1\nf,1,y,.5,1,1\ng,0,x,.5,1,1\n"};
    by_stream.has_stream = true;
    for (size_t p = 0; p < 2; p++) {
        open_rows(&tables[p], *state, rows[p], 0.01);
        assert_true(field_open(&by_stream.stream, &tables[p].sampler, text_of("label"), "--stream", &error));
        frames_start(&parts[p], *state);
        for (size_t row = 0; row < 3 + p; row++)
            assert_true(add(&tables[p], &by_stream, &parts[p], row, &problem) == (p == 0 || row > 0));
    }
    assert_true(frames_join(&frames, *state, &by_stream, both, 2, 2, &error));
    char order[7] = "";
    for (size_t i = 0; i < frames.count; i++)
        order[i] = *frame_id(frames_at(&frames, i)).data;
    assert_string_equal(order, "gacfbe");
    static const size_t starts[] = {0, 3, 6, 6};
    assert_int_equal(frames_streams(&frames), 3);
    assert_memory_equal(frames.streams, starts, sizeof starts);
}

static void an_id_that_repeats_is_told_once(void **state)
{
    size_t count;
    struct frames frames = join(*state,
                                "a,1,cat,.5,0,0\nb,2,cat,.5,0,0\na,3,cat,.5,0,0\nc,4,cat,.5,0,0\na,5,cat,.5,0,0\n"
                                "b,6,cat,.5,0,0\na,7,cat,.5,0,0\n",
                                &along_time);
    const uint64_t *repeated = frames_repeated(&frames, *state, 2, &count);
    uint64_t a = table_hash(text_of("a")), b = table_hash(text_of("b"));
    assert_int_equal(count, 2);
    assert_true(repeated[0] == (a < b ? a : b) && repeated[1] == (a < b ? b : a));
}

/* Numbers as labels, from `first` on, up to `end`. */
static void name_labels(struct names *labels, unsigned first, unsigned end)
{
    char text[16];
    for (; first < end; first++) {
        snprintf(text, sizeof text, "%u", first);
        names_add(labels, text_of(text));
    }
}

static void as_many_labels_as_a_frame_can_hold_are_taken_and_no_more(void **state)
{
    struct unit_table table;
    struct frames_part part, *parts[] = {&part};
    struct frames frames;
    struct problem problem;
    struct error error;
    open_rows(&table, *state, "a,1,cat,.5,0,0\nb,2,dog,.5,0,0\n", 0.01);
    frames_start(&part, *state);
    name_labels(&part.labels, 0, FRAME_LABELS - 1);
    assert_true(add(&table, &along_time, &part, 0, &problem));
    assert_false(add(&table, &along_time, &part, 1, &problem));
    assert_string_equal(problem.text, "more than 65535 different labels: is the label's column the right one?");
    part.labels.count--; /* the one that was refused */
    assert_true(frames_join(&frames, *state, &along_time, parts, 1, 1, &error));
    assert_true(text_equal(frames.labels.items[frames_at(&frames, 0)->label], text_of("cat")));
}

/* Each worker has fewer than the limit, all together more. */
static void the_labels_of_all_workers_count(void **state)
{
    struct frames_part one, two, *parts[] = {&one, &two};
    struct frames frames;
    struct error error;
    frames_start(&one, *state);
    frames_start(&two, *state);
    name_labels(&one.labels, 0, 40000);
    name_labels(&two.labels, 30000, 65536);
    assert_false(frames_join(&frames, *state, &along_time, parts, 2, 1, &error));
    assert_int_equal(error.status, STATUS_DATA);
    assert_string_equal(error.text, "more than 65535 different labels: is the label's column the right one?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_position_is_known_whole_or_not_at_all),
        TEST(a_position_beyond_1e12_metres_is_a_problem),
        TEST(a_confidence_beyond_its_range_is_the_nearest_inside),
        TEST(frames_are_sorted_by_time_then_id),
        TEST(the_frames_of_all_workers_stand_by_stream),
        TEST(an_id_that_repeats_is_told_once),
        TEST(as_many_labels_as_a_frame_can_hold_are_taken_and_no_more),
        TEST(the_labels_of_all_workers_count),
    };
    return cmocka_run_group_tests_name("frames", tests, NULL, NULL);
}
