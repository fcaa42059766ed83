#include "select/paired.h"

enum event { WRONG_BEFORE, WRONG_AFTER, FIXED, BROKEN };

static bool happened(const struct paired_row *row, enum event event)
{
    switch (event) {
    case WRONG_BEFORE:
        return row->before;
    case WRONG_AFTER:
        return row->after;
    case FIXED:
        return row->before && !row->after;
    case BROKEN:
        break;
    }
    return !row->before && row->after;
}

/* How often the event happened: the rate of a review that calls such rows wrong. */
static struct review_rate rate_of(const struct review *review, const struct paired_row *known, enum event event,
                                  struct arena *arena)
{
    struct review own = *review;
    struct review_row *rows = arena_array(arena, review->count, sizeof *rows);
    const struct review_domain all = {.last = review->nights_count - 1, .says = REVIEW_NONE};
    for (size_t i = 0; i < review->count; i++) {
        rows[i] = review->rows[i];
        rows[i].outcome = !known[i].known ? OUTCOME_OPEN : happened(&known[i], event) ? OUTCOME_WRONG : OUTCOME_RIGHT;
    }
    own.rows = rows;
    return review_rate(review_samples(&own, arena), &all);
}

static struct figure opposite(const struct figure *figure)
{
    return figure->n > 0 ? (struct figure){1 - figure->estimate, 1 - figure->high, 1 - figure->low, figure->n}
                         : *figure;
}

static void count_sample(struct paired_figures *figures, const struct review *review, const struct paired_row *rows)
{
    for (size_t i = 0; i < review->count; i++) {
        const struct review_row *row = &review->rows[i];
        if (!rows[i].known || row->again || !review_drawn(row) || review->nights[row->night].taught)
            continue;
        figures->sample++;
        figures->sample_fixed += happened(&rows[i], FIXED);
        figures->sample_broken += happened(&rows[i], BROKEN);
    }
    figures->mcnemar = mcnemar_exact(figures->sample_fixed, figures->sample_broken);
}

struct paired_figures paired_figures(const struct review *review, const struct paired_row *rows, struct arena *arena)
{
    struct paired_figures figures = {.mcnemar = 1};
    struct arena scratch = {.exhausted = arena->exhausted};
    if (review->nights_count == 0)
        return figures;
    struct review_rate fixed = rate_of(review, rows, FIXED, &scratch), broken = rate_of(review, rows, BROKEN, &scratch);
    figures.before = rate_of(review, rows, WRONG_BEFORE, &scratch).accuracy;
    figures.after = rate_of(review, rows, WRONG_AFTER, &scratch).accuracy;
    figures.fixed = opposite(&fixed.accuracy);
    figures.broken = opposite(&broken.accuracy);
    figures.gain = share_difference(figures.fixed, figures.broken);
    figures.population = fixed.population;
    figures.certain = fixed.known;
    count_sample(&figures, review, rows);
    arena_free(&scratch);
    return figures;
}
