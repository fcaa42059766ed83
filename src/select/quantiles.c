#include "select/quantiles.h"

#include <stdlib.h>

static int by_hash(const void *a, const void *b)
{
    const struct quantile_item *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return (left->value > right->value) - (left->value < right->value);
}

static int by_value(const void *a, const void *b)
{
    const struct quantile_item *left = a, *right = b;
    return (left->value > right->value) - (left->value < right->value);
}

void quantiles_settle(struct quantiles *quantiles)
{
    if (quantiles->count)
        qsort(quantiles->items, quantiles->count, sizeof *quantiles->items, by_hash);
    if (quantiles->count > QUANTILES_SAMPLE)
        quantiles->count = QUANTILES_SAMPLE;
}

void quantiles_add(struct quantiles *quantiles, uint64_t hash, double value)
{
    if (quantiles->count == 2 * (size_t)QUANTILES_SAMPLE)
        quantiles_settle(quantiles);
    quantiles->items = arena_reserve(quantiles->arena, quantiles->items, &quantiles->capacity, quantiles->count + 1,
                                     sizeof *quantiles->items);
    quantiles->items[quantiles->count++] = (struct quantile_item){hash, value};
}

void quantiles_merge(struct quantiles *quantiles, const struct quantiles *from)
{
    for (size_t i = 0; i < from->count; i++)
        quantiles_add(quantiles, from->items[i].hash, from->items[i].value);
}

size_t quantiles_cuts(struct quantiles *quantiles, size_t bins, double *cuts)
{
    quantiles_settle(quantiles);
    size_t n = quantiles->count, count = 0;
    if (n == 0)
        return 0;
    qsort(quantiles->items, n, sizeof *quantiles->items, by_value);
    for (size_t i = 1; i < bins; i++) {
        double cut = quantiles->items[(i * n + bins - 1) / bins - 1].value;
        if ((count == 0 || cut > cuts[count - 1]) && cut < quantiles->items[n - 1].value)
            cuts[count++] = cut;
    }
    return count;
}
