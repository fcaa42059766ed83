/*
 * Names as numbers, the same for every order and division of the texts; lengths of time.
 */
#include "unit.h"

#include "input/names.h"
#include "read/duration.h"

static void a_text_keeps_its_number(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct names names = {.arena = &arena};
    char text[16];
    for (int round = 0; round < 2; round++)
        for (unsigned i = 0; i < 1000; i++) {
            snprintf(text, sizeof text, "n%u", i * 7 % 1000);
            assert_int_equal(names_add(&names, text_of(text)), i);
        }
    assert_int_equal(names.count, 1000);
    assert_int_equal(names_find(&names, text_of("n7")), 1);
    assert_int_equal(names_find(&names, text_of("other")), 1000);
    assert_int_equal(names_add(&names, (struct text){NULL, 0}), 1000); /* empty is a name, too */
    assert_int_equal(names_add(&names, TEXT("a\0b")), 1001);
    assert_int_equal(names_find(&names, TEXT("a\0c")), 1002);
    arena_free(&arena);
}

static void joined_names_are_numbered_in_byte_order(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct names parts[3] = {{.arena = &arena}, {.arena = &arena}, {.arena = &arena}}, all = {.arena = &arena};
    struct names *const pointers[] = {&parts[0], &parts[1], &parts[2]};
    names_add(&parts[0], text_of("dog"));
    names_add(&parts[0], text_of("ant"));
    names_add(&parts[2], text_of("cat"));
    names_add(&parts[2], text_of("dog"));
    uint32_t **numbers = names_join(&all, pointers, 3);
    assert_int_equal(all.count, 3);
    assert_int_equal(numbers[0][0], 2);
    assert_int_equal(numbers[0][1], 0);
    assert_int_equal(numbers[2][0], 1);
    assert_int_equal(numbers[2][1], 2);
    assert_int_equal(names_find(&all, text_of("cat")), 1);
    struct names none = {.arena = &arena};
    names_join(&none, pointers + 1, 1);
    assert_int_equal(none.count, 0);
    assert_int_equal(names_find(&none, text_of("cat")), 0);
    arena_free(&arena);
}

static void durations_have_a_unit(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t milliseconds; /* -1: none */
    } cases[] = {{"0s", 0},       {"200ms", 200}, {"0.5s", 500}, {"2min", 120000}, {"1.5h", 5400000}, {"1d", 86400000},
                 {"1e3ms", 1000}, {"0.4ms", 0},   {"", -1},      {"5", -1},        {"s", -1},         {"-1s", -1},
                 {"1 s", -1},     {"1m", -1},     {"nans", -1},  {"1e30h", -1},    {"infs", -1},      {"1S", -1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t milliseconds = 0;
        bool good = duration_parse(text_of(cases[i].text), &milliseconds);
        check(good == (cases[i].milliseconds >= 0), "'%s'", cases[i].text);
        check(!good || milliseconds == cases[i].milliseconds, "'%s'", cases[i].text);
    }
    static const struct {
        int64_t milliseconds;
        const char *text;
    } words[] = {{0, "0 ms"},        {40, "40 ms"},       {999, "999 ms"},     {1000, "1 s"},
                 {1500, "1.5 s"},    {59999, "60 s"},     {61000, "1 min"},    {301000, "5 min"},
                 {720000, "12 min"}, {11520000, "3.2 h"}, {86400000, "1 day"}, {172800000, "2 days"}};
    for (size_t i = 0; i < COUNT(words); i++) {
        struct arena arena = {0};
        struct buffer buffer = {.arena = &arena};
        duration_add(&buffer, words[i].milliseconds);
        check(text_equal(buffer_text(&buffer), text_of(words[i].text)), "%lld: '%s'", (long long)words[i].milliseconds,
              buffer_string(&buffer));
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_text_keeps_its_number),
                                       cmocka_unit_test(joined_names_are_numbered_in_byte_order),
                                       cmocka_unit_test(durations_have_a_unit)};
    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
