#include "join/classes.h"

#include <string.h>

#include "input/names.h"

bool gather_number_classes(struct gather *gather, struct error *error)
{
    struct words all = {0};
    gather->labels = labels_open(gather->arena);
    for (size_t t = 0; t < gather->tables_count; t++) {
        const struct predictor *predictor = &gather->tables[t].scan.sampler->predictor;
        for (size_t k = 0; k < predictor->classes; k++)
            words_add(&all, gather->arena, predictor->names[k]);
    }
    words_sort(&all);
    for (size_t i = 0; i < all.count; i++)
        if (labels_add(gather->labels, NULL, all.items[i]) == LABELS_MOST)
            return error_set(error, STATUS_DATA, "more than %d classes", LABELS_MOST);
    for (size_t t = 0; t < gather->tables_count; t++) {
        struct gather_table *table = &gather->tables[t];
        const struct predictor *predictor = &table->scan.sampler->predictor;
        table->class_numbers = arena_array(gather->arena, predictor->classes, sizeof *table->class_numbers);
        for (size_t k = 0; k < predictor->classes; k++)
            table->class_numbers[k] = (uint16_t)labels_find(gather->labels, predictor->names[k]);
        table->all_classes = predictor->classes == labels_count(gather->labels);
    }
    gather->classes = gather->needs & (GATHER_SHARES | GATHER_OWN) ? labels_count(gather->labels) : 0;
    return true;
}

/* ---- labels that never meet ---- */

/* What a table may say: its classes and the labels it used. *open: it might say more. */
static void words_of(const struct gather *gather, size_t t, struct names *words, bool *open)
{
    const struct predictor *predictor = &gather->tables[t].scan.sampler->predictor;
    *words = (struct names){.arena = gather->arena};
    for (size_t k = 0; k < predictor->classes; k++)
        names_add(words, predictor->names[k]);
    for (size_t n = 0; predictor->has_label && n < labels_count(gather->labels); n++)
        if (gather->used[t][n / 64] >> n % 64 & 1)
            names_add(words, labels_name(gather->labels, n));
    *open = predictor->classes == 0;
}

static void list(struct buffer *out, struct text *items, size_t count)
{
    enum { SHOWN = 12 };
    struct words words = {.items = items, .count = count};
    words_sort(&words);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        buffer_add(out, text_of(i ? ", " : ""));
        buffer_quote(out, words.items[i]);
    }
    if (count > SHOWN)
        buffer_format(out, " and %zu more", count - SHOWN);
}

static struct text in_lower_case(struct arena *arena, struct text word)
{
    char *copy = arena_alloc(arena, word.size + 1);
    for (size_t i = 0; i < word.size; i++)
        copy[i] = word.data[i] >= 'A' && word.data[i] <= 'Z' ? (char)(word.data[i] - 'A' + 'a') : word.data[i];
    return (struct text){copy, word.size};
}

/* Whether a word of one list is one of the other but for the case of its letters. */
static bool are_alike(const struct names *a, const struct names *b, struct arena *arena)
{
    struct names lower = {.arena = arena};
    for (size_t i = 0; i < b->count; i++)
        names_add(&lower, in_lower_case(arena, b->items[i]));
    for (size_t i = 0; i < a->count; i++)
        if (names_find(&lower, in_lower_case(arena, a->items[i])) < lower.count)
            return true;
    return false;
}

/* Whether two lists share no word. Two short lists of hard votes may do so by chance: then only if they
 * spell a word differently. */
static bool never_meet(const struct names *a, const struct names *b, bool open)
{
    if (a->count == 0 || b->count == 0)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (names_find(b, a->items[i]) < b->count)
            return false;
    return !open || (a->count > 1 && b->count > 1) || are_alike(a, b, a->arena);
}

/* Labels of a table that are none of its own classes, several of them and not one that is: another naming. */
static bool check_own_labels(const struct gather *gather, size_t t, struct error *error)
{
    const struct predictor *predictor = &gather->tables[t].scan.sampler->predictor;
    struct names labels = {.arena = gather->arena};
    struct text *own = arena_array(gather->arena, predictor->classes, sizeof *own);
    struct buffer shown = {.arena = gather->arena}, classes = {.arena = gather->arena};
    if (!predictor->classes || !predictor->has_label)
        return true;
    for (size_t n = 0; n < labels_count(gather->labels); n++) {
        struct text name = labels_name(gather->labels, n);
        if (!(gather->used[t][n / 64] >> n % 64 & 1))
            continue;
        if (predictor_class(predictor, name) < predictor->classes)
            return true;
        names_add(&labels, name);
    }
    if (labels.count < 2)
        return true;
    list(&shown, labels.items, labels.count);
    memcpy(own, predictor->names, predictor->classes * sizeof *own);
    list(&classes, own, predictor->classes);
    return error_set(error, STATUS_DATA,
                     "%s: the labels are none of the classes: %s; %s: --label COL or --probs 'GLOB' may name others",
                     gather_name(gather, t), buffer_string(&shown), buffer_string(&classes));
}

bool gather_check_labels(const struct gather *gather, struct error *error)
{
    struct names first;
    bool first_open, open;
    for (size_t t = 0; t < gather->tables_count; t++)
        if (!check_own_labels(gather, t, error))
            return false;
    if (gather->tables[0].says != SAYS_PREDICTION)
        return true;
    words_of(gather, 0, &first, &first_open);
    for (size_t t = 1; t < gather->tables_count; t++) {
        struct names words;
        struct buffer ours = {.arena = gather->arena}, theirs = {.arena = gather->arena};
        if (gather->tables[t].says == SAYS_SCORE)
            continue;
        words_of(gather, t, &words, &open);
        if (!never_meet(&first, &words, first_open && open))
            continue;
        list(&ours, first.items, first.count);
        list(&theirs, words.items, words.count);
        return error_set(error, STATUS_DATA, "the labels of %s and %s never meet: %s; %s", gather_name(gather, 0),
                         gather_name(gather, t), buffer_string(&ours), buffer_string(&theirs));
    }
    return true;
}

void gather_describe_classes(const struct gather *gather, size_t t, struct buffer *out)
{
    const struct predictor *predictor = &gather->tables[t].scan.sampler->predictor;
    struct words lacking = {0}, alone = {0};
    size_t numbers = labels_count(gather->labels); /* classes may be 0: then nothing is described */
    size_t *tables = arena_array(gather->arena, numbers, sizeof *tables); /* that have the class */
    bool *ours = arena_array(gather->arena, numbers, sizeof *ours);
    for (size_t u = 0; predictor->classes && u < gather->tables_count; u++) {
        const struct gather_table *table = &gather->tables[u];
        for (size_t k = 0; k < table->scan.sampler->predictor.classes; k++) {
            tables[table->class_numbers[k]]++;
            ours[table->class_numbers[k]] |= u == t;
        }
    }
    for (size_t n = 0; predictor->classes && n < gather->classes; n++)
        if (!ours[n])
            words_add(&lacking, gather->arena, labels_name(gather->labels, n));
        else if (tables[n] == 1 && gather->tables_count > 1)
            words_add(&alone, gather->arena, labels_name(gather->labels, n));
    if (!lacking.count)
        return;
    buffer_format(out, "%s has no class ", gather_name(gather, t));
    list(out, lacking.items, lacking.count);
    buffer_add(out, text_of(" (counted as 0)"));
    if (alone.count) {
        buffer_add(out, text_of(", and alone has "));
        list(out, alone.items, alone.count);
    }
}
