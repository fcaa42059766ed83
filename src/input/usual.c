#include "input/usual.h"

#include <string.h>

#include "base/shell.h"

const char *const usual_options[USUAL_ROLES] = {[USUAL_ID] = "--id",
                                                [USUAL_LABEL] = "--label",
                                                [USUAL_CONFIDENCE] = "--confidence",
                                                [USUAL_TIME] = "--time",
                                                [USUAL_SCORE] = "--score"};

/* How many words the option takes up at the start of these: `--id X`, `--id=X`; 0 when they are others. */
static size_t option_words(const struct words *words, size_t at, const char *option)
{
    struct text word = words->items[at];
    if (!text_starts(word, text_of(option)))
        return 0;
    size_t length = strlen(option);
    return word.size == length ? 2 : word.data[length] == '=' ? 1 : 0;
}

/* What was typed, but for the options that the missing columns' take the place of. */
static void add_typed(struct buffer *line, const struct words *typed, const struct usual_want *missing, size_t count)
{
    for (size_t at = 0, skipped; at < typed->count; at += skipped ? skipped : 1) {
        skipped = 0;
        for (size_t i = 0; i < count && !skipped; i++)
            skipped = option_words(typed, at, usual_options[missing[i].role]);
        if (!skipped)
            shell_word(line, typed->items[at]);
    }
}

/* The names of the header that no option names: others are something else already. */
static struct words free_names(const struct table *table)
{
    struct words left = {0};
    for (size_t i = 0; i < table->header.count; i++)
        if (words_find(&table->named, table->header.items[i]) == table->named.count)
            words_add(&left, table->arena, table->header.items[i]);
    return left;
}

/* The left that may take the place of the missing ones; false when some has none. */
static bool suggest(const struct table *table, const struct usual_want *missing, size_t count, struct text *others)
{
    const struct words left = free_names(table);
    bool all = true;
    for (size_t i = 0; i < count && all; i++) {
        size_t nearest = words_nearest(&left, missing[i].name);
        if (nearest == left.count)
            nearest = usual_column(missing[i].role, &left);
        all = nearest < left.count;
        others[i] = all ? left.items[nearest] : (struct text){0};
        for (size_t j = 0; j < i; j++)
            all = all && !text_equal(others[j], others[i]);
    }
    return all;
}

static void add_missing(struct buffer *message, const struct table *table, const struct usual_want *missing,
                        size_t count)
{
    buffer_add(message, text_of("no column "));
    for (size_t i = 0; i < count; i++) {
        buffer_add(message, text_of(i == 0 ? "" : i + 1 == count ? " and no " : ", no "));
        buffer_quote(message, missing[i].name);
    }
    buffer_add(message, text_of(" ("));
    if (table->naming)
        buffer_add(message, text_of(table->naming));
    for (size_t i = 0; i < count && !table->naming; i++)
        buffer_format(message, "%s%s", i ? ", " : "", usual_options[missing[i].role]);
    buffer_add(message, text_of(count == 1 ? " names another)" : table->naming ? " names others)" : " name others)"));
}

/* What takes the place of a label and its confidence. */
static void add_others(struct buffer *message, const struct words *typed)
{
    buffer_add(message, text_of("; one probability of two classes: --positive COL"));
    if (typed->count && text_equal(typed->items[0], text_of("confidence")))
        buffer_add(message, text_of("; any number of your own: --score COL"));
}

bool usual_require(const struct table *table, const struct usual_want *wants, size_t count, struct error *error)
{
    struct usual_want missing[USUAL_ROLES];
    struct text others[USUAL_ROLES];
    size_t missing_count = 0;
    bool predicted = false, spare = false;
    for (size_t i = 0; i < count; i++)
        if (!table_has(table, wants[i].name)) {
            spare |= wants[i].spare;
            predicted |= !wants[i].spare && (wants[i].role == USUAL_LABEL || wants[i].role == USUAL_CONFIDENCE);
            missing[missing_count++] = wants[i];
        }
    if (missing_count == 0)
        return true;
    struct buffer message = {.arena = table->arena};
    buffer_format(&message, "%s:1: ", source_name(table->source, 0));
    add_missing(&message, table, missing, missing_count);
    if (predicted)
        buffer_add(&message, text_of(table->naming ? ", nor columns prob_*" : ", nor columns prob_* (--probs)"));
    if (spare)
        buffer_add(&message, text_of("; without it the label is the likeliest class"));
    const char *hint = table_hint(table);
    buffer_add(&message, text_of(hint));
    buffer_add(&message, text_of("; the header is: "));
    table_list_header(table, &message);
    if (!*hint && table->typed && !table->naming && suggest(table, missing, missing_count, others)) {
        buffer_add(&message, text_of("; try: dengine"));
        add_typed(&message, table->typed, missing, missing_count);
        for (size_t i = 0; i < missing_count; i++) {
            shell_word(&message, text_of(usual_options[missing[i].role]));
            shell_word(&message, others[i]);
        }
    } else if (!*hint && predicted && table->typed && !table->naming) {
        add_others(&message, table->typed);
    }
    return error_set(error, STATUS_DATA, "%s", buffer_string(&message));
}
