#include "select/mixer.h"

#include <math.h>
#include <string.h>

#include "input/names.h"

static bool number_samples(struct mixer *mixer, struct error *error)
{
    struct names names = {.arena = mixer->arena};
    for (size_t q = 0; q < mixer->count; q++) {
        const struct mix_queue *queue = &mixer->queues[q];
        mixer->parts[q].samples = arena_array(mixer->arena, queue->count, sizeof(size_t));
        for (size_t r = 0; r < queue->count; r++)
            mixer->parts[q].samples[r] = names_add(&names, queue->rows[r].id);
    }
    mixer->samples_count = names.count;
    size_t *seen = arena_array(mixer->arena, names.count, sizeof *seen);
    for (size_t q = 0; q < mixer->count; q++) {
        memset(seen, 0, names.count * sizeof *seen);
        for (size_t r = 0; r < mixer->queues[q].count; r++) {
            size_t *before = &seen[mixer->parts[q].samples[r]];
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

/* ---- slots ---- */

/* Whole rows for the quotas, which sum to n: fractions go to the largest remainders, ties to the first queue. */
static void round_quotas(struct mixer *mixer)
{
    size_t given = 0;
    for (size_t q = 0; q < mixer->count; q++) {
        mixer->parts[q].slots = (size_t)(mixer->queues[q].quota + 1e-9);
        given += mixer->parts[q].slots;
    }
    for (; given < mixer->n; given++) {
        size_t best = 0;
        for (size_t q = 1; q < mixer->count; q++)
            if (mixer->queues[q].quota - (double)mixer->parts[q].slots >
                mixer->queues[best].quota - (double)mixer->parts[best].slots + 1e-9)
                best = q;
        mixer->parts[best].slots++;
    }
}

/* Gives each queue as many slots as it has rows when all of them are to be taken. */
static bool take_everything(struct mixer *mixer)
{
    size_t rows = 0;
    for (size_t q = 0; q < mixer->count; q++)
        rows += mixer->queues[q].quota > 0 ? mixer->queues[q].count : 0;
    if (mixer->n < rows)
        return false;
    for (size_t q = 0; q < mixer->count; q++)
        mixer->parts[q].slots = mixer->queues[q].quota > 0 ? mixer->queues[q].count : 0;
    mixer->n = rows;
    return true;
}

/* Shares the slots that a queue cannot fill out to the others that are not dry, by their quotas. No queue
 * ever loses a slot that it can fill. */
static void run_dry(struct mixer *mixer, size_t dry)
{
    size_t left = mixer->n, freed = mixer->parts[dry].slots - mixer->queues[dry].taken;
    double sum = 0;
    mixer->parts[dry].slots = mixer->queues[dry].taken;
    mixer->queues[dry].dry = true;
    for (size_t q = 0; q < mixer->count; q++) {
        left -= mixer->queues[q].dry ? mixer->parts[q].slots : 0;
        sum += mixer->queues[q].dry ? 0 : mixer->queues[q].quota;
    }
    for (size_t q = 0; q < mixer->count && sum > 0; q++) {
        double part = mixer->queues[q].dry ? 0 : (double)left * (mixer->queues[q].quota / sum);
        size_t more = part > (double)mixer->parts[q].slots ? (size_t)part - mixer->parts[q].slots : 0;
        more = more < freed ? more : freed;
        mixer->parts[q].slots += more;
        freed -= more;
    }
    while (freed > 0 && sum > 0) {
        size_t best = NOBODY;
        double most = 0;
        for (size_t q = 0; q < mixer->count; q++) {
            double lacks = (double)left * (mixer->queues[q].quota / sum) - (double)mixer->parts[q].slots;
            if (!mixer->queues[q].dry && mixer->queues[q].quota > 0 && (best == NOBODY || lacks > most + 1e-9)) {
                best = q;
                most = lacks;
            }
        }
        mixer->parts[best].slots++;
        freed--;
    }
}

/* Row j (from 1) of a queue with s of n slots is due at the first rank k with s k / n >= j. */
static double due(size_t had, size_t slots, size_t n)
{
    return ceil((double)(had + 1) * (double)n / (double)slots);
}

/* ---- certain rows: without a look at any draw ---- */

static void own(struct mixer *mixer, size_t q, size_t row)
{
    mixer->owner[mixer->parts[q].samples[row]] = q;
    mixer->queues[q].taken++;
}

static bool is_free(const struct mixer *mixer, size_t q, size_t row)
{
    return mixer->owner[mixer->parts[q].samples[row]] == NOBODY;
}

/* Takes the next row that nobody has; false when there is none. */
static bool take_row(struct mixer *mixer, size_t q)
{
    struct mix_part *part = &mixer->parts[q];
    while (part->passed < mixer->queues[q].count && !is_free(mixer, q, part->passed))
        part->passed++;
    if (part->passed == mixer->queues[q].count)
        return false;
    own(mixer, q, part->passed++);
    return true;
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
            if (queue->kind != MIX_SCORE || queue->taken >= mixer->parts[q].slots)
                continue;
            double own_due = due(queue->taken, mixer->parts[q].slots, mixer->n);
            if (best == NOBODY || own_due < best_due) {
                best = q;
                best_due = own_due;
            }
        }
        if (best == NOBODY)
            return;
        if (!take_row(mixer, best))
            run_dry(mixer, best);
    }
}

/* The rows of a sample that are there for another reason than their draw. */
static void take_certain_rows(struct mixer *mixer, size_t q)
{
    const struct mix_queue *queue = &mixer->queues[q];
    for (size_t r = 0; r < queue->count && r < mixer->parts[q].slots; r++)
        if (queue->rows[r].certain && is_free(mixer, q, r))
            own(mixer, q, r);
}

/* Whether a sample that holds all of its population has fewer rows in R than slots, which does not depend on draws.
 * Then its slots go to the others, as those of a queue of scores do. */
static bool runs_dry(struct mixer *mixer, size_t q)
{
    struct mix_queue *queue = &mixer->queues[q];
    size_t rows = queue->taken, certain = queue->taken;
    for (size_t r = 0; r < queue->count; r++) {
        if (!queue->rows[r].certain && !(queue->rows[r].inclusion_prob >= 1))
            return false;
        rows += is_free(mixer, q, r);
    }
    if (rows >= mixer->parts[q].slots)
        return false;
    queue->taken = rows;
    run_dry(mixer, q);
    queue->taken = certain;
    return true;
}

/* A sample that is shorter than its slots, for every draw. */
static void leave_slots(struct mixer *mixer, size_t q)
{
    struct mix_queue *queue = &mixer->queues[q];
    if (queue->kind == MIX_SCORE || queue->poisson || queue->count >= mixer->parts[q].slots)
        return;
    queue->taken = queue->count;
    run_dry(mixer, q);
    queue->taken = 0;
}

static void take_certain(struct mixer *mixer)
{
    for (size_t q = 0; q < mixer->count; q++)
        leave_slots(mixer, q);
    for (size_t q = 0; q < mixer->count; q++)
        if (mixer->queues[q].kind != MIX_SCORE)
            take_certain_rows(mixer, q);
    bool again = true;
    while (again) {
        again = false;
        take_scores(mixer);
        for (size_t q = 0; q < mixer->count; q++)
            again |= mixer->queues[q].kind != MIX_SCORE && mixer->parts[q].slots > 0 && runs_dry(mixer, q);
    }
    for (size_t i = 0; i < mixer->samples_count; i++)
        mixer->certain[i] = mixer->owner[i] != NOBODY;
}

/* ---- samples: rows that nobody has yet ---- */

/* Beside another sample the last row of a group is a threshold and not used, unless the group has no row elsewhere. */
static bool is_spared(const struct mixer *mixer, size_t q, const struct mix_group *group, size_t row)
{
    return is_joint(mixer) && mixer->queues[q].kind == MIX_COUNTED && group->prob < 1 && row == group->last;
}

static void draw_sample(struct mixer *mixer, size_t q)
{
    struct mix_part *part = &mixer->parts[q];
    for (size_t r = 0; r < mixer->queues[q].count; r++) {
        struct mix_group *group = part->group[r] == NOBODY ? NULL : &part->groups[part->group[r]];
        if (!group || group->ended)
            continue;
        bool spared = is_spared(mixer, q, group, r), is_new = is_free(mixer, q, r);
        if (spared || (is_new && group->used == group->quota)) {
            group->ended = true;
            group->cut = order_of(&mixer->queues[q], r);
            group->next = is_new ? r : NOBODY;
        } else if (is_new) {
            group->used++;
            group->tail = order_of(&mixer->queues[q], r);
            part->used[r] = true;
            own(mixer, q, r);
        }
    }
}

/* Fills the slots that samples left with the next rows of all queues, by their quotas. */
static void fill_slots(struct mixer *mixer)
{
    size_t taken = 0;
    for (size_t q = 0; q < mixer->count; q++) {
        taken += mixer->queues[q].taken;
        if (mixer->queues[q].kind != MIX_SCORE)
            mixer->parts[q].passed = 0;
    }
    while (taken < mixer->n) {
        size_t best = NOBODY;
        double least = 0;
        for (size_t q = 0; q < mixer->count; q++) {
            double had = ((double)mixer->queues[q].taken + 1) / mixer->queues[q].quota;
            if (mixer->queues[q].quota > 0 && mixer->parts[q].passed < mixer->queues[q].count &&
                (best == NOBODY || had < least)) {
                best = q;
                least = had;
            }
        }
        if (best == NOBODY)
            return;
        if (!take_row(mixer, best))
            continue;
        mixer->filled[mixer->parts[best].samples[mixer->parts[best].passed - 1]] = true;
        taken++;
    }
}

/* ---- ranks ---- */

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
            size_t had = mixer->parts[q].had, slots = mixer->queues[q].taken;
            if (had == slots || (double)had * (double)total >= (double)slots * (double)(rank + 1))
                continue;
            double own_due = due(had, slots, total);
            if (best == NOBODY || own_due < best_due) {
                best = q;
                best_due = own_due;
            }
        }
        struct mix_part *part = &mixer->parts[best];
        while (mixer->owner[part->samples[part->cursor]] != best)
            part->cursor++;
        mixer->place[part->samples[part->cursor]] = rank;
        mix->picks[mix->picks_count++] = (struct mix_pick){.queue = best, .row = part->cursor++};
        part->had++;
    }
}

/* How far a queue has been read: behind the last row that it passed or used. */
static size_t read_to(const struct mixer *mixer, size_t q)
{
    const struct mix_part *part = &mixer->parts[q];
    size_t rows = part->passed;
    for (size_t r = rows; part->used && r < mixer->queues[q].count; r++)
        if (part->used[r])
            rows = r + 1;
    return rows;
}

/* Notes for each row the other queues that came across it. The last first, for lists in order. */
static void note_also(struct mix *mix, const struct mixer *mixer)
{
    for (size_t q = mix->count; q-- > 0;)
        for (size_t r = 0, end = read_to(mixer, q); r < end; r++) {
            size_t sample = mixer->parts[q].samples[r];
            if (mixer->owner[sample] == q || mixer->owner[sample] == NOBODY)
                continue;
            struct mix_pick *pick = &mix->picks[mixer->place[sample]];
            struct mix_also *also = arena_alloc(mixer->arena, sizeof *also);
            *also = (struct mix_also){.queue = q, .row = r, .next = pick->also};
            pick->also = also;
            mix->queues[q].shared++;
        }
}

static void start(struct mixer *mixer)
{
    struct arena *arena = mixer->arena;
    mixer->owner = arena_array(arena, mixer->samples_count, sizeof *mixer->owner);
    mixer->place = arena_array(arena, mixer->samples_count, sizeof *mixer->place);
    mixer->certain = arena_array(arena, mixer->samples_count, sizeof *mixer->certain);
    mixer->filled = arena_array(arena, mixer->samples_count, sizeof *mixer->filled);
    for (size_t i = 0; i < mixer->samples_count; i++)
        mixer->owner[i] = NOBODY;
    if (!take_everything(mixer))
        round_quotas(mixer);
    for (size_t q = 0; q < mixer->count; q++) {
        struct mix_queue *queue = &mixer->queues[q];
        queue->slots = mixer->parts[q].slots;
        queue->taken = queue->shared = queue->known = 0;
        queue->dry = false;
        queue->why = NULL;
    }
}

bool mix_take(struct mix *mix, struct arena *arena, struct mix_queue *queues, size_t count, size_t n,
              struct error *error)
{
    struct mixer mixer = {.arena = arena, .queues = queues, .count = count, .n = n};
    *mix = (struct mix){.queues = queues, .count = count};
    mixer.parts = arena_array(arena, count, sizeof *mixer.parts);
    if (!number_samples(&mixer, error))
        return false;
    start(&mixer);
    take_certain(&mixer);
    mix_plan(&mixer);
    for (size_t i = 0; i < mixer.order_count; i++)
        draw_sample(&mixer, mixer.order[i]);
    fill_slots(&mixer);
    give_ranks(&mixer, mix);
    mix_include(mix, &mixer);
    note_also(mix, &mixer);
    return true;
}
