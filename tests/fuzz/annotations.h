/*
 * annotations.h - what the fuzzers of the readers of annotations share: any bytes are refused with a place,
 * or read; and what is read has ids, one state each, and labels only where there is an answer.
 */
#ifndef DENGINE_TESTS_FUZZ_ANNOTATIONS_H
#define DENGINE_TESTS_FUZZ_ANNOTATIONS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "join/annotations.h"
#include "mutate.h"

static inline void fuzz_check(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static inline void fuzz_annotations(const uint8_t *data, size_t size)
{
    static const struct annotation_spec specs[] = {
        {0}, {.ids_only = true}, {.trust_prefilled = true, .usual = "name"}, {.id = "a", .label = "b"}};
    /* An exact copy, so that reading behind the end is found. */
    char *copy = malloc(size + !size);
    memcpy(copy, data, size);
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        struct arena arena = {0};
        struct annotations list = {.arena = &arena};
        struct error error = {0};
        if (!annotations_parse(&list, "fuzz", (struct text){copy, size}, &specs[i], NULL, &error))
            fuzz_check(error.status == STATUS_DATA && strncmp(error.text, "fuzz:", 5) == 0, "refused without a place");
        for (size_t k = 0; k < list.count; k++) {
            const struct annotation *annotation = &list.items[k];
            fuzz_check(annotation->id.size > 0, "an annotation of nothing");
            fuzz_check((size_t)annotation->state < ANNOTATION_STATES, "no such state");
            fuzz_check(annotation->state != ANNOTATION_ANSWERED || annotation->label.size || annotation->verdict,
                       "an answer that says nothing");
        }
        arena_free(&arena);
    }
    free(copy);
}

#endif
