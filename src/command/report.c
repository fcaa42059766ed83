/*
 * report - what has the review told?
 *
 * Reads the queues of one night or of all, the records beside them and what people answered; reckons every
 * figure once; prints them as text, JSON, CSV or a page.
 */
#include "run/report_input.h"

#include "run/command.h"
#include "run/verdict.h"

/* What the answers tell of the model of --retrained. */
static bool make_verdict(struct report *report, const struct report_input *input, struct error *error)
{
    const struct options *options = input->options;
    struct verdict_rows *rows = arena_alloc(input->arena, sizeof *rows);
    struct verdict_figures *verdict = arena_alloc(input->arena, sizeof *verdict);
    *rows = (struct verdict_rows){.command = input->command,
                                  .options = options,
                                  .arena = input->arena,
                                  .before = options->predictions,
                                  .after = options->retrained,
                                  .answers = input->answers};
    if (!verdict_read(rows, error))
        return error_prefix(error, "--retrained");
    verdict_count(verdict, rows);
    verdict_sample(verdict, rows, report->review);
    report->verdict = verdict;
    return true;
}

static bool make_report(struct report *report, struct report_input *input, struct error *error)
{
    if (!report_read(report, input, error))
        return false;
    report->figures = review_figures(report->review, input->arena);
    if (input->options->retrained && !make_verdict(report, input, error))
        return false;
    if (input->options->embeddings.count && !report_map_make(report, input, error))
        return false;
    report_advise(report, input->arena);
    return true;
}

static bool run_report(const struct command *command, const struct options *options, struct arena *arena,
                       struct error *error)
{
    struct report_input *input = arena_alloc(arena, sizeof *input);
    struct report *report = arena_alloc(arena, sizeof *report);
    struct output *output = arena_alloc(arena, sizeof *output); /* as long as the arena, which closes it */
    *input = (struct report_input){.command = command, .options = options, .arena = arena};
    if (options->answers.count == 0)
        return error_set(error, STATUS_USAGE,
                         "report: --answers is missing: name what people said, such as "
                         "--answers reviewed/");
    if (options->trained.count && !options->retrained)
        return error_set(error, STATUS_USAGE, "report: --trained is about the model of --retrained: name that, too");
    if (options->retrained && !options->predictions)
        return error_set(error, STATUS_USAGE,
                         "report: --retrained NEW is held against --predictions OLD: name that, too");
    if (!output_open(output, arena, options->output, error) || !make_report(report, input, error))
        return false;
    report_formats[options->report_format].write(report, arena, output->file);
    return output_finish(output, error);
}

const struct command command_report = {
    .name = "report",
    .operands = "QUEUE...",
    .doc = "what the review told: how good the model is, what each method found, what to do next",
    .text =
        "QUEUE is a file, a folder of them or a glob, each one night; the record that a batch writes beside it is\n"
        "read, too. The accuracy of the model is estimated from the rows that were drawn (random, stratify, --draw),\n"
        "each by its inclusion_prob, and from what is known for certain; over several nights it is pooled, and starts\n"
        "anew where the model changed. Rows picked for their score tell what their method finds, never how good the\n"
        "model is. Formats: text, json (every figure with estimate, low, high and n), csv, html (one page).",
    .example = "report <(dengine random data/digits/export.csv --keep label) --answers data/digits/truth.csv",
    .groups = GROUP(REPORT) | GROUP(PREDICTION),
    .run = run_report,
};
