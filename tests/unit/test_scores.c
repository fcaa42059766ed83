/*
 * test_scores.c - the scores of several methods joined by id: against a plain list, whatever the order and the threads.
 */
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/pool.h"
#include "join/scores.h"

enum { IDS = 500, METHODS = 5, ROWS = 4000 };

struct row {
    size_t id, method;
    double value;
};

static void make_rows(struct row *rows, uint64_t *chance)
{
    for (size_t i = 0; i < ROWS; i++)
        rows[i] = (struct row){(size_t)random_below(chance, IDS), (size_t)random_below(chance, METHODS),
                               (double)random_below(chance, 1000) / 1000};
}

static struct text name_of(char *out, const char *prefix, size_t number)
{
    return (struct text){out, (size_t)sprintf(out, "%s%zu", prefix, number)};
}

/* Adds a part of the rows, with one worker or with several. */
struct adding {
    struct scores *scores;
    const struct row *rows;
    size_t start, end, next;
};

static void add_rows(void *state, unsigned worker)
{
    struct adding *adding = state;
    size_t i;
    (void)worker;
    while ((i = __atomic_fetch_add(&adding->next, 1, __ATOMIC_RELAXED)) < adding->end) {
        char id[32], method[32], label[32];
        const struct row *row = &adding->rows[i];
        size_t number = scores_method(adding->scores, name_of(method, "m", row->method));
        const struct score_row added = {.id = name_of(id, "id", row->id),
                                        .label =
                                            labels_add(adding->scores->labels, NULL, name_of(label, "c", row->id % 7)),
                                        .sampled = row->id % 3 == 0,
                                        .count = 1,
                                        .methods = &number,
                                        .values = &row->value};
        scores_add(adding->scores, &added);
    }
}

/* Two files: the first half of the rows, the second. */
static struct scores *add_all(struct arena *arena, const struct row *rows, unsigned threads)
{
    struct scores *scores = scores_open(arena);
    for (size_t half = 0; half < 2; half++) {
        struct adding adding = {scores, rows, half * ROWS / 2, (half + 1) * ROWS / 2, half * ROWS / 2};
        pool_run(threads, add_rows, &adding);
        scores->files++;
    }
    scores_ready(scores);
    return scores;
}

/* What should be known of an id and a method: the highest of the first half that has any. */
static double expected(const struct row *rows, size_t id, size_t method)
{
    double best = (double)NAN;
    for (size_t half = 0; half < 2 && isnan(best); half++)
        for (size_t i = half * ROWS / 2; i < (half + 1) * ROWS / 2; i++)
            if (rows[i].id == id && rows[i].method == method && !(rows[i].value <= best))
                best = rows[i].value;
    return best;
}

static void the_first_file_holds_and_within_it_the_highest_score(void **state)
{
    static struct row rows[ROWS];
    uint64_t chance = 3;
    make_rows(rows, &chance);
    for (unsigned threads = 1; threads <= 4; threads += 3) {
        struct scores *scores = add_all(*state, rows, threads);
        assert_int_equal(scores->methods.count, METHODS);
        for (size_t id = 0; id < IDS; id++) {
            char name[32], label[32];
            struct scores_place place;
            double values[SCORES_METHODS];
            if (!scores_find(scores, name_of(name, "id", id), &place))
                continue;
            scores_of(scores, place, values);
            for (size_t m = 0; m < METHODS; m++) {
                double value = expected(rows, id, m);
                check(isnan(value) ? isnan(values[m]) : fabs(values[m] - value) <= 0, "id %zu, method %zu: %g, not %g",
                      id, m, values[m], value);
            }
            assert_true(
                text_equal(labels_name(scores->labels, place.part->labels[place.number]), name_of(label, "c", id % 7)));
            assert_true(place.part->sampled[place.number] == (id % 3 == 0));
        }
    }
}

static void methods_stand_in_byte_order_whoever_came_first(void **state)
{
    struct scores *scores = scores_open(*state);
    static const char *const names[] = {"teacher", "confidence", "ensemble"};
    for (size_t i = 0; i < COUNT(names); i++) {
        size_t number = scores_method(scores, text_of(names[i]));
        const double value = (double)i;
        scores_add(scores, &(struct score_row){TEXT("x"), LABELS_MOST, false, 1, &number, &value});
    }
    scores_ready(scores);
    struct scores_place place;
    double values[SCORES_METHODS];
    assert_true(scores_find(scores, TEXT("x"), &place));
    scores_of(scores, place, values);
    assert_true(text_equal(scores->methods.items[0], TEXT("confidence")) && values[0] == 1);
    assert_true(text_equal(scores->methods.items[2], TEXT("teacher")) && values[2] == 0);
    assert_true(scores->unit[0] && !scores->unit[1] && scores->unit[2]);
    assert_false(scores_find(scores, TEXT("y"), &place));
}

/* So many that each part makes room several times: what was said before stays, what was not is none. */
static void scores_stay_where_more_samples_come(void **state)
{
    enum { MANY = 40000 };
    struct scores *scores = scores_open(*state);
    const size_t methods[] = {scores_method(scores, TEXT("a")), scores_method(scores, TEXT("b"))};
    char name[32];
    for (size_t i = 0; i < MANY; i++) {
        const double values[] = {(double)i / MANY, -(double)i};
        const struct score_row row = {name_of(name, "id", i), LABELS_MOST, false, 1 + i % 2, methods, values};
        scores_add(scores, &row);
    }
    scores_ready(scores);
    for (size_t i = 0; i < MANY; i++) {
        struct scores_place place;
        double values[2];
        assert_true(scores_find(scores, name_of(name, "id", i), &place));
        scores_of(scores, place, values);
        check(fabs(values[0] - (double)i / MANY) <= 0, "id %zu: %g", i, values[0]);
        check(i % 2 ? fabs(values[1] + (double)i) <= 0 : isnan(values[1]), "id %zu: %g", i, values[1]);
        assert_int_equal(place.part->labels[place.number], LABELS_MOST);
    }
    assert_false(scores_labelled(scores));
}

static struct text label_of(const struct scores *scores, struct text id)
{
    struct scores_place place;
    assert_true(scores_find(scores, id, &place));
    return labels_name(scores->labels, place.part->labels[place.number]);
}

static void a_label_is_that_of_the_first_file_and_there_the_first_by_name(void **state)
{
    struct scores *scores = scores_open(*state);
    size_t cat = labels_add(scores->labels, NULL, TEXT("cat")), dog = labels_add(scores->labels, NULL, TEXT("dog")),
           ant = labels_add(scores->labels, NULL, TEXT("ant"));
    const struct {
        struct text id;
        size_t label;
    } first[] = {{BYTES("x"), dog}, {BYTES("x"), cat}, {BYTES("x"), dog}, {BYTES("y"), LABELS_MOST}};
    for (size_t i = 0; i < COUNT(first); i++)
        scores_add(scores, &(struct score_row){first[i].id, first[i].label, false, 0, NULL, NULL});
    assert_false(scores_labelled(scores));
    scores->files++;
    scores_add_label(scores, TEXT("x"), ant); /* another file */
    scores_add_label(scores, TEXT("y"), dog);
    scores_add_label(scores, TEXT("y"), ant);
    scores_add_label(scores, TEXT("z"), ant); /* no sample */
    assert_true(scores_labelled(scores));
    assert_true(text_equal(label_of(scores, TEXT("x")), TEXT("cat")));
    assert_true(text_equal(label_of(scores, TEXT("y")), TEXT("ant")));
    struct scores_place place;
    assert_false(scores_find(scores, TEXT("z"), &place));
}

static void there_are_no_more_methods_than_there_is_room_for(void **state)
{
    struct scores *scores = scores_open(*state);
    char name[32];
    for (size_t m = 0; m < SCORES_METHODS; m++)
        assert_int_equal(scores_method(scores, name_of(name, "m", m)), m);
    assert_int_equal(scores_method(scores, TEXT("one more")), SCORES_METHODS);
    assert_int_equal(scores_method(scores, TEXT("m7")), 7);
}

/* In a mixture a pick that also stands in a draw has what that draw expected, and its own score. */
static void what_a_draw_expected_is_the_score_of_its_own_rows(void **state)
{
    static const char table[] = "rank,id,score,method,expected,draw,weight\n"
                                "1,drawn,0.75,confidence,0.2,0.4,0.8\n"
                                "2,certain,1,confidence,0.95,0.3,1.5\n"
                                "3,picked,0.9,ensemble,0.3,0.4,0.8\n"
                                "4,plain,0.5,ensemble,,,\n";
    static const struct {
        struct text id;
        size_t method;
        double value;
    } expected[] = {
        {BYTES("drawn"), 0, 0.2}, {BYTES("certain"), 0, 0.95}, {BYTES("picked"), 1, 0.9}, {BYTES("plain"), 1, 0.5}};
    char path[] = "/tmp/dengine-scores-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0 && write(file, table, sizeof table - 1) == (ssize_t)sizeof table - 1);
    close(file);
    struct scores *scores = scores_open(*state);
    struct error error;
    assert_true(scores_read(scores, &(struct scores_file){.path = path, .id = "id", .threads = 1}, &error));
    unlink(path);
    scores_ready(scores);
    for (size_t i = 0; i < COUNT(expected); i++) {
        struct scores_place place;
        double values[SCORES_METHODS];
        assert_true(scores_find(scores, expected[i].id, &place));
        scores_of(scores, place, values);
        check(fabs(values[expected[i].method] - expected[i].value) <= 0, "%.*s: %g", SHOW(expected[i].id),
              values[expected[i].method]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_file_holds_and_within_it_the_highest_score),
        TEST(methods_stand_in_byte_order_whoever_came_first),
        TEST(scores_stay_where_more_samples_come),
        TEST(a_label_is_that_of_the_first_file_and_there_the_first_by_name),
        TEST(there_are_no_more_methods_than_there_is_room_for),
        TEST(what_a_draw_expected_is_the_score_of_its_own_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
