#include "score/spatial.h"

#include <math.h>
#include <stdlib.h>

#include "base/pool.h"
#include "base/radix.h"
#include "score/persistence.h"

/* Frames of one position (or one place), in the order of time. */
struct spot {
    double x, y, z;
    uint32_t start, end; /* in the order */
    uint32_t site;
};

/* What the sweep asks of a frame, in the order: its frames lie far apart. */
struct visit {
    int64_t time;
    uint32_t loudness; /* of its voice: voices_loudness */
    uint16_t label;
};

/* Spots of one cell of the grid, or one place. */
struct cell {
    uint64_t key;
    uint32_t first, last; /* its spots */
};

struct grid {
    struct spatial *spatial;
    const struct frames *frames;
    struct keyed *order;  /* the key of the cell, and the frame */
    struct visit *visits; /* [count] */
    size_t count;
    struct cell *cells; /* room for `count`, as for the spots: what is not used stays untouched */
    size_t cells_count;
    struct spot *spots;
    size_t spots_count;
    size_t next;                        /* cell, taken by the workers in turn */
    uint32_t weights[VOICES_STEPS + 1]; /* by distance in steps of the radius */
};

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

static int64_t cell_of(double position, double width)
{
    double cell = floor(position / width);
    return cell > -9e18 && cell < 9e18 ? (int64_t)cell : 0;
}

static uint64_t frame_key(const struct spatial *spatial, const struct frame_place *place)
{
    if (spatial->radius == 0)
        return place->site;
    double radius = spatial->radius;
    return cell_key(place->site, cell_of(place->x, radius), cell_of(place->y, radius), cell_of(place->z, radius));
}

/* Takes the frames that have a place and do not move, by cell; within a cell by their number: by stream
 * and time. */
static void collect(struct grid *grid, struct arena *arena)
{
    const struct spatial *spatial = grid->spatial;
    grid->order = arena_array(arena, grid->frames->count, sizeof *grid->order);
    for (size_t i = 0; i < grid->frames->count; i++) {
        const struct frame *frame = frames_at(grid->frames, i);
        const struct frame_place *place = &frame->place[0];
        bool placed = place->site != FRAME_NONE && (spatial->radius == 0 || !isnan(place->x));
        if (placed && !spatial->priors[frame->label].moves)
            grid->order[grid->count++] = (struct keyed){frame_key(spatial, place), (uint32_t)i};
    }
    struct arena room = {.exhausted = arena->exhausted};
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
    if (grid->spatial->radius == 0)
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

static void add_cell(struct grid *grid, size_t start, size_t end)
{
    double step = 0;
    if (sort_cell(grid, start, end, 0) > SPATIAL_SPOTS &&
        sort_cell(grid, start, end, step = grid->spatial->radius / 8) > SPATIAL_SPOTS)
        sort_cell(grid, start, end, step = grid->spatial->radius / 4); /* with three coordinates */
    struct cell *cell = &grid->cells[grid->cells_count++];
    *cell = (struct cell){.key = grid->order[start].key, .first = (uint32_t)grid->spots_count};
    for (size_t at = start, stop; at < end; at = stop) {
        const struct frame *frame = order_frame(grid, at);
        for (stop = at + 1; stop < end && compare_spots(grid, frame, order_frame(grid, stop), step) == 0;)
            stop++;
        struct spot spot = spot_of(grid, &frame->place[0], step);
        spot.start = (uint32_t)at;
        spot.end = (uint32_t)stop;
        spot.site = frame->place[0].site;
        grid->spots[grid->spots_count++] = spot;
    }
    cell->last = (uint32_t)grid->spots_count;
    for (size_t at = start; at < end; at++) {
        const struct frame *frame = order_frame(grid, at);
        grid->visits[at] = (struct visit){frame->time, voices_loudness(frame), frame->label};
    }
}

static const struct cell *find_cell(const struct grid *grid, uint64_t key)
{
    size_t low = 0, high = grid->cells_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (grid->cells[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < grid->cells_count && grid->cells[low].key == key ? &grid->cells[low] : NULL;
}

/* ---- the spots around one ---- */

/* A spot near the one at hand; [from, to) are its frames within `apart` of the time at hand. */
struct near {
    uint32_t weight, from, to, end;
};

/* Where a spot lies. */
struct corner {
    uint32_t site;
    int64_t x, y, z;
};

/* The spots in the cells around a corner, a coordinate beside the other. */
struct around {
    struct corner corner;
    const struct spot **spots;
    double *x, *y, *z, *squares; /* of the distances from the spot at hand */
    size_t count, capacity;
};

/* One worker's room. */
struct crew {
    struct arena arena;
    struct around around;
    struct near *near;
    size_t near_count, near_capacity;
    uint64_t *sums, all; /* [labels]: the voices around, those within `apart` left out; and their sum */
    uint32_t *counts;    /* [labels] */
    uint32_t count;
    uint16_t *labels; /* those that occur around */
    size_t labels_count;
    bool *known; /* [labels] */
    struct persistence persistence;
    size_t judged, contradicted;
};

/* A frame comes far enough away to have a voice. */
static void speak(struct crew *crew, const struct visit *visit, uint32_t weight)
{
    if (!crew->known[visit->label]) {
        crew->known[visit->label] = true;
        crew->labels[crew->labels_count++] = visit->label;
    }
    uint64_t voice = (uint64_t)weight * visit->loudness;
    crew->sums[visit->label] += voice;
    crew->counts[visit->label]++;
    crew->all += voice;
    crew->count++;
}

static void fall_silent(struct crew *crew, const struct visit *visit, uint32_t weight)
{
    uint64_t voice = (uint64_t)weight * visit->loudness;
    crew->sums[visit->label] -= voice;
    crew->counts[visit->label]--;
    crew->all -= voice;
    crew->count--;
}

/* The voices of a spot, as they are for the first frame of the one at hand. */
static void add_near(const struct grid *grid, struct crew *crew, const struct spot *spot, uint32_t weight, int64_t time)
{
    int64_t ahead = time + grid->spatial->apart, behind = time - grid->spatial->apart;
    struct near near = {.weight = weight, .end = spot->end};
    uint32_t at = spot->start;
    for (; at < spot->end && grid->visits[at].time <= behind; at++)
        speak(crew, &grid->visits[at], weight);
    near.from = at;
    while (at < spot->end && grid->visits[at].time < ahead)
        at++;
    near.to = at;
    for (; at < spot->end; at++)
        speak(crew, &grid->visits[at], weight);
    crew->near[crew->near_count++] = near;
}

static void add_around(struct crew *crew, const struct grid *grid, const struct cell *cell)
{
    struct around *around = &crew->around;
    size_t wanted = around->count + cell->last - cell->first;
    if (wanted > around->capacity) {
        size_t *capacity = &around->capacity, old = *capacity;
        around->spots = arena_reserve(&crew->arena, around->spots, capacity, wanted, sizeof *around->spots);
        double **columns[] = {&around->x, &around->y, &around->z, &around->squares};
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
            *columns[i] = arena_resize(&crew->arena, *columns[i], old * sizeof(double), *capacity * sizeof(double));
    }
    for (size_t s = cell->first; s < cell->last; s++) {
        const struct spot *spot = &grid->spots[s];
        if (spot->site != around->corner.site)
            continue;
        around->x[around->count] = spot->x;
        around->y[around->count] = spot->y;
        around->z[around->count] = spot->z;
        around->spots[around->count++] = spot;
    }
}

/* Finds the spots of the cells around one, unless they are known from the spot before. */
static void find_around(const struct grid *grid, struct crew *crew, const struct spot *spot)
{
    double radius = grid->spatial->radius;
    struct corner corner = {spot->site, cell_of(spot->x, radius), cell_of(spot->y, radius), cell_of(spot->z, radius)};
    const struct corner *last = &crew->around.corner;
    if (crew->around.count && corner.site == last->site && corner.x == last->x && corner.y == last->y &&
        corner.z == last->z)
        return;
    crew->around.corner = corner;
    crew->around.count = 0;
    int64_t above = grid->spatial->flat ? 0 : 1;
    for (int64_t x = corner.x - 1; x <= corner.x + 1; x++)
        for (int64_t y = corner.y - 1; y <= corner.y + 1; y++)
            for (int64_t z = corner.z - above; z <= corner.z + above; z++) {
                const struct cell *cell = find_cell(grid, cell_key(corner.site, x, y, z));
                if (cell)
                    add_around(crew, grid, cell);
            }
}

/* A root and a division are for those that are near, or as good as near. */
static void add_those_near(const struct grid *grid, struct crew *crew, const struct spot *spot, int64_t time)
{
    struct around *around = &crew->around;
    double radius = grid->spatial->radius, limit = radius * radius * (1 + 1e-9);
    for (size_t i = 0; i < around->count; i++) {
        double x = around->x[i] - spot->x, y = around->y[i] - spot->y, z = around->z[i] - spot->z;
        around->squares[i] = x * x + y * y + z * z;
    }
    for (size_t i = 0; i < around->count; i++) {
        if (around->squares[i] > limit)
            continue;
        double fraction = sqrt(around->squares[i]) / radius;
        if (fraction <= 1)
            add_near(grid, crew, around->spots[i], grid->weights[lrint(fraction * VOICES_STEPS)], time);
    }
}

static void find_near(const struct grid *grid, struct crew *crew, const struct spot *spot)
{
    for (size_t i = 0; i < crew->labels_count; i++) {
        uint16_t label = crew->labels[i];
        crew->sums[label] = crew->counts[label] = 0;
        crew->known[label] = false;
    }
    crew->near_count = crew->labels_count = crew->count = 0;
    crew->all = 0;
    bool placed = grid->spatial->radius > 0;
    if (placed)
        find_around(grid, crew, spot);
    size_t most = placed ? crew->around.count : 1;
    crew->near = arena_reserve(&crew->arena, crew->near, &crew->near_capacity, most, sizeof *crew->near);
    int64_t time = grid->visits[spot->start].time;
    if (placed)
        add_those_near(grid, crew, spot, time);
    else
        add_near(grid, crew, spot, VOICES_UNIT, time);
}

/* ---- sweep ---- */

/* Frames come within `apart` of the time, and leave it behind. */
static void move_on(const struct grid *grid, struct crew *crew, int64_t time)
{
    int64_t ahead = time + grid->spatial->apart, behind = time - grid->spatial->apart;
    for (size_t n = 0; n < crew->near_count; n++) {
        struct near *near = &crew->near[n];
        for (; near->to < near->end && grid->visits[near->to].time < ahead; near->to++)
            fall_silent(crew, &grid->visits[near->to], near->weight);
        for (; near->from < near->to && grid->visits[near->from].time <= behind; near->from++)
            speak(crew, &grid->visits[near->from], near->weight);
    }
}

static uint16_t expected_label(const struct crew *crew, uint16_t fallback)
{
    uint16_t expected = fallback;
    uint64_t most = 0;
    for (size_t i = 0; i < crew->labels_count; i++) {
        uint16_t label = crew->labels[i];
        if (crew->sums[label] > most || (crew->sums[label] == most && most && label < expected)) {
            most = crew->sums[label];
            expected = label;
        }
    }
    return expected;
}

/* Notes what is said around a frame; judged when all is known. */
static void hear(const struct grid *grid, struct crew *crew, size_t at)
{
    uint32_t number = grid->order[at].value;
    uint16_t label = grid->visits[at].label;
    if (crew->count == 0)
        return;
    uint16_t expected = expected_label(crew, label);
    grid->spatial->answers[number] = (struct place_answer){.same = crew->sums[label],
                                                           .all = crew->all,
                                                           .neighbours = crew->count,
                                                           .agree = crew->counts[expected],
                                                           .expected = expected};
    crew->persistence.pairs[label] += PERSISTENCE_ONE;
    crew->persistence.agree[label] += (uint64_t)crew->counts[label] * PERSISTENCE_ONE / crew->count;
    crew->judged++;
    crew->contradicted += expected != label;
}

static void judge(struct frame *frame, const struct place_answer *answer, uint32_t weight)
{
    struct voices voices = {.count = answer->neighbours};
    voices.same = (uint64_t)((double)answer->same * weight / PERSISTENCE_UNIT);
    voices.all = (uint64_t)((double)answer->all * weight / PERSISTENCE_UNIT);
    voices = voices_limited(voices);
    frame_doubt(frame, CHECK_PLACE, 1 - voices_support(&voices, frame_confidence(frame), VOICES_OWN));
    if (frame->check == CHECK_PLACE)
        frame->expected = answer->expected;
}

struct sweep {
    struct grid *grid;
    struct crew *crews; /* [threads] */
};

static void sweep_cells(void *state, unsigned worker)
{
    struct sweep *sweep = state;
    struct grid *grid = sweep->grid;
    struct crew *crew = &sweep->crews[worker];
    size_t c;
    while ((c = __atomic_fetch_add(&grid->next, 1, __ATOMIC_RELAXED)) < grid->cells_count)
        for (size_t s = grid->cells[c].first; s < grid->cells[c].last; s++) {
            const struct spot *spot = &grid->spots[s];
            find_near(grid, crew, spot);
            hear(grid, crew, spot->start);
            for (size_t at = spot->start + 1; at < spot->end; at++) {
                move_on(grid, crew, grid->visits[at].time);
                hear(grid, crew, at);
            }
        }
}

static void open_crew(struct crew *crew, const struct arena *arena, size_t labels)
{
    crew->arena.exhausted = arena->exhausted;
    crew->sums = arena_array(&crew->arena, labels, sizeof *crew->sums);
    crew->counts = arena_array(&crew->arena, labels, sizeof *crew->counts);
    crew->labels = arena_array(&crew->arena, labels, sizeof *crew->labels);
    crew->known = arena_array(&crew->arena, labels, sizeof *crew->known);
    persistence_open(&crew->persistence, &crew->arena, labels, 1);
}

/* Judges all frames that something was said about, once it is known how well each class returns. */
static void judge_all(const struct grid *grid, struct crew *crews, unsigned threads, struct arena *room)
{
    struct persistence *persistence = &crews[0].persistence;
    for (unsigned i = 1; i < threads; i++)
        persistence_merge(persistence, &crews[i].persistence);
    persistence_weigh(persistence, frames_of_labels(grid->frames, room), grid->frames->count, PERSISTENCE_KAPPA, room);
    for (size_t i = 0; i < grid->frames->count; i++) {
        const struct place_answer *answer = &grid->spatial->answers[i];
        struct frame *frame = frames_at(grid->frames, i);
        if (answer->neighbours)
            judge(frame, answer, persistence->weights[frame->label]);
    }
}

void spatial_score(struct spatial *spatial, const struct frames *frames, struct arena *arena, unsigned threads)
{
    struct arena room = {.exhausted = arena->exhausted};
    struct grid *grid = arena_alloc(&room, sizeof *grid);
    *grid = (struct grid){.spatial = spatial, .frames = frames};
    for (int i = 0; i <= VOICES_STEPS; i++)
        grid->weights[i] = voices_weight((double)i / VOICES_STEPS);
    struct sweep sweep = {.grid = grid, .crews = arena_array(&room, threads, sizeof *sweep.crews)};
    spatial->answers = arena_array(arena, frames->count, sizeof *spatial->answers);
    collect(grid, &room);
    grid->cells = arena_array(&room, grid->count, sizeof *grid->cells);
    grid->spots = arena_array(&room, grid->count, sizeof *grid->spots);
    grid->visits = arena_array(&room, grid->count, sizeof *grid->visits);
    for (size_t start = 0, end; start < grid->count; start = end) {
        for (end = start + 1; end < grid->count && grid->order[end].key == grid->order[start].key;)
            end++;
        add_cell(grid, start, end);
    }
    for (unsigned i = 0; i < threads; i++)
        open_crew(&sweep.crews[i], arena, frames->labels.count);
    pool_run(threads, sweep_cells, &sweep);
    judge_all(grid, sweep.crews, threads, &room);
    for (unsigned i = 0; i < threads; i++) {
        spatial->judged += sweep.crews[i].judged;
        spatial->contradicted += sweep.crews[i].contradicted;
        arena_free(&sweep.crews[i].arena);
    }
    arena_free(&room);
}
