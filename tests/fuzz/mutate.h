/*
 * mutate.h - inputs of the driver: a seed, some bytes changed, left out or put in.
 */
#ifndef DENGINE_TESTS_MUTATE_H
#define DENGINE_TESTS_MUTATE_H

#include <string.h>

#include "../random.h"
#include "fuzz.h"

/* One of the seeds, some bytes changed, left out or put in. */
static inline void fuzz_mutate(struct buffer *out, uint64_t *state, const char *const *seeds, size_t count,
                               const char *bytes)
{
    buffer_add(out, text_of(seeds[random_below(state, count)]));
    for (uint64_t changes = random_below(state, 5); changes > 0 && out->size > 1; changes--) {
        size_t at = random_below(state, out->size - 1);
        char byte = bytes[random_below(state, strlen(bytes))];
        switch (random_below(state, 3)) {
        case 0:
            out->data[at] = byte;
            break;
        case 1:
            memmove(out->data + at, out->data + at + 1, --out->size - at);
            break;
        default:
            buffer_byte(out, ' ');
            memmove(out->data + at + 1, out->data + at, out->size - at - 1);
            out->data[at] = byte;
        }
    }
}

#endif
