#include "input/label_set.h"

void label_set_add(struct buffer *set, size_t start, struct text label)
{
    buffer_add(set, text_of(set->size > start ? "+" : ""));
    for (size_t i = 0; i < label.size; i++) {
        char byte = label.data[i];
        buffer_add(set, text_of(byte == '+' || byte == '\\' ? "\\" : ""));
        buffer_byte(set, byte);
    }
}

/* Takes the first label off a set that is not empty. */
static struct text take(struct text *set)
{
    size_t size = 0;
    while (size < set->size && set->data[size] != '+')
        size += set->data[size] == '\\' && size + 1 < set->size ? 2 : 1;
    struct text label = {set->data, size};
    size += size < set->size;
    *set = (struct text){set->data + size, set->size - size};
    return label;
}

static bool is_set(struct text text)
{
    size_t labels = 0;
    for (; text.size; labels++)
        if (text.data[text.size - 1] == '+' || !take(&text).size)
            return false;
    return labels > 1;
}

static bool holds(struct text set, struct text label)
{
    while (set.size)
        if (text_equal(take(&set), label))
            return true;
    return false;
}

static bool holds_all(struct text set, struct text labels)
{
    while (labels.size)
        if (!holds(set, take(&labels)))
            return false;
    return true;
}

bool label_set_same(struct text a, struct text b)
{
    return text_equal(a, b) || (is_set(a) && is_set(b) && holds_all(a, b) && holds_all(b, a));
}

/* A label without the \ of its place in a set. */
static struct text bare(struct arena *arena, struct text label)
{
    struct buffer name = {.arena = arena};
    for (size_t i = 0; i < label.size; i++) {
        i += label.data[i] == '\\' && i + 1 < label.size;
        buffer_byte(&name, label.data[i]);
    }
    return buffer_text(&name);
}

struct text label_set_sorted(struct arena *arena, struct text set)
{
    struct words labels = {0};
    struct buffer sorted = {.arena = arena};
    if (!is_set(set))
        return set;
    while (set.size)
        words_add(&labels, arena, bare(arena, take(&set)));
    words_sort(&labels);
    for (size_t i = 0; i < labels.count; i++)
        if (i == 0 || !text_equal(labels.items[i], labels.items[i - 1]))
            label_set_add(&sorted, 0, labels.items[i]);
    return buffer_text(&sorted);
}
