/*
 * radix.h - sorting by a number of 64 bits in linear time; what has the same number stays in its order.
 *
 * Least significant digit first, 11 bits at a time (Knuth, The Art of Computer Programming 3, 5.2.5); digits in which
 * all are alike cost nothing.
 */
#ifndef DENGINE_RADIX_H
#define DENGINE_RADIX_H

#include <stddef.h>
#include <stdint.h>

struct keyed {
    uint64_t key;
    uint32_t value;
};

/* Sorts `items`; `room` is for as many. */
void radix_sort(struct keyed *items, struct keyed *room, size_t count);

#endif
