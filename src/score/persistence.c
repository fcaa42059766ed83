#include "score/persistence.h"

#include <math.h>

/* A class of which little is known counts as one that half lasts: so many pairs say so. */
#define PRIOR_PAIRS 5.0
#define PRIOR_KAPPA 0.5

void persistence_open(struct persistence *persistence, struct arena *arena, size_t labels, size_t lags)
{
    *persistence = (struct persistence){.labels = labels, .lags = lags};
    persistence->pairs = arena_array(arena, labels * lags, sizeof *persistence->pairs);
    persistence->agree = arena_array(arena, labels * lags, sizeof *persistence->agree);
}

void persistence_merge(struct persistence *into, const struct persistence *from)
{
    for (size_t at = 0; at < into->labels * into->lags; at++) {
        into->pairs[at] += from->pairs[at];
        into->agree[at] += from->agree[at];
    }
}

static double kappa(double agree, double pairs, double share)
{
    double prior = share + PRIOR_KAPPA * (1 - share);
    double r = (agree + PRIOR_PAIRS * prior) / (pairs + PRIOR_PAIRS);
    return share < 1 ? fmax(0, (r - share) / (1 - share)) : 1;
}

uint64_t *frames_of_labels(const struct frames *frames, struct arena *arena)
{
    uint64_t *counts = arena_array(arena, frames->labels.count, sizeof *counts);
    for (size_t i = 0; i < frames->count; i++)
        counts[frames_at(frames, i)->label]++;
    return counts;
}

void persistence_weigh(struct persistence *persistence, const uint64_t *frames, uint64_t total,
                       enum persistence_root root, struct arena *arena)
{
    persistence->weights = arena_array(arena, persistence->labels * persistence->lags, sizeof *persistence->weights);
    for (size_t label = 0; label < persistence->labels; label++)
        for (size_t lag = 0, at = label * persistence->lags; lag < persistence->lags; lag++, at++) {
            double share = total ? (double)frames[label] / (double)total : 0;
            double agree = (double)persistence->agree[at] / PERSISTENCE_ONE;
            double k = kappa(agree, (double)persistence->pairs[at] / PERSISTENCE_ONE, share);
            persistence->weights[at] = (uint32_t)lrint(PERSISTENCE_UNIT * (root == PERSISTENCE_ROOT ? sqrt(k) : k));
        }
}
