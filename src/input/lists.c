#include "input/lists.h"

#include <ctype.h>
#include <string.h>

#include "read/number.h"

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static struct text trimmed(struct text text)
{
    while (text.size && is_blank(*text.data)) {
        text.data++;
        text.size--;
    }
    while (text.size && is_blank(text.data[text.size - 1]))
        text.size--;
    return text;
}

/* What stands between brackets, or NULL. */
static struct text between(struct text cell)
{
    static const char *const pairs[] = {"[]", "()"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (cell.size >= 2 && cell.data[0] == pairs[i][0] && cell.data[cell.size - 1] == pairs[i][1])
            return trimmed((struct text){cell.data + 1, cell.size - 2});
    return (struct text){0};
}

/* The next number of several between commas or blanks; false where something else stands. */
static bool take_number(struct text *left, double *value)
{
    size_t size = 0;
    while (size < left->size && left->data[size] != ',' && !is_blank(left->data[size]))
        size++;
    bool is = number_parse((struct text){left->data, size}, value) == NUMBER_OK;
    struct text rest = trimmed((struct text){left->data + size, left->size - size});
    if (rest.size && *rest.data == ',')
        rest = trimmed((struct text){rest.data + 1, rest.size - 1});
    *left = rest;
    return is;
}

static bool all_numbers(struct text text)
{
    double value;
    size_t count = 0;
    for (; text.size; count++)
        if (!take_number(&text, &value))
            return false;
    return count > 1;
}

bool list_is(struct text cell)
{
    struct text text = trimmed(cell), inside = between(text);
    if (text.size == 0)
        return false;
    if (inside.size)
        return text.data[0] == '[' || all_numbers(inside);
    return isdigit((unsigned char)text.data[0]) && memchr(text.data, ' ', text.size) && all_numbers(text);
}

static size_t count_words(struct text text)
{
    size_t count = 1;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == ',';
    return count;
}

static void read_numbers(struct list *list, struct arena *arena, struct text text)
{
    double *numbers = arena_array(arena, text.size, sizeof *numbers);
    list->kind = LIST_NUMBERS;
    for (list->count = 0; text.size; list->count++)
        take_number(&text, &numbers[list->count]);
    list->numbers = numbers;
}

struct list list_read(struct arena *arena, struct text cell)
{
    struct text text = trimmed(cell), inside = between(text);
    if (!list_is(cell))
        return (struct list){.kind = LIST_NONE};
    struct list list = {.kind = LIST_WORDS, .bare = inside.size == 0, .count = count_words(inside)};
    if (all_numbers(list.bare ? text : inside))
        read_numbers(&list, arena, list.bare ? text : inside);
    else if (text_starts(inside, text_of("{")))
        list.kind = LIST_OBJECTS;
    return list;
}
