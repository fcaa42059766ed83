/*
 * batch - the nightly plan: several methods, one batch, nothing reviewed twice.
 *
 * Reads and checks the plan, runs its methods, mixes their queues, and writes the batch and the record of
 * how it came about. The same plan, date and inputs give the same bytes; whenever it is killed, the old
 * files are there or the new ones.
 */
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "command/batch.h"
#include "command/commands.h"
#include "command/mix.h"
#include "input/file_columns.h"
#include "join/exclude.h"
#include "output/lock.h"
#include "output/queue_mix.h"
#include "read/paths.h"
#include "run/chance.h"
#include "run/deployed_answer.h"
#include "run/outputs.h"
#include "run/say.h"

/* What would be a wrong command line is a wrong plan. */
static bool fail_method(const struct batch *batch, size_t method, struct error *error)
{
    if (error->status == STATUS_USAGE)
        error->status = STATUS_PLAN;
    error_prefix(error, batch->plan.methods[method].place);
    return error_prefix(error, batch->plan.path);
}

/* ---- exclusions, inputs ---- */

static bool read_exclusions(struct batch *batch, struct error *error)
{
    const struct words *files = &batch->plan.excluded;
    batch->excluded.arena = batch->run.arena;
    for (size_t i = 0; i < files->count; i++) {
        const char *path = files->items[i].data;
        const char *file = file_columns(batch->run.arena, path).path;
        if (!record_add(&batch->excluded_files, batch->run.arena, file, error) ||
            !exclude_read(&batch->excluded, path, "id", batch->threads, error)) {
            error_prefix(error, "exclude");
            return error_prefix(error, batch->plan.path);
        }
    }
    return true;
}

static bool note_inputs(struct batch *batch, struct error *error)
{
    for (size_t i = 0; i < batch->plan.count; i++) {
        const struct plan_method *method = &batch->plan.methods[i];
        for (size_t f = 0; !method->missing && f < method->inputs.count; f++)
            if (!record_add(&batch->inputs, batch->run.arena, method->inputs.items[f].data, error))
                return fail_method(batch, i, error);
    }
    const char *predictions = batch->plan.predictions;
    return !predictions ||
           record_add(&batch->inputs, batch->run.arena, file_columns(batch->run.arena, predictions).path, error);
}

/* ---- running the methods ---- */

static struct text copy_cell(struct arena *arena, struct text text)
{
    return text.size ? text_copy(arena, text) : (struct text){0};
}

/* A probability with the digits that a queue holds, so that a batch is the mix of its queues. */
static double as_printed(double prob)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%.9g", prob);
    return strtod(digits, NULL);
}

static void copy_words(struct words *words, struct arena *arena)
{
    struct words copy = {0};
    for (size_t i = 0; i < words->count; i++)
        words_add(&copy, arena, text_copy(arena, words->items[i]));
    *words = copy;
}

static void copy_classes(struct sink *sink, struct arena *arena)
{
    struct chance_class *classes = arena_array(arena, sink->classes_count, sizeof *classes);
    for (size_t c = 0; c < sink->classes_count; c++) {
        classes[c] = sink->classes[c];
        classes[c].label = text_copy(arena, classes[c].label);
    }
    sink->classes = classes;
}

/* Moves what a method has made out of its arena, which goes. */
static void collect(struct batch *batch, size_t method)
{
    struct arena *arena = batch->run.arena;
    struct sink *sink = &batch->sinks[method];
    struct queue *queue = &sink->queue;
    if (batch->plan.methods[method].teaches)
        batch_hear(batch, method, queue);
    struct queue_column *columns = arena_array(arena, queue->columns_count, sizeof *columns);
    struct top_entry **rows = arena_array(arena, queue->count, sizeof *rows);
    struct text *methods = arena_array(arena, queue->count, sizeof *methods);
    for (size_t c = 0; c < queue->columns_count; c++) {
        columns[c] = queue->columns[c];
        columns[c].name = text_copy(arena, columns[c].name);
    }
    for (size_t i = 0; i < queue->count; i++) {
        const struct top_entry *from = queue->rows[i];
        struct top_entry *row = rows[i] = arena_alloc(arena, sizeof *row);
        *row = (struct top_entry){.key = from->key,
                                  .id = text_copy(arena, from->id),
                                  .inclusion_prob = as_printed(from->inclusion_prob),
                                  .cells = arena_array(arena, 1 + queue->columns_count, sizeof *row->cells),
                                  .cells_count = 1 + queue->columns_count};
        for (size_t c = 0; c < row->cells_count && c < from->cells_count; c++)
            row->cells[c] = copy_cell(arena, from->cells[c]);
        methods[i] = queue->methods ? text_copy(arena, queue->methods[i]) : text_of(queue->method);
    }
    *queue = (struct queue){.method = batch->plan.methods[method].command->name,
                            .methods = methods,
                            .columns = columns,
                            .columns_count = queue->columns_count,
                            .kept_count = queue->kept_count,
                            .rows = rows,
                            .count = queue->count};
    copy_words(&sink->notes, arena);
    copy_words(&sink->warnings, arena);
    copy_classes(sink, arena);
    arena_free(&batch->arenas[method]);
}

/* Opens a row-by-row method: what is wrong with its columns is found before anything runs. */
static bool open_method(struct batch *batch, size_t index, struct error *error)
{
    const struct plan_method *method = &batch->plan.methods[index];
    const struct rowwise *parts = method->command->rowwise;
    struct run *run = batch->runs[index] = arena_alloc(&batch->arenas[index], parts->size);
    *run = (struct run){.command = method->command, .options = method->options, .arena = &batch->arenas[index]};
    return parts->open(run, error) ? true : fail_method(batch, index, error);
}

static bool same_words(const struct words *a, const struct words *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = text_equal(a->items[i], b->items[i]);
    return same;
}

/* Whether two row-by-row methods read the same files in the same way; rows that are made are each one's own. */
static bool same_input(const struct run *a, const struct run *b)
{
    const char *header = a->options->header ? a->options->header : "", *other = b->options->header;
    bool same = a->options->files_count == b->options->files_count &&
                a->table.layout.delimiter == b->table.layout.delimiter && !a->table.shape && !b->table.shape &&
                strcmp(header, other ? other : "") == 0;
    same = same && same_words(&a->options->with, &b->options->with) &&
           (a->options->within ? b->options->within && strcmp(a->options->within, b->options->within) == 0
                               : !b->options->within) &&
           (!a->options->with.count || strcmp(a->options->id, b->options->id) == 0);
    for (size_t i = 0; same && i < a->options->files_count; i++)
        same = strcmp(a->options->files[i], b->options->files[i]) == 0;
    return same;
}

/* Runs the method and all behind it that read the same files, in one pass. */
static bool run_group_of(struct batch *batch, size_t first, struct error *error)
{
    size_t count = 0, failed, *members = arena_array(batch->run.arena, batch->plan.count, sizeof *members);
    struct run **runs = arena_array(batch->run.arena, batch->plan.count, sizeof(struct run *));
    for (size_t i = first; i < batch->plan.count; i++)
        if (batch->runs[i] && (i == first || same_input(batch->runs[first], batch->runs[i]))) {
            members[count] = i;
            runs[count++] = batch->runs[i];
        }
    run_share(runs, count);
    for (size_t i = 0; i < count; i++) {
        run_ready(runs[i]);
        if (!runs[i]->command->rowwise->start(runs[i], error))
            return fail_method(batch, members[i], error);
    }
    if (!run_scan_together(runs, count, &failed, error))
        return fail_method(batch, members[failed], error);
    for (size_t i = 0; i < count; i++)
        if (!runs[i]->command->rowwise->finish(runs[i], error))
            return fail_method(batch, members[i], error);
    for (size_t i = 0; i < count; i++) { /* only now: what the pass has left is in the arena of the first */
        batch->runs[members[i]] = NULL;
        collect(batch, members[i]);
    }
    return true;
}

static void free_arenas(void *resource)
{
    struct batch *batch = resource;
    for (size_t i = 0; i < batch->plan.count; i++)
        arena_free(&batch->arenas[i]);
}

static bool run_methods(struct batch *batch, struct error *error)
{
    const struct plan *plan = &batch->plan;
    batch->arenas = arena_array(batch->run.arena, plan->count, sizeof *batch->arenas);
    batch->runs = arena_array(batch->run.arena, plan->count, sizeof(struct run *));
    batch->sinks = arena_array(batch->run.arena, plan->count, sizeof *batch->sinks);
    arena_attach(batch->run.arena, free_arenas, batch);
    for (size_t i = 0; i < plan->count; i++) {
        struct options *options = plan->methods[i].options;
        batch->arenas[i].exhausted = batch->run.arena->exhausted;
        batch->sinks[i].queue.method = plan->methods[i].command->name;
        options->sink = &batch->sinks[i];
        options->excluded = &batch->excluded;
        options->threads = batch->threads;
        options->progress = batch->run.options->progress;
        options->quiet = batch->run.options->quiet;
        if (plan->methods[i].heard)
            batch_listen(batch, i);
        if (!plan->methods[i].missing && plan->methods[i].command->rowwise && !plan->methods[i].options->draw &&
            !open_method(batch, i, error))
            return false;
    }
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_method *method = &plan->methods[i];
        if (method->missing || method->learn.count)
            continue;
        if (batch->runs[i] && !run_group_of(batch, i, error))
            return false;
        if (method->command->rowwise && !method->options->draw)
            continue;
        if (!chance_run(method->command, method->options, &batch->arenas[i], error))
            return fail_method(batch, i, error);
        collect(batch, i);
    }
    for (size_t i = 0; i < plan->count; i++) {
        if (!plan->methods[i].learn.count || plan->methods[i].missing)
            continue;
        if (!batch_learn(batch, i, error))
            return fail_method(batch, i, error);
        collect(batch, i);
    }
    return true;
}

/* ---- the product ---- */

static bool mix_queues(struct batch *batch, struct queue *mixed, struct mix *mix, struct error *error)
{
    const struct plan *plan = &batch->plan;
    struct arena *arena = batch->run.arena;
    struct queue *queues = arena_array(arena, plan->count, sizeof *queues);
    for (size_t i = 0; i < plan->count; i++) {
        queues[i] = batch->sinks[i].queue;
        queue_offer(&plan->queues[i], arena, &queues[i]);
    }
    if (mix_take(mix, arena, plan->queues, plan->count, plan->budget, error) &&
        queue_mix(mixed, arena, queues, mix, &(struct words){0}, error))
        return true;
    if (error->status == STATUS_USAGE)
        error->status = STATUS_PLAN;
    return error_prefix(error, plan->path);
}

/* Why rows of a method have no probability. */
static void warn_of_unknown(struct batch *batch, const struct mix *mix)
{
    for (size_t i = 0; i < batch->plan.count; i++) {
        struct buffer warning = {.arena = batch->run.arena};
        if (!mix->queues[i].why)
            continue;
        buffer_format(&warning, "%s, so its rows have no inclusion_prob", mix->queues[i].why);
        words_add(&batch->sinks[i].warnings, batch->run.arena, buffer_text(&warning));
        words_add(&batch->sinks[i].notes, batch->run.arena, buffer_text(&warning));
    }
}

/* What the predictions say of rows whose method does not know it. */
static bool fill_answers(const struct batch *batch, struct queue *mixed, struct error *error)
{
    struct options *named = arena_alloc(batch->run.arena, sizeof *named);
    struct run run = batch->run;
    *named = *batch->plan.named;
    named->quiet = run.options->quiet;
    named->threads = batch->threads;
    run.options = named;
    return deployed_answer_fill(&run, mixed, batch->plan.predictions, error);
}

/* The record first: a batch never lies there without it. */
static bool write_both(struct batch *batch, const struct queue *mixed, const struct record *record, struct error *error)
{
    struct arena *arena = batch->run.arena;
    const struct plan *plan = &batch->plan;
    struct output *notes = arena_alloc(arena, sizeof *notes), *rows = &batch->run.output;
    if (!output_open(notes, arena, plan->record, error) || !output_open(rows, arena, plan->output, error))
        return false;
    record_write(record, notes->file);
    struct queue written = *mixed;
    written.spreadsheet_safe = batch->run.options->spreadsheet_safe;
    queue_formats[plan->format].write(&written, arena, rows->file);
    return output_seal(notes, error) && output_seal(rows, error) && output_finish(notes, error) &&
           output_finish(rows, error);
}

static void explain(const struct batch *batch, const struct mix *mix)
{
    mix_explain(mix);
    for (size_t i = 0; i < batch->plan.count; i++)
        for (size_t n = 0; n < batch->sinks[i].notes.count; n++)
            say("%s: %s\n", batch->plan.methods[i].place, batch->sinks[i].notes.items[n].data);
    mix_note(&batch->run, mix);
}

/* What is most likely a mistake, for whoever reads the mail of the night. */
static void warn(const struct batch *batch, const struct mix *mix)
{
    const struct plan *plan = &batch->plan;
    size_t random = 0, methods = 0;
    for (size_t i = 0; batch->run.options->explain && i < plan->unmatched.count; i++) /* usual on the first night */
        run_note(&batch->run, "%s: exclude '%s': no file matches", plan->path, plan->unmatched.items[i].data);
    for (size_t i = 0; i < plan->count; i++) {
        for (size_t n = 0; n < batch->sinks[i].warnings.count; n++)
            run_note(&batch->run, "%s: %s: %s", plan->path, plan->methods[i].place,
                     batch->sinks[i].warnings.items[n].data);
        methods += !mix->queues[i].random;
        random += mix->queues[i].random ? mix->queues[i].taken : 0;
    }
    if (methods && mix->picks_count && random == mix->picks_count)
        run_note(&batch->run, "%s: all %zu rows are random: the other methods gave none", plan->path, random);
}

/* Nothing that the plan reads is replaced by what it writes, but for the batch of an earlier run of it. */
static bool check_outputs(const struct plan *plan, struct arena *arena, struct error *error)
{
    struct outputs outputs = {.arena = arena};
    bool ours;
    const char *slash = strrchr(plan->path, '/'); /* its folder has been entered */
    if (!outputs_read(&outputs, "the plan", slash ? slash + 1 : plan->path, error) ||
        !outputs_write(&outputs, "the output", plan->output, error) ||
        !outputs_write(&outputs, "the record", plan->record, error))
        return false;
    for (size_t i = 0; i < plan->count; i++)
        if (!plan->methods[i].missing && !outputs_add(&outputs, plan->methods[i].options, error))
            return false;
    if (plan->predictions &&
        !outputs_read(&outputs, "the predictions", file_columns(arena, plan->predictions).path, error))
        return false;
    for (size_t i = 0; i < plan->excluded.count; i++)
        if (!outputs_read(&outputs, "an exclusion", plan->excluded.items[i].data, error))
            return false;
    if (!outputs_check(&outputs, error) || !record_is(plan->record, &ours, error))
        return false;
    return ours ? true
                : error_set(error, STATUS_PLAN,
                            "%s is no record of a run, and would be replaced by one: give the output another name",
                            plan->record);
}

/* ---- all of it ---- */

static bool run_batch(const struct command *command, const struct options *options, struct arena *arena,
                      struct error *error)
{
    struct batch *batch = arena_alloc(arena, sizeof *batch);
    struct plan *plan = &batch->plan;
    batch->run = (struct run){.command = command, .options = options, .arena = arena};
    batch->threads = (unsigned)options->threads;
    const char *predictions = options->predictions ? path_absolute(arena, options->predictions) : NULL;
    if (!plan_read(plan, arena, options->files[0], options->date, error))
        return false;
    plan->predictions = predictions ? predictions : plan->predictions;
    if (!plan_inputs(plan, arena, error))
        return false;
    if (!check_outputs(plan, arena, error)) {
        if (error->status == STATUS_USAGE)
            error->status = STATUS_PLAN;
        return error_prefix(error, plan->path);
    }
    if (options->dry_run)
        return plan_print(plan, arena), true;

    if (!output_folders(plan->output, error) || !lock_take(plan->output, arena, error))
        return false;
    if (!read_exclusions(batch, error) || !note_inputs(batch, error) || !run_methods(batch, error))
        return false;

    struct queue mixed;
    struct mix mix;
    if (!mix_queues(batch, &mixed, &mix, error) || !record_hash(&batch->excluded_files, arena, batch->threads, error) ||
        !record_hash(&batch->inputs, arena, batch->threads, error) || !batch_expect(batch, &mixed, &mix, error))
        return false;
    batch_score(batch, &mixed);
    if (plan->predictions && !fill_answers(batch, &mixed, error))
        return error_prefix(error, plan->path);
    struct record record = {.plan = plan,
                            .inputs = &batch->inputs,
                            .excluded = &batch->excluded_files,
                            .excluded_ids = batch->excluded.count,
                            .sinks = batch->sinks,
                            .mix = &mix};
    warn_of_unknown(batch, &mix);
    if (!write_both(batch, &mixed, &record, error))
        return false;
    if (plan->report && !batch_report(batch, error))
        return error_prefix(error, "report");
    warn(batch, &mix);
    if (options->explain)
        explain(batch, &mix);
    return run_filled(&batch->run, mix.picks_count, error);
}

const struct command command_batch = {
    .name = "batch",
    .operands = "PLAN.json",
    .operands_least = 1,
    .operands_most = 1,
    .doc = "the nightly plan: several methods, one batch, nothing twice",
    .text =
        "PLAN is JSON, its paths relative to it:\n"
        "  {\"budget\": 500, \"seed\": \"%F\", \"exclude\": [\"queues\", \"reviewed/*.csv\"], \"output\": "
        "\"queues/%F.csv\",\n"
        "   \"methods\": [{\"share\": \"20%\", \"run\": [\"random\", \"predictions.csv\"]},\n"
        "               {\"share\": \"50%\", \"run\": [\"confidence\", \"probs.csv\", \"--measure\", \"margin\"]},\n"
        "               {\"run\": [\"stratify\", \"export.csv\", \"--by\", \"camera\"], \"optional\": true}]}\n"
        "Each `run` is a command line of dengine; shares are those of mix, whose rules hold. %F and the like stand\n"
        "for the date, %% for a percent sign. Row-by-row methods read a file they share once. An optional method\n"
        "may lack its input: the others get its rows. Beside the output go a record of the run (.json) and, while\n"
        "it runs, a lock. Running it again on the same day gives the same bytes: its own output is no exclusion.\n"
        "Silent unless something is wrong.",
    .example = "batch data/digits/nightly.json --date 2026-11-24 --dry-run",
    .groups = GROUP(BATCH),
    .run = run_batch,
};
