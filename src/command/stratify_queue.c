#include <stdlib.h>

#include "base/radix.h"
#include "command/stratify.h"
#include "input/names.h"
#include "run/deployed_answer.h"

/* A row of the queue, before there is more of it than that. */
struct taken {
    int64_t score;
    uint64_t tie;
    const struct drawn_row *row;
    const struct stratum *stratum;
};

/* The queue while it is written. */
struct making {
    const struct run *run;
    struct top_entry **bad; /* come first */
    size_t bad_count;
    struct taken *taken;
    struct keyed *order; /* of them: their places are its values */
    size_t count;
    size_t last; /* the cell of the draw; before it are stratum_size and stratum */
    bool known;
    size_t made; /* the row at hand, 1, 2, 3 ...; 0: none */
    struct top_entry entry;
    struct buffer reason, size, draw;
};

static const struct top_entry *make_entry(void *state, size_t row)
{
    struct making *making = state;
    if (row < making->bad_count)
        return making->bad[row];
    struct top_entry *entry = &making->entry;
    if (making->made == row + 1)
        return entry;
    const struct taken *taken = &making->taken[making->order[row - making->bad_count].value];
    const struct stratum *stratum = taken->stratum;
    struct text name = stratum_name(stratum);
    making->made = row + 1;
    making->reason.size = making->size.size = making->draw.size = 0;
    buffer_count(&making->size, stratum->size);
    buffer_add(&making->reason, name);
    buffer_add(&making->reason, text_of(": "));
    buffer_count(&making->reason, stratum->taken);
    buffer_add(&making->reason, text_of(" of "));
    buffer_add(&making->reason, buffer_text(&making->size));
    buffer_add(&making->reason, text_of(" drawn"));
    drawn_entry(taken->row, making->run->arena, entry);
    buffer_nine(&making->draw, run_draw(making->run, entry->id));
    entry->key = (struct top_key){.scores = {taken->score}, .tie = taken->tie};
    entry->cells[0] = buffer_text(&making->reason);
    entry->cells[making->last - 2] = name;
    entry->cells[making->last - 1] = buffer_text(&making->size);
    entry->cells[making->last] = buffer_text(&making->draw);
    entry->inclusion_prob = making->known ? (double)stratum->taken / (double)stratum->size : NAN;
    return entry;
}

/* Rank j of n_h gets the score 1 - (j - 1/2) / n_h, so that strata interleave in their shares. */
static void add_stratum(struct making *making, struct stratum *stratum)
{
    drawn_sort(&stratum->rows);
    for (size_t j = 0; j < stratum->taken && j < stratum->rows.count; j++) {
        const struct drawn_row *row = stratum->rows.rows[j];
        making->taken[making->count++] =
            (struct taken){nano_round(1 - ((double)j + 0.5) / (double)stratum->taken), drawn_tie(row), row, stratum};
    }
}

static int by_rank(const void *a, const void *b)
{
    const struct taken *left = a, *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    if (left->tie != right->tie)
        return left->tie < right->tie ? -1 : 1;
    int order = text_compare(drawn_id(left->row), drawn_id(right->row));
    return order ? order : text_compare(left->stratum->key, right->stratum->key);
}

/* Sorts the order by a number of each row: what has the same stays in its order. */
static void sort_by(struct making *making, uint64_t (*number)(const struct taken *taken), struct keyed *room)
{
    for (size_t i = 0; i < making->count; i++)
        making->order[i].key = number(&making->taken[making->order[i].value]);
    radix_sort(making->order, room, making->count);
}

static uint64_t tie_of(const struct taken *taken)
{
    return taken->tie;
}

/* Scores of ranks are from 0 to 1. */
static uint64_t fall_of(const struct taken *taken)
{
    return (uint64_t)(NANO - taken->score);
}

/* An id that stands in several strata is taken once, where its rank is best. */
static void leave_out_repeats(struct making *making)
{
    struct arena arena = {.exhausted = making->run->arena->exhausted};
    struct names ids = {.arena = &arena};
    size_t kept = 0;
    for (size_t i = 0; i < making->bad_count; i++)
        names_add(&ids, making->bad[i]->id);
    for (size_t i = 0, before; i < making->count; i++) {
        before = ids.count;
        names_add(&ids, drawn_id(making->taken[i].row));
        if (ids.count > before)
            making->taken[kept++] = making->taken[i];
    }
    making->count = kept;
    arena_free(&arena);
}

/* Whether an id may stand there twice: the order is by the hash of the ids. */
static bool may_repeat(const struct making *making)
{
    bool alike = making->bad_count > 0;
    for (size_t i = 1; i < making->count; i++)
        alike |= making->order[i].key == making->order[i - 1].key;
    return alike;
}

static void rank(struct making *making)
{
    struct arena arena = {.exhausted = making->run->arena->exhausted};
    struct keyed *room = arena_array(&arena, making->count, sizeof *room);
    making->order = arena_array(making->run->arena, making->count, sizeof *making->order);
    for (size_t i = 0; i < making->count; i++)
        making->order[i].value = (uint32_t)i;
    sort_by(making, tie_of, room);
    if (!may_repeat(making)) {
        sort_by(making, fall_of, room);
    } else if (making->count) {
        qsort(making->taken, making->count, sizeof *making->taken, by_rank);
        leave_out_repeats(making);
        for (size_t i = 0; i < making->count; i++)
            making->order[i].value = (uint32_t)i;
    }
    arena_free(&arena);
}

bool stratify_write(struct run *run, struct top *bad, struct stratum **strata, size_t count,
                    struct queue_columns columns, bool known, size_t *rows, struct error *error)
{
    struct making making = {.run = run,
                            .bad = top_sorted(bad),
                            .bad_count = top_count(bad),
                            .last = columns.count,
                            .known = known,
                            .reason = {.arena = run->arena},
                            .size = {.arena = run->arena},
                            .draw = {.arena = run->arena}};
    size_t most = 0, empty = 0;
    for (size_t i = 0; i < count; i++)
        most += strata[i]->taken;
    making.taken = arena_array(run->arena, most, sizeof *making.taken);
    for (size_t i = 0; i < count; i++)
        add_stratum(&making, strata[i]);
    rank(&making);
    for (size_t i = 0; i < making.count; i++)
        empty += drawn_cell(making.taken[i].row, 1).size == 0;
    struct queue draft = {.entry = make_entry,
                          .state = &making,
                          .count = making.bad_count + making.count,
                          .columns = columns.items,
                          .columns_count = columns.count};
    *rows = draft.count;
    deployed_answer_note_empty(run, empty, draft.count);
    return run_write_draft(run, &draft, error);
}
