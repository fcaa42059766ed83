#include "score/spatial.h"

#include <math.h>
#include <stdlib.h>

#include "base/pool.h"
#include "score/persistence.h"
#include "score/spots.h"

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
    const struct spatial *spatial;
    const uint32_t *weights; /* [VOICES_STEPS + 1] by distance in steps of the radius */
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
    int64_t ahead = time + crew->spatial->apart, behind = time - crew->spatial->apart;
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
    double radius = grid->radius;
    struct corner corner = {spot->site, grid_coordinate(spot->x, radius), grid_coordinate(spot->y, radius),
                            grid_coordinate(spot->z, radius)};
    const struct corner *last = &crew->around.corner;
    if (crew->around.count && corner.site == last->site && corner.x == last->x && corner.y == last->y &&
        corner.z == last->z)
        return;
    crew->around.corner = corner;
    crew->around.count = 0;
    int64_t above = crew->spatial->flat ? 0 : 1;
    for (int64_t x = corner.x - 1; x <= corner.x + 1; x++)
        for (int64_t y = corner.y - 1; y <= corner.y + 1; y++)
            for (int64_t z = corner.z - above; z <= corner.z + above; z++) {
                const struct cell *cell = grid_cell(grid, corner.site, x, y, z);
                if (cell)
                    add_around(crew, grid, cell);
            }
}

/* A root and a division are for those that are near, or as good as near. */
static void add_those_near(const struct grid *grid, struct crew *crew, const struct spot *spot, int64_t time)
{
    struct around *around = &crew->around;
    double radius = grid->radius, limit = radius * radius * (1 + 1e-9);
    for (size_t i = 0; i < around->count; i++) {
        double x = around->x[i] - spot->x, y = around->y[i] - spot->y, z = around->z[i] - spot->z;
        around->squares[i] = x * x + y * y + z * z;
    }
    for (size_t i = 0; i < around->count; i++) {
        if (around->squares[i] > limit)
            continue;
        double fraction = sqrt(around->squares[i]) / radius;
        if (fraction <= 1)
            add_near(grid, crew, around->spots[i], crew->weights[lrint(fraction * VOICES_STEPS)], time);
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
    bool placed = grid->radius > 0;
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
    int64_t ahead = time + crew->spatial->apart, behind = time - crew->spatial->apart;
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
    crew->spatial->answers[number] = (struct place_answer){.same = crew->sums[label],
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
    const struct spatial *spatial;
    const struct grid *grid;
    struct crew *crews;      /* [threads] */
    const uint32_t *returns; /* [labels] how well each class returns at its places */
    size_t next;             /* cell, or portion of the frames, taken by the workers in turn */
};

static void sweep_cells(void *state, unsigned worker)
{
    struct sweep *sweep = state;
    const struct grid *grid = sweep->grid;
    struct crew *crew = &sweep->crews[worker];
    size_t c;
    while ((c = __atomic_fetch_add(&sweep->next, 1, __ATOMIC_RELAXED)) < grid->cells_count)
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

static void judge_portions(void *state, unsigned worker)
{
    enum { PORTION = 16 * 1024 }; /* frames */
    struct sweep *sweep = state;
    const struct frames *frames = sweep->grid->frames;
    (void)worker;
    for (size_t p; (p = __atomic_fetch_add(&sweep->next, 1, __ATOMIC_RELAXED)) * PORTION < frames->count;)
        for (size_t i = p * PORTION; i < (p + 1) * PORTION && i < frames->count; i++) {
            const struct place_answer *answer = &sweep->spatial->answers[i];
            struct frame *frame = frames_at(frames, i);
            if (answer->neighbours)
                judge(frame, answer, sweep->returns[frame->label]);
        }
}

/* Judges all frames that something was said about, once it is known how well each class returns. */
static void judge_all(struct sweep *sweep, unsigned threads, struct arena *room)
{
    struct persistence *persistence = &sweep->crews[0].persistence;
    const struct frames *frames = sweep->grid->frames;
    for (unsigned i = 1; i < threads; i++)
        persistence_merge(persistence, &sweep->crews[i].persistence);
    persistence_weigh(persistence, frames_of_labels(frames, room), frames->count, PERSISTENCE_KAPPA, room);
    sweep->returns = persistence->weights;
    sweep->next = 0;
    pool_run(threads, judge_portions, sweep);
}

void spatial_score(struct spatial *spatial, const struct frames *frames, struct arena *arena, unsigned threads)
{
    struct arena room = {.exhausted = arena->exhausted};
    struct grid grid;
    uint32_t weights[VOICES_STEPS + 1];
    for (int i = 0; i <= VOICES_STEPS; i++)
        weights[i] = voices_weight((double)i / VOICES_STEPS);
    struct sweep sweep = {.spatial = spatial, .grid = &grid, .crews = arena_array(&room, threads, sizeof *sweep.crews)};
    spatial->answers = arena_array(arena, frames->count, sizeof *spatial->answers);
    grid_open(&grid, spatial->radius, spatial->priors, frames, &room, threads);
    for (unsigned i = 0; i < threads; i++) {
        open_crew(&sweep.crews[i], arena, frames->labels.count);
        sweep.crews[i].spatial = spatial;
        sweep.crews[i].weights = weights;
    }
    pool_run(threads, sweep_cells, &sweep);
    judge_all(&sweep, threads, &room);
    for (unsigned i = 0; i < threads; i++) {
        spatial->judged += sweep.crews[i].judged;
        spatial->contradicted += sweep.crews[i].contradicted;
        arena_free(&sweep.crews[i].arena);
    }
    arena_free(&room);
}
