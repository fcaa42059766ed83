#include "select/mix.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "input/names.h"
#include "read/number.h"

size_t mix_distinct(struct arena *arena, const struct mix_queue *queues, size_t count)
{
    struct names names = {.arena = arena};
    for (size_t q = 0; q < count; q++)
        for (size_t r = 0; r < queues[q].count; r++)
            names_add(&names, queues[q].rows[r].id);
    return names.count;
}

/* ---- shares ---- */

bool mix_share_parse(struct text text, enum mix_share *share, double *amount)
{
    *share = text.size == 0 ? MIX_REST : text_ends(text, text_of("%")) ? MIX_PERCENT : MIX_COUNT;
    *amount = 0;
    if (*share == MIX_REST)
        return true;
    if (*share == MIX_PERCENT)
        text.size--;
    if (number_parse(text, amount) != NUMBER_OK || *amount < 0)
        return false;
    return *share == MIX_PERCENT ? *amount <= 100 : *amount <= 1e15 && *amount == (double)(uint64_t)*amount;
}

static bool check_random(const struct mix_queue *queues, size_t count, struct error *error)
{
    const struct mix_queue *random = NULL;
    for (size_t q = 0; q < count; q++) {
        if (!queues[q].random || queues[q].kind == MIX_ORDERED)
            continue;
        if (random)
            return error_set(error, STATUS_USAGE,
                             "%s and %s are both random samples: draw one over all files, with `random FILE...`",
                             random->name, queues[q].name);
        random = &queues[q];
    }
    return true;
}

/* Gives `left` rows to the queues without a share. */
static bool share_rest(struct mix_queue *queues, size_t count, double n, double left, struct error *error)
{
    struct mix_queue *random = NULL, *last = NULL;
    size_t others = 0;
    for (size_t q = 0; q < count; q++) {
        if (queues[q].share != MIX_REST)
            continue;
        last = &queues[q];
        if (last->random && !random)
            random = last;
        else
            others++;
    }
    if (!last && left > 1e-9 * n)
        return error_set(
            error, STATUS_USAGE,
            "the shares sum to %.9g of %.0f rows: leave one queue without a share, or make them sum to all", n - left,
            n);
    if (last && left <= 1e-9 * n)
        return error_set(error, STATUS_USAGE, "the other shares leave nothing for %s", last->name);
    double for_random = random ? left : 0;
    if (random && others)
        for_random = n * MIX_RANDOM_PERCENT / 100;
    if (random && others && for_random >= left)
        return error_set(error, STATUS_USAGE,
                         "the shares leave %.9g of %.0f rows, and %s gets %d %% unless told: give it a share", left, n,
                         random->name, MIX_RANDOM_PERCENT);
    for (size_t q = 0; q < count; q++)
        if (queues[q].share == MIX_REST)
            queues[q].quota = &queues[q] == random ? for_random : (left - for_random) / (double)others;
    return true;
}

bool mix_shares(struct mix_queue *queues, size_t count, size_t n, struct error *error)
{
    double left = (double)n;
    for (size_t q = 0; q < count; q++) {
        struct mix_queue *queue = &queues[q];
        queue->quota = queue->share == MIX_PERCENT ? (double)n * queue->amount / 100
                       : queue->share == MIX_COUNT ? queue->amount
                                                   : 0;
        left -= queue->quota;
    }
    if (left < -1e-9 * (double)n)
        return error_set(error, STATUS_USAGE, "the shares sum to %.9g rows, the queue has %zu", (double)n - left, n);
    return check_random(queues, count, error) && share_rest(queues, count, (double)n, left, error);
}
