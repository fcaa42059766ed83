#include "run/measures.h"

#include <math.h>
#include <string.h>

static bool unknown_measure(const struct command *command, struct arena *arena, struct text name, struct error *error)
{
    struct words names = {0};
    struct buffer list = {.arena = arena};
    for (size_t t = 0; t < COMMAND_TABLES && command->measures[t]; t++)
        for (const struct measure *measure = command->measures[t]; measure->name; measure++) {
            words_add(&names, arena, text_of(measure->name));
            buffer_format(&list, "%s%s", list.size ? ", " : "", measure->name);
        }
    const char *suggestion = words_suggest(&names, arena, name);
    return error_set(error, STATUS_USAGE, "--measure: no measure '%.*s'%s there are %s", (int)name.size, name.data,
                     *suggestion ? suggestion : ";", buffer_string(&list));
}

bool measures_choose(struct measures *measures, const struct command *command, const struct options *options,
                     struct arena *arena, struct error *error)
{
    struct words names = {0};
    words_split(&names, arena, text_of(options->measure ? options->measure : command->measures[0][0].name), ',');
    if (names.count > TOP_MEASURES)
        return error_set(error, STATUS_USAGE, "--measure: at most %d measures", TOP_MEASURES);
    for (measures->count = 0; measures->count < names.count; measures->count++) {
        const struct measure *found = NULL;
        size_t t = 0;
        for (; t < COMMAND_TABLES && command->measures[t]; t++)
            if ((found = measure_find(command->measures[t], names.items[measures->count])))
                break;
        if (!found)
            return unknown_measure(command, arena, names.items[measures->count], error);
        measures->items[measures->count] = found;
        measures->tables[measures->count] = command->measures[t];
    }
    return true;
}

bool measures_need_distribution(const struct measure *measure, const char *file, struct error *error)
{
    return error_set(error, STATUS_DATA,
                     "%s: measure %s needs the whole distribution (--probs or --logits), only label and confidence are "
                     "there",
                     file, measure->name);
}

double measures_scale(const struct measure *measure, size_t classes)
{
    double most = log((double)(classes > 1 ? classes : 2));
    if (strcmp(measure->unit, "nats") != 0)
        return 1;
    return measure->highest && fabs(measure->highest(classes > 1 ? classes : 2) - most) < 1e-12 ? most : NAN;
}
