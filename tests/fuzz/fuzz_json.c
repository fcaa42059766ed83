/*
 * fuzz_json.c - any bytes as a JSON file: refused with a message, or understood by cJSON, too, and every
 * value can be reached and named.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mutate.h"
#include "read/config.h"

const char fuzz_claim[] = "JSON files refused with a message, or read whole";

static void check(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void walk(const struct config_item *item)
{
    struct config_item member;
    struct error error = {0};
    struct text text;
    if (!config_is_string(item))
        check(!config_string(item, &text, &error) && strncmp(error.text, "fuzz: ", 6) == 0, "a wrong type has no name");
    for (bool more = config_first(item, &member); more; more = config_next(&member))
        walk(&member);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* An exact copy, so that reading behind the end is found. */
    char *copy = malloc(size + !size);
    memcpy(copy, data, size);
    struct arena arena = {0};
    struct config config;
    struct error error = {0};
    if (config_parse(&config, &arena, "fuzz", (struct text){copy, size}, STATUS_PLAN, &error)) {
        struct config_item root = config_root(&config);
        walk(&root);
    } else {
        check(error.status == STATUS_PLAN && error.text[0], "refused without a word, or passed on what cJSON refuses");
    }
    arena_free(&arena);
    free(copy);
    return 0;
}

/* ---- inputs of the driver: a plan, some bytes changed, left out or put in ---- */

void fuzz_input(struct buffer *out, uint64_t *state)
{
    static const char *const plans[] = {
        "{\"person\": {\"moves\": true, \"max_speed\": 3.0}, \"couch\": {\"moves\": false}, \"default\": {}}",
        "{\"a\": [1, -2.5e+3, 0, \"a\\u00e9\\ud83d\\ude00\\n\", null, {\"a\": [[]]}, {}], \"b.c\": \"\"}",
        "{\"top\": 100, \"methods\": [{\"random\": 0.1}, {\"confidence\": {\"measure\": \"margin\"}}]}"};
    static const char bytes[] = "{}[]\",:0123456789.eE+-\\u/ntfalsr \t\n\x01\x80\xC3";
    fuzz_mutate(out, state, plans, sizeof plans / sizeof *plans, bytes);
}
