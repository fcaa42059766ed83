/*
 * join_apart.c - labels that hold or not, each on its own, of several models.
 *
 * Each label is a model with two classes, itself and its absence. A measure is asked about each, and the largest score
 * counts; the view is that of the label with the largest first score, so that reason and evidence name it.
 */
#include <string.h>

#include "dengine/distribution.h"
#include "run/join.h"

enum { HERE, ABSENT, TWO };

void join_apart_open(struct join *join)
{
    struct arena *arena = join->run.arena;
    struct labels *labels = join->gather.labels;
    size_t count = join->gather.classes;
    struct text *names = arena_array(arena, count, sizeof *names);
    size_t *absent = arena_array(arena, count, sizeof *absent);
    for (size_t k = 0; k < count; k++) {
        struct buffer name = {.arena = arena};
        names[k] = labels_name(labels, k);
        buffer_add(&name, text_of("no "));
        buffer_add(&name, names[k]);
        absent[k] = labels_add(labels, NULL, buffer_text(&name));
    }
    join->apart = names;
    join->absent = absent;
}

static void split(double *pair, double p)
{
    pair[HERE] = p;
    pair[ABSENT] = 1 - p;
}

/* What the others say of label k. */
static void count_others(const struct join *join, struct view *view, const struct gathered *sample, size_t k)
{
    struct evidence *others = &view->others;
    size_t classes = join->gather.classes, m = 0;
    double entropy = 0;
    memset(view->votes, 0, TWO * sizeof *view->votes);
    for (size_t member = 0; member < join->gather.members.count; member++) {
        double *pair = view->every + TWO * m;
        if (!sample->labels[member])
            continue;
        split(pair, sample->every[member * classes + k]);
        view->votes[pair[HERE] > pair[ABSENT] ? HERE : ABSENT]++;
        entropy += distribution_entropy(pair, TWO);
        m++;
    }
    split(view->q, join_share(sample, k));
    others->entropy = entropy / (double)sample->seen;
    others->consensus = view->q[HERE] > view->q[ABSENT] ? HERE : ABSENT;
}

/* The view of label k alone. */
static void look_at(const struct join *join, struct view *view, const struct gathered *sample, size_t k)
{
    struct evidence *others = &view->others;
    view->labels[HERE] = k;
    view->labels[ABSENT] = join->absent[k];
    *others = (struct evidence){.classes = TWO,
                                .p = view->p,
                                .members = sample->seen,
                                .q = view->q,
                                .votes = view->votes,
                                .every = view->every};
    count_others(join, view, sample, k);
    others->label = others->consensus;
    if (!sample->known)
        return;
    split(view->p, sample->own[k]);
    others->label = view->p[HERE] > view->p[ABSENT] ? HERE : ABSENT;
    others->confidence = view->p[others->label];
}

/* Among equal scores, as they are printed, the first label by name is the one in doubt. */
double join_apart_score(const struct join *join, struct view *view, const struct gathered *sample,
                        const struct measure *measure)
{
    double most = 0;
    for (size_t k = 0; k < join->gather.classes; k++) {
        look_at(join, view, sample, k);
        double score = measure->score(&view->others);
        if (k == 0 || nano_round(score) > nano_round(most)) {
            most = score;
            view->doubtful = k;
        }
    }
    return most;
}

void join_apart_view(const struct join *join, struct view *view, const struct gathered *sample)
{
    join_apart_score(join, view, sample, join->measures.items[0]);
    look_at(join, view, sample, view->doubtful);
}
