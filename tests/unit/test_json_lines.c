/*
 * test_json_lines.c - JSON lines come out as the CSV that they stand for, whatever pieces they come in.
 */
#include "unit.h"

#include "read/json_lines.h"

/* Gives a text in pieces of at most `step` bytes. */
struct giver {
    struct text left;
    size_t step;
    size_t fails; /* with this one of its calls; 0: none */
};

static bool give(void *state, char *data, size_t size, size_t *got, struct error *error)
{
    struct giver *giver = state;
    if (giver->fails && --giver->fails == 0)
        return error_set(error, STATUS_INPUT, "cannot read");
    *got = giver->step < size ? giver->step : size;
    *got = *got < giver->left.size ? *got : giver->left.size;
    memcpy(data, giver->left.data, *got);
    giver->left = (struct text){giver->left.data + *got, giver->left.size - *got};
    return true;
}

static bool turn(struct arena *arena, struct text text, size_t step, size_t size, struct buffer *out,
                 struct error *error)
{
    struct giver giver = {text, step, 0};
    struct json_lines *lines = json_lines_open(arena, give, &giver);
    char data[64];
    size_t got;
    *out = (struct buffer){.arena = arena};
    do {
        if (!json_lines_read(lines, data, size, &got, error))
            return false;
        buffer_add(out, (struct text){data, got});
    } while (got);
    return true;
}

static void expect(struct arena *arena, const char *text, const char *csv)
{
    static const size_t steps[] = {1, 2, 7, 1000};
    for (size_t s = 0; s < COUNT(steps); s++)
        for (size_t size = 1; size <= 64; size += 21) {
            struct buffer out;
            struct error error;
            bool turned = turn(arena, text_of(text), steps[s], size, &out, &error);
            check(turned, "%s: %s", text, turned ? "" : error.text);
            check(text_equal(buffer_text(&out), text_of(csv)), "%s: %s", text, buffer_string(&out));
        }
}

static void each_line_is_a_record_under_the_names_of_the_first(void **state)
{
    expect(*state, "{\"id\": \"a\", \"score\": 0.5}\n{\"id\": \"b\", \"score\": null}\n", "id,score\na,0.5\nb,\n");
    expect(*state, "{\"id\":\"a\",\"x\":\"1\"}\n{\"x\":\"2\",\"id\":\"b\"}\n{\"id\":\"c\"}", "id,x\na,1\nb,2\nc,\n");
    expect(*state, "\xEF\xBB\xBF {\"id\": true}\r\n\n \r\n{\"id\": false}\n\n", "id\ntrue\nfalse\n");
}

static void a_text_that_csv_would_break_stands_in_quotes(void **state)
{
    expect(*state, "{\"a,b\": \"x,y\", \"c\": \"\\\"\", \"d\": \"1\\n2\\r\", \"e\": \"\\u00e9\\ud83d\\ude00\"}\n",
           "\"a,b\",c,d,e\n\"x,y\",\"\"\"\",\"1\n2\r\",\xC3\xA9\xF0\x9F\x98\x80\n");
}

static void a_number_stands_as_it_is_written_but_for_its_point_zero(void **state)
{
    expect(*state, "{\"a\": 1.0, \"b\": 0.10, \"c\": 1e-05, \"d\": -12, \"e\": \"1.0\", \"f\": 10}\n",
           "a,b,c,d,e,f\n1,0.10,1e-05,-12,1.0,10\n");
}

static void anything_else_passes(void **state)
{
    expect(*state, "", "");
    expect(*state, "\n", "\n");
    expect(*state, "{", "{");
    expect(*state, " {x},label\n", " {x},label\n");
    expect(*state, "id,label\na,\"{\"\"x\"\": 1}\"\n", "id,label\na,\"{\"\"x\"\": 1}\"\n");
    expect(*state, "[{\"id\": 1}]\n", "[{\"id\": 1}]\n");
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    static const char *const wrong[][2] = {
        {"{\"id\": 1}\n\n{\"id\": }\n", ":3:8: no JSON: expected a JSON value"},
        {"{\"id\": 1}\n[1]\n", ":2: is no object: expected one a line"},
        {"{\"id\": 1}\n{\"id\": 2, \"x\": 3}\n", ":2: 'x' is no name of the first line"},
        {"{\"id\": {\"a\": 1}}\n", ":1: 'id' is a list or an object: expected a text or a number"},
        {"{\"id\": 1", ":1:9: no JSON: expected a comma or a closing brace"},
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct buffer out;
        struct error error = {0};
        check(!turn(*state, text_of(wrong[i][0]), 3, 64, &out, &error), "%s passes", wrong[i][0]);
        assert_int_equal(error.status, STATUS_DATA);
        assert_string_equal(error.text, wrong[i][1]);
    }
}

static void a_line_may_have_16_mib(void **state)
{
    enum { STEP = 64 * 1024, LONGEST = 16 * 1024 * 1024 };
    (void)state;
    const char begin[] = "{\"id\": 1}\n{\"id\": \"", end[] = "\"}";
    for (int longer = 0; longer < 2; longer++) {
        struct arena arena = {0};
        struct buffer text = {.arena = &arena};
        struct error error = {0};
        size_t size = longer ? LONGEST + STEP : LONGEST - STEP;
        buffer_add(&text, text_of(begin));
        for (size_t i = 0; i < size; i++)
            buffer_byte(&text, 'a');
        buffer_add(&text, text_of(end));
        struct giver giver = {buffer_text(&text), STEP, 0};
        struct json_lines *lines = json_lines_open(&arena, give, &giver);
        char *data = arena_alloc(&arena, STEP);
        size_t got = 1, sum = 0;
        bool read = true;
        for (; read && got; sum += got)
            read = json_lines_read(lines, data, STEP, &got, &error);
        assert_true(read == !longer);
        if (longer)
            assert_string_equal(error.text, ":2: is longer than 16 MiB");
        else
            assert_int_equal(sum, strlen("id\n1\n\n") + size);
        arena_free(&arena);
    }
}

/* Whichever read fails, before or after it is known what the text is, what came before it is no whole. */
static void what_cannot_be_read_is_an_error(void **state)
{
    static const char *const texts[] = {"{\"id\": 1}\n{\"id\": 2}\n", "id\n1\n2\n"};
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t fails = 1; fails < strlen(texts[i]) + 1; fails++) {
            struct giver giver = {text_of(texts[i]), 1, fails};
            struct json_lines *lines = json_lines_open(*state, give, &giver);
            struct error error = {0};
            char data[64];
            size_t got = 1;
            bool read = true;
            while (read && got)
                read = json_lines_read(lines, data, sizeof data, &got, &error);
            check(!read, "%s: passes without its %zu. byte", texts[i], fails);
            assert_int_equal(error.status, STATUS_INPUT);
            assert_string_equal(error.text, "cannot read");
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_line_is_a_record_under_the_names_of_the_first),
        TEST(a_text_that_csv_would_break_stands_in_quotes),
        TEST(a_number_stands_as_it_is_written_but_for_its_point_zero),
        TEST(anything_else_passes),
        TEST(what_is_wrong_is_told_with_its_line),
        TEST(a_line_may_have_16_mib),
        TEST(what_cannot_be_read_is_an_error),
    };
    return cmocka_run_group_tests_name("json_lines", tests, NULL, NULL);
}
