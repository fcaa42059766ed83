/*
 * fuzz.h - a fuzz target: what it does with an input, and how the driver makes one.
 *
 * How to add a target: a file fuzz_NAME.c that defines these; the Makefile finds it.
 */
#ifndef DENGINE_TESTS_FUZZ_H
#define DENGINE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "dengine/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Appends a random input to the empty buffer. */
void fuzz_input(struct buffer *out, uint64_t *state);

/* What holds when all inputs passed: "inputs read alike by ...". */
extern const char fuzz_claim[];

#endif
