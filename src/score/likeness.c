#include "dengine/likeness.h"

#include <math.h>

#include "score/panels.h"

const struct metric likeness_metrics[] = {
    [METRIC_COSINE] = {.name = "cosine",
                       .formula = "a.b / (|a| |b|)",
                       .doc = "the angle; lengths do not count",
                       .source = "Salton & McGill 1983",
                       .evidence = "similarity",
                       .angle = true},
    [METRIC_DOT] = {.name = "dot",
                    .formula = "a.b",
                    .doc = "the inner product: long vectors count more",
                    .source = "Salton & McGill 1983",
                    .evidence = "similarity"},
    [METRIC_EUCLIDEAN] = {.name = "euclidean",
                          .formula = "|a - b|",
                          .doc = "minus the distance",
                          .source = "Cover & Hart 1967",
                          .evidence = "distance",
                          .distance = true},
    {0},
};

const char *const likeness_aggregate_words[] = {
    [AGGREGATE_NEAREST] = "nearest", [AGGREGATE_MEAN] = "mean", [AGGREGATE_CENTROID] = "centroid", NULL};

/* Between these lengths products and sums of floats neither overflow nor vanish. */
static bool is_moderate(double square)
{
    return square > 1e-30 && square < 1e30;
}

void likeness_open(struct likeness *likeness, struct arena *arena, const struct metric *metric,
                   enum aggregate aggregate, const float *seeds, size_t count, size_t dimensions)
{
    *likeness = (struct likeness){
        .metric = metric, .aggregate = aggregate, .dimensions = dimensions, .count = count, .seeds = seeds};
    likeness->square = arena_array(arena, count, sizeof *likeness->square);
    likeness->inverse = arena_array(arena, count, sizeof *likeness->inverse);
    likeness->centroid = arena_array(arena, dimensions, sizeof *likeness->centroid);
    for (size_t i = 0; i < count; i++) {
        likeness->square[i] = vector_square(seeds + i * dimensions, dimensions);
        likeness->inverse[i] = 1 / sqrt(likeness->square[i]);
        likeness->plain |= !is_moderate(likeness->square[i]);
    }
    for (size_t d = 0; d < dimensions; d++) {
        double sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += (double)seeds[i * dimensions + d];
        likeness->centroid[d] = (float)(sum / (double)count);
    }
    likeness->centroid_square = vector_square(likeness->centroid, dimensions);
    bool one = aggregate == AGGREGATE_CENTROID;
    likeness->plain |= one && !is_moderate(likeness->centroid_square);
    likeness->panels = arena_alloc(arena, sizeof *likeness->panels);
    panels_open(likeness->panels, arena, one ? likeness->centroid : seeds, one ? 1 : count, dimensions);
    double longest = one ? likeness->centroid_square : 0;
    for (size_t i = 0; i < count && !one; i++)
        longest = fmax(longest, likeness->square[i]);
    likeness->longest = sqrt(longest);
}

size_t likeness_width(const struct likeness *likeness)
{
    return likeness->panels->panels * LIKENESS_LANES;
}

void likeness_compare(const struct likeness *likeness, const float *rows, size_t count, double *out)
{
    const struct likeness_kind *kind = likeness_best();
    (likeness->metric->distance ? kind->distances : kind->dots)(likeness->panels, rows, count, out);
}

static enum metric_kind kind_of(const struct likeness *likeness)
{
    return (enum metric_kind)(likeness->metric - likeness_metrics);
}

/* The score of one comparison in the panels, given one over the lengths of both. */
static double from_panel(const struct likeness *likeness, double compared, double row_inverse, double seed_inverse)
{
    switch (kind_of(likeness)) {
    case METRIC_COSINE:
        return compared * row_inverse * seed_inverse;
    case METRIC_DOT:
        return compared;
    case METRIC_EUCLIDEAN:
        break;
    }
    return -sqrt(compared);
}

static double exact(const struct likeness *likeness, const float *row, double square, const float *seed,
                    double seed_square)
{
    switch (kind_of(likeness)) {
    case METRIC_COSINE:
        return vector_cosine(row, square, seed, seed_square, likeness->dimensions);
    case METRIC_DOT:
        return vector_dot(row, seed, likeness->dimensions);
    case METRIC_EUCLIDEAN:
        break;
    }
    return -vector_distance(row, seed, likeness->dimensions);
}

/* How far a score from the panels may be off. */
static double slack(const struct likeness *likeness, double square, double score)
{
    switch (kind_of(likeness)) {
    case METRIC_COSINE:
        return LIKENESS_SLACK;
    case METRIC_DOT:
        return LIKENESS_SLACK * sqrt(square) * likeness->longest;
    case METRIC_EUCLIDEAN:
        break;
    }
    return LIKENESS_SLACK * fabs(score);
}

/* The greatest of all: the loops are short, they run for every row. */
static double nearest_in_panels(const struct likeness *likeness, const double *compared, double length_inverse)
{
    double best = -INFINITY, least = INFINITY;
    switch (kind_of(likeness)) {
    case METRIC_COSINE:
        for (size_t i = 0; i < likeness->count; i++)
            best = compared[i] * likeness->inverse[i] > best ? compared[i] * likeness->inverse[i] : best;
        return best * length_inverse;
    case METRIC_DOT:
        for (size_t i = 0; i < likeness->count; i++)
            best = compared[i] > best ? compared[i] : best;
        return best;
    case METRIC_EUCLIDEAN:
        break;
    }
    for (size_t i = 0; i < likeness->count; i++)
        least = compared[i] < least ? compared[i] : least;
    return -sqrt(least);
}

void likeness_bounds(const struct likeness *likeness, const double *compared, double square, double *low, double *high)
{
    if (likeness->plain || !is_moderate(square)) {
        *low = -INFINITY;
        *high = INFINITY;
        return;
    }
    double inverse = 1 / sqrt(square), score = 0;
    switch (likeness->aggregate) {
    case AGGREGATE_NEAREST:
        score = nearest_in_panels(likeness, compared, inverse);
        break;
    case AGGREGATE_MEAN:
        for (size_t i = 0; i < likeness->count; i++)
            score += from_panel(likeness, compared[i], inverse, likeness->inverse[i]);
        score /= (double)likeness->count;
        break;
    case AGGREGATE_CENTROID:
        score = from_panel(likeness, compared[0], inverse, 1 / sqrt(likeness->centroid_square));
        break;
    }
    double off = slack(likeness, square, score);
    *low = score - off;
    *high = score + off;
}

/* The greatest exact score; only seeds that the panels leave in the running are compared. */
static size_t nearest(const struct likeness *likeness, const float *row, double square, const double *compared,
                      double *score)
{
    bool known = compared && !likeness->plain && is_moderate(square) && likeness->aggregate != AGGREGATE_CENTROID;
    double least = -INFINITY, inverse = 1 / sqrt(square);
    for (size_t i = 0; known && i < likeness->count; i++) {
        double one = from_panel(likeness, compared[i], inverse, likeness->inverse[i]);
        least = fmax(least, one - slack(likeness, square, one));
    }
    size_t best = 0;
    *score = -INFINITY;
    for (size_t i = 0; i < likeness->count; i++) {
        if (known) {
            double one = from_panel(likeness, compared[i], inverse, likeness->inverse[i]);
            if (one + slack(likeness, square, one) < least)
                continue;
        }
        double one = exact(likeness, row, square, likeness->seeds + i * likeness->dimensions, likeness->square[i]);
        if (one > *score) {
            *score = one;
            best = i;
        }
    }
    return best;
}

double likeness_score(const struct likeness *likeness, const float *row, double square, const double *compared)
{
    double score = 0;
    switch (likeness->aggregate) {
    case AGGREGATE_NEAREST:
        nearest(likeness, row, square, compared, &score);
        break;
    case AGGREGATE_MEAN:
        for (size_t i = 0; i < likeness->count; i++)
            score += exact(likeness, row, square, likeness->seeds + i * likeness->dimensions, likeness->square[i]);
        score /= (double)likeness->count;
        break;
    case AGGREGATE_CENTROID:
        score = exact(likeness, row, square, likeness->centroid, likeness->centroid_square);
        break;
    }
    return score;
}

size_t likeness_nearest(const struct likeness *likeness, const float *row, double square, const double *compared,
                        double *value)
{
    double score;
    size_t best = nearest(likeness, row, square, compared, &score);
    *value = likeness->metric->distance ? -score : score;
    return best;
}
