#include "input/beside_stream.h"

#include <pthread.h>
#include <stdlib.h>

#include "input/beside_segment.h"

struct beside_reader {
    struct beside_stream *stream;
    struct beside_reader *next;
    struct csv *csv;
    struct csv_rows *rows;
    bool inside; /* a block */
    uint64_t block;
    struct buffer first; /* the first key at hand; empty until the block has one */
};

enum mode { UNDECIDED, IN_STEP, BY_KEY, FAILED };

struct beside_stream {
    struct beside_stream_spec spec;
    struct source *origin; /* what every pass begins with */
    pthread_mutex_t deciding;
    enum mode mode; /* read without a lock: it only grows */
    enum beside_order order;
    struct error error; /* of FAILED */

    pthread_mutex_t lock; /* of all below */
    pthread_cond_t more;
    struct arena arena;                          /* for sources */
    struct source *source;                       /* NULL: from the start */
    struct beside_segment *first, *last, *spare; /* `last`: all before it are there, none is missing */
    uint64_t next;                               /* the number behind `last` */
    unsigned pulling, apart;                     /* segments that are read; that wait for one before them */
    bool ended, broken;
    struct error why; /* it is broken */

    struct beside_reader *readers;
    uint64_t done;   /* so many blocks, the first ones, are done with */
    uint64_t *later; /* blocks behind them that are done with */
    size_t later_count, later_capacity;
    struct buffer floor; /* nobody looks for keys below */
};

/* ---- segments ---- */

static void free_segments(struct beside_segment *segment)
{
    for (struct beside_segment *next; segment; segment = next) {
        next = segment->next;
        arena_free(&segment->copies);
        arena_free(&segment->arena);
        free(segment);
    }
}

static void give_up(struct beside_stream *stream, struct beside_segment *segment)
{
    arena_free(&segment->copies);
    segment->next = stream->spare;
    stream->spare = segment;
}

static struct beside_segment *take_spare(struct beside_stream *stream)
{
    struct beside_segment *segment = stream->spare;
    if (segment) {
        stream->spare = segment->next;
        segment->rows = 0;
        return segment;
    }
    segment = calloc(1, sizeof *segment);
    if (!segment)
        arena_give_up(&stream->arena, sizeof *segment);
    segment->arena.exhausted = segment->copies.exhausted = stream->arena.exhausted;
    segment->room.arena = &segment->arena;
    return segment;
}

/* Puts a segment in its place, and moves `last` as far as none is missing. */
static void insert(struct beside_stream *stream, struct beside_segment *segment)
{
    struct beside_segment **place = stream->last ? &stream->last->next : &stream->first;
    while (*place && (*place)->number < segment->number)
        place = &(*place)->next;
    segment->next = *place;
    *place = segment;
    stream->apart++;
    for (struct beside_segment *next;
         (next = stream->last ? stream->last->next : stream->first) && next->number == stream->next;) {
        stream->last = next;
        stream->next++;
        stream->apart--;
    }
}

/* ---- reading ---- */

/* Reads one more segment, without the lock meanwhile. */
static bool pull(struct beside_reader *reader, struct error *error)
{
    struct beside_stream *stream = reader->stream;
    struct beside_segment *segment = take_spare(stream);
    struct block block;
    stream->pulling++;
    pthread_mutex_unlock(&stream->lock);
    bool taken = source_take(stream->source, &segment->room, &block, error);
    bool sound = taken ? beside_segment_read(segment, &stream->spec.columns, stream->order, &block, reader->csv,
                                             reader->rows, error)
                       : error->status == STATUS_OK;
    pthread_mutex_lock(&stream->lock);
    stream->pulling--;
    stream->ended |= !taken;
    if (taken && sound) {
        segment->number = block.number;
        insert(stream, segment);
    } else {
        give_up(stream, segment);
    }
    if (!sound && !stream->broken) {
        stream->broken = true;
        stream->why = *error;
    }
    pthread_cond_broadcast(&stream->more);
    return sound;
}

/* Reads on until a key is there, or one behind it, or the table has ended. */
static bool read_to(struct beside_reader *reader, struct text key, struct error *error)
{
    struct beside_stream *stream = reader->stream;
    for (;;) {
        const struct beside_segment *last = stream->last;
        if (last && last->rows && beside_compare(stream->order, beside_last_key(last), key) >= 0)
            return true;
        if (stream->broken)
            return *error = stream->why, false;
        if (stream->ended && !stream->pulling)
            return true;
        if (stream->ended || stream->pulling + stream->apart >= stream->spec.readers)
            pthread_cond_wait(&stream->more, &stream->lock);
        else if (!pull(reader, error))
            return false;
    }
}

/* ---- what nobody looks for any more ---- */

static void remember(struct beside_stream *stream, struct text key)
{
    stream->floor.size = 0;
    buffer_add(&stream->floor, key);
}

/* The first key that somebody is at, or the floor. */
static struct text lowest(const struct beside_stream *stream)
{
    struct text low = buffer_text(&stream->floor);
    for (const struct beside_reader *reader = stream->readers; reader; reader = reader->next)
        if (reader->inside && reader->first.size && beside_compare(stream->order, buffer_text(&reader->first), low) < 0)
            low = buffer_text(&reader->first);
    return low;
}

/* Who is at the first block that is not done with raises the floor; others may still be below it. */
static void release(struct beside_stream *stream)
{
    for (const struct beside_reader *reader = stream->readers; reader; reader = reader->next)
        if (reader->inside && reader->block == stream->done && reader->first.size)
            remember(stream, buffer_text(&reader->first));
    struct text low = lowest(stream);
    while (stream->first && stream->first != stream->last &&
           (stream->first->rows == 0 || beside_compare(stream->order, beside_last_key(stream->first), low) < 0)) {
        struct beside_segment *gone = stream->first;
        stream->first = gone->next;
        give_up(stream, gone);
    }
}

void beside_reader_start(struct beside_reader *reader, uint64_t block)
{
    pthread_mutex_lock(&reader->stream->lock);
    reader->inside = true;
    reader->block = block;
    reader->first.size = 0;
    pthread_mutex_unlock(&reader->stream->lock);
}

void beside_reader_finish(struct beside_reader *reader)
{
    struct beside_stream *stream = reader->stream;
    pthread_mutex_lock(&stream->lock);
    reader->inside = false;
    stream->later = arena_reserve(&stream->arena, stream->later, &stream->later_capacity, stream->later_count + 1,
                                  sizeof *stream->later);
    stream->later[stream->later_count++] = reader->block;
    for (size_t i = 0; i < stream->later_count;)
        if (stream->later[i] == stream->done) {
            stream->later[i] = stream->later[--stream->later_count];
            stream->done++;
            i = 0;
        } else {
            i++;
        }
    pthread_mutex_unlock(&stream->lock);
}

/* ---- in step, or by key ---- */

static enum mode mode_of(const struct beside_stream *stream)
{
    return __atomic_load_n(&stream->mode, __ATOMIC_ACQUIRE);
}

static void set_mode(struct beside_stream *stream, enum mode mode)
{
    __atomic_store_n(&stream->mode, mode, __ATOMIC_RELEASE);
}

static void load(struct beside_stream *stream)
{
    set_mode(stream, stream->spec.load(stream->spec.state, &stream->error) ? BY_KEY : FAILED);
}

/* The first keys rise in these orders. */
static void decide(struct beside_stream *stream, unsigned orders)
{
    orders = orders ? stream->spec.rises(stream->spec.state, orders) : 0;
    stream->order = orders & BESIDE_BY_SIZE ? BESIDE_BY_SIZE : BESIDE_BY_BYTES;
    if (orders)
        set_mode(stream, IN_STEP);
    else
        load(stream);
}

/* Whether keys that rise in these orders can be looked for in step: the floor is below them. */
static bool is_in_step(struct beside_reader *reader, unsigned orders, struct text first)
{
    struct beside_stream *stream = reader->stream;
    if (!(orders & stream->order) ||
        (stream->floor.size && beside_compare(stream->order, first, buffer_text(&stream->floor)) < 0))
        return false;
    reader->first.size = 0;
    buffer_add(&reader->first, first);
    release(stream);
    return true;
}

static bool start_source(struct beside_stream *stream, struct error *error)
{
    if (stream->source)
        return true;
    struct source *source = stream->origin;
    if (!source_again(&source, &stream->arena, error))
        return false;
    stream->source = source;
    return true;
}

/* The first of the segments with keys from `first` to `last`, and the last one that may be looked at. */
static bool reach(struct beside_reader *reader, struct text first, struct text last, const struct beside_segment **from,
                  const struct beside_segment **to, struct error *error)
{
    struct beside_stream *stream = reader->stream;
    if (!start_source(stream, error) || !read_to(reader, last, error))
        return false;
    *from = stream->first;
    *to = stream->last;
    while (*from && *from != *to &&
           ((*from)->rows == 0 || beside_compare(stream->order, beside_last_key(*from), first) < 0))
        *from = (*from)->next;
    return true;
}

/* The first row from `at` on whose key is not below. */
static size_t lower_bound(const struct beside_segment *segment, enum beside_order order, size_t at, struct text key)
{
    size_t step = 1, end = segment->rows;
    while (at + step < end && beside_compare(order, segment->keys[at + step], key) < 0) {
        at += step;
        step *= 2;
    }
    for (end = at + step < end ? at + step : end; at < end;) {
        size_t middle = at + (end - at) / 2;
        if (beside_compare(order, segment->keys[middle], key) < 0)
            at = middle + 1;
        else
            end = middle;
    }
    return at;
}

static bool has(const struct beside_segment *segment, size_t row, struct text key)
{
    return row < segment->rows && text_equal(segment->keys[row], key);
}

/* Most keys are that of the next row, or of the same one again. */
static void match(const struct beside_stream *stream, const struct beside_segment *from,
                  const struct beside_segment *to, const struct text *keys, size_t count, const struct text **found)
{
    size_t row = 0;
    if (!from)
        return;
    for (size_t i = 0; i < count; i++) {
        if (!keys[i].size)
            continue;
        bool there = has(from, row + 1, keys[i]);
        row += there;
        if (!there && !has(from, row, keys[i])) {
            while (from != to && from->next &&
                   (row == from->rows || beside_compare(stream->order, beside_last_key(from), keys[i]) < 0)) {
                from = from->next;
                row = 0;
            }
            row = lower_bound(from, stream->order, row, keys[i]);
            if (!has(from, row, keys[i]))
                continue;
        }
        found[i] = from->cells + row * stream->spec.columns.count;
    }
}

/* What is known of the keys at hand: in which orders they rise, the first and the last one. */
static unsigned look_at(const struct text *keys, size_t count, struct text *first, struct text *last)
{
    unsigned orders = BESIDE_ORDERS;
    *first = *last = (struct text){0};
    for (size_t i = 0; i < count; i++) {
        if (!keys[i].size)
            continue;
        if (first->size)
            orders = beside_rises(orders, *last, keys[i], true);
        else
            *first = keys[i];
        *last = keys[i];
    }
    return orders;
}

/* Decides once, for all readers; falls back where this one is out of step. */
static enum mode settle(struct beside_stream *stream, unsigned orders, bool out_of_step)
{
    pthread_mutex_lock(&stream->deciding);
    if (stream->mode == UNDECIDED)
        decide(stream, orders);
    else if (stream->mode == IN_STEP && out_of_step)
        load(stream);
    enum mode mode = stream->mode;
    pthread_mutex_unlock(&stream->deciding);
    return mode;
}

bool beside_reader_find(struct beside_reader *reader, const struct text *keys, size_t count, const struct text **found,
                        bool *by_key, struct error *error)
{
    struct beside_stream *stream = reader->stream;
    const struct beside_segment *from = NULL, *to = NULL;
    struct text first, last;
    enum mode mode = mode_of(stream);
    for (size_t i = 0; i < count; i++)
        found[i] = NULL;
    unsigned orders = mode == BY_KEY ? 0 : look_at(keys, count, &first, &last);
    if (mode != BY_KEY && !first.size) /* nothing is asked */
        return *by_key = false, true;
    if (mode == UNDECIDED)
        mode = settle(stream, orders, false);
    bool reached = true;
    if (mode == IN_STEP) {
        pthread_mutex_lock(&stream->lock);
        bool stepped = is_in_step(reader, orders, first);
        reached = !stepped || reach(reader, first, last, &from, &to, error);
        pthread_mutex_unlock(&stream->lock);
        if (!stepped)
            mode = settle(stream, 0, true);
        else if (reached)
            match(stream, from, to, keys, count, found);
    }
    *by_key = mode == BY_KEY;
    if (mode == FAILED)
        *error = stream->error;
    return reached && mode != FAILED;
}

/* ---- open and close ---- */

static void close_stream(void *resource)
{
    struct beside_stream *stream = resource;
    free_segments(stream->first);
    free_segments(stream->spare);
    arena_free(&stream->arena);
    pthread_cond_destroy(&stream->more);
    pthread_mutex_destroy(&stream->lock);
    pthread_mutex_destroy(&stream->deciding);
}

struct beside_stream *beside_stream_open(struct arena *arena, const struct beside_stream_spec *spec)
{
    struct beside_stream *stream = arena_alloc(arena, sizeof *stream);
    stream->spec = *spec;
    stream->origin = spec->columns.table->source;
    stream->arena.exhausted = arena->exhausted;
    stream->floor.arena = &stream->arena;
    pthread_mutex_init(&stream->deciding, NULL);
    pthread_mutex_init(&stream->lock, NULL);
    pthread_cond_init(&stream->more, NULL);
    arena_attach(arena, close_stream, stream);
    return stream;
}

struct beside_reader *beside_reader_open(struct beside_stream *stream, struct arena *arena)
{
    struct beside_reader *reader = arena_alloc(arena, sizeof *reader);
    *reader = (struct beside_reader){.stream = stream,
                                     .next = stream->readers,
                                     .csv = csv_open(arena, &stream->spec.columns.table->layout, marks_best()),
                                     .rows = arena_alloc(arena, sizeof *reader->rows),
                                     .first = {.arena = arena}};
    if (!reader->csv)
        arena_give_up(arena, sizeof *reader);
    stream->readers = reader;
    return reader;
}

void beside_stream_rewind(struct beside_stream *stream)
{
    while (stream->first) {
        struct beside_segment *gone = stream->first;
        stream->first = gone->next;
        give_up(stream, gone);
    }
    stream->last = NULL;
    stream->readers = NULL;
    stream->source = NULL;
    stream->next = stream->done = stream->later_count = 0;
    stream->apart = 0;
    stream->ended = false;
    stream->floor.size = 0;
}

bool beside_stream_settle(struct beside_stream *stream, struct error *error)
{
    if (settle(stream, 0, false) != FAILED)
        return true;
    *error = stream->error;
    return false;
}
