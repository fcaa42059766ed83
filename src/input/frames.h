/*
 * frames.h - what a model said at which time and place, held in memory: 32 bytes a frame and its id,
 * 64 when there are places or tracks.
 *
 * Each worker of a scan collects frames (frames_add); frames_join brings them together, groups them
 * by stream and sorts each stream by time, equal times by id. Names become numbers in byte order. So
 * the frames are the same for every order of rows and files and every number of threads.
 */
#ifndef DENGINE_FRAMES_H
#define DENGINE_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "input/names.h"
#include "input/sample.h"
#include "read/moment.h"

struct frame_id {
    uint32_t size;
    char data[];
};

#define FRAME_NONE UINT32_MAX

/* Where a frame was taken and of what. */
struct frame_place {
    double x, y;    /* metres; NaN when unknown */
    float z;        /* metres; 0 without a third coordinate */
    uint32_t site;  /* the place, or the map that the position lies on; FRAME_NONE */
    uint32_t track; /* within its stream; FRAME_NONE */
    uint32_t group; /* what --cap goes by */
};

struct frame {
    int64_t time; /* milliseconds */
    const struct frame_id *id;
    uint32_t stream;
    uint32_t confidence; /* units of 1e-9 */
    uint32_t score : 30; /* of the check that found most, units of 1e-9 */
    uint32_t check : 2;  /* which: 0 for none */
    uint16_t label;
    uint16_t expected;          /* label, set by the check that needs it */
    struct frame_place place[]; /* one, or none: see frames.stride */
};

enum { FRAME_LABELS = 65535 }; /* at most */

/* What to read: shared by all workers. */
struct frames_reader {
    size_t time; /* column */
    bool has_stream, has_track, has_place, has_map, has_group;
    struct field stream, track, place, map, group;
    size_t position[3]; /* columns */
    size_t dimensions;  /* 0, 2 or 3 */
};

/* What one worker collects. */
struct frames_part {
    struct arena *arena;
    struct names streams, labels, tracks, sites, groups;
    unsigned times; /* bits of enum moment_kind */
    size_t count;
    size_t *of_stream; /* how many frames there are of each stream */
    size_t of_stream_count, of_stream_capacity;
    struct frames_chunk *first, *last;
    char *ids; /* room for ids */
    size_t ids_left;
    struct buffer key;
};

struct frames {
    size_t count, stride; /* stride: bytes of a frame */
    char *data;
    size_t *streams; /* [frames_streams + 1]: where each begins */
    struct names stream_names, labels, tracks, groups;
};

static inline struct frame *frames_at(const struct frames *frames, size_t i)
{
    return (struct frame *)(void *)(frames->data + i * frames->stride);
}

static inline struct text frame_id(const struct frame *frame)
{
    return (struct text){frame->id->data, frame->id->size};
}

/* How many streams there are: one when no column tells them apart. */
static inline size_t frames_streams(const struct frames *frames)
{
    return frames->stream_names.count ? frames->stream_names.count : 1;
}

/* Bytes of a frame for this reader. */
size_t frames_stride(const struct frames_reader *reader);

/* An empty part. */
void frames_start(struct frames_part *part, struct arena *arena);

/* Adds a sample. False when something in it cannot be read. */
bool frames_add(const struct frames_reader *reader, struct frames_part *part, struct sample *sample,
                struct problem *problem);

/* Reads the time alone. */
bool frames_time(const struct frames_reader *reader, const struct sample *sample, struct moment *moment,
                 struct problem *problem);

/* Moves the frames of all parts into one array, sorted. False when there are too many labels or frames. */
bool frames_join(struct frames *frames, struct arena *arena, const struct frames_reader *reader,
                 struct frames_part *const *parts, unsigned parts_count, unsigned threads, struct error *error);

/* The hashes (table_hash) of the ids that occur more than once, sorted, in the arena. */
uint64_t *frames_repeated(const struct frames *frames, struct arena *arena, unsigned threads, size_t *count);

#endif
