/*
 * fuzz_json_lines.c - any bytes as JSON lines: in one piece or byte by byte they give the same CSV or the same error,
 * and what passes as something else is unchanged.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "mutate.h"
#include "read/json_lines.h"

const char fuzz_claim[] = "texts turned alike in one piece and byte by byte";

struct giver {
    struct text left;
    size_t step;
};

static bool give(void *state, char *data, size_t size, size_t *got, struct error *error)
{
    struct giver *giver = state;
    (void)error;
    *got = giver->step < size ? giver->step : size;
    *got = *got < giver->left.size ? *got : giver->left.size;
    if (*got)
        memcpy(data, giver->left.data, *got);
    giver->left = (struct text){giver->left.data + *got, giver->left.size - *got};
    return true;
}

/* What comes out, and the error that ends it; whether it is taken for JSON lines. */
static bool turn(struct buffer *out, struct text text, size_t step, size_t size)
{
    struct giver giver = {text, step};
    struct json_lines *lines = json_lines_open(out->arena, give, &giver);
    struct error error = {0};
    char data[64];
    size_t got = 1;
    bool found;
    if (!json_lines_peek(lines, &found, &error))
        abort();
    while (got && json_lines_read(lines, data, size, &got, &error))
        buffer_add(out, (struct text){data, got});
    if (error.status != STATUS_OK)
        buffer_add(out, text_of(error.text));
    return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct buffer whole = {.arena = &arena}, parts = {.arena = &arena};
    struct text text = {(const char *)data, size};
    bool found = turn(&whole, text, size + 1, 64);
    if (turn(&parts, text, 1, 1) != found || !text_equal(buffer_text(&whole), buffer_text(&parts)) ||
        (!found && !text_equal(buffer_text(&whole), text)))
        abort();
    arena_free(&arena);
    return 0;
}

void fuzz_input(struct buffer *out, uint64_t *state)
{
    static const char *const seeds[] = {
        "{\"id\": \"a\", \"s\": 0.5, \"w\": \"\\\"y\\n\"}\n{\"id\": \"b\", \"s\": null, \"y\": \"\"}\n",
        "\xEF\xBB\xBF {\"rank\":1,\"id\":\"\\u00e9\\ud83d\\ude00\",\"ok\":true}\r\n\n{\"id\":1.0,\"rank\":-2e-05}",
        "{}\n{\"a\": [1]}\n{\"a\": {\"b\": 2}}\n", "id,label\n1,\"{\"\"x\"\": 1}\"\n", " \n{ \"a\" : 1 }\n[2]\n"};
    fuzz_mutate(out, state, seeds, sizeof seeds / sizeof *seeds, "{}[]\",:0129.eE+-\\untfalsr \t\r\n\x01\x80\xC3\xEF");
}
