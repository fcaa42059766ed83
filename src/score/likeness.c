#include "dengine/likeness.h"

#include <math.h>

#include "score/panels.h"

const struct metric likeness_metrics[] = {
    {"cosine", "a.b / (|a| |b|)", "the angle; lengths do not count", "Salton & McGill 1983", "similarity", false, true},
    {"dot", "a.b", "the inner product: long vectors count more", "Salton & McGill 1983", "similarity", false, false},
    {"euclidean", "|a - b|", "minus the distance", "Cover & Hart 1967", "distance", true, false},
    {0},
};

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

/* The score of one comparison in the panels. */
static double from_panel(const struct likeness *likeness, double compared, double length_inverse, size_t seed)
{
    if (likeness->metric->distance)
        return -sqrt(compared);
    return likeness->metric->angle ? compared * length_inverse * likeness->inverse[seed] : compared;
}

static double exact(const struct likeness *likeness, const float *row, double square, const float *seed,
                    double seed_square)
{
    if (likeness->metric->distance)
        return -vector_distance(row, seed, likeness->dimensions);
    return likeness->metric->angle ? vector_cosine(row, square, seed, seed_square, likeness->dimensions)
                                   : vector_dot(row, seed, likeness->dimensions);
}

/* How far a score from the panels may be off. */
static double slack(const struct likeness *likeness, double square, double score)
{
    if (likeness->metric->distance)
        return LIKENESS_SLACK * fabs(score);
    return likeness->metric->angle ? LIKENESS_SLACK : LIKENESS_SLACK * sqrt(square) * likeness->longest;
}

/* The greatest of all: the loops are short, they run for every row. */
static double nearest_in_panels(const struct likeness *likeness, const double *compared, double length_inverse)
{
    double best = likeness->metric->distance ? INFINITY : -INFINITY;
    if (likeness->metric->distance)
        for (size_t i = 0; i < likeness->count; i++)
            best = compared[i] < best ? compared[i] : best;
    else if (likeness->metric->angle)
        for (size_t i = 0; i < likeness->count; i++)
            best = compared[i] * likeness->inverse[i] > best ? compared[i] * likeness->inverse[i] : best;
    else
        for (size_t i = 0; i < likeness->count; i++)
            best = compared[i] > best ? compared[i] : best;
    if (likeness->metric->distance)
        return -sqrt(best);
    return likeness->metric->angle ? best * length_inverse : best;
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
            score += from_panel(likeness, compared[i], inverse, i);
        score /= (double)likeness->count;
        break;
    case AGGREGATE_CENTROID:
        score = likeness->metric->distance ? -sqrt(compared[0]) : compared[0];
        if (likeness->metric->angle)
            score *= inverse / sqrt(likeness->centroid_square);
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
        double one = from_panel(likeness, compared[i], inverse, i);
        least = fmax(least, one - slack(likeness, square, one));
    }
    size_t best = 0;
    *score = -INFINITY;
    for (size_t i = 0; i < likeness->count; i++) {
        if (known) {
            double one = from_panel(likeness, compared[i], inverse, i);
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
