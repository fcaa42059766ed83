/*
 * plan_learn.c - a method of a plan that learns from the scores of the others and from answers.
 */
#include <string.h>

#include "command/commands.h"
#include "command/plan_reading.h"
#include "input/file_columns.h"
#include "read/paths.h"

static const struct command *find_learn(void)
{
    size_t i = 0;
    while (strcmp(commands[i]->name, "learn") != 0)
        i++;
    return commands[i];
}

bool plan_answers(const struct plan *plan, struct arena *arena, struct words *there, struct error *error)
{
    for (size_t i = 0; i < plan->answers.count; i++) {
        const char *path = file_columns(arena, plan->answers.items[i].data).path;
        bool exists;
        if (!path_exists(path, &exists, error))
            return false;
        if (exists || path_is_pattern(path))
            words_add(there, arena, plan->answers.items[i]);
    }
    return true;
}

bool plan_read_learn(struct plan_reading *reading, struct plan_method *method, const struct config_item *item,
                     struct error *error)
{
    struct config_item name;
    struct text text;
    if (!config_array(item, error))
        return false;
    words_add(&method->run, reading->arena, text_of("learn"));
    for (bool more = config_first(item, &name); more; more = config_next(&name)) {
        if (!config_string(&name, &text, error))
            return false;
        words_add(&method->learn, reading->arena, text_copy(reading->arena, text));
    }
    if (method->learn.count == 0)
        return config_wrong(item, error, "is empty: expected methods of this plan, such as [\"confidence\"]");
    if (reading->plan->answers.count == 0)
        return config_wrong(item, error, "what is there to learn from? give the plan its \"answers\"");
    method->command = find_learn();
    plan_columns(reading, method);
    if (!plan_options(reading, method, item, error) || !plan_find_inputs(reading, method, error))
        return false;
    if (!plan_answers(reading->plan, reading->arena, &method->options->answers, error))
        return false;
    for (size_t i = 0; i < method->learn.count; i++)
        words_add(&method->run, reading->arena, method->learn.items[i]);
    return true;
}

/* The one method of the plan whose command has that name. */
static struct plan_method *find_teacher(const struct plan_reading *reading, struct text name,
                                        const struct config_item *methods, struct error *error)
{
    const struct plan *plan = reading->plan;
    struct plan_method *found = NULL;
    struct words names = {0};
    for (size_t i = 0; i < plan->count; i++) {
        struct plan_method *method = &plan->methods[i];
        if (method->learn.count)
            continue;
        words_add(&names, reading->arena, text_of(method->command->name));
        if (!text_equal(name, text_of(method->command->name)))
            continue;
        if (found) {
            config_wrong(methods, error, "learn: two methods are called '%.*s': which one is meant?", (int)name.size,
                         name.data);
            return NULL;
        }
        found = method;
    }
    if (!found)
        config_wrong(methods, error, "learn: no method of this plan is '%.*s'%s", (int)name.size, name.data,
                     words_suggest(&names, reading->arena, name));
    return found;
}

static bool can_teach(const struct plan_method *method, const struct config_item *methods, struct error *error)
{
    const struct options *options = method->options;
    if (method->command->groups & (GROUP(RANDOM) | GROUP(STRATIFY)))
        return config_wrong(methods, error, "learn: %s draws: its scores tell nothing", method->command->name);
    if (options->diverse.count || options->distinct > 0)
        return config_wrong(methods, error, "learn: %s is thinned by --%s: learn from all of its rows",
                            method->command->name, options->diverse.count ? "diverse" : "distinct");
    return true;
}

/* Where the queue chooses among the rows of an id or of a group, or makes sets, it must be whole before it tells. */
static void teach_all(struct plan_method *method)
{
    struct options *options = method->options;
    method->heard = !options->cap && options->per_id == PER_ID_BEST && !options->multilabel;
    if (!method->heard)
        options->top = SIZE_MAX;
}

bool plan_learners(struct plan_reading *reading, const struct config_item *methods, struct error *error)
{
    const struct plan *plan = reading->plan;
    size_t learners[2] = {0}; /* that take the best rows, and that draw */
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_method *learner = &plan->methods[i];
        if (learner->learn.count && learners[learner->options->draw]++)
            return config_wrong(methods, error, "two methods learn and %s: one is enough",
                                learner->options->draw ? "draw" : "take the best");
        for (size_t n = 0; n < learner->learn.count; n++) {
            struct plan_method *method = find_teacher(reading, learner->learn.items[n], methods, error);
            if (!method || !can_teach(method, methods, error))
                return false;
            method->teaches = true;
            if (!method->options->top_given) /* else so many of its rows have a score */
                teach_all(method);
            if (!method->share) /* it is there for its scores */
                plan->queues[method - plan->methods].share = MIX_COUNT;
        }
    }
    return true;
}
