#include "select/mix.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/table_hash.h"
#include "read/number.h"

/* ---- names: a number for each different text, 0, 1, 2 ... ---- */

struct names {
    struct arena *arena;
    struct text *items; /* by number */
    size_t count, capacity;
    size_t *slots; /* number + 1, or 0 */
    size_t slots_count;
};

static size_t *find_slot(const struct names *names, struct text name)
{
    size_t slot = table_hash(name) & (names->slots_count - 1);
    while (names->slots[slot] && !text_equal(names->items[names->slots[slot] - 1], name))
        slot = (slot + 1) & (names->slots_count - 1);
    return &names->slots[slot];
}

static size_t number_of(struct names *names, struct text name)
{
    if (2 * (names->count + 1) > names->slots_count) {
        size_t before = names->slots_count;
        names->slots_count = before ? 2 * before : 64;
        arena_resize(names->arena, names->slots, before * sizeof *names->slots, 0);
        names->slots = arena_array(names->arena, names->slots_count, sizeof *names->slots);
        for (size_t i = 0; i < names->count; i++)
            *find_slot(names, names->items[i]) = i + 1;
    }
    size_t *slot = find_slot(names, name);
    if (!*slot) {
        names->items =
            arena_reserve(names->arena, names->items, &names->capacity, names->count + 1, sizeof *names->items);
        names->items[names->count++] = name;
        *slot = names->count;
    }
    return *slot - 1;
}

size_t mix_distinct(struct arena *arena, const struct mix_queue *queues, size_t count)
{
    struct names names = {.arena = arena};
    for (size_t q = 0; q < count; q++)
        for (size_t r = 0; r < queues[q].count; r++)
            number_of(&names, queues[q].rows[r].id);
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
        if (queues[q].kind != MIX_RANDOM)
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
        if (last->kind == MIX_RANDOM)
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

/* Whole rows for real quotas that sum to `total`: fractions go to the largest remainders, ties to the
 * first queue. */
static void round_quotas(const double *quotas, size_t *rows, size_t count, size_t total)
{
    size_t given = 0;
    for (size_t q = 0; q < count; q++) {
        rows[q] = (size_t)(quotas[q] + 1e-9);
        given += rows[q];
    }
    for (; given < total; given++) {
        size_t best = 0;
        for (size_t q = 1; q < count; q++)
            if (quotas[q] - (double)rows[q] > quotas[best] - (double)rows[best] + 1e-9)
                best = q;
        rows[best]++;
    }
}

/* ---- taking ---- */

#define NOBODY SIZE_MAX

struct mixer {
    struct arena *arena;
    struct mix_queue *queues;
    size_t count, n;
    size_t **samples; /* [queue][row]: the number of its id */
    size_t samples_count;
    size_t *slots;   /* [queue] by the quotas, and what dry queues left */
    size_t *owner;   /* [sample] the queue that takes it, or NOBODY */
    size_t *place;   /* [sample] the index of its pick */
    size_t *had;     /* [queue] while ranks are given out */
    size_t *cursors; /* [queue] the same */
};

static bool number_samples(struct mixer *mixer, struct error *error)
{
    struct names names = {.arena = mixer->arena};
    mixer->samples = arena_array(mixer->arena, mixer->count, sizeof *mixer->samples);
    for (size_t q = 0; q < mixer->count; q++) {
        const struct mix_queue *queue = &mixer->queues[q];
        mixer->samples[q] = arena_array(mixer->arena, queue->count, sizeof **mixer->samples);
        for (size_t r = 0; r < queue->count; r++)
            mixer->samples[q][r] = number_of(&names, queue->rows[r].id);
    }
    mixer->samples_count = names.count;
    size_t *seen = arena_array(mixer->arena, names.count, sizeof *seen);
    for (size_t q = 0; q < mixer->count; q++) {
        memset(seen, 0, names.count * sizeof *seen);
        for (size_t r = 0; r < mixer->queues[q].count; r++) {
            size_t *before = &seen[mixer->samples[q][r]];
            if (*before) {
                struct buffer id = {.arena = mixer->arena};
                buffer_quote(&id, mixer->queues[q].rows[r].id);
                return error_set(error, STATUS_DATA, "%s: the id %s stands twice, as rows %zu and %zu of the queue",
                                 mixer->queues[q].name, buffer_string(&id), *before, r + 1);
            }
            *before = r + 1;
        }
    }
    return true;
}

/* Takes the next row that nobody has; false when there is none. */
static bool take_row(struct mixer *mixer, size_t q)
{
    struct mix_queue *queue = &mixer->queues[q];
    size_t row = queue->passed;
    while (row < queue->count && mixer->owner[mixer->samples[q][row]] != NOBODY)
        row++;
    if (row == queue->count)
        return false;
    mixer->owner[mixer->samples[q][row]] = q;
    queue->passed = row + 1;
    queue->taken++;
    return true;
}

/* Shares the slots that a queue cannot fill out to the others that are not dry, by their quotas. No queue
 * ever loses a slot that it can fill. */
static void run_dry(struct mixer *mixer, size_t dry)
{
    size_t left = mixer->n, freed = mixer->slots[dry] - mixer->queues[dry].taken;
    double sum = 0;
    mixer->slots[dry] = mixer->queues[dry].taken;
    mixer->queues[dry].dry = true;
    for (size_t q = 0; q < mixer->count; q++) {
        left -= mixer->queues[q].dry ? mixer->slots[q] : 0;
        sum += mixer->queues[q].dry ? 0 : mixer->queues[q].quota;
    }
    for (size_t q = 0; q < mixer->count && sum > 0; q++) {
        double part = mixer->queues[q].dry ? 0 : (double)left * (mixer->queues[q].quota / sum);
        size_t more = part > (double)mixer->slots[q] ? (size_t)part - mixer->slots[q] : 0;
        more = more < freed ? more : freed;
        mixer->slots[q] += more;
        freed -= more;
    }
    while (freed > 0 && sum > 0) {
        size_t best = NOBODY;
        double most = 0;
        for (size_t q = 0; q < mixer->count; q++) {
            double lacks = (double)left * (mixer->queues[q].quota / sum) - (double)mixer->slots[q];
            if (!mixer->queues[q].dry && mixer->queues[q].quota > 0 && (best == NOBODY || lacks > most + 1e-9)) {
                best = q;
                most = lacks;
            }
        }
        mixer->slots[best]++;
        freed--;
    }
}

/* Row j (from 1) of a queue with s of n slots is due at the first rank k with s k / n >= j. */
static double due(size_t had, size_t slots, size_t n)
{
    return ceil((double)(had + 1) * (double)n / (double)slots);
}

/* Lets the queues of scores fill their slots in turn. They keep what they have: what a dry queue leaves
 * comes on top. */
static void take_scores(struct mixer *mixer)
{
    for (;;) {
        size_t best = NOBODY;
        double best_due = 0;
        for (size_t q = 0; q < mixer->count; q++) {
            const struct mix_queue *queue = &mixer->queues[q];
            if (queue->kind != MIX_SCORE || queue->taken >= mixer->slots[q])
                continue;
            double own = due(queue->taken, mixer->slots[q], mixer->n);
            if (best == NOBODY || own < best_due) {
                best = q;
                best_due = own;
            }
        }
        if (best == NOBODY)
            return;
        if (!take_row(mixer, best))
            run_dry(mixer, best);
    }
}

/* Lets the queues of one kind fill their slots from the rest; false when one of them ran dry. */
static bool take_samples(struct mixer *mixer, enum mix_kind kind)
{
    bool full = true;
    for (size_t q = 0; q < mixer->count; q++) {
        struct mix_queue *queue = &mixer->queues[q];
        if (queue->kind != kind)
            continue;
        while (queue->taken < mixer->slots[q] && full)
            if (!take_row(mixer, q)) {
                run_dry(mixer, q);
                full = false;
            }
    }
    return full;
}

static void give_back_samples(struct mixer *mixer)
{
    for (size_t i = 0; i < mixer->samples_count; i++)
        if (mixer->owner[i] != NOBODY && mixer->queues[mixer->owner[i]].kind != MIX_SCORE)
            mixer->owner[i] = NOBODY;
    for (size_t q = 0; q < mixer->count; q++)
        if (mixer->queues[q].kind != MIX_SCORE)
            mixer->queues[q].taken = mixer->queues[q].passed = 0;
}

/* Decides who takes what. A row of a sample that a score wants later becomes certain: whenever a queue
 * runs dry, the samples are drawn again from what the scores leave. */
static void take_all(struct mixer *mixer)
{
    do {
        give_back_samples(mixer);
        take_scores(mixer);
    } while (!take_samples(mixer, MIX_CARRIED) || !take_samples(mixer, MIX_RANDOM));
}

/* Gives out the ranks: the queue that is due first goes first, if its row may come at that rank. */
static void give_ranks(struct mixer *mixer, struct mix *mix)
{
    size_t total = 0;
    for (size_t q = 0; q < mixer->count; q++)
        total += mixer->queues[q].taken;
    mix->picks = arena_array(mixer->arena, total, sizeof *mix->picks);
    for (size_t rank = 0; rank < total; rank++) {
        size_t best = NOBODY;
        double best_due = 0;
        for (size_t q = 0; q < mixer->count; q++) {
            size_t had = mixer->had[q], slots = mixer->queues[q].taken;
            if (had == slots || (double)had * (double)total >= (double)slots * (double)(rank + 1))
                continue;
            double own = due(had, slots, total);
            if (best == NOBODY || own < best_due) {
                best = q;
                best_due = own;
            }
        }
        size_t *row = &mixer->cursors[best];
        while (mixer->owner[mixer->samples[best][*row]] != best)
            ++*row;
        mixer->place[mixer->samples[best][*row]] = rank;
        mix->picks[mix->picks_count++] = (struct mix_pick){.queue = best, .row = (*row)++};
        mixer->had[best]++;
    }
}

/* The pick of the sample in a row that a queue has passed. */
static struct mix_pick *pick_of(const struct mix *mix, const struct mixer *mixer, size_t q, size_t row)
{
    return &mix->picks[mixer->place[mixer->samples[q][row]]];
}

/* ---- inclusion probabilities ---- */

static bool is_certain(const struct mix *mix, const struct mix_pick *pick)
{
    const struct mix_queue *queue = &mix->queues[pick->queue];
    const struct mix_row *row = &queue->rows[pick->row];
    return queue->kind == MIX_SCORE || row->certain || (queue->kind == MIX_CARRIED && pick->inclusion_prob >= 1);
}

/* The carried probabilities of the rows that a queue has passed: [row]. */
static double *carried_probabilities(struct arena *arena, const struct mix_queue *queue)
{
    struct names groups = {.arena = arena};
    double *result = arena_array(arena, queue->passed, sizeof *result);
    size_t *group = arena_array(arena, queue->count, sizeof *group);
    for (size_t r = 0; r < queue->count; r++)
        group[r] = number_of(&groups, queue->rows[r].group);
    double *all = arena_array(arena, groups.count, sizeof *all),
           *passed = arena_array(arena, groups.count, sizeof *all);
    for (size_t r = 0; r < queue->count; r++) {
        all[group[r]] += !queue->rows[r].certain;
        passed[group[r]] += r < queue->passed && !queue->rows[r].certain;
    }
    for (size_t r = 0; r < queue->passed; r++)
        result[r] = queue->rows[r].certain ? 1 : queue->rows[r].inclusion_prob * passed[group[r]] / all[group[r]];
    return result;
}

/* N: as many rows as their probability says. */
static double population_of(const struct mix_queue *queue)
{
    double drawn = 0, prob = 1;
    for (size_t r = 0; r < queue->count; r++)
        if (!queue->rows[r].certain) {
            drawn++;
            prob = queue->rows[r].inclusion_prob;
        }
    return rint(drawn / prob);
}

/* The larger of the probabilities of the samples that hold a row. */
static void raise_probability(struct mix *mix, const struct mixer *mixer, size_t q, size_t row, double prob)
{
    struct mix_pick *pick = pick_of(mix, mixer, q, row);
    if (prob > pick->inclusion_prob)
        pick->inclusion_prob = prob;
}

static void include_random(struct mix *mix, const struct mixer *mixer, size_t q)
{
    const struct mix_queue *queue = &mix->queues[q];
    double drawn = 0;
    for (size_t r = 0; r < queue->passed; r++)
        drawn += !queue->rows[r].certain && !is_certain(mix, pick_of(mix, mixer, q, r));
    double rest = mix->population - (double)mix->certain;
    double prob = rest > drawn ? drawn / rest : 1;
    for (size_t r = 0; r < queue->passed; r++)
        raise_probability(mix, mixer, q, r, queue->rows[r].certain ? 1 : prob);
}

static void include(struct mix *mix, const struct mixer *mixer)
{
    for (size_t i = 0; i < mix->picks_count; i++)
        mix->picks[i].inclusion_prob = mix->queues[mix->picks[i].queue].kind == MIX_SCORE;
    for (size_t q = 0; q < mix->count; q++) {
        if (mix->queues[q].kind != MIX_CARRIED)
            continue;
        const double *probs = carried_probabilities(mixer->arena, &mix->queues[q]);
        for (size_t r = 0; r < mix->queues[q].passed; r++)
            raise_probability(mix, mixer, q, r, probs[r]);
    }
    for (size_t i = 0; i < mix->picks_count; i++)
        mix->certain += is_certain(mix, &mix->picks[i]);
    for (size_t q = 0; q < mix->count; q++)
        if (mix->queues[q].kind == MIX_RANDOM) {
            mix->population = population_of(&mix->queues[q]);
            include_random(mix, mixer, q);
        }
    for (size_t i = 0; i < mix->picks_count; i++)
        if (mix->picks[i].inclusion_prob <= 0) /* no sample that holds it knows */
            mix->picks[i].inclusion_prob = NAN;
}

/* Notes for each row the other queues that came across it. The last first, for lists in order. */
static void note_also(struct mix *mix, const struct mixer *mixer)
{
    for (size_t q = mix->count; q-- > 0;)
        for (size_t r = 0; r < mix->queues[q].passed; r++) {
            struct mix_pick *pick = pick_of(mix, mixer, q, r);
            if (pick->queue == q)
                continue;
            struct mix_also *also = arena_alloc(mixer->arena, sizeof *also);
            *also = (struct mix_also){.queue = q, .row = r, .next = pick->also};
            pick->also = also;
        }
}

bool mix_take(struct mix *mix, struct arena *arena, struct mix_queue *queues, size_t count, size_t n,
              struct error *error)
{
    struct mixer mixer = {.arena = arena, .queues = queues, .count = count, .n = n};
    *mix = (struct mix){.queues = queues, .count = count};
    if (!check_random(queues, count, error) || !number_samples(&mixer, error))
        return false;
    size_t **of_queues[] = {&mixer.slots, &mixer.had, &mixer.cursors};
    for (size_t i = 0; i < sizeof of_queues / sizeof *of_queues; i++)
        *of_queues[i] = arena_array(arena, count, sizeof(size_t));
    mixer.owner = arena_array(arena, mixer.samples_count, sizeof *mixer.owner);
    mixer.place = arena_array(arena, mixer.samples_count, sizeof *mixer.place);
    for (size_t i = 0; i < mixer.samples_count; i++)
        mixer.owner[i] = NOBODY;
    double *quotas = arena_array(arena, count, sizeof *quotas);
    for (size_t q = 0; q < count; q++)
        quotas[q] = queues[q].quota;
    round_quotas(quotas, mixer.slots, count, n);
    for (size_t q = 0; q < count; q++) {
        queues[q].slots = mixer.slots[q];
        queues[q].taken = queues[q].passed = 0;
        queues[q].dry = false;
    }
    take_all(&mixer);
    give_ranks(&mixer, mix);
    include(mix, &mixer);
    note_also(mix, &mixer);
    return true;
}
