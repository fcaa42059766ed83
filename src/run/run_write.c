#include <string.h>

#include "input/names.h"
#include "input/shape.h"
#include "run/chance.h"
#include "run/deployed_answer.h"
#include "run/diversify.h"
#include "run/queue_beside.h"
#include "run/say.h"

/* ---- kept columns: a second look at the input, for the rows of the queue alone ---- */

struct keeping {
    const struct run *run;
    struct names ids; /* of the rows, in their order */
    struct top_entry *const *rows;
    bool (*wanted)(const struct run *run, const struct sample *sample, const struct top_entry *entry);
};

static bool keep_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct keeping *keeping = state;
    const struct run *run = keeping->run;
    struct arena *arena = run_worker_arena(run, scan_worker_number(worker));
    struct problem problem;
    (void)error;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        size_t row = names_find(&keeping->ids, sample.id);
        if (row == keeping->ids.count || !keeping->wanted(run, &sample, keeping->rows[row]))
            continue;
        struct text text, *kept = keeping->rows[row]->cells + keeping->rows[row]->cells_count - run->keep_count;
        for (size_t k = 0; k < run->keep_count; k++)
            if (sample_text(&sample, &run->keep[k], &text, &problem))
                kept[k] = text_copy(arena, text);
    }
    return true;
}

bool run_keep(struct run *run, const struct filter *filter, struct top_entry *const *rows, size_t count,
              bool (*wanted)(const struct run *run, const struct sample *sample, const struct top_entry *entry),
              struct error *error)
{
    struct keeping keeping = {.run = run, .ids = {.arena = run->arena}, .rows = rows, .wanted = wanted};
    struct scan scan = {.sampler = &run->sampler,
                        .filter = filter,
                        .threads = run->threads,
                        .bad_row = BAD_ROW_SKIP,
                        .arena = run->arena,
                        .step = keep_samples,
                        .state = &keeping};
    for (size_t i = 0; i < count; i++)
        names_add(&keeping.ids, rows[i]->id);
    return run->keep_count == 0 || (run_again(run, error) && scan_run(&scan, error));
}

/* ---- what became of the rows ---- */

static void explain_count(const char *name, uint64_t count, const char *why)
{
    say("%-9s %12llu%s\n", name, (unsigned long long)count, why);
}

static void explain_counts(const struct run *run, size_t taken)
{
    const struct scan_counts *counts = &run->counts;
    size_t files = run->joined_tables ? run->joined_tables : run->files_count;
    say("read      %12llu rows of %zu file%s\n", (unsigned long long)counts->read, files, files == 1 ? "" : "s");
    explain_count("outside", counts->outside, " (--where)");
    say("excluded  %12llu (--exclude, %zu ids)\n", (unsigned long long)counts->excluded, run->filter.excluded.count);
    explain_count("rejected", counts->rejected, " (--on-bad-row)");
    if (run->joined_tables) {
        explain_count("unmatched", run->unmatched, " (their ids have no row of the deployed model)");
        explain_count("too few", run->few, " (--min-members)");
        explain_count("joined", run->joined, " (the rows of the samples ranked)");
    }
    explain_count("ranked", counts->ranked, run->joined_tables ? " samples" : "");
    if (run->repeated)
        explain_count("ids", run->ids, " (the population: a repeated id counts once)");
    say("taken     %12zu\nseed      %12s\n", taken, run->options->seed);
}

bool run_check_rejects(const struct run *run, struct error *error)
{
    uint64_t rejected = run->counts.rejected;
    size_t most = run->options->max_rejects;
    if (rejected <= most)
        return true;
    return error_set(error, STATUS_DATA, "%llu bad row%s, --max-rejects %zu: no queue is written; the first: %s",
                     (unsigned long long)rejected, rejected == 1 ? "" : "s", most,
                     run->shown[0] ? run->shown[0] : "see --rejects");
}

static void note_rejects(const struct run *run)
{
    if (!run->counts.rejected)
        return;
    run_note(run, "%llu bad row%s left out%s%s", (unsigned long long)run->counts.rejected,
             run->counts.rejected == 1 ? "" : "s", run->options->rejects ? ", kept in " : "",
             run->options->rejects ? run->options->rejects : "");
    for (size_t i = 0; i < SCAN_SHOWN && run->shown[i]; i++)
        run_note(run, "  %s", run->shown[i]);
}

/* Of a table with a row for each class. */
static void note_partial(const struct run *run, const struct table *table)
{
    uint64_t samples = 0, partial = 0;
    if (table->class_names.count && !run->options->multilabel)
        shape_counts(table->shape, &samples, &partial);
    if (partial)
        run_note(run, "the probabilities of %llu of %llu samples sum to less than 1: classes without a row count as 0",
                 (unsigned long long)partial, (unsigned long long)samples);
}

static void note_where(const struct run *run)
{
    const struct words *where = &run->options->where;
    struct buffer list = {.arena = run->arena};
    for (size_t i = 0; i < where->count; i++)
        buffer_format(&list, "%s'%.*s'", i ? " and " : "", (int)where->items[i].size, where->items[i].data);
    run_warn(run, "no row fits --where %s", buffer_string(&list));
}

/* What leaves nothing to choose from, or nothing out, is most likely a mistake. */
static void note_population(const struct run *run)
{
    const struct scan_counts *counts = &run->counts;
    const struct words *exclude = &run->options->exclude;
    if (run->source && !run->joined_tables && counts->read == 0)
        run_warn(run, "%s%s no rows", source_name(run->source, 0),
                 run->files_count > 1 ? " and the others have" : " has");
    else if (counts->outside && !counts->ranked && !counts->excluded && !counts->rejected)
        note_where(run);
    if (exclude->count && run->filter.excluded.count && counts->read && !counts->excluded)
        run_warn(run, "none of the %zu ids of --exclude %.*s%s is among the rows: is it the right column (FILE:COL)?",
                 run->filter.excluded.count, (int)exclude->items[0].size, exclude->items[0].data,
                 exclude->count > 1 ? " ..." : "");
}

void run_note_repeats(const struct run *run, uint64_t repeats, bool more)
{
    if (repeats)
        run_note(run, "%llu%s row%s left out because of a repeated id: the best-ranked one is kept",
                 (unsigned long long)repeats, more ? " or more" : "", repeats == 1 ? "" : "s");
}

bool run_output(struct run *run, const struct queue *queue, struct error *error)
{
    const char *predictions = run->options->predictions;
    struct queue written = *queue;
    if (predictions && !deployed_answer_fill(run, &written, predictions, error))
        return false;
    if (run->options->sink) {
        run->options->sink->queue = written;
        run->options->sink->counts = run->counts;
        run->options->sink->ids = run->ids;
        return true;
    }
    written.spreadsheet_safe = run->options->spreadsheet_safe;
    queue_formats[run->options->format].write(&written, run->arena, run->output.file);
    return output_finish(&run->output, error);
}

bool run_filled(const struct run *run, size_t rows, struct error *error)
{
    if (rows || run->options->sink || !run->options->fail_if_empty)
        return true;
    return error_set(error, STATUS_EMPTY, "%s: the queue is empty (--fail-if-empty)", run->command->name);
}

/* A column whose kind nobody can look up would be another in every night. */
static bool check_evidence(const struct queue *draft, struct error *error)
{
    enum column_kind kind;
    for (size_t i = 0; i < draft->columns_count; i++)
        if (!queue_evidence(draft->columns[i].name, &kind))
            return error_set(error, STATUS_BUG, "column '%.*s' has no row in queue_columns.c",
                             (int)draft->columns[i].name.size, draft->columns[i].name.data);
    return true;
}

void run_tell(const struct run *run, size_t taken)
{
    if (run->options->explain)
        explain_counts(run, taken);
    note_population(run);
    note_partial(run, &run->table);
    run_beside_note(run);
    note_rejects(run);
}

/* Whether somebody looks at the rows of a queue, or holds them, before it is written. */
static bool needs_rows(const struct run *run)
{
    const struct options *options = run->options;
    return options->diverse.count || options->distinct > 0 || options->chance || options->predictions || options->sink;
}

/* Makes all rows at once. */
static void make_rows(const struct run *run, struct queue *draft)
{
    struct top_entry **rows = arena_array(run->arena, draft->count, sizeof(struct top_entry *));
    for (size_t i = 0; i < draft->count; i++) {
        const struct top_entry *made = draft->entry(draft->state, i);
        rows[i] = arena_alloc(run->arena, sizeof **rows);
        *rows[i] = *made;
        rows[i]->id = text_copy(run->arena, made->id);
        rows[i]->cells = arena_array(run->arena, made->cells_count, sizeof *made->cells);
        for (size_t c = 0; c < made->cells_count; c++)
            rows[i]->cells[c] = text_copy(run->arena, made->cells[c]);
    }
    draft->rows = rows;
}

bool run_write_draft(struct run *run, struct queue *draft, struct error *error)
{
    if (draft->entry && !draft->rows && needs_rows(run))
        make_rows(run, draft);
    if (!run_check_rejects(run, error) || !run_diversify(run, draft, error))
        return false;
    chance_finish(run, draft);
    if (!check_evidence(draft, error))
        return false;
    struct queue queue = *draft;
    queue.method = run->command->name;
    queue.columns = run_columns(run, draft->columns, draft->columns_count);
    queue.columns_count += run->keep_count;
    queue.kept_count = run->keep_count;
    if ((run->late && !queue_beside_add(run, &queue, "the queue", &run->options->keep, error)) ||
        !run_output(run, &queue, error))
        return false;
    run_tell(run, draft->count);
    if (run->options->top_given && run->options->take != SIZE_MAX && draft->count < run->options->take)
        run_note(run, "%zu row%s, fewer than the %zu asked for: there are no more%s", draft->count,
                 draft->count == 1 ? "" : "s", run->options->take,
                 run->options->distinct > 0 ? " that are distinct in the pool (--pool)" : "");
    return run_filled(run, draft->count, error);
}

bool run_write(struct run *run, struct top_entry *const *rows, size_t count, const struct queue_column *evidence,
               size_t evidence_count, struct error *error)
{
    struct queue draft = {.rows = rows, .count = count, .columns = evidence, .columns_count = evidence_count};
    return run_write_draft(run, &draft, error);
}
