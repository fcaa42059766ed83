#include "input/filter.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "read/number.h"

enum comparison { EQUAL, UNEQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, LIKE };

struct condition {
    struct field field;
    enum comparison comparison;
    struct text value; /* terminated by a NUL */
    bool numeric;
    double number;
};

/* Longer operators first: the first that fits is meant. */
static const struct {
    const char *text;
    enum comparison comparison;
} operators[] = {
    {"!=", UNEQUAL}, {"<=", LESS_EQUAL}, {">=", GREATER_EQUAL}, {"==", EQUAL},
    {"=", EQUAL},    {"<", LESS},        {">", GREATER},        {"~", LIKE},
};

static struct text trim(struct text text)
{
    while (text.size && text.data[0] == ' ')
        text = (struct text){text.data + 1, text.size - 1};
    while (text.size && text.data[text.size - 1] == ' ')
        text.size--;
    return text;
}

/* The place of the first operator, and which. */
static bool find_operator(struct text text, size_t *at, size_t *which)
{
    for (*at = 1; *at < text.size; ++*at)
        for (*which = 0; *which < sizeof operators / sizeof *operators; ++*which)
            if (text_starts((struct text){text.data + *at, text.size - *at}, text_of(operators[*which].text)))
                return true;
    return false;
}

bool filter_where(struct filter *filter, struct sampler *sampler, struct text text, struct error *error)
{
    struct arena *arena = sampler->table->arena;
    size_t at, which;
    if (!find_operator(text, &at, &which))
        return error_set(error, STATUS_USAGE, "--where '%.*s': expected COL OP VALUE with one of = != < <= > >= ~",
                         (int)text.size, text.data);
    size_t after = at + strlen(operators[which].text);
    struct condition *grown = arena_array(arena, filter->count + 1, sizeof *grown);
    if (filter->count)
        memcpy(grown, filter->conditions, filter->count * sizeof *grown);
    filter->conditions = grown;
    struct condition *condition = &grown[filter->count++];
    condition->comparison = operators[which].comparison;
    condition->value = text_copy(arena, trim((struct text){text.data + after, text.size - after}));
    condition->numeric = number_parse(condition->value, &condition->number) == NUMBER_OK;
    return field_open(&condition->field, sampler, trim((struct text){text.data, at}), NULL, error);
}

/* fnmatch wants C strings: short cells are copied to the stack. */
static bool is_like(struct text text, const char *pattern)
{
    enum { COMMON = 256 };
    char common[COMMON], *string = text.size < COMMON ? common : malloc(text.size + 1);
    if (!string)
        return false;
    memcpy(string, text.data, text.size);
    string[text.size] = '\0';
    bool like = fnmatch(pattern, string, 0) == 0;
    if (string != common)
        free(string);
    return like;
}

static bool holds(enum comparison comparison, int order)
{
    switch (comparison) {
    case LESS:
        return order < 0;
    case LESS_EQUAL:
        return order <= 0;
    case GREATER:
        return order > 0;
    case GREATER_EQUAL:
        return order >= 0;
    case EQUAL:
    case LIKE:
        return order == 0;
    case UNEQUAL:
        break;
    }
    return order != 0;
}

static bool judge(const struct condition *condition, struct sample *sample, bool *result, struct problem *problem)
{
    bool ordered = condition->comparison >= LESS && condition->comparison <= GREATER_EQUAL;
    if (ordered && condition->numeric) {
        double number;
        bool missing;
        if (!sample_number(sample, &condition->field, &number, &missing, problem))
            return false;
        int order = missing ? 0 : (number > condition->number) - (number < condition->number);
        *result = !missing && holds(condition->comparison, order);
        return true;
    }
    struct text text;
    if (!sample_text(sample, &condition->field, &text, problem))
        return false;
    if (condition->comparison == LIKE)
        *result = is_like(text, condition->value.data);
    else
        *result = (!ordered || text.size) && holds(condition->comparison, text_compare(text, condition->value));
    return true;
}

enum filter_result filter_judge(const struct filter *filter, struct sample *sample, struct problem *problem)
{
    for (size_t i = 0; i < filter->count; i++) {
        bool result;
        if (!judge(&filter->conditions[i], sample, &result, problem))
            return FILTER_BAD;
        if (!result)
            return FILTER_OUTSIDE;
    }
    return idset_has(&filter->excluded, sample->id) ? FILTER_EXCLUDED : FILTER_IN;
}
