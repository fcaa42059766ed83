#include "input/frames.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"

_Static_assert(sizeof(struct frame) == 32 && sizeof(struct frame_place) == 32, "a frame is 32 or 64 bytes");

/* ---- collecting ---- */

enum {
    CHUNK_FRAMES = 16 * 1024,
    IDS = 256 * 1024,
};

struct frames_chunk {
    struct frames_chunk *next;
    size_t count;
    _Alignas(struct frame) char data[];
};

size_t frames_stride(const struct frames_reader *reader)
{
    bool placed = reader->has_place || reader->has_track || reader->has_group || reader->dimensions;
    return sizeof(struct frame) + (placed ? sizeof(struct frame_place) : 0);
}

void frames_start(struct frames_part *part, struct arena *arena)
{
    *part = (struct frames_part){.arena = arena};
    part->streams.arena = part->labels.arena = part->tracks.arena = part->sites.arena = part->groups.arena = arena;
    part->key.arena = arena;
}

static const struct frame_id *add_id(struct frames_part *part, struct text id)
{
    size_t size = sizeof(struct frame_id) + ((id.size + 3) & ~(size_t)3);
    if (size > part->ids_left) {
        part->ids_left = size > IDS ? size : IDS;
        part->ids = arena_alloc(part->arena, part->ids_left);
    }
    struct frame_id *copy = (struct frame_id *)(void *)part->ids;
    part->ids += size;
    part->ids_left -= size;
    copy->size = (uint32_t)id.size;
    memcpy(copy->data, id.data, id.size);
    return copy;
}

/* A frame of a stream, which has a number of the part's. */
static struct frame *add_frame(struct frames_part *part, size_t stride, uint32_t stream)
{
    if (!part->last || part->last->count == CHUNK_FRAMES) {
        struct frames_chunk *chunk = arena_alloc(part->arena, sizeof *chunk + CHUNK_FRAMES * stride);
        *(part->last ? &part->last->next : &part->first) = chunk;
        part->last = chunk;
    }
    part->count++;
    part->of_stream = arena_reserve(part->arena, part->of_stream, &part->of_stream_capacity, stream + (size_t)1,
                                    sizeof *part->of_stream);
    part->of_stream_count = stream < part->of_stream_count ? part->of_stream_count : stream + (size_t)1;
    part->of_stream[stream]++;
    return (struct frame *)(void *)(part->last->data + part->last->count++ * stride);
}

bool frames_time(const struct frames_reader *reader, const struct sample *sample, struct moment *moment,
                 struct problem *problem)
{
    const struct table *table = sample->sampler->table;
    struct text cell = table_cell(table, sample->row, reader->time);
    if (moment_parse(cell, moment))
        return true;
    return cell_no_time(table->header.items[reader->time], cell, reader->time, problem);
}

/* What a field says of a sample that has been predicted: always something. */
static struct text text_at(struct sample *sample, const struct field *field)
{
    struct text text = {0};
    struct problem none;
    sample_text(sample, field, &text, &none);
    return text;
}

/* A missing coordinate leaves the frame without a position. */
static bool read_position(const struct frames_reader *reader, struct sample *sample, struct frame_place *place,
                          struct problem *problem)
{
    const double farthest = 1e12;
    double values[3] = {0};
    bool missing = false, any_missing = false;
    for (size_t d = 0; d < reader->dimensions; d++) {
        if (!table_number(sample->sampler->table, sample->row, reader->position[d], &values[d], &missing, problem))
            return false;
        any_missing |= missing;
        if (!missing && !(fabs(values[d]) <= farthest))
            return problem_set(problem, reader->position[d], "the position lies beyond 1e12 metres");
    }
    bool known = reader->dimensions && !any_missing;
    place->x = known ? values[0] : (double)NAN;
    place->y = known ? values[1] : (double)NAN;
    place->z = (float)values[2];
    return true;
}

/* Which place the frame shares with others: map and place, or the map that its position lies on. */
static uint32_t read_site(const struct frames_reader *reader, struct frames_part *part, struct sample *sample)
{
    struct text none = {0}, map = reader->has_map ? text_at(sample, &reader->map) : none;
    struct text name = reader->has_place ? text_at(sample, &reader->place) : none;
    if ((reader->has_place && name.size == 0) || (!reader->has_place && !reader->dimensions))
        return FRAME_NONE;
    if (!reader->has_map || !reader->has_place)
        return names_add(&part->sites, reader->has_map ? map : name);
    part->key.size = 0;
    buffer_format(&part->key, "%zu:", map.size); /* so that no two pairs look the same */
    buffer_add(&part->key, map);
    buffer_add(&part->key, name);
    return names_add(&part->sites, buffer_text(&part->key));
}

static bool read_place(const struct frames_reader *reader, struct frames_part *part, struct sample *sample,
                       struct frame_place *place, struct problem *problem)
{
    struct text track = reader->has_track ? text_at(sample, &reader->track) : (struct text){0};
    place->track = track.size ? names_add(&part->tracks, track) : FRAME_NONE;
    place->group = reader->has_group ? names_add(&part->groups, text_at(sample, &reader->group)) : FRAME_NONE;
    if (!read_position(reader, sample, place, problem))
        return false;
    place->site = read_site(reader, part, sample);
    return true;
}

bool frames_add(const struct frames_reader *reader, struct frames_part *part, struct sample *sample,
                struct problem *problem)
{
    struct moment moment;
    struct frame_place place;
    uint32_t stream = 0;
    size_t stride = frames_stride(reader);
    if (!sample_predict(sample, problem) || !frames_time(reader, sample, &moment, problem))
        return false;
    if (reader->has_stream)
        stream = names_add(&part->streams, text_at(sample, &reader->stream));
    if (stride > sizeof(struct frame) && !read_place(reader, part, sample, &place, problem))
        return false;
    uint32_t label = names_add(&part->labels, sample->prediction.label);
    if (label >= FRAME_LABELS)
        return problem_set(problem, PROBLEM_TABLE, PROBLEM_LABELS, FRAME_LABELS);
    part->times |= 1U << moment.kind;

    struct frame *frame = add_frame(part, stride, stream);
    *frame = (struct frame){.time = moment.milliseconds,
                            .id = add_id(part, sample->id),
                            .stream = stream,
                            .confidence = (uint32_t)nano_round(sample->prediction.confidence),
                            .label = (uint16_t)label};
    if (stride > sizeof(struct frame))
        frame->place[0] = place;
    return true;
}

/* ---- sorting ---- */

static bool is_before(const struct frame *a, const struct frame *b)
{
    return a->time != b->time ? a->time < b->time : text_compare(frame_id(a), frame_id(b)) < 0;
}

/* One stream: `count` frames at `data`, and room for as many at `room`. */
struct slice {
    char *data, *room;
    size_t count, stride;
};

static const struct frame *slice_at(const struct slice *slice, size_t i)
{
    return (const struct frame *)(const void *)(slice->data + i * slice->stride);
}

/* The end of the ascending run that begins at `start`. */
static size_t run_end(const struct slice *slice, size_t start)
{
    size_t end = start + 1;
    while (end < slice->count && !is_before(slice_at(slice, end), slice_at(slice, end - 1)))
        end++;
    return end;
}

/* Merges [start, middle) and [middle, end) of the slice into the same place of its room. */
static void merge_runs(const struct slice *slice, size_t start, size_t middle, size_t end)
{
    size_t stride = slice->stride, a = start, b = middle;
    char *out = slice->room + start * stride;
    for (; a < middle && b < end; out += stride)
        memcpy(out, slice_at(slice, is_before(slice_at(slice, b), slice_at(slice, a)) ? b++ : a++), stride);
    memcpy(out, slice->data + a * stride, (middle - a) * stride);
    out += (middle - a) * stride;
    memcpy(out, slice->data + b * stride, (end - b) * stride);
}

/* A natural merge sort: what the readers left behind is a few runs, or already sorted. */
static void sort_slice(struct slice slice)
{
    char *home = slice.data;
    while (run_end(&slice, 0) < slice.count) {
        for (size_t start = 0, middle, end; start < slice.count; start = end) {
            end = middle = run_end(&slice, start);
            if (middle < slice.count)
                end = run_end(&slice, middle);
            merge_runs(&slice, start, middle, end);
        }
        char *other = slice.data;
        slice.data = slice.room;
        slice.room = other;
    }
    if (slice.data != home)
        memcpy(home, slice.data, slice.count * slice.stride);
}

struct sorting {
    const struct frames *frames;
    struct arena *arenas; /* [threads] */
    size_t streams;
    size_t next; /* stream, taken by the workers in turn */
};

static void sort_streams(void *state, unsigned worker)
{
    struct sorting *sorting = state;
    const struct frames *frames = sorting->frames;
    struct arena *arena = &sorting->arenas[worker];
    char *room = NULL;
    size_t capacity = 0, stream;
    while ((stream = __atomic_fetch_add(&sorting->next, 1, __ATOMIC_RELAXED)) < sorting->streams) {
        size_t start = frames->streams[stream], count = frames->streams[stream + 1] - start;
        struct slice slice = {.data = frames->data + start * frames->stride, .count = count, .stride = frames->stride};
        if (count < 2 || run_end(&slice, 0) == count)
            continue;
        if (capacity < count) {
            arena_resize(arena, room, capacity * frames->stride, 0);
            room = arena_array(arena, count, frames->stride);
            capacity = count;
        }
        slice.room = room;
        sort_slice(slice);
    }
}

/* ---- joining ---- */

/* One kind of names of all parts: `offset` is its place in struct frames_part. */
static uint32_t **join_names(struct names *all, struct arena *arena, struct frames_part *const *parts,
                             unsigned parts_count, size_t offset)
{
    struct arena room = {.exhausted = arena->exhausted};
    struct names **names = arena_array(&room, parts_count, sizeof *names);
    for (unsigned i = 0; i < parts_count; i++)
        names[i] = (struct names *)(void *)((char *)parts[i] + offset);
    *all = (struct names){.arena = arena};
    uint32_t **numbers = names_join(all, names, parts_count);
    arena_free(&room);
    return numbers;
}

static void renumber(uint32_t *number, const uint32_t *numbers)
{
    if (*number != FRAME_NONE)
        *number = numbers[*number];
}

struct joining {
    const struct frames *frames;
    struct frames_part *const *parts;
    unsigned parts_count;
    uint32_t **streams, **labels, **tracks, **sites, **groups; /* [part][number] */
    size_t next;                                               /* part, taken by the workers in turn */
};

static size_t stream_of(const struct joining *joining, unsigned part, size_t number)
{
    return joining->frames->stream_names.count ? joining->streams[part][number] : 0;
}

/* Where each stream begins, and in it the frames of each part: of_stream tells that from now on. */
static void lay_out(const struct joining *joining, size_t streams)
{
    size_t *starts = joining->frames->streams, start = 0;
    for (unsigned p = 0; p < joining->parts_count; p++)
        for (size_t s = 0; s < joining->parts[p]->of_stream_count; s++)
            starts[stream_of(joining, p, s)] += joining->parts[p]->of_stream[s];
    for (size_t s = 0; s <= streams; s++) {
        size_t count = starts[s];
        starts[s] = start;
        start += count;
    }
    for (unsigned p = 0; p < joining->parts_count; p++)
        for (size_t s = 0; s < joining->parts[p]->of_stream_count; s++) {
            size_t *next = &starts[stream_of(joining, p, s)], *of_stream = &joining->parts[p]->of_stream[s];
            size_t count = *of_stream;
            *of_stream = *next;
            *next += count;
        }
    memmove(starts + 1, starts, streams * sizeof *starts); /* each was moved to its end */
    starts[0] = 0;
}

static void copy_frame(struct frame *to, const struct frame *from, size_t stride)
{
    *to = *from;
    if (stride > sizeof *from)
        to->place[0] = from->place[0];
}

/* Moves the frames of a part to their streams with the numbers of all, giving its memory back on the way. */
static void move_part(const struct joining *joining, unsigned p)
{
    const struct frames *frames = joining->frames;
    struct frames_part *part = joining->parts[p];
    for (struct frames_chunk *chunk = part->first, *after; chunk; chunk = after) {
        after = chunk->next;
        for (size_t i = 0; i < chunk->count; i++) {
            const struct frame *from = (const struct frame *)(const void *)(chunk->data + i * frames->stride);
            struct frame *frame = frames_at(frames, part->of_stream[from->stream]++);
            copy_frame(frame, from, frames->stride);
            frame->label = (uint16_t)joining->labels[p][frame->label];
            frame->stream = (uint32_t)stream_of(joining, p, frame->stream);
            if (frames->stride == sizeof *frame)
                continue;
            renumber(&frame->place[0].track, joining->tracks[p]);
            renumber(&frame->place[0].site, joining->sites[p]);
            renumber(&frame->place[0].group, joining->groups[p]);
        }
        arena_resize(part->arena, chunk, sizeof *chunk + CHUNK_FRAMES * frames->stride, 0);
    }
    part->first = part->last = NULL;
}

static void move_parts(void *state, unsigned worker)
{
    struct joining *joining = state;
    size_t part;
    (void)worker;
    while ((part = __atomic_fetch_add(&joining->next, 1, __ATOMIC_RELAXED)) < joining->parts_count)
        move_part(joining, (unsigned)part);
}

bool frames_join(struct frames *frames, struct arena *arena, const struct frames_reader *reader,
                 struct frames_part *const *parts, unsigned parts_count, unsigned threads, struct error *error)
{
    struct names sites;
    struct joining joining = {.frames = frames, .parts = parts, .parts_count = parts_count};
    *frames = (struct frames){.stride = frames_stride(reader)};
    joining.streams =
        join_names(&frames->stream_names, arena, parts, parts_count, offsetof(struct frames_part, streams));
    joining.labels = join_names(&frames->labels, arena, parts, parts_count, offsetof(struct frames_part, labels));
    joining.tracks = join_names(&frames->tracks, arena, parts, parts_count, offsetof(struct frames_part, tracks));
    joining.sites = join_names(&sites, arena, parts, parts_count, offsetof(struct frames_part, sites));
    joining.groups = join_names(&frames->groups, arena, parts, parts_count, offsetof(struct frames_part, groups));
    for (unsigned i = 0; i < parts_count; i++)
        frames->count += parts[i]->count;
    if (frames->labels.count > FRAME_LABELS)
        return error_set(error, STATUS_DATA, PROBLEM_LABELS, FRAME_LABELS);
    if (frames->count >= FRAME_NONE)
        return error_set(error, STATUS_DATA, "%zu frames: at most %u", frames->count, FRAME_NONE - 1);

    size_t streams = frames_streams(frames);
    frames->streams = arena_array(arena, streams + 1, sizeof *frames->streams);
    lay_out(&joining, streams);
    frames->data = arena_array(arena, frames->count, frames->stride);
    pool_run(threads, move_parts, &joining);

    struct sorting sorting = {.frames = frames, .streams = streams};
    sorting.arenas = arena_array(arena, threads, sizeof *sorting.arenas);
    for (unsigned i = 0; i < threads; i++)
        sorting.arenas[i].exhausted = arena->exhausted;
    pool_run(threads, sort_streams, &sorting);
    for (unsigned i = 0; i < threads; i++)
        arena_free(&sorting.arenas[i]);
    return true;
}
