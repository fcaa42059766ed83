/*
 * JSON files: what is no JSON is refused with line and column, what is JSON but wrong with its path.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "read/config.h"
#include "read/json_syntax.h"

static const char *syntax(const char *text)
{
    static char shown[200];
    struct json_fault fault;
    if (json_syntax(text_of(text), 4, &fault))
        return "ok";
    snprintf(shown, sizeof shown, "%zu:%zu %s", fault.line, fault.column, fault.why);
    return shown;
}

static void json_is_read_strictly_and_a_fault_has_its_place(void **state)
{
    (void)state;
    assert_string_equal(syntax("{\"a\": [1, -0.5e+3, true, null, \"\\u00e9\\ud83d\\ude00\\n\"]}\n"), "ok");
    assert_string_equal(syntax(" [] "), "ok");
    assert_string_equal(syntax("0"), "ok");
    assert_string_equal(syntax(""), "1:1 the text ends too early");
    assert_string_equal(syntax("{\n  \"a\": 1\n  \"b\": 2}"), "3:3 expected a comma or a closing brace");
    assert_string_equal(syntax("{\"a\": 1,}"), "1:9 a comma behind the last value");
    assert_string_equal(syntax("[1, 2,]"), "1:7 a comma behind the last value");
    assert_string_equal(syntax("[01]"), "1:3 a number does not begin with 0");
    assert_string_equal(syntax("[1.]"), "1:4 expected a digit");
    assert_string_equal(syntax("[+1]"), "1:2 expected a JSON value");
    assert_string_equal(syntax("[NaN]"), "1:2 expected a JSON value");
    assert_string_equal(syntax("{a: 1}"), "1:2 expected a string in double quotes");
    assert_string_equal(syntax("{'a': 1}"), "1:2 expected a string in double quotes");
    assert_string_equal(syntax("{\"a\" 1}"), "1:6 expected a colon behind the key");
    assert_string_equal(syntax("[\"a\nb\"]"), "1:4 a line end or control character in a string");
    assert_string_equal(syntax("[\"abc"), "1:2 the string has no end");
    assert_string_equal(syntax("[\"\\x\"]"), "1:4 no such escape in a string");
    assert_string_equal(syntax("[\"\\u0000\"]"), "1:9 \\u0000 in a string");
    assert_string_equal(syntax("[\"\\u00\x18\x18\"]"), "1:7 expected four hexadecimal digits after \\u");
    assert_string_equal(syntax("[\"\\ud800\"]"), "1:9 half of a surrogate pair");
    assert_string_equal(syntax("[\"\\u12g4\"]"), "1:7 expected four hexadecimal digits after \\u");
    assert_string_equal(syntax("{} {}"), "1:4 something follows the end of the JSON value");
    assert_string_equal(syntax("{} // no"), "1:4 something follows the end of the JSON value");
    assert_string_equal(syntax("[[[[1]]]]"), "ok");
    assert_string_equal(syntax("[[[[[1]]]]]"), "1:5 too many arrays and objects within each other");
    assert_string_equal(syntax("[\"\xff\"]"), "1:3 not UTF-8");
    assert_string_equal(syntax("[1111111111111111111111111111111111111111111111111111111111111]"),
                        "1:2 a number of more than 60 characters");
}

static const char text[] = "\xEF\xBB\xBF{\"person\": {\"max_speed\": 3.5, \"moves\": true}, \"list\": [1, \"two\"],\n"
                           "\"odd key\": null, \"Person\": 1e999, \"top\": 2.5}";

static void values_have_the_type_that_is_asked_for(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct config config;
    struct error error = {0};
    struct config_item person, item;
    double number = 0;
    size_t whole = 0;
    bool moves = false;
    struct text string;
    assert_true(config_parse(&config, &arena, "p.json", text_of(text), STATUS_DATA, &error));
    struct config_item root = config_root(&config);
    assert_true(config_member(&root, "person", &person));
    assert_true(config_keys(&person, (const char *const[]){"moves", "max_speed", NULL}, &error));
    assert_true(config_member(&person, "max_speed", &item));
    assert_true(config_number(&item, 0, 10, &number, &error));
    assert_true(number == 3.5);
    assert_true(config_member(&person, "moves", &item) && config_boolean(&item, &moves, &error) && moves);
    assert_false(config_member(&person, "Moves", &item));

    assert_true(config_member(&person, "max_speed", &item));
    assert_false(config_number(&item, 0, 3, &number, &error));
    assert_string_equal(error.text, "p.json: person.max_speed: expected a number from 0 to 3, found 3.5");
    assert_false(config_string(&item, &string, &error));
    assert_string_equal(error.text, "p.json: person.max_speed: expected a string, found a number");
    assert_int_equal(error.status, STATUS_DATA);
    assert_false(config_keys(&person, (const char *const[]){"move", "max_speed", NULL}, &error));
    assert_string_equal(error.text, "p.json: person.moves: no such key; did you mean 'move'?");
    assert_false(config_keys(&person, (const char *const[]){"weight", "max_speed", NULL}, &error));
    assert_string_equal(error.text, "p.json: person.moves: no such key; there are weight, max_speed");

    assert_true(config_member(&root, "list", &person) && config_array(&person, &error));
    assert_true(config_first(&person, &item) && config_next(&item));
    assert_false(config_boolean(&item, &moves, &error));
    assert_string_equal(error.text, "p.json: list[1]: expected true or false, found a string");
    assert_false(config_next(&item));
    assert_true(config_member(&root, "odd key", &item));
    assert_false(config_object(&item, &error));
    assert_string_equal(error.text, "p.json: ['odd key']: expected an object, found null");
    assert_true(config_member(&root, "Person", &item));
    assert_false(config_number(&item, 0, 1e300, &number, &error));
    assert_string_equal(error.text, "p.json: Person: expected a number from 0 to 1e+300, found inf");
    assert_true(config_member(&root, "top", &item));
    assert_false(config_whole(&item, 0, 9, &whole, &error));
    assert_string_equal(error.text, "p.json: top: expected a whole number, found 2.5");
    arena_free(&arena);
}

static void a_key_twice_and_what_is_no_object_are_errors(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct config config;
    struct error error = {0};
    assert_false(
        config_parse(&config, &arena, "p.json", text_of("{\"a\": {\"b\": 1, \"b\": 2}}"), STATUS_PLAN, &error));
    assert_string_equal(error.text, "p.json: a.b: the key stands there twice");
    assert_int_equal(error.status, STATUS_PLAN);
    assert_false(config_parse(&config, &arena, "p.json", text_of("[1]"), STATUS_PLAN, &error));
    assert_string_equal(error.text, "p.json: expected an object, found an array");
    assert_false(config_parse(&config, &arena, "p.json", text_of("{\n\"a\" 1}"), STATUS_PLAN, &error));
    assert_string_equal(error.text, "p.json:2:5: no JSON: expected a colon behind the key");
    assert_false(config_open(&config, &arena, "/nowhere.json", STATUS_PLAN, &error));
    assert_int_equal(error.status, STATUS_INPUT);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_read_strictly_and_a_fault_has_its_place),
        cmocka_unit_test(values_have_the_type_that_is_asked_for),
        cmocka_unit_test(a_key_twice_and_what_is_no_object_are_errors),
    };
    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
