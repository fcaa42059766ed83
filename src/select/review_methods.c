/*
 * review_methods.c - what each method found, and what shares of the next night that would justify.
 */
#include <math.h>
#include <string.h>

#include "select/review.h"

/* ---- methods ---- */

static void add_row(struct review_figures *figures, const struct review *review, const struct review_row *row)
{
    struct method_figures *method = &figures->methods[row->method];
    size_t tenth = row->of ? row->place * REVIEW_TENTHS / row->of : 0;
    review_count(&method->counts, row);
    if (row->night + 1 == review->nights_count)
        review_count(&method->last, row);
    method->sample = method->sample || review_drawn(row);
    method->tenths[tenth].reviewed += review_answered(row);
    method->tenths[tenth].wrong += row->outcome == OUTCOME_WRONG;
    if (row->outcome != OUTCOME_WRONG)
        return;
    *(row->also_count ? &method->shared : &method->alone) += 1;
    for (size_t i = 0; i < row->also_count; i++)
        figures->methods[row->also[i]].also++;
}

/* Katz's interval; a sample of unequal chances counts as many rows as tell as much. */
static struct figure lift_over(const struct figure *base, double wrong, double reviewed)
{
    if (reviewed < INTERVAL_FEW || base->n <= 0)
        return (struct figure){0};
    return katz_quotient(wrong, reviewed, base->estimate * base->n, base->n);
}

static struct figure minutes_per_error(const struct figure *share, double seconds_per_row)
{
    if (share->n <= 0 || seconds_per_row <= 0)
        return (struct figure){0};
    double minutes = seconds_per_row / 60;
    return (struct figure){minutes / share->estimate, minutes / share->high, minutes / share->low, share->n};
}

void review_methods(struct review_figures *figures, const struct review_samples *samples)
{
    const struct review *review = samples->review;
    double picked = 0, wrong = 0;
    for (size_t i = 0; i < review->count; i++) {
        const struct review_row *row = &review->rows[i];
        add_row(figures, review, row);
        if (row->night + 1 == review->nights_count && !review_drawn(row)) {
            picked += review_answered(row);
            wrong += row->outcome == OUTCOME_WRONG;
        }
    }
    figures->picks = lift_over(&figures->base, wrong, picked);
    for (size_t m = 0; m < review->methods_count; m++) {
        struct method_figures *method = &figures->methods[m];
        double reviewed = (double)method->counts.reviewed;
        method->share = share_of((double)method->counts.wrong, reviewed);
        method->lift = lift_over(&figures->base, (double)method->counts.wrong, reviewed);
        method->minutes = minutes_per_error(&method->share, review->seconds_per_row);
    }
}

/* ---- advice ---- */

/* Of the next night: the sample keeps its share within these ends, no method falls below its floor. */
static const double sample_least = 0.10, sample_most = 0.25, floor_share = 0.05;

/* The samples together keep what they had; the methods share the rest by the lower ends of their intervals. */
static void suggest_shares(struct review_figures *figures, const struct review *review)
{
    double sample = 0, weight = 0, picks = 0;
    for (size_t m = 0; m < review->methods_count; m++) {
        const struct method_figures *method = &figures->methods[m];
        if (figures->shares[m] <= 0)
            continue;
        sample += method->sample ? figures->shares[m] : 0;
        picks += !method->sample;
        weight += method->sample ? 0 : method->share.low;
    }
    double kept = picks > 0 ? fmin(sample_most, fmax(sample_least, sample)) : 1;
    double rest = sample > 0 ? 1 - kept : 1, least = picks > 0 ? fmin(floor_share, rest / picks) : 0;
    for (size_t m = 0; m < review->methods_count; m++) {
        const struct method_figures *method = &figures->methods[m];
        if (figures->shares[m] <= 0)
            continue;
        if (method->sample)
            figures->suggested[m] = kept * figures->shares[m] / sample;
        else
            figures->suggested[m] =
                least + (rest - least * picks) * (weight > 0 ? method->share.low / weight : 1 / picks);
    }
}

void review_advice(struct review_figures *figures, const struct review_samples *samples)
{
    const struct review *review = samples->review;
    double rows = (double)figures->nights[review->nights_count - 1].counts.rows;
    figures->shares = arena_array(samples->arena, review->methods_count, sizeof *figures->shares);
    figures->suggested = arena_array(samples->arena, review->methods_count, sizeof *figures->suggested);
    for (size_t m = 0; m < review->methods_count; m++)
        figures->shares[m] = rows > 0 ? (double)figures->methods[m].last.rows / rows : 0;
    suggest_shares(figures, review);
    figures->halving = 3 * (double)figures->accuracy.sample; /* four times the rows: half the width */
}
