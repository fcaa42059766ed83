/*
 * beside_times.h - the latest row that is not later: rows of a table by a key and a time.
 *
 * Each worker collects stamps; beside_times_join sorts them by key and time. 20 bytes a row, 48 while they are sorted.
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

/* The stamps of a key. Their time is cut into as many equal buckets, so that few are to be looked at; bucket b of the
 * group begins with stamp buckets[b], and buckets[count] is the end. */
struct beside_group {
    uint32_t start, count;
    int64_t first; /* milliseconds */
    double scale;  /* buckets in a millisecond */
    size_t buckets;
};

struct beside_times {
    struct beside_stamp *stamps; /* by key, then time */
    size_t count;
    struct beside_index keys; /* to groups */
    struct beside_group *groups;
    size_t groups_count;
    uint32_t *buckets; /* of all groups: see struct beside_group */
    bool repeated;     /* two have the same key and time */
};

/* Sorts the stamps of all workers, whose arrays are given back. */
void beside_times_join(struct beside_times *times, struct arena *arena, struct beside_stamps *parts, unsigned count);

/* What was found last for a key: the next row of its stream mostly finds the same. Zero is nothing. */
struct beside_recall {
    struct fingerprint key;
    const struct beside_group *group;
    size_t behind; /* the first stamp of the group that is later, or its end */
};
enum { BESIDE_RECALLS = 16 };

/* The latest stamp of a key that is not later, or NULL; `recalls`, [BESIDE_RECALLS], are the caller's. */
const struct beside_stamp *beside_times_find(const struct beside_times *times, struct beside_recall *recalls,
                                             struct fingerprint key, struct beside_stamp at);

#endif
