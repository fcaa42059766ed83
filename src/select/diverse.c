#include "dengine/diverse.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/pool.h"
#include "dengine/vector.h"

/* ---- how near the nearest of some points is, for every point of the pool ---- */

struct nearness {
    const struct points *pool;
    const double *square; /* squared lengths of the pool; NULL: distances, not cosines */
    double *nearest;      /* the least distance or the greatest cosine so far */
    unsigned threads;

    const struct points *added;
    atomic_size_t next;
};

enum { SLICE = 64, THREADED = 1 << 20 /* multiplications below which one thread is as fast */ };

static void update_slice(const struct nearness *nearness, size_t first)
{
    const struct points *pool = nearness->pool, *added = nearness->added;
    size_t end = first + SLICE < pool->count ? first + SLICE : pool->count, dimensions = pool->dimensions;
    for (size_t a = 0; a < added->count; a++) {
        const float *vector = added->vectors[a];
        double square = nearness->square ? vector_square(vector, dimensions) : 0;
        for (size_t i = first; i < end; i++) {
            const float *point = pool->vectors[i];
            if (nearness->square)
                nearness->nearest[i] =
                    fmax(nearness->nearest[i], vector_cosine(point, nearness->square[i], vector, square, dimensions));
            else
                nearness->nearest[i] = fmin(nearness->nearest[i], vector_distance(point, vector, dimensions));
        }
    }
}

static void update_slices(void *state, unsigned worker)
{
    struct nearness *nearness = state;
    (void)worker;
    for (size_t first; (first = atomic_fetch_add(&nearness->next, SLICE)) < nearness->pool->count;)
        update_slice(nearness, first);
}

static void update(struct nearness *nearness, const struct points *added)
{
    nearness->added = added;
    atomic_store(&nearness->next, 0);
    bool large = (double)nearness->pool->count * (double)added->count * (double)added->dimensions > THREADED;
    pool_run(large ? nearness->threads : 1, update_slices, nearness);
}

/* A point was picked: it is the only one added. */
static void update_one(struct nearness *nearness, size_t point)
{
    update(nearness, &(struct points){&nearness->pool->vectors[point], 1, nearness->pool->dimensions});
}

static double *filled(struct arena *arena, size_t count, double value)
{
    double *values = arena_array(arena, count, sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = value;
    return values;
}

static double *squares(struct arena *arena, const struct points *points)
{
    double *square = arena_array(arena, points->count, sizeof *square);
    for (size_t i = 0; i < points->count; i++)
        square[i] = vector_square(points->vectors[i], points->dimensions);
    return square;
}

/* ---- k-center ---- */

size_t diverse_kcenter(const struct points *pool, const struct points *covered, size_t wanted, unsigned threads,
                       struct arena *arena, struct pick *picks)
{
    struct nearness nearness = {.pool = pool, .nearest = filled(arena, pool->count, INFINITY), .threads = threads};
    bool *taken = arena_array(arena, pool->count, sizeof *taken);
    size_t count = wanted < pool->count ? wanted : pool->count;
    if (covered->count)
        update(&nearness, covered);
    for (size_t n = 0; n < count; n++) {
        size_t farthest = pool->count;
        for (size_t i = 0; i < pool->count; i++)
            if (!taken[i] && (farthest == pool->count || nearness.nearest[i] > nearness.nearest[farthest]))
                farthest = i;
        double distance = nearness.nearest[farthest];
        picks[n] = (struct pick){farthest, isinf(distance) ? -1 : distance};
        taken[farthest] = true;
        update_one(&nearness, farthest);
    }
    return count;
}

/* ---- maximal marginal relevance ---- */

size_t diverse_mmr(const struct points *pool, const double *relevance, const struct points *covered, double lambda,
                   size_t wanted, unsigned threads, struct arena *arena, struct pick *picks)
{
    struct nearness nearness = {
        .pool = pool, .square = squares(arena, pool), .nearest = filled(arena, pool->count, -2), .threads = threads};
    bool *taken = arena_array(arena, pool->count, sizeof *taken);
    size_t count = wanted < pool->count ? wanted : pool->count;
    if (covered->count)
        update(&nearness, covered);
    for (size_t n = 0; n < count; n++) {
        size_t best = pool->count;
        double most = 0;
        for (size_t i = 0; i < pool->count; i++) {
            double alike = nearness.nearest[i] < -1 ? 0 : nearness.nearest[i];
            double value = lambda * relevance[i] - (1 - lambda) * alike;
            if (!taken[i] && (best == pool->count || value > most)) {
                best = i;
                most = value;
            }
        }
        picks[n] = (struct pick){best, most};
        taken[best] = true;
        update_one(&nearness, best);
    }
    return count;
}

/* ---- near-twins ---- */

size_t diverse_distinct(const struct points *pool, double alike, size_t wanted, struct arena *arena, size_t *keeper,
                        double *similarity)
{
    const double *square = squares(arena, pool);
    size_t *kept = arena_array(arena, pool->count, sizeof *kept), count = 0;
    for (size_t i = 0; i < pool->count; i++) {
        similarity[i] = -2;
        keeper[i] = pool->count;
        for (size_t k = 0; k < count; k++) {
            double cosine =
                vector_cosine(pool->vectors[i], square[i], pool->vectors[kept[k]], square[kept[k]], pool->dimensions);
            if (cosine >= alike && cosine > similarity[i]) {
                similarity[i] = cosine;
                keeper[i] = kept[k];
            }
        }
        if (keeper[i] == pool->count && count < wanted) {
            keeper[i] = kept[count++] = i;
            similarity[i] = 1;
        }
    }
    return count;
}
