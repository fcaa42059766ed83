#include "select/mixer.h"

#include <math.h>
#include <string.h>

#include "input/names.h"

/* ---- the plan: what is fixed before anything is drawn ---- */

static void find_groups(struct mixer *mixer, size_t q)
{
    const struct mix_queue *queue = &mixer->queues[q];
    struct mix_part *part = &mixer->parts[q];
    struct names names = {.arena = mixer->arena};
    part->group = arena_array(mixer->arena, queue->count, sizeof *part->group);
    part->used = arena_array(mixer->arena, queue->count, sizeof *part->used);
    for (size_t r = 0; r < queue->count; r++)
        part->group[r] = queue->rows[r].certain ? NOBODY : names_add(&names, queue->rows[r].group);
    part->groups_count = names.count;
    part->groups = arena_array(mixer->arena, names.count, sizeof *part->groups);
    for (size_t r = 0; r < queue->count; r++) {
        if (part->group[r] == NOBODY)
            continue;
        struct mix_group *group = &part->groups[part->group[r]];
        group->rows++;
        group->quota += r < part->slots;
        group->rest += !mixer->certain[part->samples[r]];
        group->last = r;
        group->prob = queue->rows[r].inclusion_prob;
        group->cut = NAN;
        group->next = NOBODY;
    }
}

static const char *bare_strata(const struct mixer *mixer, const struct mix_part *part)
{
    struct buffer why = {.arena = mixer->arena};
    size_t bare = 0;
    for (size_t g = 0; g < part->groups_count; g++)
        bare += part->groups[g].quota == 0;
    if (bare == 0)
        return NULL;
    buffer_format(&why, "%zu of %zu strata have no row: what review finds tells nothing of them", bare,
                  part->groups_count);
    return buffer_string(&why);
}

/* Whether the draws of each group rise along the queue, as far as they are known: in a queue that was edited, or where
 * two strata have one name, they do not. */
static bool in_order(const struct mixer *mixer, size_t q)
{
    const struct mix_queue *queue = &mixer->queues[q];
    const struct mix_part *part = &mixer->parts[q];
    double *before = arena_array(mixer->arena, part->groups_count, sizeof *before);
    for (size_t r = 0; r < queue->count; r++) {
        double order = queue->rows[r].rising;
        if (part->group[r] == NOBODY || isnan(order))
            continue;
        if (order < before[part->group[r]] * (1 - 1e-8))
            return false;
        before[part->group[r]] = order;
    }
    return true;
}

/* Why a sample can have no probabilities, whatever the others are; NULL: it can. */
static const char *why_unknown(const struct mixer *mixer, size_t q)
{
    const struct mix_queue *queue = &mixer->queues[q];
    const struct mix_part *part = &mixer->parts[q];
    switch (queue->kind) {
    case MIX_SCORE:
        return NULL;
    case MIX_UNKNOWN:
        return "it tells no probabilities";
    case MIX_CARRIED:
        return part->slots < queue->count ? "it is cut short, and nobody knows how it was drawn" : NULL;
    case MIX_COUNTED:
    case MIX_ORDERED:
        break;
    }
    for (size_t r = 0; queue->kind == MIX_ORDERED && r < queue->count; r++)
        if (!queue->rows[r].certain && isnan(queue->rows[r].order))
            return "it does not tell its draws and weights";
        else if (queue->rows[r].certain && r >= part->slots)
            return "it has more rows that are certain than slots";
    if (!in_order(mixer, q))
        return "its rows are not in the order of their draws";
    return bare_strata(mixer, part);
}

/* Whether a sample has a threshold for each of its rows: its draws are known, and there is a row to spare. */
static bool has_thresholds(const struct mixer *mixer, size_t q)
{
    const struct mix_queue *queue = &mixer->queues[q];
    const struct mix_part *part = &mixer->parts[q];
    if (queue->kind == MIX_CARRIED)
        return false;
    for (size_t r = 0; r < queue->count; r++)
        if (!queue->rows[r].certain && (isnan(queue->rows[r].draw) || isnan(order_of(queue, r))))
            return false;
    for (size_t g = 0; g < part->groups_count; g++)
        if (queue->kind == MIX_COUNTED && part->groups[g].rows < 2 && part->groups[g].prob < 1)
            return false;
    return true;
}

/* Whether two samples have an id in common, and never two draws for one. */
static bool share_draws(const struct mixer *mixer, size_t a, size_t b)
{
    double *draws = arena_array(mixer->arena, mixer->samples_count, sizeof *draws);
    bool common = false;
    for (size_t r = 0; r < mixer->queues[a].count; r++)
        draws[mixer->parts[a].samples[r]] = mixer->queues[a].rows[r].certain ? 0 : 1 + mixer->queues[a].rows[r].draw;
    for (size_t r = 0; r < mixer->queues[b].count; r++) {
        double draw = draws[mixer->parts[b].samples[r]] - 1;
        if (draw < 0 || mixer->queues[b].rows[r].certain)
            continue;
        if (fabs(draw - mixer->queues[b].rows[r].draw) > 1e-8)
            return false;
        common = true;
    }
    return common;
}

/* Why a sample can have no probabilities beside those that have: `first` is one of them. */
static const char *why_not_beside(const struct mixer *mixer, size_t first, size_t q)
{
    if (!has_thresholds(mixer, first) || !has_thresholds(mixer, q))
        return "beside another sample the draws of both must be known";
    if (!share_draws(mixer, first, q))
        return "it shares no draw with the other sample (another seed, or too short)";
    for (size_t i = 0; mixer->queues[q].kind == MIX_ORDERED && i < mixer->known; i++)
        if (mixer->queues[mixer->order[i]].kind == MIX_ORDERED)
            return "a second sample by weight or with a cap cannot be told beside the first";
    return NULL;
}

/* Puts a sample with probabilities behind the others that have, one by weight last. */
static void add_known(struct mixer *mixer, size_t q)
{
    size_t at = mixer->known++;
    if (at && mixer->queues[mixer->order[at - 1]].kind == MIX_ORDERED) {
        mixer->order[at] = mixer->order[at - 1];
        at--;
    }
    mixer->order[at] = q;
}

/* Where each id stands in the samples that have probabilities. */
static void find_rows(struct mixer *mixer)
{
    for (size_t i = 0; i < mixer->known; i++) {
        struct mix_part *part = &mixer->parts[mixer->order[i]];
        part->row = arena_array(mixer->arena, mixer->samples_count, sizeof *part->row);
        for (size_t sample = 0; sample < mixer->samples_count; sample++)
            part->row[sample] = NOBODY;
        for (size_t r = 0; r < mixer->queues[mixer->order[i]].count; r++)
            part->row[part->samples[r]] = part->group[r] == NOBODY ? NOBODY : r;
    }
}

void mix_plan(struct mixer *mixer)
{
    mixer->order = arena_array(mixer->arena, mixer->count, sizeof *mixer->order);
    for (size_t q = 0; q < mixer->count; q++) {
        struct mix_queue *queue = &mixer->queues[q];
        if (!is_sample(mixer, q))
            continue;
        find_groups(mixer, q);
        queue->why = why_unknown(mixer, q);
        if (!queue->why && mixer->known > 0 && mixer->parts[q].groups_count > 0)
            queue->why = why_not_beside(mixer, mixer->order[0], q);
        if (!queue->why && mixer->parts[q].groups_count > 0)
            add_known(mixer, q);
    }
    mixer->order_count = mixer->known;
    for (size_t q = 0; q < mixer->count; q++)
        if (is_sample(mixer, q) && (mixer->queues[q].why || mixer->parts[q].groups_count == 0))
            mixer->order[mixer->order_count++] = q;
    if (is_joint(mixer))
        find_rows(mixer);
}

/* ---- probabilities ---- */

static size_t count_certain(const struct mixer *mixer, size_t but)
{
    size_t count = 0;
    for (size_t i = 0; i < mixer->samples_count; i++)
        count += mixer->certain[i];
    for (size_t r = 0; r < mixer->queues[but].count; r++) /* those of the sample itself are no part of its N */
        count -= mixer->queues[but].rows[r].certain && mixer->certain[mixer->parts[but].samples[r]];
    return count;
}

/* k of the K rows of a group in R, which the queue holds with the probability of their cell. */
static double counted(const struct mixer *mixer, size_t q, const struct mix_group *group)
{
    const struct mix_queue *queue = &mixer->queues[q];
    double used = (double)group->used, rest = queue->population - (double)count_certain(mixer, q);
    bool holds_all = group->rows >= (size_t)(queue->population - rest) + group->quota;
    if (queue->population > 0 && holds_all && rest >= used)
        return used / rest;
    return group->prob * used / (double)group->rest;
}

/* What a threshold t of the orders means for a row; NaN: the queue's own. */
static double below(const struct mix_queue *queue, size_t row, double t)
{
    double cell = queue->rows[row].inclusion_prob;
    switch (queue->kind) {
    case MIX_COUNTED:
        return isnan(t) ? cell : fmin(1, t);
    case MIX_ORDERED:
        return isnan(t) ? cell : fmin(queue->rows[row].ceiling, queue->rows[row].weight * t);
    case MIX_CARRIED:
        return cell;
    case MIX_SCORE:
    case MIX_UNKNOWN:
        break;
    }
    return NAN;
}

/* The threshold of a group for a row that is not among those it used: its last row was preferred to none. A group of a
 * sample with probabilities has a quota. */
static double without(const struct mix_group *group)
{
    return group->used == group->quota ? group->tail : group->cut;
}

/* The thresholds that change when a row of a group is not there: [sample] the group, or NULL, and its threshold is its
 * cut. A later sample that loses its row to an earlier one takes its own next. */
static void follow(const struct mixer *mixer, size_t q, struct mix_group *group, const struct mix_group **changed)
{
    memset(changed, 0, mixer->count * sizeof *changed);
    while (group) {
        changed[q] = group;
        if (group->next == NOBODY)
            return;
        size_t sample = mixer->parts[q].samples[group->next], owner = mixer->owner[sample];
        const struct mix_part *part = owner == NOBODY ? NULL : &mixer->parts[owner];
        if (!part || !part->row || part->row[sample] == NOBODY || !part->used[part->row[sample]])
            return;
        q = owner;
        group = &part->groups[part->group[part->row[sample]]];
    }
}

/* The largest draw with which a sample would have taken a row that is used by a group in `changed`. */
static double joint_probability(const struct mixer *mixer, size_t sample, const struct mix_group *const *changed)
{
    double prob = 0;
    for (size_t i = 0; i < mixer->known; i++) {
        size_t q = mixer->order[i], row = mixer->parts[q].row[sample];
        if (row == NOBODY)
            continue;
        const struct mix_group *group = &mixer->parts[q].groups[mixer->parts[q].group[row]];
        double t = changed[q] == group ? group->cut : without(group);
        prob = fmax(prob, below(&mixer->queues[q], row, t));
    }
    return prob;
}

static void include_jointly(struct mix *mix, const struct mixer *mixer, size_t q)
{
    const struct mix_part *part = &mixer->parts[q];
    const struct mix_group **changed = arena_array(mixer->arena, mixer->count, sizeof *changed);
    const struct mix_group *at = NULL;
    for (size_t r = 0; r < mix->queues[q].count; r++) {
        if (!part->used[r])
            continue;
        struct mix_group *group = &part->groups[part->group[r]];
        if (group != at)
            follow(mixer, q, group, changed);
        at = group;
        mix->picks[mixer->place[part->samples[r]]].inclusion_prob = joint_probability(mixer, part->samples[r], changed);
    }
}

static void include_alone(struct mix *mix, const struct mixer *mixer, size_t q)
{
    const struct mix_queue *queue = &mix->queues[q];
    const struct mix_part *part = &mixer->parts[q];
    for (size_t r = 0; r < queue->count; r++) {
        const struct mix_group *group = part->used[r] ? &part->groups[part->group[r]] : NULL;
        if (group)
            mix->picks[mixer->place[part->samples[r]]].inclusion_prob =
                queue->kind == MIX_COUNTED ? counted(mixer, q, group) : below(queue, r, group->cut);
    }
}

void mix_include(struct mix *mix, const struct mixer *mixer)
{
    for (size_t i = 0; i < mix->picks_count; i++)
        mix->picks[i].inclusion_prob = NAN;
    for (size_t i = 0; i < mixer->known; i++)
        (is_joint(mixer) ? include_jointly : include_alone)(mix, mixer, mixer->order[i]);
    for (size_t i = 0; i < mix->picks_count; i++) {
        struct mix_pick *pick = &mix->picks[i];
        size_t sample = mixer->parts[pick->queue].samples[pick->row];
        if (mixer->certain[sample])
            pick->inclusion_prob = 1;
        mix->certain += pick->inclusion_prob >= 1;
        mix->unknown += isnan(pick->inclusion_prob) ? 1 : 0;
        mix->filled += mixer->filled[sample];
        mix->queues[pick->queue].known += pick->inclusion_prob < 1;
    }
}
