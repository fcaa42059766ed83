#include "dengine/estimate.h"

#include <math.h>

/* ---- one stratum ---- */

/* Sums over the rows; a = 1/pi is what a row stands for, q = 1 - pi what is uncertain of it. */
struct sums {
    double a, squares, q;       /* a, a^2, q */
    double wrong, forecast;     /* means of y and f, weighted by a */
    double wrong_e, forecast_e; /* means of their residuals times a, weighted by q */
};

struct part {
    double p, variance, kish, lambda;
    double errors, corrects; /* uncertain ones: sum of q */
    size_t wrong;
};

static struct sums sum_up(const struct estimate_stratum *stratum)
{
    struct sums s = {0};
    for (size_t i = 0; i < stratum->count; i++) {
        const struct estimate_row *row = &stratum->rows[i];
        double a = 1 / row->pi;
        s.a += a;
        s.squares += a * a;
        s.q += 1 - row->pi;
        s.wrong += row->wrong ? a : 0;
        s.forecast += isnan(stratum->forecast) ? 0 : a * row->forecast;
    }
    s.wrong /= s.a;
    s.forecast /= s.a;
    for (size_t i = 0; s.q > 0 && i < stratum->count; i++) {
        const struct estimate_row *row = &stratum->rows[i];
        double share = (1 - row->pi) / row->pi / s.q;
        s.wrong_e += share * (row->wrong - s.wrong);
        s.forecast_e += isnan(stratum->forecast) ? 0 : share * (row->forecast - s.forecast);
    }
    return s;
}

static double residual_wrong(const struct sums *s, const struct estimate_row *row)
{
    return (row->wrong - s->wrong) / row->pi - s->wrong_e;
}

static double residual_forecast(const struct sums *s, const struct estimate_row *row)
{
    return (row->forecast - s->forecast) / row->pi - s->forecast_e;
}

/* The slope of the errors over the forecasts, as far as the sample can tell it. */
static double slope(const struct sums *s, const struct estimate_stratum *stratum)
{
    double both = 0, square = 0;
    if (isnan(stratum->forecast))
        return 0;
    for (size_t i = 0; i < stratum->count; i++) {
        const struct estimate_row *row = &stratum->rows[i];
        double f = residual_forecast(s, row), q = 1 - row->pi;
        both += q * f * residual_wrong(s, row);
        square += q * f * f;
    }
    return square < 1e-15 ? 0 : fmin(1, fmax(0, both / square));
}

/* Where nothing, or everything, is wrong the rows show no spread: the least that half an error more would make. */
static double least_variance(const struct part *part, size_t count)
{
    double t = 0.5 / ((double)count + 1);
    return part->wrong == 0 || part->wrong == count ? t * (1 - t) / part->kish : 0;
}

static struct part estimate_part(const struct estimate_stratum *stratum)
{
    struct sums s = sum_up(stratum);
    struct part part = {.kish = s.a * s.a / s.squares, .lambda = slope(&s, stratum)};
    double n = (double)stratum->count, sum = 0;
    for (size_t i = 0; i < stratum->count; i++) {
        const struct estimate_row *row = &stratum->rows[i];
        double q = 1 - row->pi, e = residual_wrong(&s, row);
        if (part.lambda > 0)
            e -= part.lambda * residual_forecast(&s, row);
        sum += q * e * e;
        part.wrong += row->wrong;
        *(row->wrong ? &part.errors : &part.corrects) += q;
    }
    part.p = s.wrong + (part.lambda > 0 ? part.lambda * (stratum->forecast - s.forecast) : 0);
    part.variance = n > 1 ? n / (n - 1) * sum / (s.a * s.a) : 0;
    part.variance = fmax(part.variance, least_variance(&part, stratum->count));
    return part;
}

/* ---- all of them ---- */

/* All rows alike and no forecast: plain counting. */
static bool is_plain(const struct estimate_stratum *strata, size_t count)
{
    size_t used = 0;
    const struct estimate_stratum *only = strata;
    for (size_t h = 0; h < count; h++) {
        used += strata[h].count > 0;
        only = strata[h].count > 0 ? &strata[h] : only;
    }
    bool plain = used == 1 && isnan(only->forecast);
    for (size_t i = 1; plain && i < only->count; i++)
        plain = fabs(only->rows[i].pi - only->rows[0].pi) <= 0;
    return plain;
}

static struct figure interval(const struct estimate *estimate, double p, double uncertain)
{
    double n = (double)estimate->rows, clipped = fmin(1 - .5 / n, fmax(.5 / n, p));
    if (estimate->wrong == 0 || estimate->wrong == estimate->rows)
        return wilson_interval(p, estimate->kish, INTERVAL_Z);
    double size = estimate->variance > 0 ? clipped * (1 - clipped) / estimate->variance : estimate->kish;
    if (uncertain < 5)
        return wilson_interval(p, fmin(size, estimate->kish), INTERVAL_Z);
    return wilson_interval(p, size, student_quantile(estimate->dof));
}

struct estimate estimate_rate(const struct estimate_stratum *strata, size_t count)
{
    struct estimate sum = {0};
    double p = 0, inverse_kish = 0, fourth = 0, errors = 0, corrects = 0;
    for (size_t h = 0; h < count; h++)
        sum.population += strata[h].count ? strata[h].population : 0;
    for (size_t h = 0; h < count; h++) {
        if (strata[h].count == 0)
            continue;
        struct part part = estimate_part(&strata[h]);
        double share = strata[h].population / sum.population, square = share * share, variance = square * part.variance;
        p += share * part.p;
        sum.variance += variance;
        inverse_kish += square / part.kish;
        fourth += variance * variance / fmax(1, part.kish - 1); /* one row alone has no degree: as if it had one */
        errors += part.errors;
        corrects += part.corrects;
        sum.rows += strata[h].count;
        sum.wrong += part.wrong;
        sum.lambda = part.lambda;
    }
    if (sum.rows == 0)
        return sum;
    sum.kish = 1 / inverse_kish;
    sum.dof = fourth > 0 ? sum.variance * sum.variance / fourth : sum.kish - 1;
    sum.rate = is_plain(strata, count) ? share_of((double)sum.wrong, (double)sum.rows)
                                       : interval(&sum, fmin(1, fmax(0, p)), fmin(errors, corrects));
    return sum;
}

struct estimate estimate_known(struct estimate estimate, double known, double wrong)
{
    double rest = estimate.population, all = rest + known;
    struct figure *rate = &estimate.rate;
    if (all <= 0)
        return estimate;
    *rate = (struct figure){(wrong + rest * rate->estimate) / all, (wrong + rest * rate->low) / all,
                            (wrong + rest * rate->high) / all, rest > 0 ? rate->n : known};
    estimate.population = all;
    return estimate;
}

struct estimate estimate_bound(struct estimate estimate, double population, double reviewed, double wrong)
{
    double least = fmin(1, wrong / population), most = fmax(least, 1 - (reviewed - wrong) / population);
    struct figure *rate = &estimate.rate;
    rate->estimate = fmin(most, fmax(least, rate->estimate));
    rate->low = fmin(most, fmax(least, rate->low));
    rate->high = fmin(most, fmax(least, rate->high));
    return estimate;
}
