/*
 * test_radix.c - sorting by digits, against qsort with the place as the tie-break.
 */
#include "unit.h"

#include <stdlib.h>

#include "../random.h"
#include "base/radix.h"

enum { MOST = 3000 };

static int by_key_and_value(const void *a, const void *b)
{
    const struct keyed *left = a, *right = b;
    if (left->key != right->key)
        return left->key > right->key ? 1 : -1;
    return (left->value > right->value) - (left->value < right->value);
}

static void sorts_as_qsort_does_and_keeps_the_order_of_equals(void **state)
{
    (void)state;
    static struct keyed items[MOST], room[MOST], expected[MOST];
    const uint64_t masks[] = {0, 3, 0x7ff, 0xf00f00, UINT64_C(1) << 63, UINT64_MAX};
    const size_t counts[] = {0, 1, 2, 63, 64, 65, 1000, MOST};
    uint64_t seed = 7;
    for (size_t m = 0; m < sizeof masks / sizeof *masks; m++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            for (uint32_t i = 0; i < counts[c]; i++)
                items[i] = expected[i] = (struct keyed){random_next(&seed) & masks[m], i};
            if (counts[c])
                qsort(expected, counts[c], sizeof *expected, by_key_and_value);
            radix_sort(items, room, counts[c]);
            for (size_t i = 0; i < counts[c]; i++) {
                assert_int_equal(items[i].key, expected[i].key);
                assert_int_equal(items[i].value, expected[i].value);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(sorts_as_qsort_does_and_keeps_the_order_of_equals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
