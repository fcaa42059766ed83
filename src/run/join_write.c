/*
 * join_write.c - the queue of a join: kept columns, notes, output.
 */
#include <string.h>

#include "input/names.h"
#include "join/answer.h"
#include "join/classes.h"
#include "run/join.h"

/* ---- kept columns: a second look at the principal table, for the rows of the queue alone ---- */

struct keeper {
    const struct join *join;
    struct names ids; /* of the rows, in their order */
    struct top_entry **rows;
    size_t first_cell; /* of the kept ones */
};

static bool keep_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct keeper *keeper = state;
    const struct join *join = keeper->join;
    const struct run *run = &join->run;
    const struct gather_table *table = &join->gather.tables[0];
    struct arena *arena = run_worker_arena(run, scan_worker_number(worker));
    struct problem problem;
    size_t member;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        size_t row = names_find(&keeper->ids, sample.id);
        if (row == keeper->ids.count || !gather_member(&join->gather, table, sample.row, &member, &problem) ||
            member != join->gather.principal)
            continue;
        for (size_t k = 0; k < run->keep_count; k++) {
            struct text text;
            if (sample_text(&sample, &run->keep[k], &text, &problem))
                keeper->rows[row]->cells[keeper->first_cell + k] = text_copy(arena, text);
        }
    }
    (void)error;
    return true;
}

static bool keep_columns(struct join *join, struct top_entry **rows, size_t count, struct error *error)
{
    struct run *run = &join->run;
    struct keeper keeper = {.join = join, .ids = {.arena = run->arena}, .rows = rows};
    keeper.first_cell = 1 + join->evidence_count + (join->measures.count ? join->measures.count - 1 : 0);
    for (size_t i = 0; i < count; i++)
        names_add(&keeper.ids, rows[i]->id);
    struct scan scan = {.sampler = &run->sampler,
                        .filter = &join->excludes,
                        .threads = run->threads,
                        .bad_row = BAD_ROW_SKIP,
                        .arena = run->arena,
                        .step = keep_samples,
                        .state = &keeper};
    return run_again(run, error) && scan_run(&scan, error);
}

/* ---- notes ---- */

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
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

bool join_write(struct join *join, struct error *error)
{
    struct run *run = &join->run;
    struct top *top = run_merge(run, join->tops);
    struct top_entry **rows = top_sorted(top);
    size_t further = join->measures.count ? join->measures.count - 1 : 0;
    struct queue_column *columns = arena_array(run->arena, join->evidence_count + further, sizeof *columns);
    memcpy(columns, join->evidence, join->evidence_count * sizeof *columns);
    for (size_t i = 0; i < further; i++)
        columns[join->evidence_count + i] = (struct queue_column){text_of(join->measures.items[i + 1]->name), true};
    if (run->keep_count && !keep_columns(join, rows, top_count(top), error))
        return false;
    note_members(join);
    return run_write(run, rows, top_count(top), columns, join->evidence_count + further, error);
}
