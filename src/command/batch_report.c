/*
 * batch_report.c - what the nights before have told, for a plan with "report".
 */
#include <string.h>

#include "command/batch.h"
#include "command/commands.h"
#include "join/exclude.h"
#include "output/file.h"

static const struct command *find_report(void)
{
    size_t i = 0;
    while (strcmp(commands[i]->name, "report") != 0)
        i++;
    return commands[i];
}

/* The queues beside the output, but for tonight's, which nobody has reviewed; false when there are none. */
static bool find_queues(const struct plan *plan, struct arena *arena, struct words *queues, struct error *error)
{
    const char *slash = strrchr(plan->output, '/');
    struct text folder = slash ? (struct text){plan->output, (size_t)(slash - plan->output)} : text_of(".");
    struct words files = {0};
    if (!exclude_files(&files, arena, text_copy(arena, folder).data, error))
        return false;
    for (size_t i = 0; i < files.count; i++) {
        struct text name = files.items[i];
        if (!slash && text_starts(name, text_of("./")))
            name = (struct text){name.data + 2, name.size - 2};
        if (!text_equal(name, text_of(plan->output)))
            words_add(queues, arena, text_copy(arena, files.items[i]));
    }
    return true;
}

/* Queues may lack the deployed label: it is in the predictions, or in the table that a method of the plan reads, in
 * the same way. */
static void add_predictions(struct options *options, const struct plan *plan, struct arena *arena)
{
    struct words files = {0};
    const struct options *from = plan->named;
    const struct plan_method *method = plan->predictions ? NULL : record_predictions(plan, &files, arena);
    options->predictions = plan->predictions;
    if (method && method->command->measures[0] && files.count == 1) {
        from = method->options;
        options->predictions = text_copy(arena, files.items[0]).data;
    }
    if (!options->predictions)
        return;
    options->label = from->label;
    options->confidence = from->confidence;
    options->probs = from->probs;
    options->logits = from->logits;
    options->temperature = from->temperature;
    options->tolerance = from->tolerance;
    options->id = from->id;
    options->delimiter = from->delimiter;
}

bool batch_report(const struct batch *batch, struct error *error)
{
    const struct plan *plan = &batch->plan;
    struct arena *arena = batch->run.arena;
    const struct command *report = find_report();
    struct options *options = arena_alloc(arena, sizeof *options);
    struct words line = {0}, answers = {0};
    const char *ending = strrchr(plan->report, '.');
    words_add(&line, arena, text_of("report"));
    if (!find_queues(plan, arena, &line, error))
        return false;
    if (line.count == 1)
        return true; /* the first night: there is nothing to tell yet */
    if (!plan_answers(plan, arena, &answers, error))
        return false;
    if (answers.count == 0) {
        run_note(&batch->run, "%s: no report: there is no '%s', nobody has answered yet", plan->path,
                 plan->answers.items[0].data);
        return true;
    }
    for (size_t i = 0; i < answers.count; i++) {
        words_add(&line, arena, text_of("--answers"));
        words_add(&line, arena, answers.items[i]);
    }
    const char *const rest[] = {"--output", plan->report, "--format", ending ? ending + 1 : "html"};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        words_add(&line, arena, text_of(rest[i]));
    char **arguments = arena_array(arena, line.count + 1, sizeof *arguments);
    for (size_t i = 0; i < line.count; i++) {
        arguments[i] = arena_alloc(arena, line.items[i].size + 1);
        memcpy(arguments[i], line.items[i].data, line.items[i].size);
    }
    if (!options_parse(options, arena, (int)line.count, arguments, report->groups, error))
        return false;
    add_predictions(options, plan, arena);
    return output_folders(plan->report, error) && report->run(report, options, arena, error);
}
