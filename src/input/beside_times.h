/*
 * beside_times.h - the latest row that is not later: rows of a table by a key and a time.
 *
 * Each worker collects stamps; beside_times_join sorts them by key and time. 16 bytes a row, 32 while they are sorted.
 */
#ifndef DENGINE_BESIDE_TIMES_H
#define DENGINE_BESIDE_TIMES_H

#include "input/beside_index.h"
#include "read/moment.h"

struct beside_stamp {
    int64_t milliseconds;
    uint32_t nanoseconds; /* 0 to 999999 */
    uint32_t number;      /* of the row's values */
};

/* The time of a stamp; its number is 0. */
struct beside_stamp beside_stamp_of(const struct moment *moment);

struct beside_keyed {
    struct fingerprint key; /* zeros when there is none besides the time */
    struct beside_stamp stamp;
};

/* Of one worker; zero, with an arena, is valid. */
struct beside_stamps {
    struct arena *arena;
    struct beside_keyed *items;
    size_t count, capacity;
};

void beside_stamps_add(struct beside_stamps *stamps, struct fingerprint key, struct beside_stamp stamp);

struct beside_times {
    struct beside_stamp *stamps; /* by key, then time */
    size_t count;
    struct beside_index keys; /* to groups */
    uint32_t *starts;         /* [groups + 1] */
    bool repeated;            /* two have the same key and time */
};

/* Sorts the stamps of all workers, whose arrays are given back. */
void beside_times_join(struct beside_times *times, struct arena *arena, struct beside_stamps *parts, unsigned count);

/* The latest stamp of a key that is not later, or NULL. *last, 0 at first, is where the caller found one before: rows
 * of a table often come in the order of time. */
const struct beside_stamp *beside_times_find(const struct beside_times *times, struct fingerprint key,
                                             struct beside_stamp at, uint32_t *last);

#endif
