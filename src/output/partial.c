#include "output/partial.h"

#include "dengine/text.h"

const char *const partial_columns[PARTIAL_HIDDEN] = {"partial_row", "partial_group"};

void partial_list(struct buffer *out, const uint64_t *numbers, size_t count)
{
    enum { MOST = 10 }; /* stretches that are told */
    size_t told = 0;
    for (size_t i = 0, end; i < count; i = end, told++) {
        for (end = i + 1; end < count && numbers[end] == numbers[end - 1] + 1;)
            end++;
        if (told == MOST) {
            buffer_add(out, text_of(" ..."));
            return;
        }
        buffer_format(out, "%s%llu", told ? ", " : "", (unsigned long long)numbers[i]);
        if (end - i > 1)
            buffer_format(out, end - i == 2 ? ", %llu" : " to %llu", (unsigned long long)numbers[end - 1]);
    }
}

/* ---- what two partials must have in common ---- */

static bool differ(struct buffer *why, const char *what, struct text one, struct text other)
{
    buffer_format(why, "%s: ", what);
    buffer_quote(why, one);
    buffer_add(why, text_of(" there, "));
    buffer_quote(why, other);
    buffer_add(why, text_of(" here"));
    return false;
}

/* The name of an option: what stands before the equals sign. */
static struct text name_of(struct text option)
{
    size_t size = 0;
    while (size < option.size && option.data[size] != '=')
        size++;
    return (struct text){option.data, size};
}

static struct text option_at(const struct words *options, size_t i)
{
    return i < options->count ? options->items[i] : (struct text){0};
}

/* The first option that only one of them has, or has with another value. */
static bool same_options(const struct words *one, const struct words *other, struct buffer *why)
{
    size_t i = 0;
    while (i < one->count && i < other->count && text_equal(one->items[i], other->items[i]))
        i++;
    if (i == one->count && i == other->count)
        return true;
    struct text here = option_at(one, i), there = option_at(other, i);
    if (here.size && there.size && !text_equal(name_of(here), name_of(there))) {
        bool only_here = true; /* the lists have one order: the name that comes later in the other one is not missing */
        for (size_t k = i; k < other->count; k++)
            only_here = only_here && !text_equal(name_of(other->items[k]), name_of(here));
        if (only_here)
            there = (struct text){0};
        else
            here = (struct text){0};
    }
    return differ(why, "other options", here.size ? here : text_of("(without)"),
                  there.size ? there : text_of("(without)"));
}

static bool same_columns(const struct partial_seal *one, const struct partial_seal *other, struct buffer *why)
{
    if (!one->headed || !other->headed)
        return true;
    for (size_t i = 0; i < one->columns_count || i < other->columns_count; i++) {
        struct text here = i < one->columns_count ? one->columns[i].name : text_of("(none)");
        struct text there = i < other->columns_count ? other->columns[i].name : text_of("(none)");
        if (!text_equal(here, there))
            return differ(why, "other columns", here, there);
    }
    return one->kept_count == other->kept_count || differ(why, "other columns", text_of("kept"), text_of("not kept"));
}

bool partial_fits(const struct partial_seal *one, const struct partial_seal *other, struct buffer *why)
{
    if (!text_equal(one->dengine, other->dengine))
        return differ(why, "another version of dengine", one->dengine, other->dengine);
    if (!text_equal(one->command, other->command))
        return differ(why, "another command", one->command, other->command);
    if (one->of != other->of) {
        buffer_format(why, "another number of shards: %llu there, %llu here", (unsigned long long)one->of,
                      (unsigned long long)other->of);
        return false;
    }
    return same_options(&one->options, &other->options, why) && same_columns(one, other, why);
}
