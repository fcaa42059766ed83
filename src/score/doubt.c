/*
 * doubt.c - a deployed label against other evidence: which answers do the others not support?
 */
#include <math.h>

#include "dengine/measure.h"

static const double floor_of_p = 1e-12; /* a class that the deployed model rules out */

/* Below 0 only where the sums are not quite 1: never less, then. */
static double divergence(const double *q, const double *p, size_t classes)
{
    double sum = 0;
    for (size_t k = 0; k < classes; k++)
        if (q[k] > 0)
            sum += q[k] * log(q[k] / (p[k] > floor_of_p ? p[k] : floor_of_p));
    return sum > 0 ? sum : 0;
}

/* Jensen-Shannon: the mean divergence of two distributions from their mean. */
static double shannon(const double *q, const double *p, size_t classes)
{
    double sum = 0;
    for (size_t k = 0; k < classes; k++) {
        double mean = (q[k] + p[k]) / 2;
        if (q[k] > 0 && mean > 0)
            sum += q[k] * log(q[k] / mean);
        if (p[k] > 0 && mean > 0)
            sum += p[k] * log(p[k] / mean);
    }
    return sum / 2;
}

static double doubt_of_share(double share)
{
    return 1 - share;
}

static double doubt(const struct evidence *evidence)
{
    return doubt_of_share(evidence->q[evidence->label]);
}

static double flip_rate(const struct evidence *evidence)
{
    return 1 - (double)evidence->votes[evidence->label] / (double)evidence->members;
}

static double disagreement(const struct evidence *evidence)
{
    return evidence->consensus == evidence->label ? 0 : evidence->q[evidence->consensus];
}

static double given_margin(const struct evidence *evidence)
{
    double other = 0;
    for (size_t k = 0; k < evidence->classes; k++)
        if (k != evidence->label && evidence->q[k] > other)
            other = evidence->q[k];
    return other - evidence->q[evidence->label];
}

static double kl(const struct evidence *evidence)
{
    return divergence(evidence->q, evidence->p, evidence->classes);
}

static double js(const struct evidence *evidence)
{
    return shannon(evidence->q, evidence->p, evidence->classes);
}

static double confidence_drop(const struct evidence *evidence)
{
    return evidence->confidence - evidence->q[evidence->label];
}

static double mean_kl(const struct evidence *evidence)
{
    double sum = 0;
    for (size_t m = 0; m < evidence->members; m++)
        sum += divergence(evidence->p, evidence->every + m * evidence->classes, evidence->classes);
    return sum / (double)evidence->members;
}

static double mean_js(const struct evidence *evidence)
{
    double sum = 0;
    for (size_t m = 0; m < evidence->members; m++)
        sum += shannon(evidence->every + m * evidence->classes, evidence->p, evidence->classes);
    return sum / (double)evidence->members;
}

static double highest_one(size_t classes)
{
    (void)classes;
    return 1;
}

static double highest_kl(size_t classes)
{
    (void)classes;
    return -log(floor_of_p);
}

static double highest_js(size_t classes)
{
    (void)classes;
    return log(2);
}

const struct measure doubt_measures[] = {
    {
        .name = "doubt",
        .formula = "1 - q(y)",
        .unit = "probability",
        .doc = "the others give the deployed label little",
        .source = "after Lewis & Gale 1994",
        .least_classes = 1,
        .score = doubt,
        .of_share = doubt_of_share,
        .highest = highest_one,
        .examples = {{3, {.5, .3, .2}, .7}, {2, {.9, .1}, 0}, {2, {.1, .9}, 1}},
        .others = {{2, {{.4, .6, 0}, {.2, .2, .6}}}, {2, {{1, 0}, {1, 0}}}, {1, {{1, 0}}}},
    },
    {
        .name = "flip_rate",
        .formula = "1 - V(y) / M",
        .unit = "share",
        .doc = "how many of the others say something else",
        .source = "Milani Fard et al. 2016",
        .least_classes = 1,
        .score = flip_rate,
        .highest = highest_one,
        .examples = {{3, {.5, .3, .2}, .5}, {2, {.9, .1}, .666666667}, {2, {.1, .9}, 0}},
        .others = {{2, {{.4, .3, .3}, {.2, .2, .6}}}, {3, {{1, 0}, {0, 1}, {.2, .8}}}, {1, {{.4, .6}}}},
    },
    {
        .name = "disagreement",
        .formula = "q1, or 0 if it is y",
        .unit = "probability",
        .doc = "the others are sure of another class",
        .source = "Seung, Opper & Sompolinsky 1992",
        .least_classes = 1,
        .needs = NEEDS_DEPLOYED,
        .score = disagreement,
        .highest = highest_one,
        .examples = {{3, {.5, .3, .2}, .5}, {2, {.9, .1}, 0}, {2, {.1, .9}, 1}},
        .others = {{2, {{.2, .6, .2}, {.2, .4, .4}}}, {2, {{.6, .4}, {.9, .1}}}, {1, {{1, 0}}}},
    },
    {
        .name = "kl",
        .formula = "KL(q||p)",
        .unit = "nats",
        .doc = "the others surprise the deployed model (p >= 1e-12)",
        .source = "Kullback & Leibler 1951",
        .least_classes = 2,
        .needs = NEEDS_SHARES | NEEDS_DEPLOYED | NEEDS_DISTRIBUTION,
        .score = kl,
        .highest = highest_kl,
        .examples = {{2, {.5, .5}, .130812036}, {2, {1, 0}, 27.631021116}, {3, {.2, .3, .5}, 0}},
        .others = {{1, {{.75, .25}}}, {1, {{0, 1}}}, {2, {{.1, .4, .5}, {.3, .2, .5}}}},
    },
    {
        .name = "js",
        .formula = "JS(p, q)",
        .unit = "nats",
        .doc = "the deployed distribution and the mean of the others lie apart",
        .source = "Lin 1991",
        .least_classes = 2,
        .needs = NEEDS_SHARES | NEEDS_DEPLOYED | NEEDS_DISTRIBUTION,
        .score = js,
        .highest = highest_js,
        .examples = {{2, {.5, .5}, .033822076}, {2, {1, 0}, .693147181}, {3, {.2, .3, .5}, 0}},
        .others = {{1, {{.75, .25}}}, {1, {{0, 1}}}, {2, {{.1, .4, .5}, {.3, .2, .5}}}},
    },
    {
        .name = "confidence_drop",
        .formula = "p(y) - q(y)",
        .unit = "probability",
        .doc = "the others are less sure of the deployed label",
        .source = "Bahat & Shakhnarovich 2018",
        .least_classes = 1,
        .needs = NEEDS_DEPLOYED | NEEDS_CONFIDENCE,
        .score = confidence_drop,
        .highest = highest_one,
        .examples = {{3, {.5, .3, .2}, .2}, {2, {.9, .1}, -.05}, {2, {0, 1}, 1}},
        .others = {{2, {{.4, .6, 0}, {.2, .2, .6}}}, {2, {{1, 0}, {.9, .1}}}, {1, {{1, 0}}}},
    },
    {
        .name = "given_margin",
        .formula = "max q(k != y) - q(y)",
        .unit = "probability",
        .doc = "the others give another class more than the label that was given",
        .source = "Northcutt, Jiang & Chuang 2021",
        .least_classes = 2,
        .needs = NEEDS_SHARES,
        .score = given_margin,
        .highest = highest_one,
        .examples = {{3, {.5, .3, .2}, .1}, {2, {.9, .1}, -1}, {2, {.1, .9}, 1}},
        .others = {{2, {{.4, .6, 0}, {.2, .2, .6}}}, {2, {{1, 0}, {1, 0}}}, {1, {{1, 0}}}},
    },
    {
        .name = "mean_kl",
        .formula = "mean KL(p||q_m)",
        .unit = "nats",
        .doc = "each of the others lies apart (q_m >= 1e-12)",
        .source = "Kullback & Leibler 1951",
        .least_classes = 2,
        .needs = NEEDS_SHARES | NEEDS_EVERY | NEEDS_DEPLOYED | NEEDS_DISTRIBUTION,
        .score = mean_kl,
        .highest = highest_kl,
        .examples = {{2, {.5, .5}, .071920518}, {2, {1, 0}, 27.631021116}, {2, {.5, .5}, .143841036}},
        .others = {{2, {{.75, .25}, {.5, .5}}}, {1, {{0, 1}}}, {1, {{.75, .25}}}},
    },
    {
        .name = "mean_js",
        .formula = "mean JS(p, q_m)",
        .unit = "nats",
        .doc = "each of the others lies apart, at most ln 2",
        .source = "Lin 1991",
        .least_classes = 2,
        .needs = NEEDS_SHARES | NEEDS_EVERY | NEEDS_DEPLOYED | NEEDS_DISTRIBUTION,
        .score = mean_js,
        .highest = highest_js,
        .examples = {{2, {.5, .5}, .016911038}, {2, {1, 0}, .693147181}, {2, {.5, .5}, .033822076}},
        .others = {{2, {{.75, .25}, {.5, .5}}}, {1, {{0, 1}}}, {1, {{.75, .25}}}},
    },
    {0},
};
