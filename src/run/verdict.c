#include "run/verdict.h"

#include <stdlib.h>
#include <string.h>

#include "input/label_set.h"
#include "input/names.h"
#include "join/known.h"
#include "run/lookup.h"

/* ---- reading ---- */

static bool read_trained(struct verdict_rows *rows, struct error *error)
{
    const struct idmap_file file = {.option = "--trained", .id = rows->options->id};
    const struct words *files = &rows->options->trained;
    rows->trained.arena = rows->arena;
    for (size_t i = 0; i < files->count; i++)
        if (!known_read(&rows->trained, &file, text_copy(rows->arena, files->items[i]).data, error))
            return false;
    return true;
}

static void judge(const struct verdict_rows *rows, struct verdict_row *row, const struct answered *answered)
{
    row->taught =
        idmap_find(&rows->trained, answered->id) != IDMAP_NONE || idmap_find(&rows->trained, row->id) != IDMAP_NONE;
    row->judged = row->before.data && row->after.data;
    if (!row->judged)
        return;
    if (answered->label.size)
        row->is = answered->label;
    else if (answered->verdict == VERDICT_RIGHT)
        row->is = row->before;
    bool same = label_set_same(row->before, row->after);
    row->wrong_before = row->is.data ? !label_set_same(row->is, row->before) : true;
    row->wrong_after = row->is.data ? !label_set_same(row->is, row->after) : same;
    row->untold = !row->is.data && !same;
}

/* Where the tables have each sample: under its id, else under a name of it. */
static size_t *find_rows(const struct verdict_rows *rows, const struct lookup_said *before)
{
    size_t *at = arena_array(rows->arena, rows->count, sizeof *at);
    for (size_t i = 0; i < rows->count; i++)
        at[i] = i;
    for (size_t n = 0; n < rows->answers->names.count; n++) {
        size_t *place = &at[rows->answers->of_name[n]], named = rows->count + n;
        if (!before[*place].label.data && before[named].label.data)
            *place = named;
    }
    return at;
}

static bool none_known(const struct verdict_rows *rows, const char *path, const struct lookup_said *said,
                       struct error *error)
{
    for (size_t i = 0; i < rows->ids.count; i++)
        if (said[i].label.data)
            return false;
    struct text id = rows->ids.items[0].id;
    error_set(error, STATUS_DATA, "%s: no answer is for a sample of it: ids such as '%.*s' are not there", path,
              text_shown(id), id.data);
    return true;
}

static bool look_up(const struct verdict_rows *rows, const char *path, struct lookup_said **said, struct error *error)
{
    struct lookup lookup = {.command = rows->command, .options = rows->options, .path = path, .ids = &rows->ids};
    bool done = lookup_predictions(&lookup, error);
    *said = lookup.said;
    return done;
}

bool verdict_read(struct verdict_rows *rows, struct error *error)
{
    const struct answers *answers = rows->answers;
    struct lookup_said *before, *after;
    bool added;
    rows->ids.arena = rows->arena;
    for (size_t i = 0; i < answers->ids.count; i++)
        idmap_add(&rows->ids, answers->ids.items[i].id, &added);
    for (size_t i = 0; i < answers->names.count; i++)
        idmap_add(&rows->ids, answers->names.items[i].id, &added);
    rows->count = answers->ids.count;
    rows->items = arena_array(rows->arena, rows->count, sizeof *rows->items);
    if (!read_trained(rows, error) || !look_up(rows, rows->before, &before, error) ||
        !look_up(rows, rows->after, &after, error))
        return false;
    if (answers->given &&
        (none_known(rows, rows->before, before, error) || none_known(rows, rows->after, after, error)))
        return false;
    const size_t *at = find_rows(rows, before);
    for (size_t i = 0; i < rows->count; i++) {
        const struct answered *answered = &answers->items[answers->first[i]];
        if (answered->state != ANSWER_GIVEN)
            continue;
        rows->items[i] = (struct verdict_row){
            .id = rows->ids.items[at[i]].id, .before = before[at[i]].label, .after = after[at[i]].label};
        judge(rows, &rows->items[i], answered);
    }
    return true;
}

const struct verdict_row *verdict_find(const struct verdict_rows *rows, struct text id)
{
    size_t number = idmap_find(&rows->ids, id);
    if (number == IDMAP_NONE)
        return NULL;
    const struct verdict_row *row =
        &rows->items[number < rows->count ? number : rows->answers->of_name[number - rows->count]];
    return row->id.data ? row : NULL;
}

/* ---- counting ---- */

void verdict_add(struct verdict_fate *fate, bool right, bool same)
{
    fate->rows++;
    fate->right += right;
    fate->same += !right && same;
    fate->other += !right && !same;
}

static bool is_error(const struct verdict_row *row)
{
    return row->judged && row->wrong_before;
}

static int by_confusion(const void *a, const void *b)
{
    const struct verdict_row *x = *(struct verdict_row *const *)a, *y = *(struct verdict_row *const *)b;
    int order = text_compare(x->before, y->before);
    return order ? order : text_compare(x->is, y->is);
}

/* The most errors first, then by name. */
static int by_errors(const void *a, const void *b)
{
    const struct verdict_confusion *x = a, *y = b;
    uint64_t left = x->errors.rows + x->taught.rows, right = y->errors.rows + y->taught.rows;
    if (left != right)
        return left < right ? 1 : -1;
    int order = text_compare(x->says, y->says);
    return order ? order : text_compare(x->is, y->is);
}

static struct verdict_row **sort_errors(const struct verdict_rows *rows, size_t *count)
{
    struct verdict_row **errors = arena_array(rows->arena, rows->count, sizeof *errors);
    for (size_t i = 0; i < rows->count; i++)
        if (is_error(&rows->items[i]))
            errors[(*count)++] = &rows->items[i];
    if (*count)
        qsort(errors, *count, sizeof *errors, by_confusion);
    return errors;
}

/* Numbers the confusions by their names, puts them in order, and gives each error its number. */
static void count_errors(struct verdict_figures *verdict, struct verdict_rows *rows)
{
    size_t count = 0;
    struct verdict_row **errors = sort_errors(rows, &count);
    verdict->confusions = arena_array(rows->arena, count, sizeof *verdict->confusions);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || by_confusion(&errors[i - 1], &errors[i]) != 0)
            verdict->confusions[verdict->confusions_count++] =
                (struct verdict_confusion){.says = errors[i]->before, .is = errors[i]->is};
        struct verdict_confusion *confusion = &verdict->confusions[verdict->confusions_count - 1];
        struct verdict_fate *fate = errors[i]->taught ? &confusion->taught : &confusion->errors;
        bool same = label_set_same(errors[i]->before, errors[i]->after);
        if (errors[i]->untold) {
            verdict->untold++;
            continue;
        }
        verdict_add(fate, !errors[i]->wrong_after, same);
        verdict_add(errors[i]->taught ? &verdict->taught_errors : &verdict->errors, !errors[i]->wrong_after, same);
    }
    if (verdict->confusions_count)
        qsort(verdict->confusions, verdict->confusions_count, sizeof *verdict->confusions, by_errors);
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < verdict->confusions_count; c++)
            if (text_equal(verdict->confusions[c].says, errors[i]->before) &&
                text_equal(verdict->confusions[c].is, errors[i]->is))
                errors[i]->confusion = c;
}

static bool is_set(struct text label)
{
    return label.size && memchr(label.data, '+', label.size);
}

/* Rows whose label now is one that neither the old model nor people use: of a class that is new, or is called
 * otherwise. Sets of labels tell nothing of that. */
static void count_strangers(struct verdict_figures *verdict, const struct verdict_rows *rows)
{
    struct names known = {.arena = rows->arena};
    bool sets = rows->options->multilabel;
    for (size_t i = 0; i < rows->count; i++) {
        names_add(&known, rows->items[i].before);
        names_add(&known, rows->items[i].is);
        sets = sets || is_set(rows->items[i].before) || is_set(rows->items[i].is);
    }
    for (size_t i = 0; i < rows->count && !sets; i++) {
        const struct verdict_row *row = &rows->items[i];
        if (!row->judged || names_find(&known, row->after) < known.count)
            continue;
        if (verdict->strangers++ == 0)
            verdict->stranger = row->after;
    }
}

void verdict_count(struct verdict_figures *verdict, struct verdict_rows *rows)
{
    verdict->before = rows->before;
    verdict->after = rows->after;
    verdict->told_trained = rows->options->trained.count > 0;
    count_errors(verdict, rows);
    count_strangers(verdict, rows);
    for (size_t i = 0; i < rows->count; i++) {
        const struct verdict_row *row = &rows->items[i];
        verdict->absent += row->id.data && !row->judged;
        if (row->judged && !row->wrong_before)
            verdict_add(row->taught ? &verdict->taught_rights : &verdict->rights, !row->wrong_after, false);
    }
}

/* ---- the sample ---- */

/* A night some of whose drawn rows taught the model tells nothing by the rest: which rows taught it was chosen by
 * their answers. */
static struct review_night *mark_nights(struct verdict_figures *verdict, const struct verdict_rows *rows,
                                        const struct review *review)
{
    struct review_night *nights = arena_array(rows->arena, review->nights_count, sizeof *nights);
    for (size_t h = 0; h < review->nights_count; h++)
        nights[h] = review->nights[h];
    for (size_t i = 0; i < review->count; i++) {
        const struct verdict_row *row = verdict_find(rows, review->rows[i].id);
        if (!review_drawn(&review->rows[i]) || !row)
            continue;
        nights[review->rows[i].night].taught |= row->taught;
        verdict->untold_sample += row->judged && row->untold;
    }
    for (size_t h = 0; h < review->nights_count; h++)
        verdict->taught_nights += nights[h].taught;
    return nights;
}

/* Rows that taught the new model are no part of the population: it knows them by heart. */
void verdict_sample(struct verdict_figures *verdict, const struct verdict_rows *rows, const struct review *review)
{
    struct review own = *review;
    struct paired_row *known = arena_array(rows->arena, review->count, sizeof *known);
    for (size_t i = 0; i < review->count; i++) {
        const struct verdict_row *row = verdict_find(rows, review->rows[i].id);
        if (row && row->judged && !row->untold && !row->taught)
            known[i] = (struct paired_row){true, row->wrong_before, row->wrong_after};
    }
    own.nights = mark_nights(verdict, rows, review);
    verdict->nights = review->nights_count;
    verdict->sampled = true;
    if (!verdict->untold_sample)
        verdict->sample = paired_figures(&own, known, rows->arena);
}
