#include <stdio.h>

#include "base/shell.h"
#include "command/plan.h"
#include "input/file_columns.h"
#include "output/queue.h"
#include "read/paths.h"

static bool check_predictions(const struct plan *plan, struct arena *arena, struct error *error)
{
    const char *path = plan->predictions ? file_columns(arena, plan->predictions).path : NULL;
    bool exists = true;
    if (path && !path_exists(path, &exists, error))
        return false;
    return exists || error_set(error, STATUS_INPUT, "%s: predictions: %s is missing", plan->path, path);
}

bool plan_inputs(const struct plan *plan, struct arena *arena, struct error *error)
{
    if (!check_predictions(plan, arena, error))
        return false;
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_method *method = &plan->methods[i];
        if (method->missing && !method->optional)
            return error_set(error, STATUS_INPUT, "%s: %s: %s is missing (if it may be: \"optional\": true)",
                             plan->path, method->place, method->missing);
    }
    return true;
}

/* A line that a terminal may get, whatever stands in the plan. */
static void print_line(struct arena *arena, struct buffer *line)
{
    struct buffer shown = {.arena = arena};
    buffer_show(&shown, buffer_text(line));
    buffer_byte(&shown, '\n');
    fwrite(shown.data, 1, shown.size, stdout);
    line->size = 0;
}

static void print_method(const struct plan_method *method, double quota, struct arena *arena)
{
    struct buffer line = {.arena = arena}, share = {.arena = arena};
    buffer_format(&share, "%.6g rows", quota);
    buffer_format(&line, "%-11s  %-10s  dengine", method->place, buffer_string(&share));
    for (size_t w = 0; w < method->run.count; w++)
        shell_word(&line, method->run.items[w]);
    if (!method->options->top_given)
        buffer_format(&line, " -n %zu", method->options->take);
    if (method->missing)
        buffer_format(&line, "  (optional, %s is missing: the others get its rows)", method->missing);
    print_line(arena, &line);
}

void plan_print(const struct plan *plan, struct arena *arena)
{
    struct buffer line = {.arena = arena};
    printf("date     %s\n", plan->date);
    buffer_format(&line, "seed     %s", plan->seed);
    print_line(arena, &line);
    printf("budget   %zu rows\n", plan->budget);
    buffer_format(&line, "output   %s (%s)", plan->output, queue_formats[plan->format].name);
    print_line(arena, &line);
    buffer_format(&line, "record   %s", plan->record);
    print_line(arena, &line);
    if (plan->predictions) {
        buffer_format(&line, "predict  %s", plan->predictions);
        print_line(arena, &line);
    }
    for (size_t i = 0; i < plan->excluded.count; i++) {
        buffer_format(&line, "exclude  %s", plan->excluded.items[i].data);
        print_line(arena, &line);
    }
    for (size_t i = 0; i < plan->count; i++)
        print_method(&plan->methods[i], plan->queues[i].quota, arena);
}
