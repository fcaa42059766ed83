/*
 * partial_write.h - a partial written down (partial.h).
 */
#ifndef DENGINE_PARTIAL_WRITE_H
#define DENGINE_PARTIAL_WRITE_H

#include "dengine/error.h"
#include "output/partial.h"
#include "select/top_whole.h"

struct partial_body {
    const struct queue *queue;
    const struct text *groups; /* [row of the queue] empty where there is none */
    struct stratum *const *strata;
    size_t strata_count;
    const struct top_repeat *repeats;
    size_t repeats_count;
    const struct partial_value *values;
    size_t values_count;
};

/* Writes rows, what else is to be known, and the seal, whose numbers of records are set by the body. What goes wrong
 * on the way stays in the FILE and is found by output_finish. */
bool partial_write(FILE *out, struct arena *arena, const struct partial_body *body, const struct partial_seal *seal,
                   struct error *error);

#endif
