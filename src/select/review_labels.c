/*
 * review_labels.c - what is taken for what, and whether the confidence can be trusted.
 */
#include <math.h>
#include <stdlib.h>

#include "select/review.h"

/* ---- confusions ---- */

enum { CONFUSIONS_TOLD = 25 }; /* the commonest, of which the share is told */

static int by_pair(const void *a, const void *b)
{
    const struct confusion_figures *x = a, *y = b;
    int order = (x->says > y->says) - (x->says < y->says);
    return order ? order : (x->is > y->is) - (x->is < y->is);
}

static int by_found(const void *a, const void *b, void *state)
{
    const struct confusion_figures *x = a, *y = b;
    const struct review_factor *factors = *(const struct review_factor *const *)state;
    int order = (x->found < y->found) - (x->found > y->found);
    if (order == 0)
        order = text_compare(factors[FACTOR_SAYS].levels[x->says], factors[FACTOR_SAYS].levels[y->says]);
    return order ? order : text_compare(factors[FACTOR_IS].levels[x->is], factors[FACTOR_IS].levels[y->is]);
}

static size_t join_equal(struct confusion_figures *pairs, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && by_pair(&pairs[kept - 1], &pairs[i]) == 0) {
            pairs[kept - 1].found += pairs[i].found;
            pairs[kept - 1].last += pairs[i].last;
        } else {
            pairs[kept++] = pairs[i];
        }
    }
    return kept;
}

void review_confusions(struct review_figures *figures, const struct review_samples *samples)
{
    const struct review *review = samples->review;
    const struct review_factor *factors = review->factors;
    const uint32_t *says = factors[FACTOR_SAYS].values, *is = factors[FACTOR_IS].values;
    struct confusion_figures *pairs = arena_array(samples->arena, figures->counts.wrong, sizeof *pairs);
    size_t count = 0;
    for (size_t i = 0; i < review->count; i++)
        if (review->rows[i].outcome == OUTCOME_WRONG && says[i] != REVIEW_NONE && is[i] != REVIEW_NONE)
            pairs[count++] = (struct confusion_figures){
                .says = says[i], .is = is[i], .found = 1, .last = review->rows[i].night + 1 == review->nights_count};
    if (count)
        qsort(pairs, count, sizeof *pairs, by_pair);
    figures->confusions = pairs;
    figures->confusions_count = count = join_equal(pairs, count);
    if (count)
        qsort_r(pairs, count, sizeof *pairs, by_found, &factors);
    for (size_t i = 0; i < count && i < CONFUSIONS_TOLD; i++) {
        struct review_domain domain = {
            .first = figures->since, .last = review->nights_count - 1, .says = pairs[i].says, .is = pairs[i].is};
        struct figure others = review_rate(samples, &domain).accuracy;
        pairs[i].share = (struct figure){1 - others.estimate, 1 - others.high, 1 - others.low, others.n};
    }
}

/* ---- calibration ---- */

/* Sums of the sample by tenth, each row as it stands for the population. */
struct tenths {
    double stands[REVIEW_TENTHS], confidence[REVIEW_TENTHS], right[REVIEW_TENTHS];
};

static size_t tenth_of(double confidence)
{
    double tenth = floor(confidence * REVIEW_TENTHS);
    return tenth >= REVIEW_TENTHS ? REVIEW_TENTHS - 1 : (size_t)tenth;
}

static void add_to(struct tenths *tenths, const struct review_row *row, double stands)
{
    size_t t = tenth_of(row->confidence);
    tenths->stands[t] += stands;
    tenths->confidence[t] += stands * row->confidence;
    tenths->right[t] += row->outcome == OUTCOME_RIGHT ? stands : 0;
}

static double calibration_error(const struct tenths *tenths)
{
    double sum = 0, stands = 0;
    for (size_t t = 0; t < REVIEW_TENTHS; t++) {
        sum += fabs(tenths->right[t] - tenths->confidence[t]);
        stands += tenths->stands[t];
    }
    return stands > 0 ? sum / stands : 0;
}

/* The deviation of an estimate from what it would be without each of its rows (jackknife: Efron & Stein 1981). */
static double deviation(const struct review *review, const size_t *rows, const double *stands, size_t count,
                        const struct tenths *tenths)
{
    double sum = 0, squares = 0, n = (double)count;
    for (size_t i = 0; i < count; i++) {
        struct tenths without = *tenths;
        add_to(&without, &review->rows[rows[i]], -stands[i]);
        double error = calibration_error(&without);
        sum += error;
        squares += error * error;
    }
    return n > 1 ? sqrt(fmax(0, (squares - sum * sum / n) * (n - 1) / n)) : 1;
}

static void make_tenths(struct calibration_figures *calibration, const struct review_samples *samples,
                        struct review_domain domain, const struct tenths *tenths)
{
    const struct review *review = samples->review;
    const size_t *all = domain.rows;
    size_t count = domain.count, *rows = arena_array(samples->arena, count, sizeof *rows);
    domain.rows = rows;
    for (size_t t = 0; t < REVIEW_TENTHS; t++) {
        domain.count = 0;
        for (size_t i = 0; i < count; i++)
            if (tenth_of(review->rows[all[i]].confidence) == t)
                rows[domain.count++] = all[i];
        calibration->tenths[t].rate = review_rate(samples, &domain);
        calibration->tenths[t].confidence = tenths->stands[t] > 0 ? tenths->confidence[t] / tenths->stands[t] : 0;
    }
}

void review_calibration(struct review_figures *figures, const struct review_samples *samples)
{
    const struct review *review = samples->review;
    struct calibration_figures *calibration = &figures->calibration;
    size_t count = 0, *rows = arena_array(samples->arena, review->count, sizeof *rows);
    double *stands = arena_array(samples->arena, review->count, sizeof *stands), sum = 0;
    struct tenths tenths = {0};
    for (size_t i = 0; i < review->count; i++) {
        const struct review_row *row = &review->rows[i];
        if (row->night < figures->since || !review_drawn(row) || !review_answered(row) || isnan(row->confidence))
            continue;
        stands[count] = 1 / row->pi;
        add_to(&tenths, row, stands[count]);
        rows[count++] = i;
        sum += 1 / row->pi;
        calibration->confidence += row->confidence / row->pi;
    }
    if (count == 0)
        return;
    struct review_domain domain = {.rows = rows,
                                   .count = count,
                                   .first = figures->since,
                                   .last = review->nights_count - 1,
                                   .told_late = true,
                                   .sample_only = true,
                                   .says = REVIEW_NONE};
    double error = calibration_error(&tenths), half = INTERVAL_Z * deviation(review, rows, stands, count, &tenths);
    struct review_rate rate = review_rate(samples, &domain);
    if (rate.right == 0 || rate.right == rate.sample) /* no spread to be seen: that of the accuracy */
        half = fmax(half, (rate.accuracy.high - rate.accuracy.low) / 2);
    calibration->confidence /= sum;
    calibration->accuracy = rate.accuracy;
    calibration->error = (struct figure){error, fmax(0, error - half), fmin(1, error + half), (double)count};
    make_tenths(calibration, samples, domain, &tenths);
}
