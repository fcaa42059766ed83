/*
 * test_terms.c - what to stratify by: the list of --by, and the stratum of a row.
 */
#include "table.h"

#include "select/terms.h"

static const char rows[] = "id,weather,time,brightness,odd(name)\n"
                           "1,rain,2026-11-24T22:10:00+09:00,10,x\n"
                           "2,,1795525800,20,y\n"
                           "3,\"a,b\",2026-01-31 00:00,30,\n"
                           "4,NA,2026-06-01,40.5,z\n"
                           "5,sun,,,z\n"
                           "6,sun,NA,NA,z\n"
                           "7,sun,yesterday,bright,z\n";

static void terms_name_their_strata(void **state)
{
    (void)state;
    static const struct {
        const char *by;
        const char *strata[7]; /* NULL: the row is a problem */
    } cases[] = {
        {"weather", {"rain", "(missing)", "a,b", "NA", "sun", "sun", "sun"}},
        {"hour(time)", {"22h", "13h", "00h", "00h", "(missing)", "(missing)", NULL}},
        {"weekday(time)", {"Tue", "Tue", "Sat", "Mon", "(missing)", "(missing)", NULL}},
        {"month(time)", {"Nov", "Nov", "Jan", "Jun", "(missing)", "(missing)", NULL}},
        {"season(time)", {"autumn", "autumn", "winter", "summer", "(missing)", "(missing)", NULL}},
        {"southern_season(time)", {"spring", "spring", "summer", "winter", "(missing)", "(missing)", NULL}},
        {"bin(brightness,4)", {"..20", "..20", "20..35.5", "35.5..", "(missing)", "(missing)", NULL}},
        {"cuts(brightness,10)", {"..10", "10..", "10..", "10..", "(missing)", "(missing)", NULL}},
        {"cuts(brightness,10,20.5,40.5)",
         {"..10", "10..20.5", "20.5..40.5", "20.5..40.5", "(missing)", "(missing)", NULL}},
        {"weather,bin(brightness,3)",
         {"rain|..20", "(missing)|..20", "a,b|20..35.5", "NA|35.5..", "sun|(missing)", "sun|(missing)", NULL}},
        {"odd(name),weather", {"x|rain", "y|(missing)", "(missing)|a,b", "z|NA", "z|sun", "z|sun", "z|sun"}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct unit_table table;
        struct terms terms;
        struct error error;
        double cuts[] = {20, 35.5};
        unit_table_open(&table, &arena, rows);
        check(terms_parse(&terms, &table.sampler, text_of(cases[i].by), &error), "%s: %s", cases[i].by, error.text);
        for (size_t t = 0; t < terms.count; t++)
            if (terms.items[t].bins) {
                terms.items[t].cuts = cuts;
                terms.items[t].cuts_count = COUNT(cuts);
            }
        unit_table_read(&table);
        assert_int_equal(table.rows.count, 7);
        for (size_t row = 0; row < table.rows.count; row++) {
            struct sample sample = unit_table_sample(&table, row);
            struct buffer name = {.arena = &arena};
            struct problem problem;
            size_t shown = 0;
            bool named = terms_key(&terms, &sample, &name, &shown, &problem);
            const char *want = cases[i].strata[row];
            name.size = shown;
            check(named == (want != NULL), "%s, row %zu", cases[i].by, row + 1);
            check(!want || strcmp(buffer_string(&name), want) == 0, "%s, row %zu: '%s'", cases[i].by, row + 1,
                  buffer_string(&name));
            check(want || strstr(problem.text, "yesterday") || strstr(problem.text, "bright"), "%s", problem.text);
        }
        arena_free(&arena);
    }
}

static void lists_of_terms_are_cut_at_their_commas(void **state)
{
    (void)state;
    static const struct {
        const char *by;
        size_t terms;      /* 0: an error */
        const char *error; /* holds this */
    } cases[] = {
        {"weather", 1, NULL},
        {"weather,weather", 2, NULL},
        {"weather,hour(time),bin(brightness,10)", 3, NULL},
        {"bin(brightness,2)", 1, NULL},
        {"bin(brightness,1000)", 1, NULL},
        {"odd(name)", 1, NULL}, /* a column of that name goes first */
        {"bin(brightness)", 0, "bin needs"},
        {"bin(brightness,)", 0, "bin needs"},
        {"bin(brightness,1)", 0, "bin needs"},
        {"bin(brightness,1001)", 0, "bin needs"},
        {"bin(brightness,2.5)", 0, "bin needs"},
        {"bin(brightness,-4)", 0, "bin needs"},
        {"bin(brightness,four)", 0, "bin needs"},
        {"bin(brightnes,4)", 0, "did you mean 'brightness'?"},
        {"hours(time)", 0, "did you mean 'hour'?"},
        {"hour(tim)", 0, "did you mean 'time'?"},
        {"decade(time)", 0, "there are hour, weekday"},
        {"wether", 0, "did you mean 'weather'?"},
        {"", 0, "no column"},
        {"weather,", 0, "no column"},
        {",weather", 0, "no column"},
        {"hour()", 0, "no column"},
        {"hour(time", 0, "no column"},
        {"bin()", 0, "bin needs"},
        {"cuts(brightness,-1,0,1e3)", 1, NULL},
        {"cuts(brightness,2,1)", 0, "numbers that rise"},
        {"cuts(brightness,1,1)", 0, "numbers that rise"},
        {"cuts(brightness,1,x)", 0, "no column"},
        {"cuts(1,2)", 0, "no column"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct unit_table table;
        struct terms terms;
        struct error error = {0};
        unit_table_open(&table, &arena, rows);
        bool parsed = terms_parse(&terms, &table.sampler, text_of(cases[i].by), &error);
        check(parsed == (cases[i].terms > 0), "'%s': %s", cases[i].by, error.text);
        check(!parsed || terms.count == cases[i].terms, "'%s': %zu terms", cases[i].by, terms.count);
        check(parsed || strstr(error.text, cases[i].error), "'%s': %s", cases[i].by, error.text);
        arena_free(&arena);
    }
}

/* Every kind is in the list of the message, and takes a column. */
static void every_kind_is_known(void **state)
{
    for (const struct term_kind *kind = term_kinds; kind->name; kind++) {
        struct unit_table table;
        struct terms terms;
        struct error error;
        struct buffer list = {.arena = *state};
        const char *argument = strcmp(kind->name, "bin") == 0 ? "time,4" : "time";
        buffer_format(&list, "%s%s%s%s", kind->name, *kind->name ? "(" : "", argument, *kind->name ? ")" : "");
        unit_table_open(&table, *state, rows);
        check(terms_parse(&terms, &table.sampler, buffer_text(&list), &error), "%s", error.text);
        assert_ptr_equal(terms.items[0].kind, kind);
        assert_true(kind->text && kind->argument && *kind->argument && kind->doc && *kind->doc);
        assert_false(terms_parse(&terms, &table.sampler, TEXT("nonsense(time)"), &error));
        check(strstr(error.text, kind->name), "%s is not offered: %s", kind->name, error.text);
    }
}

/* The predicted class is a column like any other. */
static void by_the_predicted_label(void **state)
{
    struct unit_table table;
    struct terms terms;
    struct error error;
    struct problem problem;
    size_t shown;
    unit_table_open(&table, *state, "id,prob_cat,prob_dog\n1,0.9,0.1\n2,0.25,0.75\n3,0.5,0.5\n4,0.5,0.6\n");
    check(terms_parse(&terms, &table.sampler, TEXT("label"), &error), "%s", error.text);
    unit_table_read(&table);
    static const char *const labels[] = {"cat", "dog", "cat"};
    for (size_t row = 0; row < COUNT(labels); row++) {
        struct sample sample = unit_table_sample(&table, row);
        struct buffer name = {.arena = *state};
        assert_true(terms_key(&terms, &sample, &name, &shown, &problem));
        assert_int_equal(shown, name.size);
        assert_string_equal(buffer_string(&name), labels[row]);
    }
    struct sample bad = unit_table_sample(&table, 3);
    struct buffer name = {.arena = *state};
    assert_false(terms_key(&terms, &bad, &name, &shown, &problem));
    assert_non_null(strstr(problem.text, "sum to 1.1"));
}

static void a_predicted_label_is_no_time(void **state)
{
    struct unit_table table;
    struct terms terms;
    struct error error;
    struct problem problem;
    struct buffer name = {.arena = *state};
    size_t shown;
    unit_table_open(&table, *state, "id,prob_cat,prob_dog\n1,0.9,0.1\n2,0.5,0.6\n");
    check(terms_parse(&terms, &table.sampler, TEXT("hour(label)"), &error), "%s", error.text);
    unit_table_read(&table);
    struct sample good = unit_table_sample(&table, 0), bad = unit_table_sample(&table, 1);
    assert_false(terms_key(&terms, &good, &name, &shown, &problem));
    assert_string_equal(problem.text, "label 'cat' is no time: expected ISO 8601 or Unix time");
    assert_int_equal(problem.column, PROBLEM_ROW);
    assert_false(terms_key(&terms, &bad, &name, &shown, &problem));
    assert_non_null(strstr(problem.text, "sum to 1.1"));
}

/* For whoever goes on elsewhere: the bins as numbers. */
static void cuts_are_written_where_bins_were(void **state)
{
    static const struct {
        const char *by, *written;
    } cases[] = {
        {"bin(x,2)", "cuts(x,2)"},
        {"bin(x,4)", "cuts(x,1,2,3)"},
        {"weather,bin(x,2),hour(time)", "weather,cuts(x,2),hour(time)"},
        {"bin(x,3),bin(y,2)", "cuts(x,2,3),cuts(y)"}, /* of y there is no value */
        {"bin(x", "bin(x"},
        {"bin(x)", "bin(x)"},
        {"bin(x,1)", "bin(x,1)"},
        {"cuts(x,1,2)", "cuts(x,1,2)"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct quantiles quantiles[3] = {{.arena = *state}, {.arena = *state}, {.arena = *state}};
        struct buffer out = {.arena = *state};
        size_t of_x = strncmp(cases[i].by, "weather", 7) == 0;
        for (int value = 1; value <= 4; value++)
            quantiles_add(&quantiles[of_x], (uint64_t)value, value);
        terms_write_cuts(&out, *state, text_of(cases[i].by), quantiles);
        check(strcmp(buffer_string(&out), cases[i].written) == 0, "%s: %s", cases[i].by, buffer_string(&out));
    }
}

/* A bar inside a part: two strata of one name. */
static void parts_that_hold_a_bar(void **state)
{
    struct unit_table table;
    struct terms terms;
    struct error error;
    struct problem problem;
    struct buffer keys[4];
    size_t shown[4];
    unit_table_open(&table, *state, "id,a,b\n1,x|y,z\n2,x,y|z\n3,x,y|z\n4,x,yz\n");
    check(terms_parse(&terms, &table.sampler, TEXT("a,b"), &error), "%s", error.text);
    unit_table_read(&table);
    for (size_t row = 0; row < COUNT(keys); row++) {
        struct sample sample = unit_table_sample(&table, row);
        keys[row] = (struct buffer){.arena = *state};
        assert_true(terms_key(&terms, &sample, &keys[row], &shown[row], &problem));
    }
    assert_true(shown[0] == 5 && shown[1] == 5 && memcmp(keys[0].data, keys[1].data, 5) == 0);
    assert_false(text_equal(buffer_text(&keys[0]), buffer_text(&keys[1])));
    assert_true(text_equal(buffer_text(&keys[1]), buffer_text(&keys[2])));
    assert_false(text_equal(buffer_text(&keys[2]), buffer_text(&keys[3])));
}

static void at_most_so_many_terms(void **state)
{
    struct unit_table table;
    struct terms terms;
    struct error error;
    struct buffer list = {.arena = *state};
    unit_table_open(&table, *state, rows);
    for (int i = 0; i < TERMS_MOST; i++)
        buffer_add(&list, i ? TEXT(",weather") : TEXT("weather"));
    check(terms_parse(&terms, &table.sampler, buffer_text(&list), &error), "%s", error.text);
    buffer_add(&list, TEXT(",time"));
    assert_false(terms_parse(&terms, &table.sampler, buffer_text(&list), &error));
    assert_int_equal(error.status, STATUS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(terms_name_their_strata),
        TEST(lists_of_terms_are_cut_at_their_commas),
        TEST(every_kind_is_known),
        TEST(by_the_predicted_label),
        TEST(parts_that_hold_a_bar),
        TEST(at_most_so_many_terms),
        TEST(cuts_are_written_where_bins_were),
        TEST(a_predicted_label_is_no_time),
    };
    return cmocka_run_group_tests_name("terms", tests, NULL, NULL);
}
