/*
 * test_filter.c - --where and --exclude: which rows are in the population.
 */
#include "table.h"

#include "input/filter.h"

static const char rows[] = "id,label,confidence,time,a=b\n"
                           "1,cat,0.5,2026-11-24T08:00,x\n"
                           "2,dog,0.50,2026-11-23,y\n"
                           "3,catfish,-1,,z\n"
                           "4,,,2027-01-01,\n"
                           "5,Cat,NA,2025-12-31T23:59:59,a=b\n"
                           "6,a b,1e3,2026,*\n"
                           "7,cat,high,2026-11-24T08:00:00,[x]\n";

/* One letter for each row: in, outside, bad. */
static void conditions_hold_or_not(void **state)
{
    (void)state;
    static const struct {
        const char *where, *rows;
    } cases[] = {
        {"label=cat", "ioooooi"},
        {"label==cat", "ioooooi"},
        {"label = cat", "ioooooi"}, /* blanks around the operator are not meant */
        {"label!=cat", "oiiiiio"},
        {"label=a b", "oooooio"},
        {"label=", "oooiooo"}, /* empty cells */
        {"label!=", "iiioiii"},
        {"label~cat", "ioooooi"},
        {"label~cat*", "ioioooi"},
        {"label~[cC]at", "ioooioi"},
        {"label~?at", "ioooioi"},
        {"label~*", "iiiiiii"},
        {"confidence=0.5", "iiooooo"}, /* numbers, as the orders have it */
        {"confidence!=0.50", "ooiiiii"},
        {"confidence<>0.5", "ooiiiii"},
        {"confidence=1000", "oooooio"},
        {"confidence=00.5", "ooooooo"}, /* a needless zero: a code */
        {"label=NA", "ooooooo"},
        {"confidence<0.5", "ooiooob"},
        {"confidence<=0.5", "iiiooob"},
        {"confidence>0.5", "oooooib"},
        {"confidence>=0.5", "iioooib"},
        {"confidence>=5e-1", "iioooib"},
        {"confidence>-1", "iioooib"},
        {"confidence<NA", "iiiooio"}, /* no number: bytes, and missing ones do not match */
        {"time>=2026-11-24", "iooiooi"},
        {"time<2026-01-01", "ooooiio"},
        {"time>2026-11-23", "iooiooi"},
        {"time>=2026-11-23", "iioiooi"},
        {"id>3", "oooiiii"},
        {"id<=10", "iiiiiii"}, /* as numbers: 10 is not before 3 */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct unit_table table;
        struct filter filter = {.excluded.arena = &arena};
        struct error error;
        unit_table_open(&table, &arena, rows);
        check(filter_where(&filter, &table.sampler, text_of(cases[i].where), &error), "%s: %s", cases[i].where,
              error.text);
        unit_table_read(&table);
        assert_int_equal(table.rows.count, strlen(cases[i].rows));
        for (size_t row = 0; row < table.rows.count; row++) {
            struct sample sample = unit_table_sample(&table, row);
            struct problem problem;
            char result = "ioxb"[filter_judge(&filter, &sample, &problem)];
            check(result == cases[i].rows[row], "%s: row %zu is '%c'", cases[i].where, row + 1, result);
            check(result != 'b' || strstr(problem.text, "'high' is not a number"), "%s", problem.text);
        }
        arena_free(&arena);
    }
}

/* From 2^53 on two integers may have one double, and a needless zero makes a code: their bytes count. */
static void equal_is_what_the_bytes_say_where_numbers_cannot(void **state)
{
    static const struct {
        const char *where, *rows;
    } cases[] = {
        {"n=9007199254740993", "ioooooooo"},
        {"n=9007199254740992", "oiooooooo"},
        {"n=9007199254740991", "ooooooooo"},
        {"n=-7", "oooioooio"},
        {"n=-07", "ooooioooo"},
        {"n=0x1", "oooooiooo"},
        {"n=-", "ooooooioo"},
        {"n=0", "ooooooooi"},
        {"n!=-7.0", "iiioiiioi"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct unit_table table;
        struct filter filter = {.excluded.arena = *state};
        struct error error;
        unit_table_open(&table, *state,
                        "id,n\n1,9007199254740993\n2,9007199254740992\n3,9007199254740992.0\n4,-7\n5,-07\n6,0x1\n"
                        "7,-\n8,-7.0\n9,-0\n");
        check(filter_where(&filter, &table.sampler, text_of(cases[i].where), &error), "%s: %s", cases[i].where,
              error.text);
        unit_table_read(&table);
        for (size_t row = 0; row < table.rows.count; row++) {
            struct sample sample = unit_table_sample(&table, row);
            struct problem problem;
            char result = "ioxb"[filter_judge(&filter, &sample, &problem)];
            check(result == cases[i].rows[row], "%s: row %zu is '%c'", cases[i].where, row + 1, result);
        }
    }
}

static void what_is_no_condition(void **state)
{
    static const struct {
        const char *where, *error;
    } cases[] = {
        {"", "expected COL OP VALUE"},    {"label", "expected COL OP VALUE"},     {"=cat", "expected COL OP VALUE"},
        {"label cat", "expected COL OP"}, {"lable=cat", "did you mean 'label'?"}, {"a=b=x", "no column 'a'"},
        {"score>1", "no column 'score'"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct unit_table table;
        struct filter filter = {0};
        struct error error;
        unit_table_open(&table, *state, rows);
        check(!filter_where(&filter, &table.sampler, text_of(cases[i].where), &error), "'%s'", cases[i].where);
        check(strstr(error.text, cases[i].error), "'%s': %s", cases[i].where, error.text);
    }
}

/* All conditions must hold; a row outside is not looked up; the first bad one counts. */
static void conditions_and_exclusions_together(void **state)
{
    struct unit_table table;
    struct filter filter = {.excluded.arena = *state};
    struct error error;
    static const char *const where[] = {"label~*cat*", "confidence<0.6"};
    unit_table_open(&table, *state, rows);
    for (size_t i = 0; i < COUNT(where); i++)
        check(filter_where(&filter, &table.sampler, text_of(where[i]), &error), "%s", error.text);
    idset_add(&filter.excluded, TEXT("2"));
    idset_add(&filter.excluded, TEXT("3"));
    unit_table_read(&table);
    static const enum filter_result results[] = {FILTER_IN,      FILTER_OUTSIDE, FILTER_EXCLUDED, FILTER_OUTSIDE,
                                                 FILTER_OUTSIDE, FILTER_OUTSIDE, FILTER_BAD};
    for (size_t row = 0; row < table.rows.count; row++) {
        struct sample sample = unit_table_sample(&table, row);
        struct problem problem;
        check(filter_judge(&filter, &sample, &problem) == results[row], "row %zu", row + 1);
    }
}

/* Without columns of that name, label and confidence are what the probabilities tell. */
static void conditions_on_a_prediction(void **state)
{
    (void)state;
    static const struct {
        const char *where, *rows;
    } cases[] = {
        {"label=7", "iob"}, {"label>7", "oib"}, {"label<=8", "iib"}, {"confidence>0.7", "oib"}, {"label~[78]", "iib"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct unit_table table;
        struct filter filter = {0};
        struct error error;
        unit_table_open(&table, &arena, "id,prob_7,prob_8\n1,0.6,0.4\n2,0.25,0.75\n3,2,0\n");
        check(filter_where(&filter, &table.sampler, text_of(cases[i].where), &error), "%s", error.text);
        unit_table_read(&table);
        for (size_t row = 0; row < table.rows.count; row++) {
            struct sample sample = unit_table_sample(&table, row);
            struct problem problem;
            char result = "ioxb"[filter_judge(&filter, &sample, &problem)];
            check(result == cases[i].rows[row], "%s: row %zu is '%c'", cases[i].where, row + 1, result);
        }
        arena_free(&arena);
    }
}

/* A cell longer than what fits on the stack, against a glob. */
static void globs_see_the_whole_cell(void **state)
{
    struct unit_table table;
    struct filter filter = {0};
    struct error error;
    struct problem problem;
    struct buffer text = {.arena = *state};
    buffer_add(&text, TEXT("id,note\n1,begin"));
    for (int i = 0; i < 2000; i++)
        buffer_byte(&text, 'x');
    buffer_add(&text, TEXT("end\n"));
    unit_table_open(&table, *state, buffer_string(&text));
    assert_true(filter_where(&filter, &table.sampler, TEXT("note~begin*end"), &error));
    unit_table_read(&table);
    struct sample sample = unit_table_sample(&table, 0);
    assert_int_equal(filter_judge(&filter, &sample, &problem), FILTER_IN);
}

/* ---- the set of ids ---- */

static void a_million_ids_in_24_bytes_each(void **state)
{
    (void)state;
    enum { IDS = 1000000 };
    struct arena arena = {0};
    struct idset set = {.arena = &arena};
    char id[16];
    assert_false(idset_has(&set, TEXT("")));
    for (int i = 0; i < IDS; i++) {
        struct text text = {id, (size_t)snprintf(id, sizeof id, "fm_%d", i)};
        check(idset_add(&set, text), "%s was there before it was added", id);
        if (i % 1000 == 0) {
            size_t bytes = idset_bytes(&set);
            check(i < 100000 || bytes <= 25 * ((size_t)i + 2), "%zu bytes for %d ids", bytes, i + 1);
            assert_false(idset_add(&set, text));
        }
    }
    assert_int_equal(set.count, IDS);
    for (int i = 0; i < IDS; i += 7) {
        assert_true(idset_has(&set, (struct text){id, (size_t)snprintf(id, sizeof id, "fm_%d", i)}));
        assert_false(idset_has(&set, (struct text){id, (size_t)snprintf(id, sizeof id, "fm_%07d_", i)}));
    }
    arena_free(&arena);
}

/* Bytes, not numbers or words. */
static void ids_are_bytes(void **state)
{
    struct idset set = {.arena = *state};
    static const struct text ids[] = {BYTES(""),   BYTES("1"),    BYTES("01"),        BYTES("1.0"),     BYTES("1\0"),
                                      BYTES("\0"), BYTES("\0\0"), BYTES("a"),         BYTES("A"),       BYTES("a "),
                                      BYTES(" a"), BYTES("\xFF"), BYTES("e\xCC\x81"), BYTES("\xC3\xA9")};
    for (size_t i = 0; i < COUNT(ids); i++) {
        check(!idset_has(&set, ids[i]), "id %zu is taken for another", i);
        assert_true(idset_add(&set, ids[i]));
    }
    for (size_t i = 0; i < COUNT(ids); i++)
        assert_true(idset_has(&set, ids[i]) && !idset_add(&set, ids[i]));
    assert_int_equal(set.count, COUNT(ids));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(conditions_hold_or_not),         TEST(equal_is_what_the_bytes_say_where_numbers_cannot),
        TEST(what_is_no_condition),           TEST(conditions_and_exclusions_together),
        TEST(conditions_on_a_prediction),     TEST(globs_see_the_whole_cell),
        TEST(a_million_ids_in_24_bytes_each), TEST(ids_are_bytes),
    };
    return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
