/*
 * unit.h - what the unit tests share: cmocka and what it wants included before, chance, arenas.
 *
 * A test of many cases names the one that failed: check(condition, "line %zu: ...", ...).
 */
#ifndef DENGINE_TESTS_UNIT_H
#define DENGINE_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../random.h"
#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define check(condition, ...)      \
    do {                           \
        if (!(condition))          \
            fail_msg(__VA_ARGS__); \
    } while (0)

/* A string literal as a text, NUL bytes inside it included. */
#define TEXT(literal) ((struct text)BYTES(literal))
/* The same in a table. */
#define BYTES(literal)                  \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

/* For "%.*s". */
#define SHOW(text) (int)(text).size, (text).data

/* Each test gets an arena, freed behind it, as *state. */
static inline int unit_setup(void **state)
{
    *state = calloc(1, sizeof(struct arena));
    return *state ? 0 : -1;
}

static inline int unit_teardown(void **state)
{
    arena_free(*state);
    free(*state);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, unit_setup, unit_teardown)

#endif
