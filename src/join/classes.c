#include "join/classes.h"

#include <string.h>

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

/* What a table may say, ascending by name: its classes and the labels it used. *open: it might say more. */
static void words_of(const struct gather *gather, size_t t, struct words *words, bool *open)
{
    const struct predictor *predictor = &gather->tables[t].scan.sampler->predictor;
    for (size_t k = 0; k < predictor->classes; k++)
        words_add(words, gather->arena, predictor->names[k]);
    for (size_t n = 0; predictor->has_label && n < labels_count(gather->labels); n++) {
        struct text name = labels_name(gather->labels, n);
        if (gather->used[t][n / 64] >> n % 64 & 1 && words_find(words, name) == words->count)
            words_add(words, gather->arena, name);
    }
    *open = predictor->classes == 0;
}

static void list(struct buffer *out, struct words *words)
{
    enum { SHOWN = 12 };
    words_sort(words);
    for (size_t i = 0; i < words->count && i < SHOWN; i++) {
        buffer_add(out, text_of(i ? ", " : ""));
        buffer_quote(out, words->items[i]);
    }
    if (words->count > SHOWN)
        buffer_format(out, " and %zu more", words->count - SHOWN);
}

/* Whether two lists share no word. Two short lists of hard votes may do so by chance: then only if they
 * spell a word differently. */
static bool never_meet(const struct words *a, const struct words *b, bool open)
{
    bool alike = false;
    if (a->count == 0 || b->count == 0)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (words_find(b, a->items[i]) < b->count)
            return false;
        for (size_t j = 0; j < b->count; j++)
            alike |= a->items[i].size == b->items[j].size &&
                     strncasecmp(a->items[i].data, b->items[j].data, a->items[i].size) == 0;
    }
    return alike || !open || (a->count > 1 && b->count > 1);
}

bool gather_check_labels(const struct gather *gather, struct error *error)
{
    struct words first = {0};
    bool first_open, open;
    if (gather->tables[0].says != SAYS_PREDICTION)
        return true;
    words_of(gather, 0, &first, &first_open);
    for (size_t t = 1; t < gather->tables_count; t++) {
        struct words words = {0};
        struct buffer ours = {.arena = gather->arena}, theirs = {.arena = gather->arena};
        if (gather->tables[t].says == SAYS_SCORE)
            continue;
        words_of(gather, t, &words, &open);
        if (!never_meet(&first, &words, first_open && open))
            continue;
        list(&ours, &first);
        list(&theirs, &words);
        return error_set(error, STATUS_DATA, "the labels of %s and %s never meet: %s; %s", gather_name(gather, 0),
                         gather_name(gather, t), buffer_string(&ours), buffer_string(&theirs));
    }
    return true;
}

void gather_describe_classes(const struct gather *gather, size_t t, struct buffer *out)
{
    const struct predictor *predictor = &gather->tables[t].scan.sampler->predictor;
    struct words lacking = {0}, alone = {0};
    for (size_t n = 0; predictor->classes && n < gather->classes; n++) {
        bool ours = false;
        size_t others = 0;
        for (size_t u = 0; u < gather->tables_count; u++) {
            const struct gather_table *table = &gather->tables[u];
            for (size_t k = 0; k < table->scan.sampler->predictor.classes; k++) {
                if (table->class_numbers[k] != n)
                    continue;
                ours |= u == t;
                others += u != t;
            }
        }
        if (!ours)
            words_add(&lacking, gather->arena, labels_name(gather->labels, n));
        else if (!others && gather->tables_count > 1)
            words_add(&alone, gather->arena, labels_name(gather->labels, n));
    }
    if (!lacking.count)
        return;
    buffer_format(out, "%s has no class ", gather_name(gather, t));
    list(out, &lacking);
    buffer_add(out, text_of(" (counted as 0)"));
    if (alone.count) {
        buffer_add(out, text_of(", and alone has "));
        list(out, &alone);
    }
}
