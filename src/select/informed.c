#include "dengine/informed.h"

#include <math.h>
#include <stdlib.h>

#include "dengine/text.h"

static double spread_of(double forecast)
{
    return sqrt(forecast * (1 - forecast));
}

static void sift_down(double *heap, size_t count, size_t place)
{
    for (size_t child; (child = 2 * place + 1) < count; place = child) {
        if (child + 1 < count && heap[child + 1] < heap[child])
            child++;
        if (heap[child] >= heap[place])
            return;
        double least = heap[child];
        heap[child] = heap[place];
        heap[place] = least;
    }
}

/* Keeps the largest: they alone can be certain. */
static void keep(struct informed_sums *sums, double spread)
{
    if (sums->largest_count < sums->most) {
        sums->largest = arena_reserve(sums->arena, sums->largest, &sums->largest_capacity, sums->largest_count + 1,
                                      sizeof *sums->largest);
        size_t place = sums->largest_count++;
        for (; place > 0 && sums->largest[(place - 1) / 2] > spread; place = (place - 1) / 2)
            sums->largest[place] = sums->largest[(place - 1) / 2];
        sums->largest[place] = spread;
    } else if (sums->most > 0 && spread > sums->largest[0]) {
        sums->largest[0] = spread;
        sift_down(sums->largest, sums->largest_count, 0);
    }
}

void informed_add(struct informed_sums *sums, double forecast)
{
    double spread = spread_of(forecast);
    sums->low = sums->count ? fmin(sums->low, spread) : spread;
    sums->high = fmax(sums->high, spread);
    sums->count++;
    sums->forecasts += (int128)(forecast * 0x1p60);
    sums->spreads += (int128)(spread * 0x1p60);
    keep(sums, spread);
}

void informed_merge(struct informed_sums *sums, const struct informed_sums *from)
{
    if (from->count)
        sums->low = sums->count ? fmin(sums->low, from->low) : from->low;
    sums->high = fmax(sums->high, from->high);
    sums->count += from->count;
    sums->forecasts += from->forecasts;
    sums->spreads += from->spreads;
    for (size_t i = 0; i < from->largest_count; i++)
        keep(sums, from->largest[i]);
}

static double weight_of(const struct informed_design *design, double spread)
{
    if (design->spread <= 0)
        return 1;
    return INFORMED_RHO + (1 - INFORMED_RHO) * spread / design->spread;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

struct informed_design informed_design(struct informed_sums *sums, uint64_t n)
{
    double rows = (double)sums->count, rest = rows, left = (double)n;
    struct informed_design design = {.population = sums->count, .scale = INFINITY, .alike = sums->low >= sums->high};
    if (sums->count > 0) {
        design.forecast = (double)sums->forecasts * 0x1p-60 / rows;
        design.spread = (double)sums->spreads * 0x1p-60 / rows;
    }
    if (n >= sums->count)
        return design;
    if (sums->largest_count)
        qsort(sums->largest, sums->largest_count, sizeof *sums->largest, by_size);
    for (size_t i = 0; i < sums->largest_count; i++) { /* the weights of all rows sum to their number */
        double weight = weight_of(&design, sums->largest[i]);
        if (left * weight < rest)
            break;
        left--;
        rest -= weight;
    }
    design.scale = left / rest;
    return design;
}

double informed_weight(const struct informed_design *design, double forecast)
{
    return weight_of(design, spread_of(forecast));
}

double informed_probability(const struct informed_design *design, double forecast)
{
    return fmin(1, design->scale * informed_weight(design, forecast));
}

double informed_drawn(const struct informed_design *design, double forecast, double t)
{
    double nominal = informed_probability(design, forecast);
    return design->alike || nominal >= 1 ? nominal : fmin(1, informed_weight(design, forecast) * t);
}

int64_t informed_score(const struct informed_design *design, double forecast, double u)
{
    double weight = informed_weight(design, forecast);
    return design->scale * weight >= 1 ? NANO : nano_round(1 - INFORMED_RHO * u / weight);
}
