/*
 * join_said.c - what a row of a join's queue says of the answers, which of labels apart are sets.
 */
#include "run/join.h"

static struct text set_of(struct join *join, unsigned worker, const double *p)
{
    struct buffer *set = &join->views[worker].set;
    set->size = 0;
    prediction_set(join->apart, p, join->gather.classes, set);
    return buffer_text(set);
}

struct text join_own_answer(struct join *join, unsigned worker, const struct gathered *sample)
{
    return join->apart && sample->known ? set_of(join, worker, sample->own) : join_label(join, sample->own_label);
}

struct text join_answer(struct join *join, unsigned worker, const struct gathered *sample, const struct view *view)
{
    if (!join->apart)
        return join_class(join, view, view->others.consensus);
    double *shares = join->views[worker].shares;
    for (size_t k = 0; k < join->gather.classes; k++)
        shares[k] = join_share(sample, k);
    return set_of(join, worker, shares);
}

struct text join_said(const struct join *join, const struct view *view, const struct gathered *sample)
{
    return join->apart ? join_class(join, view, view->others.label) : join_label(join, sample->own_label);
}

double join_said_confidence(const struct join *join, const struct view *view, const struct gathered *sample)
{
    return join->apart ? view->others.confidence : join_own_confidence(join, sample);
}

bool join_differs(const struct join *join, const struct view *view, const struct gathered *sample, size_t member)
{
    if (!sample->labels[member])
        return false;
    if (!join->apart)
        return sample->labels[member] - 1u != sample->own_label;
    bool here = sample->every[member * join->gather.classes + view->doubtful] > 0.5;
    return here != (view->others.label == 0);
}
