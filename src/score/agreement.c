#include "dengine/agreement.h"

#include <math.h>

/* ---- the jackknife ---- */

struct knife {
    double n, sum, squares;
};

static void leave_one_out(struct knife *knife, double value)
{
    knife->n++;
    knife->sum += value;
    knife->squares += value * value;
}

static struct figure figure_of(const struct knife *knife, double estimate)
{
    double n = knife->n, spread = fmax(0, knife->squares - knife->sum * knife->sum / n);
    double half = INTERVAL_Z * sqrt(spread * (n - 1) / n);
    if (n < 2)
        return (struct figure){estimate, -1, 1, n};
    return (struct figure){estimate, fmax(-1, estimate - half), fmin(1, estimate + half), n};
}

/* ---- two persons ---- */

struct pairs {
    double *first, *second; /* [classes] how often each class was said */
    double chance;          /* sum of their products */
    double equal, count;
};

static void add_pair(struct pairs *pairs, uint32_t a, uint32_t b, double by)
{
    pairs->chance += by * pairs->second[a];
    pairs->first[a] += by;
    pairs->chance += by * pairs->first[b];
    pairs->second[b] += by;
    pairs->equal += a == b ? by : 0;
    pairs->count += by;
}

static double kappa(const struct pairs *pairs)
{
    double n = pairs->count, chance = pairs->chance / (n * n);
    return chance < 1 ? (pairs->equal / n - chance) / (1 - chance) : 1;
}

/* The next unit that both persons answered: its two classes. */
static bool next_pair(const struct opinion *opinions, size_t count, size_t *at, uint32_t person, uint32_t other,
                      uint32_t classes[2])
{
    while (*at < count) {
        size_t unit = opinions[*at].unit;
        bool has[2] = {false, false};
        for (; *at < count && opinions[*at].unit == unit; ++*at)
            for (int k = 0; k < 2; k++)
                if (opinions[*at].person == (k ? other : person)) {
                    has[k] = true;
                    classes[k] = opinions[*at].said;
                }
        if (has[0] && has[1])
            return true;
    }
    return false;
}

struct figure cohen_kappa(const struct opinion *opinions, size_t count, uint32_t person, uint32_t other, size_t classes,
                          struct arena *arena)
{
    struct pairs pairs = {.first = arena_array(arena, classes, sizeof *pairs.first),
                          .second = arena_array(arena, classes, sizeof *pairs.second)};
    struct knife knife = {0};
    uint32_t pair[2] = {0};
    for (size_t at = 0; next_pair(opinions, count, &at, person, other, pair);)
        add_pair(&pairs, pair[0], pair[1], 1);
    if (pairs.count <= 0 || pairs.chance >= pairs.count * pairs.count)
        return (struct figure){0};
    double estimate = kappa(&pairs);
    for (size_t at = 0; pairs.count > 1 && next_pair(opinions, count, &at, person, other, pair);) {
        add_pair(&pairs, pair[0], pair[1], -1);
        leave_one_out(&knife, kappa(&pairs));
        add_pair(&pairs, pair[0], pair[1], 1);
    }
    knife.n = pairs.count;
    return figure_of(&knife, estimate);
}

/* ---- any number of persons ---- */

struct pool {
    double *said;    /* [classes] how often, in units with at least two answers */
    double squares;  /* sum of said^2 */
    double answers;  /* sum of said */
    double disagree; /* sum over units of ordered pairs that differ, over (answers - 1) */
    size_t units;
};

static void say(struct pool *pool, uint32_t class, double by)
{
    pool->squares += by * (2 * pool->said[class] + by);
    pool->said[class] += by;
    pool->answers += by;
}

/* Adds, or takes away, the answers of one unit. */
static void add_unit(struct pool *pool, const struct opinion *opinions, size_t m, int by)
{
    double differ = 0;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++)
            differ += opinions[i].said != opinions[j].said;
    for (size_t i = 0; i < m; i++)
        say(pool, opinions[i].said, by);
    pool->disagree += by * differ / (double)(m - 1);
}

static double alpha(const struct pool *pool)
{
    double chance = pool->answers * pool->answers - pool->squares;
    return chance > 0 ? 1 - (pool->answers - 1) * pool->disagree / chance : 1;
}

static size_t answers_of(const struct opinion *opinions, size_t count, size_t at)
{
    size_t m = 1;
    while (at + m < count && opinions[at + m].unit == opinions[at].unit)
        m++;
    return m;
}

struct figure krippendorff_alpha(const struct opinion *opinions, size_t count, size_t classes, struct arena *arena)
{
    struct pool pool = {.said = arena_array(arena, classes, sizeof *pool.said)};
    struct knife knife = {0};
    for (size_t at = 0, m; at < count; at += m) {
        m = answers_of(opinions, count, at);
        if (m < 2)
            continue;
        add_unit(&pool, opinions + at, m, 1);
        pool.units++;
    }
    if (pool.units == 0 || pool.squares >= pool.answers * pool.answers)
        return (struct figure){0};
    double estimate = alpha(&pool);
    for (size_t at = 0, m; pool.units > 1 && at < count; at += m) {
        m = answers_of(opinions, count, at);
        if (m < 2)
            continue;
        add_unit(&pool, opinions + at, m, -1);
        leave_one_out(&knife, alpha(&pool));
        add_unit(&pool, opinions + at, m, 1);
    }
    knife.n = (double)pool.units;
    return figure_of(&knife, estimate);
}
