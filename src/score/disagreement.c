/*
 * disagreement.c - several distributions: where do they contradict each other?
 */
#include <math.h>

#include "dengine/distribution.h"
#include "dengine/measure.h"

static double vote_entropy(const struct evidence *evidence)
{
    double sum = 0;
    for (size_t k = 0; k < evidence->classes; k++) {
        double share = (double)evidence->votes[k] / (double)evidence->members;
        if (share > 0)
            sum -= share * log(share);
    }
    return sum;
}

static double variation_ratio(const struct evidence *evidence)
{
    size_t most = 0;
    for (size_t k = 0; k < evidence->classes; k++)
        most = evidence->votes[k] > most ? evidence->votes[k] : most;
    return 1 - (double)most / (double)evidence->members;
}

static double consensus_entropy(const struct evidence *evidence)
{
    return distribution_entropy(evidence->q, evidence->classes);
}

/* sum q_mk ln(q_mk / q_k) over m and k, divided by M, is H(q) - mean H(q_m): no member is kept. */
static double mutual_information(const struct evidence *evidence)
{
    return distribution_entropy(evidence->q, evidence->classes) - evidence->entropy;
}

/* A class to which a member gives something has q > 0: nothing divides by 0. */
static double max_kl(const struct evidence *evidence)
{
    double largest = 0;
    for (size_t m = 0; m < evidence->members; m++) {
        const double *p = evidence->every + m * evidence->classes;
        double sum = 0;
        for (size_t k = 0; k < evidence->classes; k++)
            if (p[k] > 0 && evidence->q[k] > 0)
                sum += p[k] * log(p[k] / evidence->q[k]);
        largest = sum > largest ? sum : largest;
    }
    return largest;
}

static double highest_entropy(size_t classes)
{
    return log((double)classes);
}

static double highest_variation(size_t classes)
{
    return 1 - 1 / (double)classes;
}

const struct measure disagreement_measures[] = {
    {
        .name = "vote_entropy",
        .formula = "-sum V/M ln(V/M)",
        .unit = "nats",
        .doc = "the votes are spread over many classes",
        .source = "Dagan & Engelson 1995",
        .least_classes = 1,
        .score = vote_entropy,
        .highest = highest_entropy,
        .examples = {{3, {1, 0, 0}, 1.098612289}, {3, {1, 0, 0}, .636514168}, {3, {0, 0, 1}, 0}},
        .others = {{3, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
                   {3, {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}}},
                   {3, {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}}}},
    },
    {
        .name = "variation_ratio",
        .formula = "1 - max V/M",
        .unit = "share",
        .doc = "few vote for the winner",
        .source = "Freeman 1965",
        .least_classes = 1,
        .score = variation_ratio,
        .highest = highest_variation,
        .examples = {{3, {1, 0, 0}, .666666667}, {3, {1, 0, 0}, .333333333}, {2, {0, 1}, 0}},
        .others = {{3, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
                   {3, {{.6, .4, 0}, {.5, .3, .2}, {.1, .9, 0}}},
                   {2, {{.4, .6}, {.1, .9}}}},
    },
    {
        .name = "consensus_entropy",
        .formula = "H(q)",
        .unit = "nats",
        .doc = "they are unsure together",
        .source = "Shannon 1948",
        .least_classes = 2,
        .needs = NEEDS_SHARES,
        .score = consensus_entropy,
        .highest = highest_entropy,
        .examples = {{2, {.3, .7}, .562335145}, {2, {1, 0}, .693147181}, {3, {0, 1, 0}, 0}},
        .others = {{2, {{.3, .7}, {.2, .8}}}, {2, {{1, 0}, {0, 1}}}, {2, {{0, 1, 0}, {0, 1, 0}}}},
    },
    {
        .name = "mutual_information",
        .formula = "H(q) - mean H(q_m)",
        .unit = "nats",
        .doc = "each is sure, of something else (BALD)",
        .source = "McCallum & Nigam 1998, Houlsby 2011",
        .least_classes = 2,
        .needs = NEEDS_SHARES | NEEDS_ENTROPY,
        .score = mutual_information,
        .highest = highest_entropy,
        .examples = {{2, {.3, .7}, .006701782}, {2, {.4, .6}, .005059389}, {2, {1, 0}, .693147181}},
        .others = {{2, {{.3, .7}, {.2, .8}}}, {2, {{.4, .6}, {.5, .5}}}, {2, {{1, 0}, {0, 1}}}},
    },
    {
        .name = "max_kl",
        .formula = "max KL(q_m||q)",
        .unit = "nats",
        .doc = "one of them stands apart",
        .source = "McCallum & Nigam 1998",
        .least_classes = 2,
        .needs = NEEDS_SHARES | NEEDS_EVERY,
        .score = max_kl,
        .examples = {{2, {.3, .7}, .007002107}, {2, {1, 0}, .693147181}, {2, {1, 0}, 1.098612289}},
        .others = {{2, {{.3, .7}, {.2, .8}}}, {2, {{1, 0}, {0, 1}}}, {3, {{1, 0}, {0, 1}, {0, 1}}}},
    },
    {0},
};
