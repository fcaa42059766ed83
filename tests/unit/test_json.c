/*
 * test_json.c - JSON written piece by piece is what a reader of JSON reads.
 */
#include "unit.h"

#include <cjson/cJSON.h>
#include <math.h>

#include "output/json.h"

struct writing {
    struct json json;
    char *data;
    size_t size;
};

static struct json *start(struct writing *writing)
{
    *writing = (struct writing){0};
    writing->json.out = open_memstream(&writing->data, &writing->size);
    assert_non_null(writing->json.out);
    return &writing->json;
}

static void expect(struct writing *writing, const char *expected)
{
    fclose(writing->json.out);
    assert_string_equal(writing->data, expected);
    cJSON *read = cJSON_Parse(writing->data);
    check(read, "no JSON: %s", writing->data);
    cJSON_Delete(read);
    free(writing->data);
}

static void commas_and_brackets_are_seen_to(void **state)
{
    struct writing writing;
    struct json *json = start(&writing);
    struct text names[] = {TEXT("a"), TEXT("b")};
    (void)state;
    json_object(json, NULL);
    json_array(json, "empty");
    json_end(json);
    json_words(json, "names", &(struct words){.items = names, .count = 2});
    json_array(json, "rows");
    for (unsigned i = 0; i < 2; i++) {
        json_object(json, NULL);
        json_count(json, "n", i);
        json_boolean(json, "last", i == 1);
        json_end(json);
    }
    json_end(json);
    json_null(json, "none");
    json_end(json);
    expect(&writing, "{\"empty\": [], \"names\": [\"a\", \"b\"], \"rows\": [{\"n\": 0, \"last\": false}, "
                     "{\"n\": 1, \"last\": true}], \"none\": null}");
}

static void a_new_line_stands_where_it_was_asked_for(void **state)
{
    struct writing writing;
    struct json *json = start(&writing);
    (void)state;
    json_object(json, NULL);
    json_line(json, 2);
    json_count(json, "a", 1);
    json_count(json, "b", 2);
    json_line(json, 2);
    json_array(json, "c");
    json_line(json, 4);
    json_count(json, NULL, 3);
    json_line(json, 4);
    json_count(json, NULL, 4);
    json_end(json);
    json_line(json, 0);
    json_end(json);
    expect(&writing, "{\n  \"a\": 1, \"b\": 2,\n  \"c\": [\n    3,\n    4]\n}");
}

static void compact_json_has_no_blanks(void **state)
{
    struct writing writing;
    struct json *json = start(&writing);
    (void)state;
    json->compact = true;
    json_object(json, NULL);
    json_count(json, "a", 1);
    json_key(json, TEXT("b"));
    json_array(json, NULL);
    json_raw(json, NULL, TEXT("0.5"));
    json_raw(json, NULL, TEXT(""));
    json_end(json);
    json_end(json);
    expect(&writing, "{\"a\":1,\"b\":[0.5,null]}");
}

static void keys_and_strings_are_escaped(void **state)
{
    struct writing writing;
    struct json *json = start(&writing);
    (void)state;
    json_object(json, NULL);
    json_text(json, "a\"b", TEXT("quote \" backslash \\ line\n tab\t nul\0 del\x7F Z\u00fcrich"));
    json_string(json, "none", NULL);
    json_end(json);
    expect(&writing, "{\"a\\\"b\": \"quote \\\" backslash \\\\ line\\n tab\\u0009 nul\\u0000 del\\u007f Z\u00fcrich\", "
                     "\"none\": null}");
}

static void numbers_are_read_as_they_were(void **state)
{
    static const double numbers[] = {0, 0.1, 1. / 3, 1e300, -2.5e-8, 123456789};
    struct writing writing;
    struct json *json = start(&writing);
    (void)state;
    json_array(json, NULL);
    for (size_t i = 0; i < COUNT(numbers); i++)
        json_number(json, NULL, numbers[i]);
    json_number(json, NULL, NAN);
    json_number(json, NULL, -INFINITY);
    json_nano(json, NULL, -1500000000);
    json_end(json);
    fflush(json->out);
    cJSON *read = cJSON_Parse(writing.data);
    for (size_t i = 0; i < COUNT(numbers); i++)
        assert_true(cJSON_GetArrayItem(read, (int)i)->valuedouble == numbers[i]);
    cJSON_Delete(read);
    expect(&writing, "[0, 0.1, 0.3333333333333333, 1e+300, -2.5e-08, 123456789, null, null, -1.5]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_and_brackets_are_seen_to), cmocka_unit_test(a_new_line_stands_where_it_was_asked_for),
        cmocka_unit_test(compact_json_has_no_blanks),      cmocka_unit_test(keys_and_strings_are_escaped),
        cmocka_unit_test(numbers_are_read_as_they_were),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
