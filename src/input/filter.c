#include "input/filter.h"

#include <math.h>
#include <string.h>

#include "base/glob.h"
#include "read/number.h"

enum comparison { EQUAL, UNEQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, LIKE };

struct condition {
    struct field field;
    enum comparison comparison;
    struct text value;
    bool numeric; /* the value is a number */
    double number;
};

/* Longer operators first: the first that fits is meant. */
static const struct {
    const char *text;
    enum comparison comparison;
} operators[] = {
    {"!=", UNEQUAL}, {"<>", UNEQUAL}, {"<=", LESS_EQUAL}, {">=", GREATER_EQUAL}, {"==", EQUAL},
    {"=", EQUAL},    {"<", LESS},     {">", GREATER},     {"~", LIKE},
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

/* A number as = takes it: what begins with a needless zero is a code, and from 2^53 on two integers may
 * have one double: 2^53 + 1 is read as 2^53. */
static bool is_plain_number(struct text text, double *number)
{
    const char *first = text.data + (text.size && *text.data == '-');
    bool code = text.size && text.data + text.size - first > 1 && first[0] == '0' && first[1] >= '0' && first[1] <= '9';
    return !code && number_parse(text, number) == NUMBER_OK && fabs(*number) < 0x1p53;
}

bool filter_where(struct filter *filter, struct sampler *sampler, struct text text, struct error *error)
{
    struct arena *arena = sampler->table->arena;
    size_t at, which;
    if (!find_operator(text, &at, &which))
        return error_set(error, STATUS_USAGE, "--where '%.*s': expected COL OP VALUE with one of = != < <= > >= ~",
                         (int)text.size, text.data);
    size_t after = at + strlen(operators[which].text);
    if (after < text.size && strchr("=<>!~", text.data[after]))
        return error_set(error, STATUS_USAGE,
                         "--where '%.*s': no operator '%s%c': there are = != < <= > >= ~; a blank before a value that "
                         "begins so",
                         (int)text.size, text.data, operators[which].text, text.data[after]);
    struct condition *grown = arena_array(arena, filter->count + 1, sizeof *grown);
    if (filter->count)
        memcpy(grown, filter->conditions, filter->count * sizeof *grown);
    filter->conditions = grown;
    struct condition *condition = &grown[filter->count++];
    condition->comparison = operators[which].comparison;
    condition->value = text_copy(arena, trim((struct text){text.data + after, text.size - after}));
    bool ordered = condition->comparison >= LESS && condition->comparison <= GREATER_EQUAL;
    condition->numeric = ordered ? number_parse(condition->value, &condition->number) == NUMBER_OK
                                 : is_plain_number(condition->value, &condition->number);
    return field_open(&condition->field, sampler, trim((struct text){text.data, at}), NULL, error);
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
    case UNEQUAL:
    case LIKE:
        break;
    }
    return false; /* no orders */
}

/* An order of numbers: a missing one matches nothing, another text is a bad row. */
static bool judge_order(const struct condition *condition, struct sample *sample, bool *result, struct problem *problem)
{
    double number;
    bool missing;
    if (!sample_number(sample, &condition->field, &number, &missing, problem))
        return false;
    int order = missing ? 0 : (number > condition->number) - (number < condition->number);
    *result = !missing && holds(condition->comparison, order);
    return true;
}

static bool is_equal(const struct condition *condition, struct text text)
{
    double number;
    return text_equal(text, condition->value) || (condition->numeric && is_plain_number(text, &number) &&
                                                  !(number < condition->number) && !(number > condition->number));
}

static bool judge(const struct condition *condition, struct sample *sample, bool *result, struct problem *problem)
{
    struct text text;
    bool ordered = condition->comparison >= LESS && condition->comparison <= GREATER_EQUAL;
    if (ordered && condition->numeric)
        return judge_order(condition, sample, result, problem);
    if (!sample_text(sample, &condition->field, &text, problem))
        return false;
    if (condition->comparison == LIKE)
        *result = glob_matches(condition->value, text);
    else if (ordered)
        *result = text.size && holds(condition->comparison, text_compare(text, condition->value));
    else
        *result = is_equal(condition, text) == (condition->comparison == EQUAL);
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
