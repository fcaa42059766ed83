/*
 * join_write.c - the queue of a join: kept columns, notes, output.
 */
#include <string.h>

#include "join/answer.h"
#include "join/classes.h"
#include "run/join.h"
#include "run/part.h"

/* Of a table in long form, the rows of the principal. */
static bool is_principal(const struct run *run, const struct sample *sample, const struct top_entry *entry)
{
    const struct join *join = (const struct join *)run;
    struct problem problem = {0};
    size_t member;
    (void)entry;
    return gather_member(&join->gather, &join->gather.tables[0], sample->row, &member, &problem) &&
           member == join->gather.principal;
}

/* ---- notes ---- */

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* As survey.h has it for one table. */
static void note_unlikely(const struct join *join, size_t t)
{
    const uint64_t least = 3;
    uint64_t rows = join->gather.tables[t].scan.counts.ranked, unlikely = join->gather.unlikely[t];
    if (rows >= least && 2 * unlikely > rows)
        run_warn(&join->run,
                 "%s: in %llu of %llu rows the label is not the likeliest class: are rows shifted, or the classes in "
                 "another order?",
                 gather_name(&join->gather, t), (unsigned long long)unlikely, (unsigned long long)rows);
}

static void note_members(const struct join *join)
{
    const struct run *run = &join->run;
    const struct gather *gather = &join->gather;
    const struct gather_counts *counts = &gather->counts;
    if (join->hard)
        run_note(run, "%s gives labels, no distribution: each member has one vote", join->hard);
    for (size_t t = 0; t < gather->tables_count; t++) {
        struct buffer text = {.arena = run->arena};
        if (gather->tables[t].scan.counts.read == 0)
            run_warn(run, "%s has no rows", gather_name(gather, t));
        run_note_end(run, &gather->tables[t].scan);
        note_unlikely(join, t);
        gather_describe_classes(gather, t, &text);
        if (text.size)
            run_note(run, "%s", buffer_string(&text));
    }
    if (counts->unmatched_samples)
        run_note(run, "%llu sample%s left out: not in %s", (unsigned long long)counts->unmatched_samples,
                 plural(counts->unmatched_samples), gather_name(gather, 0));
    struct buffer least = {.arena = run->arena};
    buffer_format(&least, gather->least > 1 ? "fewer than %zu" : "none", gather->least);
    if (counts->few_samples)
        run_note(run, "%llu sample%s left out: %s of the others know%s %s", (unsigned long long)counts->few_samples,
                 plural(counts->few_samples), buffer_string(&least), gather->least > 1 ? "" : "s",
                 counts->few_samples == 1 ? "it" : "them");
    if (counts->partial)
        run_note(run, "%llu sample%s not in all %zu members: scored on those that have %s",
                 (unsigned long long)counts->partial, counts->partial == 1 ? " is" : "s are", gather->members.count,
                 counts->partial == 1 ? "it" : "them");
}

/* Kept columns and notes; the columns after the reason, *count of them, or NULL. */
static struct queue_column *finish_rows(struct join *join, struct top_entry *const *rows, size_t count,
                                        size_t *columns_count, struct error *error)
{
    struct run *run = &join->run;
    size_t further = join->measures.count ? join->measures.count - 1 : 0;
    struct queue_column *columns = arena_array(run->arena, join->evidence_count + further, sizeof *columns);
    memcpy(columns, join->evidence, join->evidence_count * sizeof *columns);
    for (size_t i = 0; i < further; i++)
        columns[join->evidence_count + i] = (struct queue_column){.name = text_of(join->measures.items[i + 1]->name)};
    if (!run_keep(run, &join->excludes, rows, count, is_principal, error))
        return NULL;
    note_members(join);
    *columns_count = join->evidence_count + further;
    return columns;
}

bool join_write_rows(struct join *join, struct top_entry *const *rows, size_t count, struct error *error)
{
    size_t columns_count;
    const struct queue_column *columns = finish_rows(join, rows, count, &columns_count, error);
    return columns && run_write(&join->run, rows, count, columns, columns_count, error);
}

bool join_write(struct join *join, struct error *error)
{
    struct run *run = &join->run;
    struct top *top = run_merge(run, join->tops);
    struct top_entry **rows = run_rows(run, top);
    size_t columns_count;
    const struct queue_column *columns = finish_rows(join, rows, top_count(top), &columns_count, error);
    return columns && part_finish(run, top, columns, columns_count, error);
}
