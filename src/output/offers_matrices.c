/*
 * offers_matrices.c - the commands for several matrices over the same rows, and for one beside a table.
 */
#include <string.h>

#include "base/shell.h"
#include "output/hints.h"
#include "output/offers_matrix.h"

/* Whether the rows have ids that stand once, all rows good. */
static bool is_sound(const struct offers *offers, const struct identified *one)
{
    return one->ids && !identified_why(offers, one) && one->ids->ids == one->ids->counts.read && !one->matrix->odd &&
           !one->matrix->bad;
}

static bool has_classes(const struct identified *one)
{
    return one->matrix->kind == MATRIX_PROBABILITIES || one->matrix->kind == MATRIX_LOGITS;
}

/* Whether they tell of the same rows in the same form. */
static bool are_alike(const struct identified *a, const struct identified *b)
{
    return strcmp(a->ids->path, b->ids->path) == 0 && a->matrix->kind == b->matrix->kind &&
           a->matrix->npy.columns == b->matrix->npy.columns;
}

static void add_reading(struct buffer *line, const struct identified *one, double tolerance)
{
    offer_option(line, "--ids", text_of(one->ids->path));
    identified_add_id(line, one);
    buffer_add(line, text_of(one->matrix->kind == MATRIX_LOGITS ? " --logits '*'" : " --probs '*'"));
    if (tolerance > 0.001)
        buffer_format(line, " --tolerance %g", tolerance);
}

/* The first that says what a model said with all that are like it. */
static void offer_ensemble(struct offers *offers, const struct identified *all, size_t count)
{
    struct buffer line = offer_begin(offers, "ensemble");
    const struct identified *first = NULL;
    size_t members = 0;
    double tolerance = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_sound(offers, &all[i]) || !has_classes(&all[i]) || (first && !are_alike(first, &all[i])))
            continue;
        first = first ? first : &all[i];
        tolerance = all[i].matrix->tolerance > tolerance ? all[i].matrix->tolerance : tolerance;
        shell_word(&line, text_of(all[i].matrix->path));
        members++;
    }
    if (members < 2)
        return;
    add_reading(&line, first, tolerance);
    offer_add(offers, &line);
}

/* What a model said, spread over vectors of the same rows. */
static void offer_spread(struct offers *offers, const struct identified *said, const struct identified *vectors)
{
    if (!is_sound(offers, said) || !has_classes(said) || strcmp(said->ids->path, vectors->ids->path) != 0)
        return;
    struct buffer line = offer_begin(offers, "confidence");
    shell_word(&line, text_of(said->matrix->path));
    add_reading(&line, said, said->matrix->tolerance);
    offer_option(&line, "--diverse", text_of(vectors->matrix->path));
    offer_add(offers, &line);
}

/* A table whose samples all have vectors. */
static void offer_table(struct offers *offers, const struct profile *table, const struct identified *vectors)
{
    const struct profile *ids = vectors->ids;
    if (!roles_has(&table->roles, table->roles.id) || table->roles.ids.size || ids->common != table->ids ||
        hint_nothing(table) || table->ids != table->counts.read || table->counts.rejected || table->delimiter)
        return;
    struct text mine = table->table.header.items[table->roles.id];
    struct text theirs = ids->table.header.items[identified_column(vectors)];
    struct buffer line = {.arena = offers->arena};
    if (!hint_no_doubt(table) && (text_equal(theirs, text_of("id")) || text_equal(mine, theirs))) {
        line = offer_begin(offers, "confidence");
        shell_word(&line, text_of(table->path));
        offer_reading(&line, table);
        offer_prediction(&line, table);
        offer_option(&line, "--diverse", text_of(vectors->matrix->path));
        offer_option(&line, "--ids", text_of(ids->path));
        offer_add(offers, &line);
    } else if (!profile_predicts(table) && ids->common < ids->told && text_equal(mine, theirs)) {
        line = offer_begin(offers, "similar");
        shell_word(&line, text_of(vectors->matrix->path));
        offer_option(&line, "--ids", text_of(ids->path));
        identified_add_id(&line, vectors);
        offer_option(&line, "--like", text_of(table->path));
        offer_add(offers, &line);
    }
}

void offers_matrices(struct offers *offers, const struct identified *all, size_t count, const struct profile *table)
{
    offer_ensemble(offers, all, count);
    for (size_t v = 0; v < count; v++) {
        if (all[v].matrix->kind != MATRIX_VECTORS || !is_sound(offers, &all[v]))
            continue;
        for (size_t i = 0; i < count; i++)
            offer_spread(offers, &all[i], &all[v]);
        if (table)
            offer_table(offers, table, &all[v]);
    }
}
