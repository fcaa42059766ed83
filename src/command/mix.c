/*
 * mix - several queues into one batch, by shares.
 *
 * Reads the queues, shares the slots out, takes each row once, and interleaves: any prefix of the
 * batch holds the queues in their shares. The rules are in select/mix.h.
 */
#include "command/mix.h"

#include <string.h>

#include "base/glob.h"
#include "output/queue_mix.h"
#include "output/queue_read.h"
#include "read/paths.h"
#include "run/queue_beside.h"
#include "run/say.h"

/* ---- FILE=SHARE ---- */

/* A path may hold `=`: the last one counts, and only before a share or where no such file is. */
static bool parse_operand(struct arena *arena, const char *operand, const char **path, struct mix_queue *queue,
                          struct error *error)
{
    const char *equals = strrchr(operand, '=');
    bool exists = true;
    *path = operand;
    queue->share = MIX_REST;
    if (equals && !path_exists(operand, &exists, error))
        return false;
    if (equals && equals[1] && mix_share_parse(text_of(equals + 1), &queue->share, &queue->amount))
        *path = text_copy(arena, (struct text){operand, (size_t)(equals - operand)}).data;
    else if (!exists)
        return error_set(error, STATUS_USAGE, "mix: '%s': expected FILE, FILE=50%% or FILE=100", operand);
    else
        queue->share = MIX_REST;
    queue->name = *path;
    return true;
}

/* Takes the excluded rows out of a queue. */
static void leave_out(struct run *run, struct queue *queue)
{
    struct top_entry **rows = arena_array(run->arena, queue->count, sizeof *rows);
    struct text *methods = arena_array(run->arena, queue->count, sizeof *methods);
    size_t count = 0;
    for (size_t i = 0; i < queue->count; i++) {
        if (idset_has(&run->filter.excluded, queue->rows[i]->id)) {
            run->counts.excluded++;
            continue;
        }
        rows[count] = queue->rows[i];
        methods[count++] = queue_method(queue, i);
    }
    run->counts.read += queue->count;
    run->counts.ranked += count;
    queue->rows = rows;
    queue->methods = methods;
    queue->count = count;
}

static bool read_queues(struct run *run, struct queue *queues, struct mix_queue *offers, struct error *error)
{
    const struct options *options = run->options;
    for (size_t i = 0; i < options->files_count; i++) {
        const char *path;
        if (!parse_operand(run->arena, options->files[i], &path, &offers[i], error) ||
            !queue_read(&queues[i], run->arena, path, options->id, options->delimiter, error))
            return false;
        if (queues[i].count == 0)
            run_warn(run, "%s has no rows", path);
        leave_out(run, &queues[i]);
        queue_offer(&offers[i], run->arena, &queues[i]);
        if (options->exclude.count)
            offers[i].population = 0; /* some of it may be excluded */
    }
    return true;
}

/* The budget: all counts given and no --top mean their sum, `all` every id. */
static size_t budget(const struct run *run, const struct mix_queue *offers, size_t count)
{
    double sum = 0;
    bool counts = !run->options->top_given;
    for (size_t i = 0; i < count; i++) {
        counts = counts && offers[i].share == MIX_COUNT;
        sum += offers[i].amount;
    }
    if (counts)
        return (size_t)sum;
    return run->options->top == SIZE_MAX ? mix_distinct(run->arena, offers, count) : run->options->top;
}

/* ---- --keep ---- */

static bool is_in_queues(const struct queue *queues, size_t count, struct text pattern)
{
    for (size_t q = 0; q < count; q++)
        for (size_t c = 0; c < queues[q].columns_count; c++)
            if (glob_matches(pattern, queues[q].columns[c].name))
                return true;
    return false;
}

/* The columns to keep that some queue has; with tables beside them the others are looked for there. */
static struct words kept_of_queues(const struct run *run, const struct queue *queues, size_t count)
{
    const struct words *keep = &run->options->keep;
    struct words all = {0}, kept = {0};
    for (size_t i = 0; i < keep->count; i++)
        words_split(&all, run->arena, keep->items[i], ',');
    for (size_t i = 0; i < all.count; i++)
        if (!run->options->with.count || is_in_queues(queues, count, all.items[i]))
            words_add(&kept, run->arena, all.items[i]);
    return kept;
}

/* ---- what it says ---- */

/* Why rows have no probability. */
static void note_unknown(const struct run *run, const struct mix *mix)
{
    for (size_t q = 0; q < mix->count; q++)
        if (mix->queues[q].why)
            run_note(run, "%s: %s, so its rows have no inclusion_prob", mix->queues[q].name, mix->queues[q].why);
    if (mix->filled)
        run_note(run,
                 "%zu row%s in the slots of samples whose rows other queues hold: how likely %s, nobody can tell, so "
                 "%s no inclusion_prob",
                 mix->filled, mix->filled == 1 ? " is" : "s are", mix->filled == 1 ? "it was" : "they were",
                 mix->filled == 1 ? "it has" : "they have");
}

void mix_note(const struct run *run, const struct mix *mix)
{
    double known = 0, random = 0;
    bool samples = false;
    for (size_t q = 0; q < mix->count; q++) {
        samples |= mix->queues[q].kind != MIX_SCORE && mix->queues[q].taken > 0;
        known += (double)mix->queues[q].known;
        random += mix->queues[q].random ? (double)mix->queues[q].known : 0;
    }
    note_unknown(run, mix);
    if (mix->picks_count == 0)
        return;
    double percent = 100 * known / (double)mix->picks_count;
    if (!samples)
        run_note(run, "no random rows: what review finds will not tell how good the model is; add a queue of random");
    else if (known > 0 && percent < MIX_RANDOM_LEAST)
        run_note(run,
                 "%.3g %% of the rows are random: they tell the accuracy to +-%.0f points at worst; keep %d to %d %%",
                 percent, 98 / sqrt(known), MIX_RANDOM_LEAST, MIX_RANDOM_MOST);
    else if (100 * random / (double)mix->picks_count > MIX_RANDOM_MOST)
        run_note(run, "%.3g %% of the rows are random: review finds less than it could; keep %d to %d %%",
                 100 * random / (double)mix->picks_count, MIX_RANDOM_LEAST, MIX_RANDOM_MOST);
}

static void print_share(const struct mix_queue *queue)
{
    if (queue->share == MIX_PERCENT)
        say("  %7.4g%%", queue->amount);
    else if (queue->share == MIX_COUNT)
        say("  %8.0f", queue->amount);
    else
        say("  %8s", "-");
}

void mix_explain(const struct mix *mix)
{
    size_t width = strlen("queue");
    for (size_t q = 0; q < mix->count; q++)
        width = strlen(mix->queues[q].name) > width ? strlen(mix->queues[q].name) : width;
    say("%-*s  %9s  %8s  %9s  %9s  %9s\n", (int)width, "queue", "rows", "share", "slots", "taken", "shared");
    for (size_t q = 0; q < mix->count; q++) {
        const struct mix_queue *queue = &mix->queues[q];
        say("%-*s  %9zu", (int)width, queue->name, queue->count);
        print_share(queue);
        say("  %9zu  %9zu  %9zu%s\n", queue->slots, queue->taken, queue->shared,
            queue->dry ? "  dry: the others got its slots" : "");
    }
    say("certain   %12zu (inclusion_prob 1)\n", mix->certain);
    for (size_t q = 0; q < mix->count; q++)
        if (mix->queues[q].kind != MIX_SCORE)
            say("sample    %12zu drawn by %s\n", mix->queues[q].known, mix->queues[q].name);
    say("unknown   %12zu (no inclusion_prob)\n", mix->unknown);
}

/* ---- the command ---- */

static bool run_mix(const struct command *command, const struct options *options, struct arena *arena,
                    struct error *error)
{
    struct run *run = arena_alloc(arena, sizeof *run);
    size_t count = options->files_count;
    struct queue *queues = arena_array(arena, count, sizeof *queues), mixed;
    struct mix_queue *offers = arena_array(arena, count, sizeof *offers);
    struct mix mix;
    *run = (struct run){.command = command, .options = options, .arena = arena};
    if (!run_beside_check(options, arena, error) || !run_beside_open(run, error) || !run_exclude(run, error) ||
        !run_create(run, error) || !read_queues(run, queues, offers, error))
        return false;
    size_t n = budget(run, offers, count);
    if (!mix_shares(offers, count, n, error) ||
        !mix_take(&mix, arena, offers, count, options->top == SIZE_MAX ? SIZE_MAX : n, error))
        return error_prefix(error, "mix");

    const struct words keep = kept_of_queues(run, queues, count);
    if (!queue_mix(&mixed, arena, queues, &mix, &keep, error) ||
        (options->with.count && !queue_beside_add(run, &mixed, "the queues", &options->keep, error)) ||
        !run_output(run, &mixed, error))
        return false;
    if (options->explain)
        mix_explain(&mix);
    if (!options->sink)
        mix_note(run, &mix);
    run_beside_note(run);
    if (options->top_given && mix.picks_count < n)
        run_note(run, "%zu rows, fewer than the %zu asked for: there are no more", mix.picks_count, n);
    return run_filled(run, mix.picks_count, error);
}

const struct command command_mix = {
    .name = "mix",
    .operands = "FILE[=SHARE]...",
    .doc = "several queues into one batch, by shares",
    .text = "SHARE is a part of the batch (50%) or a number of rows (100); what is left goes in equal parts to the\n"
            "queues without one, but a queue of random gets 20 % unless told. A row wanted by several queues is\n"
            "taken once; `also` names the others and its ranks there. A queue that runs dry gives its slots to\n"
            "the others by their shares. Any prefix of the batch keeps the shares to within a row.\n"
            "Rows picked for their score have inclusion_prob 1. Random rows are a simple random sample of the\n"
            "rest of the population, those picked for their score left out: inclusion_prob is taken / (N - picked).\n"
            "Other samples (stratified, weighted, capped) are cut to their quotas of the rest; a row of two samples,\n"
            "which must have the same seed, has the larger of their thresholds. What cannot be exact is empty.\n"
            "--keep also names columns of --with, which are those of the batch's rows.",
    .example =
        "mix -n 10 <(dengine confidence data/digits/probs.csv)=80% <(dengine random data/digits/predictions.csv)",
    .groups = GROUP(QUEUE) | GROUP(MIX),
    .run = run_mix,
};
