#include "select/review.h"

#include <math.h>
#include <stdlib.h>

/* ---- nights ---- */

static bool begins_anew(const struct review *review, size_t h)
{
    return h == 0 || !text_equal(review->nights[h].model, review->nights[h - 1].model);
}

/* The nights first .. last, all of one model. */
static void make_model(struct review_figures *figures, const struct review_samples *samples, size_t first, size_t last)
{
    struct review_rate *so_far = arena_array(samples->arena, last - first + 1, sizeof *so_far);
    review_rates_so_far(samples, first, last, so_far);
    for (size_t h = first; h <= last; h++)
        figures->nights[h].so_far = so_far[h - first];
    figures->nights[first].anew = true;
    figures->since = first;
}

static void make_nights(struct review_figures *figures, const struct review_samples *samples)
{
    const struct review *review = samples->review;
    for (size_t i = 0; i < review->count; i++)
        review_count(&figures->nights[review->rows[i].night].counts, &review->rows[i]);
    for (size_t h = 0, first = 0; h < review->nights_count; h++) {
        if (begins_anew(review, h))
            first = h;
        if (h + 1 == review->nights_count || begins_anew(review, h + 1))
            make_model(figures, samples, first, h);
        review_rates_so_far(samples, h, h, &figures->nights[h].alone);
    }
    figures->accuracy = figures->nights[review->nights_count - 1].so_far;
}

/* The rate of the samples of all nights, whatever the model. */
static void make_base(struct review_figures *figures, const struct review_samples *samples)
{
    struct review_domain domain = {.last = samples->review->nights_count - 1, .sample_only = true, .says = REVIEW_NONE};
    struct figure right = review_rate(samples, &domain).accuracy;
    figures->base = (struct figure){1 - right.estimate, 1 - right.high, 1 - right.low, right.n};
}

/* ---- factors ---- */

struct sorted {
    const struct review_factor *factor;
    size_t *rows; /* by level, then as they stand */
    size_t count;
};

static int by_level(const void *a, const void *b, void *state)
{
    const uint32_t *values = ((const struct sorted *)state)->factor->values;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    int order = (values[x] > values[y]) - (values[x] < values[y]);
    return order ? order : (x > y) - (x < y);
}

static void sort_rows(struct sorted *sorted, const struct review *review, struct arena *arena)
{
    sorted->rows = arena_array(arena, review->count, sizeof *sorted->rows);
    for (size_t i = 0; i < review->count; i++)
        if (sorted->factor->values[i] != REVIEW_NONE)
            sorted->rows[sorted->count++] = i;
    if (sorted->count)
        qsort_r(sorted->rows, sorted->count, sizeof *sorted->rows, by_level, sorted);
}

static int by_name(const void *a, const void *b, void *state)
{
    const struct review_factor *factor = ((const struct sorted *)state)->factor;
    return text_compare(factor->levels[((const struct level_figures *)a)->level],
                        factor->levels[((const struct level_figures *)b)->level]);
}

/* Each level on its rows of the last model's nights. */
static void make_factor(struct factor_figures *factor, const struct review_figures *figures,
                        const struct review_samples *samples, size_t f)
{
    const struct review *review = samples->review;
    struct arena scratch = {.exhausted = samples->arena->exhausted};
    struct sorted sorted = {.factor = &review->factors[f]};
    sort_rows(&sorted, review, &scratch);
    factor->levels = arena_array(samples->arena, sorted.factor->count, sizeof *factor->levels);
    for (size_t i = 0, end; i < sorted.count; i = end) {
        struct level_figures *level = &factor->levels[factor->count++];
        level->level = sorted.factor->values[sorted.rows[i]];
        for (end = i; end < sorted.count && sorted.factor->values[sorted.rows[end]] == level->level; end++)
            review_count(&level->counts, &review->rows[sorted.rows[end]]);
        struct review_domain domain = {.rows = sorted.rows + i,
                                       .count = end - i,
                                       .first = figures->since,
                                       .last = review->nights_count - 1,
                                       .called = f == FACTOR_SAYS ? &level->level : NULL,
                                       .told_late = f == FACTOR_IS,
                                       .says = REVIEW_NONE};
        level->rate = review_rate(samples, &domain);
    }
    arena_free(&scratch);
    qsort_r(factor->levels, factor->count, sizeof *factor->levels, by_name, &sorted);
}

/* ---- all ---- */

struct review_figures *review_figures(const struct review *review, struct arena *arena)
{
    struct review_figures *figures = arena_alloc(arena, sizeof *figures);
    struct review_samples *samples = review_samples(review, arena);
    figures->nights = arena_array(arena, review->nights_count, sizeof *figures->nights);
    figures->factors = arena_array(arena, review->factors_count, sizeof *figures->factors);
    figures->methods = arena_array(arena, review->methods_count, sizeof *figures->methods);
    for (size_t i = 0; i < review->count; i++) {
        review_count(&figures->counts, &review->rows[i]);
        figures->unknown_pi += isnan(review->rows[i].pi) != 0;
    }
    if (review->nights_count == 0)
        return figures;
    make_nights(figures, samples);
    make_base(figures, samples);
    for (size_t f = 0; f < review->factors_count; f++)
        make_factor(&figures->factors[f], figures, samples, f);
    review_methods(figures, samples);
    review_confusions(figures, samples);
    review_calibration(figures, samples);
    review_advice(figures, samples);
    return figures;
}
