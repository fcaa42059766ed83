/*
 * random.h - seeded chance for tests: the same numbers on every machine.
 */
#ifndef DENGINE_TESTS_RANDOM_H
#define DENGINE_TESTS_RANDOM_H

#include <stdint.h>

/* splitmix64 (Steele, Lea & Flood 2014): any state is a good seed. */
static inline uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* 0 .. limit - 1 */
static inline uint64_t random_below(uint64_t *state, uint64_t limit)
{
    return random_next(state) % limit;
}

/* [0, 1) */
static inline double random_unit(uint64_t *state)
{
    return (double)(random_next(state) >> 11) * 0x1p-53;
}

#endif
