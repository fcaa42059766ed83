/*
 * review_rate.c - how often the model is right on a part of the population, pooled over nights.
 *
 * Nights that drew from fresh rows are strata, each by its population. Nights of one pool all speak of the
 * same rows: night h knows the answers of the nights before it and estimates what they had left, each such
 * estimate is fair whatever the nights before chose, and so is their mean. It weighs a night by its reviewed
 * rows over the square of what was left: where all nights err alike, that is the inverse of its variance.
 * Where the pool grows from night to night, what a night says of the rows it knew is taken for the rows of the
 * last night, too: it counts as often as the pool has grown since.
 * Nights whose sample has few reviewed rows in the domain are joined with their neighbours (collapsed strata,
 * Cochran 1977, 5A.12): a variance needs rows.
 */
#include <math.h>
#include <string.h>

#include "select/review.h"

void review_count(struct review_counts *counts, const struct review_row *row)
{
    counts->rows++;
    counts->reviewed += review_answered(row);
    counts->wrong += row->outcome == OUTCOME_WRONG;
    counts->skipped += row->outcome == OUTCOME_SKIPPED;
    counts->disputed += row->outcome == OUTCOME_DISPUTED;
    counts->open += row->outcome == OUTCOME_OPEN;
}

struct review_samples *review_samples(const struct review *review, struct arena *arena)
{
    struct review_samples *samples = arena_alloc(arena, sizeof *samples);
    *samples = (struct review_samples){.review = review,
                                       .arena = arena,
                                       .nights = arena_array(arena, review->nights_count, sizeof *samples->nights),
                                       .rows = arena_array(arena, review->count, sizeof *samples->rows)};
    for (size_t i = review->count; i-- > 0;) {
        const struct review_row *row = &review->rows[i];
        samples->nights[row->night].start = i;
        samples->nights[row->night].fresh += !row->again;
        samples->nights[row->night].certain += row->pi >= 1;
        if (!review_drawn(row))
            continue;
        samples->nights[row->night].stands += 1 / row->pi;
        samples->nights[row->night].drawn++;
        samples->nights[row->night].sampled += review_answered(row) && !review->nights[row->night].taught;
    }
    for (size_t h = 0; h < review->nights_count; h++)
        samples->nights[h].frame =
            isnan(review->nights[h].population) ? samples->nights[h].stands : review->nights[h].population;
    return samples;
}

static bool same_table(const struct review_night *nights, size_t h)
{
    return nights[h].pool.size && text_equal(nights[h].pool, nights[h - 1].pool);
}

/* Whether the table holds what the night before queued, or most of it, and other rows: it has grown. */
static bool has_grown(const struct review_samples *samples, size_t h)
{
    const struct review_night *night = &samples->review->nights[h];
    double queued = (double)(samples->nights[h].start - samples->nights[h - 1].start);
    return night->pool.size && queued > 0 && 2 * night->met >= queued;
}

static bool same_pool(const struct review_samples *samples, size_t h)
{
    const struct review_night *nights = samples->review->nights;
    return h > 0 && text_equal(nights[h].model, nights[h - 1].model) &&
           (same_table(nights, h) || has_grown(samples, h));
}

/* ---- one walk over the nights ---- */

struct walk {
    const struct review_samples *samples;
    const struct review_domain *domain;
    struct arena *scratch;
    size_t next;                              /* row of the domain */
    double weight;                            /* of the night at hand: its share of the pool, 1 for one of its own,
                                                 times what the pool has grown by since */
    double before, before_wrong, before_open; /* distinct rows of the pool's earlier nights */
    double known, known_wrong, unknown;
    double reviewed, wrong; /* distinct rows of all nights that count */
    /* the part in the making */
    size_t first, count;                   /* its rows within samples->rows */
    double population, forecast;           /* rows it stands for, sum of their forecasts */
    double last_population, last_forecast; /* of the part before */
    struct estimate_part *parts;
    size_t parts_count;
};

static size_t row_at(const struct walk *walk, size_t i)
{
    return walk->domain->rows ? walk->domain->rows[i] : i;
}

static bool is_hit(const struct walk *walk, size_t i)
{
    const struct review *review = walk->samples->review;
    const struct review_domain *domain = walk->domain;
    if (review->rows[i].outcome != OUTCOME_WRONG || domain->says == REVIEW_NONE)
        return review->rows[i].outcome == OUTCOME_WRONG;
    return review->factors[FACTOR_SAYS].values[i] == domain->says && review->factors[FACTOR_IS].values[i] == domain->is;
}

static void end_part(struct walk *walk)
{
    const struct estimate_row *rows = walk->samples->rows + walk->first;
    double forecast = walk->population > 0 ? walk->forecast / walk->population : NAN;
    if (walk->count)
        walk->parts[walk->parts_count++] = estimate_part(rows, walk->count, walk->population, forecast);
    walk->last_population = walk->population;
    walk->last_forecast = walk->forecast;
    walk->population = walk->forecast = 0;
    walk->first += walk->count;
    walk->count = 0;
}

/* What the night's record tells of the domain, when it is a label that the model says; else NULL. */
static const struct review_class *night_class(const struct walk *walk, size_t h)
{
    const struct review_night *night = &walk->samples->review->nights[h];
    for (size_t c = 0; walk->domain->called && c < night->classes_count; c++)
        if (night->classes[c].label == *walk->domain->called)
            return night->classes[c].population >= 1 ? &night->classes[c] : NULL;
    return NULL;
}

/* How many rows a drawn one of the night stands for, times its pi: together as many as are known. */
static double night_unit(const struct walk *walk, size_t h, const struct review_class *class)
{
    const struct review *review = walk->samples->review;
    if (!class)
        return walk->weight * walk->samples->nights[h].frame / walk->samples->nights[h].stands;
    double stands = 0;
    for (size_t i = walk->next; i < walk->domain->count && review->rows[row_at(walk, i)].night == h; i++)
        if (review_drawn(&review->rows[row_at(walk, i)]))
            stands += 1 / review->rows[row_at(walk, i)].pi;
    return walk->weight * class->population / stands;
}

/* One drawn row: its share of the population, and a row of the sample if it was reviewed. */
static void add_drawn(struct walk *walk, size_t h, size_t i, double unit)
{
    const struct review_row *row = &walk->samples->review->rows[i];
    double reviewed = (double)walk->samples->nights[h].sampled / (double)walk->samples->nights[h].drawn;
    if (walk->weight <= 0)
        return;
    if (!walk->domain->told_late)
        walk->population += unit / row->pi;
    else if (review_answered(row))
        walk->population += unit / row->pi / reviewed;
    if (isnan(row->forecast)) /* a sample that knows the forecasts of some rows only knows none */
        walk->forecast = NAN;
    if (review_answered(row))
        walk->samples->rows[walk->first + walk->count++] = (struct estimate_row){.pi = row->pi * reviewed,
                                                                                 .forecast = row->forecast,
                                                                                 .wrong = is_hit(walk, i),
                                                                                 .stands = unit / row->pi / reviewed};
}

static void add_certain(struct walk *walk, size_t i)
{
    const struct review_row *row = &walk->samples->review->rows[i];
    if (review_answered(row)) {
        walk->known += walk->weight;
        walk->known_wrong += is_hit(walk, i) ? walk->weight : 0;
    } else {
        walk->unknown += walk->weight;
    }
}

/* What later nights of the pool know of a row. */
static void add_before(struct walk *walk, size_t i)
{
    const struct review_row *row = &walk->samples->review->rows[i];
    if (row->again)
        return;
    walk->before += review_answered(row);
    walk->before_wrong += review_answered(row) && is_hit(walk, i);
    walk->before_open += !review_answered(row);
    bool counts = walk->weight > 0 && !isnan(row->pi) && review_answered(row);
    walk->reviewed += counts;
    walk->wrong += counts && is_hit(walk, i);
}

/* The mean of the forecasts over the domain that night; NAN: not known. */
static double night_forecast(const struct walk *walk, size_t h, const struct review_class *class)
{
    if (class)
        return class->forecast;
    bool whole = !walk->domain->rows && walk->domain->says == REVIEW_NONE;
    return whole ? walk->samples->review->nights[h].forecast : NAN;
}

static void add_night(struct walk *walk, size_t h)
{
    const struct review *review = walk->samples->review;
    const struct review_class *class = night_class(walk, h);
    double population = walk->population, unit = night_unit(walk, h, class);
    walk->known += walk->weight * walk->before;
    walk->known_wrong += walk->weight * walk->before_wrong;
    walk->unknown += walk->weight * walk->before_open;
    for (; walk->next < walk->domain->count && review->rows[row_at(walk, walk->next)].night == h; walk->next++) {
        size_t i = row_at(walk, walk->next);
        if (review_drawn(&review->rows[i]))
            add_drawn(walk, h, i, unit);
        else if (review->rows[i].pi >= 1)
            add_certain(walk, i);
        add_before(walk, i);
    }
    if (class && walk->population <= population) /* no row of it was drawn: its neighbours stand for it */
        walk->population += walk->weight * class->population;
    if (walk->population > population)
        walk->forecast += night_forecast(walk, h, class) * (walk->population - population);
    if (walk->count >= INTERVAL_FEW)
        end_part(walk);
}

/* What a night counts among those of its pool: 0 when nothing of its sample was reviewed. */
static double night_weight(const struct walk *walk, size_t h, double grown)
{
    double frame = walk->samples->nights[h].frame * grown;
    return frame > 0 ? (double)walk->samples->nights[h].sampled / (frame * frame) : 0;
}

/* By how much the pool has grown from each of its nights to the last one. */
static double *pool_growth(const struct walk *walk, size_t first, size_t last)
{
    const struct review_samples *samples = walk->samples;
    double *rows = arena_array(walk->scratch, last - first + 1, sizeof *rows), before = 0;
    for (size_t h = first; h <= last; h++) {
        rows[h - first] = before + samples->nights[h].certain + samples->nights[h].frame;
        if (h > first && same_table(samples->review->nights, h)) /* but for what was left out meanwhile */
            rows[h - first] = rows[h - 1 - first];
        before += samples->nights[h].fresh;
    }
    for (size_t h = first; h <= last; h++)
        rows[h - first] = rows[last - first] / rows[h - first];
    return rows;
}

/* The nights first .. last, all of one pool: the last may stand before the pool's end. */
static void walk_pool(struct walk *walk, size_t first, size_t last)
{
    const double *grown = pool_growth(walk, first, last);
    double sum = 0;
    for (size_t h = first; h <= last; h++)
        sum += night_weight(walk, h, grown[h - first]);
    walk->before = walk->before_wrong = walk->before_open = 0;
    for (size_t h = first; h <= last; h++) {
        walk->weight = sum > 0 ? night_weight(walk, h, grown[h - first]) / sum * grown[h - first] : 0;
        add_night(walk, h);
    }
}

/* The last night of the pool that night h is of, as far as the domain reaches. */
static size_t pool_end(const struct walk *walk, size_t h)
{
    while (h < walk->domain->last && same_pool(walk->samples, h + 1))
        h++;
    return h;
}

static struct walk begin_walk(const struct review_samples *samples, const struct review_domain *domain,
                              struct arena *scratch)
{
    struct walk walk = {.samples = samples, .domain = domain, .scratch = scratch};
    walk.parts = arena_array(scratch, domain->last - domain->first + 1, sizeof *walk.parts);
    walk.next = domain->rows ? 0 : samples->nights[domain->first].start;
    while (walk.next < domain->count && samples->review->rows[row_at(&walk, walk.next)].night < domain->first)
        walk.next++;
    return walk;
}

/* What is left over when the nights end are too few rows for a part of their own: they go to the last one. */
static struct review_rate end_walk(struct walk *walk)
{
    if ((walk->count || walk->population > 0) && walk->parts_count) {
        const struct estimate_part *last = &walk->parts[--walk->parts_count];
        walk->first -= last->rows;
        walk->count += last->rows;
        walk->population += walk->last_population;
        walk->forecast += walk->last_forecast;
    }
    end_part(walk);
    struct estimate estimate = estimate_parts(walk->parts, walk->parts_count);
    struct review_rate rate = {
        .sample = estimate.rows, .right = estimate.rows - estimate.wrong, .unknown = walk->unknown};
    if (estimate.rows && !walk->domain->sample_only) {
        estimate = estimate_known(estimate, walk->known, walk->known_wrong);
        rate.known = walk->known;
        if (!walk->domain->rows)
            estimate = estimate_bound(estimate, estimate.population, walk->reviewed, walk->wrong);
    }
    rate.population = estimate.population;
    const struct figure *wrong = &estimate.rate;
    rate.accuracy = (struct figure){1 - wrong->estimate, 1 - wrong->high, 1 - wrong->low, wrong->n};
    return rate;
}

struct review_rate review_rate(const struct review_samples *samples, const struct review_domain *domain)
{
    struct review_domain own = *domain;
    struct arena scratch = {.exhausted = samples->arena->exhausted};
    own.count = own.rows ? own.count : samples->review->count;
    struct walk walk = begin_walk(samples, &own, &scratch);
    for (size_t h = own.first, end; h <= own.last; h = end + 1) {
        end = pool_end(&walk, h);
        walk_pool(&walk, h, end);
    }
    struct review_rate rate = end_walk(&walk);
    arena_free(&scratch);
    return rate;
}

/* Each pool is walked again for each of its nights, from where the pools before it have ended. */
void review_rates_so_far(const struct review_samples *samples, size_t first, size_t last, struct review_rate *rates)
{
    struct review_domain domain = {.count = samples->review->count, .first = first, .last = last, .says = REVIEW_NONE};
    struct arena scratch = {.exhausted = samples->arena->exhausted};
    struct walk ended = begin_walk(samples, &domain, &scratch);
    for (size_t h = first, end; h <= last; h = end + 1) {
        end = pool_end(&ended, h);
        for (size_t to = h; to <= end; to++) {
            struct walk walk = ended;
            struct estimate_part before =
                ended.parts_count ? ended.parts[ended.parts_count - 1] : (struct estimate_part){0};
            walk_pool(&walk, h, to);
            rates[to - first] = end_walk(&walk);
            if (ended.parts_count) /* the last nights may have been joined to it */
                ended.parts[ended.parts_count - 1] = before;
        }
        walk_pool(&ended, h, end);
    }
    arena_free(&scratch);
}
