/*
 * plan_method.c - one method of a plan: its command, its options, its inputs, its share.
 */
#include <string.h>

#include "command/commands.h"
#include "command/plan_reading.h"
#include "read/paths.h"
#include "run/outputs.h"

static bool find_command(struct plan_reading *reading, const struct config_item *item, struct text name,
                         const struct command **command, struct error *error)
{
    struct words names = {0};
    for (size_t i = 0; commands[i]; i++) {
        *command = commands[i];
        bool plan = commands[i]->groups & GROUP(BATCH);
        if (text_equal(text_of(commands[i]->name), name))
            return plan ? config_wrong(item, error, "a plan cannot run a plan") : true;
        if (!plan)
            words_add(&names, reading->arena, text_of(commands[i]->name));
    }
    struct buffer message = {.arena = reading->arena};
    const char *suggestion = words_suggest(&names, reading->arena, name);
    buffer_add(&message, text_of("no command "));
    buffer_quote(&message, name);
    buffer_add(&message, text_of(*suggestion ? suggestion : "; there are"));
    for (size_t i = 0; !*suggestion && i < names.count; i++)
        buffer_format(&message, "%s %s", i ? "," : "", names.items[i].data);
    return config_wrong(item, error, "%s", buffer_string(&message));
}

/* No shell has seen the command line: operands that are globs become the files they match. */
static bool expand_operands(struct plan_reading *reading, struct plan_method *method, struct error *error)
{
    struct options *options = method->options;
    struct arena *arena = reading->arena;
    struct words files = {0}, operands = {0}, run = {0};
    for (size_t i = 0; i < options->files_count; i++) {
        words_add(&operands, arena, text_of(options->files[i]));
        if (!path_expand(&files, arena, options->files[i], error))
            return false;
    }
    for (size_t w = 0; w < method->run.count; w++) {
        bool operand = words_find(&operands, method->run.items[w]) < operands.count;
        if (!operand)
            words_add(&run, arena, method->run.items[w]);
        else if (!path_expand(&run, arena, method->run.items[w].data, error))
            return false;
    }
    const char **paths = arena_array(arena, files.count, sizeof *paths);
    for (size_t i = 0; i < files.count; i++)
        paths[i] = files.items[i].data;
    options->files = paths;
    options->files_count = files.count;
    method->run = run;
    return true;
}

static bool check_options(const struct plan_reading *reading, const struct config_item *item,
                          const struct plan_method *method, struct error *error)
{
    const struct options *options = method->options;
    if (options->output || options->format)
        return config_wrong(item, error, "--%s is the plan's: the rows go into its output",
                            options->output ? "output" : "format");
    if (options->fail_if_empty || options->spreadsheet_safe) {
        const char *name = options->fail_if_empty ? "fail-if-empty" : "spreadsheet-safe";
        return config_wrong(item, error, "--%s is for the batch: dengine batch PLAN --%s", name, name);
    }
    if (options->partial || options->regroup)
        return config_wrong(item, error,
                            "--partial makes a part of a queue: a plan needs whole ones; merge makes them");
    if (options->help || options->version || options->explain)
        return config_wrong(item, error, "--%s prints: not in a plan",
                            options->help      ? "help"
                            : options->version ? "version"
                                               : "explain");
    if (!command_operands(method->command, options, error))
        return config_wrong(item, error, "%s", text_copy(reading->arena, text_of(error->text)).data);
    for (size_t i = 0; i < method->inputs.count; i++)
        if (text_equal(method->inputs.items[i], text_of("-")))
            return config_wrong(item, error, "a plan reads files, not standard input");
    return true;
}

static bool read_run(struct plan_reading *reading, struct plan_method *method, const struct config_item *item,
                     struct error *error)
{
    struct config_item word;
    if (!config_array(item, error))
        return false;
    for (bool more = config_first(item, &word); more; more = config_next(&word)) {
        struct text text;
        if (!plan_dated(reading, &word, &text, error))
            return false;
        words_add(&method->run, reading->arena, text);
    }
    if (method->run.count == 0)
        return config_wrong(item, error, "is empty: expected a command, such as [\"random\", \"predictions.csv\"]");
    if (!find_command(reading, item, method->run.items[0], &method->command, error))
        return false;

    plan_columns(reading, method);
    if (!plan_options(reading, method, item, error))
        return false;
    method->options->typed = method->run;
    method->options->top_given = method->options->take != reading->plan->budget;
    return expand_operands(reading, method, error) &&
           command_folders(method->command, method->options, reading->arena, error) &&
           plan_find_inputs(reading, method, error) && check_options(reading, item, method, error);
}

static bool read_share(struct plan_reading *reading, struct plan_method *method, struct mix_queue *queue,
                       const struct config_item *item, struct error *error)
{
    struct text text;
    if (config_is_number(item)) {
        size_t rows;
        struct buffer out = {.arena = reading->arena};
        if (!config_whole(item, 0, 1e9, &rows, error))
            return false;
        buffer_format(&out, "%zu", rows);
        text = text_of(buffer_string(&out));
    } else if (!config_string(item, &text, error)) {
        return false;
    }
    method->share = text_copy(reading->arena, text).data;
    if (text.size == 0 || !mix_share_parse(text, &queue->share, &queue->amount))
        return config_wrong(item, error, "'%s': expected a part of the budget (\"50%%\") or a number of rows (100)",
                            method->share);
    return true;
}

/* "draw": true is the option --draw. */
static bool read_draw(const struct plan_reading *reading, struct plan_method *method, const struct config_item *item,
                      struct error *error)
{
    bool draw;
    if (!config_boolean(item, &draw, error))
        return false;
    if (draw && !(method->command->groups & OPTIONS_DRAW))
        return config_wrong(item, error, "%s has no --draw", method->command->name);
    if (draw && !method->options->draw)
        words_add(&method->run, reading->arena, text_of("--draw"));
    method->options->draw |= draw;
    return true;
}

bool plan_read_method(struct plan_reading *reading, size_t index, const struct config_item *item, struct error *error)
{
    struct plan_method *method = &reading->plan->methods[index];
    struct mix_queue *queue = &reading->plan->queues[index];
    struct config_item member;
    struct buffer place = {.arena = reading->arena};
    buffer_format(&place, "methods[%zu]", index);
    method->place = queue->name = buffer_string(&place);
    if (config_member(item, "share", &member) && !read_share(reading, method, queue, &member, error))
        return false;
    if (config_member(item, "optional", &member) && !config_boolean(&member, &method->optional, error))
        return false;
    if (config_member(item, "learn", &member)) {
        if (!plan_read_learn(reading, method, &member, error))
            return false;
    } else if (!config_member(item, "run", &member)) {
        return config_wrong(item, error,
                            "run is missing: expected a command line, such as [\"random\", \"predictions.csv\"]");
    } else if (!read_run(reading, method, &member, error)) {
        return false;
    }
    if (config_member(item, "draw", &member) && !read_draw(reading, method, &member, error))
        return false;
    bool drawn = method->command->groups & GROUP(RANDOM) && !method->options->weight && !method->options->cap;
    queue->random = drawn || method->options->draw;
    queue->kind = method->options->draw ? MIX_ORDERED : MIX_SCORE;
    return true;
}
