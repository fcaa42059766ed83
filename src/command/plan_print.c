#include <stdio.h>
#include <string.h>

#include "command/plan.h"
#include "output/queue.h"

bool plan_inputs(const struct plan *plan, struct error *error)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_method *method = &plan->methods[i];
        if (method->missing && !method->optional)
            return error_set(error, STATUS_INPUT, "%s: %s: %s is missing (if it may be: \"optional\": true)",
                             plan->path, method->place, method->missing);
    }
    return true;
}

/* A word as a shell takes it. */
static void print_word(struct text word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./,:=@%+-";
    bool quote = word.size == 0;
    for (size_t i = 0; i < word.size; i++)
        quote = quote || !strchr(plain, word.data[i]);
    if (!quote) {
        fwrite(word.data, 1, word.size, stdout);
        return;
    }
    putchar('\'');
    for (size_t i = 0; i < word.size; i++)
        fputs(word.data[i] == '\'' ? "'\\''" : (char[]){word.data[i], '\0'}, stdout);
    putchar('\'');
}

void plan_print(const struct plan *plan, struct arena *arena)
{
    printf("date     %s\nseed     %s\nbudget   %zu rows\noutput   %s (%s)\nrecord   %s\n", plan->date, plan->seed,
           plan->budget, plan->output, queue_formats[plan->format].name, plan->record);
    for (size_t i = 0; i < plan->excluded.count; i++)
        printf("exclude  %s\n", plan->excluded.items[i].data);
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_method *method = &plan->methods[i];
        struct buffer share = {.arena = arena};
        buffer_format(&share, "%.6g rows", plan->queues[i].quota);
        printf("%-11s  %-10s  dengine", method->place, buffer_string(&share));
        for (size_t w = 0; w < method->run.count; w++) {
            putchar(' ');
            print_word(method->run.items[w]);
        }
        if (!method->options->top_given)
            printf(" -n %zu", method->options->take);
        if (method->missing)
            printf("  (optional, %s is missing: the others get its rows)", method->missing);
        putchar('\n');
    }
}
