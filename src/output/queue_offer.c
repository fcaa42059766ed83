#include <math.h>
#include <string.h>

#include "dengine/draw.h"
#include "output/queue_mix.h"
#include "read/number.h"

/* A queue while it is found out what it is a sample of. */
struct offer {
    struct arena *arena;
    const struct queue *queue;
    struct mix_row *rows;
    size_t draw, weight, stratum, expected; /* columns, or columns_count */
};

static bool has_score(const struct top_entry *row)
{
    return row->key.scores[0] != TOP_UNSCORABLE;
}

/* Unscorable: it is there for certain. A row that was drawn is none, though its score is gone. */
static bool is_bad(const struct top_entry *row)
{
    return !has_score(row) && !(row->inclusion_prob < 1);
}

/* The number in a column, or NaN. */
static double number_in(const struct offer *offer, size_t row, size_t column)
{
    double number;
    if (column == offer->queue->columns_count ||
        number_parse(offer->queue->rows[row]->cells[1 + column], &number) != NUMBER_OK)
        return NAN;
    return number;
}

/* Whether all rows that can be drawn are of this method and have a reason that begins so. */
static bool all_are(const struct offer *offer, const char *method, const char *reason)
{
    const struct queue *queue = offer->queue;
    bool any = false;
    for (size_t i = 0; i < queue->count; i++) {
        if (is_bad(queue->rows[i]))
            continue;
        any = true;
        if (!text_equal(queue_method(queue, i), text_of(method)) ||
            !text_starts(queue->rows[i]->cells[0], text_of(reason)))
            return false;
    }
    return any || strcmp(queue->method, method) == 0;
}

/* How the probabilities of the rows that can be drawn differ. */
struct probs {
    size_t drawn, unknown, below; /* below 1, or unknown */
    bool equal;
    double first;
};

static struct probs look_at(const struct queue *queue)
{
    struct probs probs = {.equal = true};
    for (size_t i = 0; i < queue->count; i++) {
        double prob = queue->rows[i]->inclusion_prob;
        if (is_bad(queue->rows[i]))
            continue;
        if (probs.drawn++ == 0)
            probs.first = prob;
        probs.equal = probs.equal && fabs(prob - probs.first) <= 0;
        probs.unknown += isnan(prob) ? 1 : 0;
        probs.below += !(prob >= 1);
    }
    return probs;
}

static void set_groups(struct offer *offer)
{
    for (size_t i = 0; i < offer->queue->count; i++) {
        const struct top_entry *row = offer->queue->rows[i];
        struct buffer group = {.arena = offer->arena};
        buffer_add(&group, row->cells[1 + offer->stratum]);
        buffer_format(&group, "%c%.9g", '\0', row->inclusion_prob); /* two strata of one name */
        offer->rows[i].group = buffer_text(&group);
        offer->rows[i].rising = offer->rows[i].draw;
    }
}

/* Weighted rows come by u / w, which their scores tell; others by u. */
static void set_orders(struct offer *offer, bool weighted)
{
    for (size_t i = 0; i < offer->queue->count; i++) {
        struct mix_row *row = &offer->rows[i];
        row->weight = weighted ? number_in(offer, i, offer->weight) : 1;
        row->ceiling = weighted ? 1 : row->inclusion_prob;
        row->order = row->rising = row->draw;
        if (weighted)
            row->order = row->rising =
                has_score(offer->queue->rows[i]) ? draw_order(offer->queue->rows[i]->key.scores[0]) : NAN;
    }
}

/* Rows of --draw come by u / w; those whose score is 1 are certain whatever is drawn. */
static bool set_draws(struct offer *offer)
{
    const struct queue *queue = offer->queue;
    size_t none = queue->columns_count;
    if (offer->expected == none || offer->draw == none || offer->weight == none)
        return false;
    for (size_t i = 0; i < queue->count; i++) {
        const struct mix_row *row = &offer->rows[i];
        bool told = !isnan(row->inclusion_prob) && !isnan(row->draw) && !isnan(number_in(offer, i, offer->expected));
        if (!row->certain && !(told && number_in(offer, i, offer->weight) > 0))
            return false;
    }
    for (size_t i = 0; i < queue->count; i++) {
        struct mix_row *row = &offer->rows[i];
        row->certain |= queue->rows[i]->key.scores[0] == NANO;
        row->weight = number_in(offer, i, offer->weight);
        row->order = row->rising = row->draw / row->weight;
    }
    return queue->count > 0;
}

/* What a queue is a sample of: told by the methods, the reasons and the probabilities of its rows. */
static void set_kind(struct mix_queue *mixed, struct offer *offer)
{
    const struct queue *queue = offer->queue;
    struct probs probs = look_at(queue);
    bool random = all_are(offer, "random", "");
    mixed->kind = MIX_CARRIED;
    if (probs.unknown && probs.unknown == probs.drawn) {
        mixed->kind = MIX_UNKNOWN;
    } else if (set_draws(offer)) {
        mixed->kind = MIX_ORDERED;
        mixed->random = true;
    } else if (random && (all_are(offer, "random", DRAWN_BY_WEIGHT) || all_are(offer, "random", DRAWN_BELOW)) &&
               probs.drawn > 0) {
        mixed->kind = MIX_ORDERED;
        set_orders(offer, all_are(offer, "random", DRAWN_BY_WEIGHT));
    } else if (random && probs.equal) {
        mixed->kind = MIX_COUNTED;
        mixed->random = true;
        mixed->poisson = probs.drawn && all_are(offer, "random", DRAWN_EACH);
        if (probs.drawn && !mixed->poisson)
            mixed->population = rint((double)probs.drawn / probs.first);
    } else if (all_are(offer, "stratify", "") && offer->stratum < queue->columns_count && !probs.unknown) {
        mixed->kind = MIX_COUNTED;
        set_groups(offer);
    } else if (probs.below == 0) {
        mixed->kind = MIX_SCORE;
    }
}

void queue_offer(struct mix_queue *mixed, struct arena *arena, const struct queue *queue)
{
    struct offer offer = {.arena = arena, .queue = queue};
    offer.rows = arena_array(arena, queue->count, sizeof *offer.rows);
    offer.draw = queue_column_find(queue, text_of("draw"));
    offer.weight = queue_column_find(queue, text_of("weight"));
    offer.stratum = queue_column_find(queue, text_of("stratum"));
    offer.expected = queue_column_find(queue, text_of("expected"));
    for (size_t i = 0; i < queue->count; i++)
        offer.rows[i] = (struct mix_row){.id = queue->rows[i]->id,
                                         .inclusion_prob = queue->rows[i]->inclusion_prob,
                                         .certain = is_bad(queue->rows[i]),
                                         .draw = number_in(&offer, i, offer.draw),
                                         .order = NAN,
                                         .rising = NAN,
                                         .weight = 1,
                                         .ceiling = 1};
    mixed->rows = offer.rows;
    mixed->count = queue->count;
    mixed->population = 0;
    mixed->random = mixed->poisson = false;
    set_kind(mixed, &offer);
    for (size_t i = 0; mixed->random && mixed->kind == MIX_COUNTED && i < queue->count; i++)
        offer.rows[i].rising = has_score(queue->rows[i]) ? 1 - (double)queue->rows[i]->key.scores[0] / NANO : NAN;
    for (size_t i = 0; mixed->kind == MIX_CARRIED && i < queue->count; i++)
        offer.rows[i].certain |= queue->rows[i]->inclusion_prob >= 1;
}
