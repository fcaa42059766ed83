#include "score/spots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"

static const struct frame *order_frame(const struct grid *grid, size_t at)
{
    return frames_at(grid->frames, grid->order[at].value);
}

/* ---- cells ---- */

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* Two cells may share a key: positions and sites are compared, too. */
static uint64_t cell_key(uint32_t site, int64_t x, int64_t y, int64_t z)
{
    return mix(mix(mix(mix(0, site), (uint64_t)x), (uint64_t)y), (uint64_t)z);
}

int64_t grid_coordinate(double position, double width)
{
    double cell = floor(position / width);
    return cell > -9e18 && cell < 9e18 ? (int64_t)cell : 0;
}

static uint64_t frame_key(double radius, const struct frame_place *place)
{
    if (radius == 0)
        return place->site;
    return cell_key(place->site, grid_coordinate(place->x, radius), grid_coordinate(place->y, radius),
                    grid_coordinate(place->z, radius));
}

/* What the workers do side by side: each takes portions of the frames, or cells, in turn. */
struct filling {
    struct grid *grid;
    size_t *counts; /* [portions] frames that have a place */
    size_t next;
};

enum { PORTION = 64 * 1024 };

static size_t take(struct filling *filling)
{
    return __atomic_fetch_add(&filling->next, 1, __ATOMIC_RELAXED);
}

static void take_turns(struct filling *filling, unsigned threads, void (*work)(void *state, unsigned worker))
{
    filling->next = 0;
    pool_run(threads, work, filling);
}

/* The frames of each portion that have a place and do not move, from where the portion begins. */
static void collect_portions(void *state, unsigned worker)
{
    struct filling *filling = state;
    const struct grid *grid = filling->grid;
    (void)worker;
    for (size_t p; (p = take(filling)) * PORTION < grid->frames->count;) {
        struct keyed *order = grid->order + p * PORTION;
        size_t count = 0, end = (p + 1) * PORTION < grid->frames->count ? (p + 1) * PORTION : grid->frames->count;
        for (size_t i = p * PORTION; i < end; i++) {
            const struct frame *frame = frames_at(grid->frames, i);
            const struct frame_place *place = &frame->place[0];
            bool placed = place->site != FRAME_NONE && (grid->radius == 0 || !isnan(place->x));
            if (placed && !grid->priors[frame->label].moves)
                order[count++] = (struct keyed){frame_key(grid->radius, place), (uint32_t)i};
        }
        filling->counts[p] = count;
    }
}

/* All of them by cell; within a cell by their number: by stream and time. */
static void collect(struct grid *grid, struct arena *arena, unsigned threads)
{
    struct arena room = {.exhausted = arena->exhausted};
    size_t portions = (grid->frames->count + PORTION - 1) / PORTION;
    struct filling filling = {.grid = grid, .counts = arena_array(&room, portions, sizeof *filling.counts)};
    grid->order = arena_array(arena, grid->frames->count, sizeof *grid->order);
    take_turns(&filling, threads, collect_portions);
    for (size_t p = 0; p < portions; p++) {
        if (grid->count < p * PORTION)
            memmove(grid->order + grid->count, grid->order + p * PORTION, filling.counts[p] * sizeof *grid->order);
        grid->count += filling.counts[p];
    }
    radix_sort(grid->order, arena_array(&room, grid->count, sizeof *grid->order), grid->count);
    arena_free(&room);
}

/* ---- spots ---- */

/* A position, rounded to `step` unless that is 0. */
static double rounded(double position, double step)
{
    return step > 0 ? (floor(position / step) + 0.5) * step : position;
}

static struct spot spot_of(const struct grid *grid, const struct frame_place *place, double step)
{
    if (grid->radius == 0)
        return (struct spot){0};
    return (struct spot){.x = rounded(place->x, step), .y = rounded(place->y, step), .z = rounded(place->z, step)};
}

struct comparison {
    const struct grid *grid;
    double step;
};

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

static int compare_spots(const struct grid *grid, const struct frame *a, const struct frame *b, double step)
{
    const struct frame_place *left = &a->place[0], *right = &b->place[0];
    if (left->site != right->site)
        return left->site > right->site ? 1 : -1;
    struct spot one = spot_of(grid, left, step), other = spot_of(grid, right, step);
    int order = compare(one.x, other.x);
    order = order ? order : compare(one.y, other.y);
    return order ? order : compare(one.z, other.z);
}

static int by_spot_and_time(const void *a, const void *b, void *state)
{
    const struct comparison *comparison = state;
    uint32_t left_number = ((const struct keyed *)a)->value, right_number = ((const struct keyed *)b)->value;
    const struct frame *left = frames_at(comparison->grid->frames, left_number);
    const struct frame *right = frames_at(comparison->grid->frames, right_number);
    int order = compare_spots(comparison->grid, left, right, comparison->step);
    if (order == 0)
        order = (left->time > right->time) - (left->time < right->time);
    return order ? order : (left_number > right_number) - (left_number < right_number);
}

/* Sorts the frames of a cell by spot and time; returns how many spots there are. */
static size_t sort_cell(const struct grid *grid, size_t start, size_t end, double step)
{
    struct comparison comparison = {grid, step};
    size_t spots = 1;
    qsort_r(grid->order + start, end - start, sizeof *grid->order, by_spot_and_time, &comparison);
    for (size_t at = start + 1; at < end; at++)
        spots += compare_spots(grid, order_frame(grid, at - 1), order_frame(grid, at), step) != 0;
    return spots;
}

static double step_of(const struct grid *grid, const struct cell *cell)
{
    return cell->parts ? grid->radius / cell->parts : 0;
}

/* Sorts the frames of the cells and counts their spots. */
static void sort_cells(void *state, unsigned worker)
{
    struct filling *filling = state;
    const struct grid *grid = filling->grid;
    static const unsigned parts[] = {0, 8, 4}; /* the last one with three coordinates */
    (void)worker;
    for (size_t c; (c = take(filling)) < grid->cells_count;) {
        struct cell *cell = &grid->cells[c];
        size_t spots = SPATIAL_SPOTS + 1;
        for (size_t i = 0; i < sizeof parts / sizeof *parts && spots > SPATIAL_SPOTS; i++) {
            cell->parts = parts[i];
            spots = sort_cell(grid, cell->start, cell->end, step_of(grid, cell));
        }
        cell->last = (uint32_t)spots;
    }
}

/* Sets the spots of the cells, and what the sweep asks of their frames. */
static void fill_cells(void *state, unsigned worker)
{
    struct filling *filling = state;
    const struct grid *grid = filling->grid;
    (void)worker;
    for (size_t c; (c = take(filling)) < grid->cells_count;) {
        const struct cell *cell = &grid->cells[c];
        struct spot *spot = grid->spots + cell->first;
        double step = step_of(grid, cell);
        for (size_t at = cell->start, stop; at < cell->end; at = stop) {
            const struct frame *frame = order_frame(grid, at);
            for (stop = at + 1; stop < cell->end && compare_spots(grid, frame, order_frame(grid, stop), step) == 0;)
                stop++;
            *spot = spot_of(grid, &frame->place[0], step);
            spot->start = (uint32_t)at;
            spot->end = (uint32_t)stop;
            spot++->site = frame->place[0].site;
        }
        for (size_t at = cell->start; at < cell->end; at++) {
            const struct frame *frame = order_frame(grid, at);
            grid->visits[at] = (struct visit){frame->time, voices_loudness(frame), frame->label};
        }
    }
}

static void find_cells(struct grid *grid)
{
    for (size_t start = 0, end; start < grid->count; start = end) {
        uint64_t key = grid->order[start].key;
        for (end = start + 1; end < grid->count && grid->order[end].key == key;)
            end++;
        grid->cells[grid->cells_count++] = (struct cell){.key = key, .start = (uint32_t)start, .end = (uint32_t)end};
    }
}

/* Keys are mixed: nearly every prefix has a cell or two. */
static void index_cells(struct grid *grid, struct arena *arena)
{
    unsigned bits = 1;
    while ((size_t)1 << bits < grid->cells_count)
        bits++;
    grid->shift = 64 - bits;
    grid->index = arena_array(arena, ((size_t)1 << bits) + 1, sizeof *grid->index);
    for (size_t prefix = 0, c = 0; prefix <= (size_t)1 << bits; prefix++) {
        while (c < grid->cells_count && grid->cells[c].key >> grid->shift < prefix)
            c++;
        grid->index[prefix] = (uint32_t)c;
    }
}

static void number_spots(struct grid *grid)
{
    for (size_t c = 0; c < grid->cells_count; c++) {
        struct cell *cell = &grid->cells[c];
        cell->first = (uint32_t)grid->spots_count;
        grid->spots_count += cell->last;
        cell->last = (uint32_t)grid->spots_count;
    }
}

void grid_open(struct grid *grid, double radius, const struct prior *priors, const struct frames *frames,
               struct arena *arena, unsigned threads)
{
    *grid = (struct grid){.radius = radius, .priors = priors, .frames = frames};
    struct filling filling = {.grid = grid};
    collect(grid, arena, threads);
    grid->cells = arena_array(arena, grid->count, sizeof *grid->cells);
    grid->spots = arena_array(arena, grid->count, sizeof *grid->spots);
    grid->visits = arena_array(arena, grid->count, sizeof *grid->visits);
    find_cells(grid);
    index_cells(grid, arena);
    take_turns(&filling, threads, sort_cells);
    number_spots(grid);
    take_turns(&filling, threads, fill_cells);
}

const struct cell *grid_cell(const struct grid *grid, uint32_t site, int64_t x, int64_t y, int64_t z)
{
    uint64_t key = cell_key(site, x, y, z), prefix = key >> grid->shift;
    for (size_t c = grid->index[prefix]; c < grid->index[prefix + 1]; c++)
        if (grid->cells[c].key == key)
            return &grid->cells[c];
    return NULL;
}
