#include "dengine/estimate.h"

#include <math.h>

/* ---- one part ---- */

/* Sums over the rows: a is what a row stands for, q = 1 - pi what is uncertain of it, y whether it is wrong,
 * f its forecast. */
struct sums {
    double a, squares, q;  /* sums of a, a^2, q */
    double y, f;           /* means by a */
    double y_rest, f_rest; /* means by q of (y - mean) a, (f - mean) a */
    bool forecast;
};

static double stands(const struct estimate_row *row)
{
    return row->stands > 0 ? row->stands : 1 / row->pi;
}

static struct sums sum_up(const struct estimate_row *rows, size_t count, bool forecast)
{
    struct sums s = {.forecast = forecast};
    for (size_t i = 0; i < count; i++) {
        double a = stands(&rows[i]);
        s.a += a;
        s.squares += a * a;
        s.q += 1 - rows[i].pi;
        s.y += rows[i].wrong ? a : 0;
        s.f += forecast ? a * rows[i].forecast : 0;
    }
    s.y /= s.a;
    s.f /= s.a;
    for (size_t i = 0; s.q > 0 && i < count; i++) {
        double share = stands(&rows[i]) * (1 - rows[i].pi) / s.q;
        s.y_rest += share * (rows[i].wrong - s.y);
        s.f_rest += forecast ? share * (rows[i].forecast - s.f) : 0;
    }
    return s;
}

static double residual_y(const struct sums *s, const struct estimate_row *row)
{
    return (row->wrong - s->y) * stands(row) - s->y_rest;
}

static double residual_f(const struct sums *s, const struct estimate_row *row)
{
    return s->forecast ? (row->forecast - s->f) * stands(row) - s->f_rest : 0;
}

/* The slope of the errors over the forecasts, as far as the sample can tell it. */
static double slope(const struct sums *s, const struct estimate_row *rows, size_t count)
{
    double both = 0, square = 0;
    for (size_t i = 0; s->forecast && i < count; i++) {
        double q = 1 - rows[i].pi, f = residual_f(s, &rows[i]);
        both += q * f * residual_y(s, &rows[i]);
        square += q * f * f;
    }
    return square < 1e-15 ? 0 : fmin(1, fmax(0, both / square));
}

/* Where nothing, or everything, is wrong the rows show no spread: the least that half an error more would make. */
static double least_variance(const struct estimate_part *part)
{
    double t = 0.5 / ((double)part->rows + 1);
    return part->wrong == 0 || part->wrong == part->rows ? t * (1 - t) / part->kish : 0;
}

static bool all_alike(const struct estimate_row *rows, size_t count)
{
    size_t i = 1;
    while (i < count && fabs(rows[i].pi - rows[0].pi) <= 0 && fabs(stands(&rows[i]) - stands(&rows[0])) <= 0)
        i++;
    return i >= count;
}

struct estimate_part estimate_part(const struct estimate_row *rows, size_t count, double population, double forecast)
{
    struct estimate_part part = {.population = population, .rows = count};
    if (count == 0)
        return part;
    struct sums s = sum_up(rows, count, !isnan(forecast));
    double n = (double)count, sum = 0;
    part.kish = s.a * s.a / s.squares;
    part.lambda = slope(&s, rows, count);
    part.plain = !s.forecast && all_alike(rows, count);
    for (size_t i = 0; i < count; i++) {
        double q = 1 - rows[i].pi, e = residual_y(&s, &rows[i]) - part.lambda * residual_f(&s, &rows[i]);
        sum += q * e * e;
        part.wrong += rows[i].wrong;
        *(rows[i].wrong ? &part.errors : &part.corrects) += q;
    }
    part.rate = s.y + (part.lambda > 0 ? part.lambda * (forecast - s.f) : 0);
    part.variance = n > 1 ? n / (n - 1) * sum / (s.a * s.a) : 0;
    part.variance = fmax(part.variance, least_variance(&part));
    return part;
}

/* ---- all of them ---- */

static struct figure interval(const struct estimate *sum, double p, double uncertain)
{
    double n = (double)sum->rows, clipped = fmin(1 - .5 / n, fmax(.5 / n, p));
    if (sum->wrong == 0 || sum->wrong == sum->rows)
        return wilson_interval(p, sum->kish, INTERVAL_Z);
    double size = sum->variance > 0 ? clipped * (1 - clipped) / sum->variance : sum->kish;
    if (uncertain < 5)
        return wilson_interval(p, fmin(size, sum->kish), INTERVAL_Z);
    return wilson_interval(p, size, student_quantile(sum->dof));
}

struct estimate estimate_parts(const struct estimate_part *parts, size_t count)
{
    struct estimate sum = {0};
    double p = 0, inverse_kish = 0, fourth = 0, errors = 0, corrects = 0;
    bool plain = true;
    for (size_t h = 0; h < count; h++)
        sum.population += parts[h].rows ? parts[h].population : 0;
    for (size_t h = 0; h < count; h++) {
        const struct estimate_part *part = &parts[h];
        if (part->rows == 0)
            continue;
        double share = part->population / sum.population, square = share * share, variance = square * part->variance;
        plain = plain && part->plain && sum.rows == 0;
        p += share * part->rate;
        sum.variance += variance;
        inverse_kish += square / part->kish;
        fourth += variance * variance / fmax(1, part->kish - 1); /* one row alone has no degree: as if it had one */
        errors += part->errors;
        corrects += part->corrects;
        sum.rows += part->rows;
        sum.wrong += part->wrong;
    }
    if (sum.rows == 0)
        return sum;
    sum.kish = 1 / inverse_kish;
    sum.dof = fourth > 0 ? sum.variance * sum.variance / fourth : sum.kish - 1;
    sum.rate = plain ? share_of((double)sum.wrong, (double)sum.rows)
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
