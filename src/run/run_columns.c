/*
 * run_columns.c - what the columns of a queue are called.
 */
#include "run/run.h"

/* Whether a queue has a column of that name already, or another command has one. */
static bool is_taken(const struct queue_column *columns, size_t count, struct text name)
{
    enum column_kind kind;
    bool taken = queue_evidence(name, &kind);
    for (size_t i = 0; i < QUEUE_FIXED; i++)
        taken |= text_equal(queue_fixed[i].name, name);
    for (size_t i = 0; i < count; i++)
        taken |= text_equal(columns[i].name, name);
    return taken;
}

struct text run_kept_name(struct arena *arena, const struct queue_column *columns, size_t count, struct text kept)
{
    struct buffer name = {.arena = arena};
    if (is_taken(columns, count, kept))
        buffer_add(&name, text_of("kept_"));
    buffer_add(&name, kept);
    while (is_taken(columns, count, buffer_text(&name)))
        buffer_byte(&name, '_');
    return buffer_text(&name);
}

/* The columns of the queue. */
struct queue_column *run_columns(const struct run *run, const struct queue_column *evidence, size_t count)
{
    struct queue_column *columns = arena_array(run->arena, count + run->keep_count, sizeof *columns);
    for (size_t i = 0; i < count; i++)
        columns[i] = queue_column(evidence[i].name);
    for (size_t i = 0; i < run->keep_count; i++)
        columns[count + i] =
            (struct queue_column){.name = run_kept_name(run->arena, columns, count + i, run->keep[i].name)};
    return columns;
}
