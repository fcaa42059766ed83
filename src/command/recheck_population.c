/*
 * recheck_population.c - what all rows told: which labels changed, and what became of those like an error.
 */
#include <math.h>
#include <stdlib.h>

#include "command/recheck.h"
#include "dengine/hash.h"

static void add_fate(struct verdict_fate *sum, const struct verdict_fate *fate)
{
    sum->rows += fate->rows;
    sum->right += fate->right;
    sum->same += fate->same;
    sum->other += fate->other;
}

/* The most rows first, then by name. */
static int by_rows(const void *a, const void *b)
{
    const struct verdict_change *x = a, *y = b;
    if (x->rows != y->rows)
        return x->rows < y->rows ? 1 : -1;
    int order = text_compare(x->from, y->from);
    return order ? order : text_compare(x->to, y->to);
}

static double expected(const struct recheck *recheck, int64_t doubt)
{
    return recheck->confident[1] ? (double)doubt / NANO : (double)NAN;
}

static void list_changes(const struct recheck *recheck, struct verdict_population *population,
                         const struct changes *changes)
{
    int64_t doubt = 0;
    population->changes = arena_array(recheck->rows.arena, changes->count, sizeof *population->changes);
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        if (change->from == change->to)
            continue;
        population->changed += change->rows;
        doubt += change->doubt;
        population->changes[population->changes_count++] =
            (struct verdict_change){.from = join_label(&recheck->join, change->from),
                                    .to = join_label(&recheck->join, change->to),
                                    .rows = change->rows,
                                    .wrong = expected(recheck, change->doubt)};
    }
    population->wrong = expected(recheck, doubt);
    if (population->changes_count)
        qsort(population->changes, population->changes_count, sizeof *population->changes, by_rows);
}

/* Rows like no error that had the label of a confusion: whether they went where its errors should. */
static void count_far(const struct recheck *recheck, struct verdict_confusion *confusion, const struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        struct text from = join_label(&recheck->join, change->from), to = join_label(&recheck->join, change->to);
        if (!text_equal(from, confusion->says))
            continue;
        bool right = confusion->is.data && text_equal(to, confusion->is), same = change->from == change->to;
        add_fate(&confusion->far,
                 &(struct verdict_fate){change->far, right ? change->far : 0, same && !right ? change->far : 0,
                                        !same && !right ? change->far : 0});
    }
}

/* Shares of the far rows as if they had the labels that the near rows have: direct standardisation. */
static void weigh_far(struct verdict_figures *verdict)
{
    struct verdict_population *population = verdict->population;
    double right = 0, same = 0, weights = 0;
    for (size_t c = 0; c < verdict->confusions_count; c++) {
        const struct verdict_fate *near = &verdict->confusions[c].near, *far = &verdict->confusions[c].far;
        if (near->rows == 0 || far->rows == 0)
            continue;
        weights += (double)near->rows;
        right += (double)near->rows * (double)far->right / (double)far->rows;
        same += (double)near->rows * (double)far->same / (double)far->rows;
    }
    population->far_right = weights > 0 ? right / weights : (double)NAN;
    population->far_same = weights > 0 ? same / weights : (double)NAN;
}

/* How many rows like no error there are with one of the labels of the near ones. */
static uint64_t count_far_rows(const struct verdict_figures *verdict)
{
    uint64_t rows = 0;
    for (size_t c = 0; c < verdict->confusions_count; c++) {
        bool counted = verdict->confusions[c].near.rows == 0;
        for (size_t before = 0; before < c && !counted; before++)
            counted = verdict->confusions[before].near.rows &&
                      text_equal(verdict->confusions[before].says, verdict->confusions[c].says);
        rows += counted ? 0 : verdict->confusions[c].far.rows;
    }
    return rows;
}

static void tell_neighbours(struct recheck *recheck, const struct changes *changes)
{
    struct verdict_figures *verdict = &recheck->verdict;
    struct verdict_population *population = verdict->population;
    int64_t similarity = 0;
    for (unsigned w = 0; w < recheck->join.run.threads; w++) {
        similarity += recheck->tallies[w].similarity;
        population->unplaced += recheck->tallies[w].unplaced;
        for (size_t c = 0; c < verdict->confusions_count; c++)
            add_fate(&verdict->confusions[c].near, &recheck->tallies[w].near[c]);
    }
    for (size_t c = 0; c < verdict->confusions_count; c++) {
        add_fate(&population->near, &verdict->confusions[c].near);
        count_far(recheck, &verdict->confusions[c], changes);
    }
    population->embedded = true;
    population->least = recheck->near.least;
    population->why = recheck->near.why;
    population->errors = recheck->near.errors.count;
    population->similarity =
        population->near.rows ? (double)similarity / NANO / (double)population->near.rows : (double)NAN;
    population->far_rows = count_far_rows(verdict);
    weigh_far(verdict);
}

void recheck_population(struct recheck *recheck)
{
    struct verdict_population *population = arena_alloc(recheck->rows.arena, sizeof *population);
    struct changes all = {.arena = recheck->rows.arena};
    recheck->verdict.population = population;
    for (unsigned w = 0; w < recheck->join.run.threads; w++) {
        changes_merge(&all, &recheck->tallies[w].changes);
        population->rows += recheck->tallies[w].rows;
    }
    list_changes(recheck, population, &all);
    if (recheck->embedded)
        tell_neighbours(recheck, &all);
}
