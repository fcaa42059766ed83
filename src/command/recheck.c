/*
 * recheck - after retraining: did the fix hold, and what broke?
 *
 * The answered samples are looked up in both tables first: the verdict on them needs no more. Then all rows of both
 * are joined, and with --embeddings each with what it is like; some are queued, all are counted.
 */
#include "command/recheck.h"

#include <math.h>
#include <string.h>

#include "dengine/hash.h"
#include "run/report_input.h"
#include "run/say.h"

static const struct queue_column evidence[] = {
    {.name = {"label", 5}},       {.name = {"confidence", 10}},     {.name = {"kind", 4}},
    {.name = {"old_label", 9}},   {.name = {"old_confidence", 14}}, {.name = {"nearest", 7}},
    {.name = {"similarity", 10}},
};
enum { EVIDENCE = sizeof evidence / sizeof *evidence, EVIDENCE_OF_VECTORS = 2 };

/* ---- a row ---- */

/* What is known of a row in which the join has ended. */
struct seen {
    struct text before, after;
    double before_confidence, after_confidence; /* NAN: not told */
    const struct recheck_likeness *like;        /* NULL: it has no vector */
};

/* One reason to look at it. */
struct offer {
    enum recheck_kind kind;
    double score;
    const struct verdict_row *seed;
    double value;
};

/* What is near and doubted is wrong most often: in real sets four times as often as others among the first 50, where
 * what is near and sure of itself is wrong less often than others. Labels alone go by what is near. */
static double doubt(const struct seen *seen)
{
    return isnan(seen->after_confidence) ? 1 : 1 - seen->after_confidence;
}

/* Near an error, with its wrong label still; unless it is nearer to a row that was right with that label. */
static bool is_still(const struct recheck *recheck, const struct seen *seen, struct offer *offer)
{
    const struct recheck_likeness *like = seen->like;
    if (!like || !like->error)
        return false;
    const struct verdict_row *error = recheck->near.errors.rows[like->error - 1];
    if (!text_equal(seen->after, error->before) || (error->is.data && text_equal(seen->after, error->is)))
        return false;
    if (like->right && like->right_value > like->error_value &&
        text_equal(recheck->near.rights.rows[like->right - 1]->before, seen->after))
        return false;
    *offer = (struct offer){RECHECK_STILL, like->error_value * doubt(seen), error, like->error_value};
    return true;
}

/* Near a row that was right with its old label, and it has another now; unless it is nearer to an error with the old
 * one. */
static bool is_broken(const struct recheck *recheck, const struct seen *seen, struct offer *offer)
{
    const struct recheck_likeness *like = seen->like;
    if (!like || !like->right || text_equal(seen->before, seen->after))
        return false;
    const struct verdict_row *right = recheck->near.rights.rows[like->right - 1];
    if (!text_equal(seen->before, right->before))
        return false;
    if (like->error && like->error_value > like->right_value &&
        text_equal(recheck->near.errors.rows[like->error - 1]->before, seen->before))
        return false;
    *offer = (struct offer){RECHECK_BROKEN, like->right_value * doubt(seen), right, like->right_value};
    return true;
}

/* The first kind that a row is of; a kind without a share is none. */
static bool find_kind(const struct recheck *recheck, const struct seen *seen, struct offer *offer)
{
    const struct mix_queue *shares = recheck->shares;
    if (shares[RECHECK_STILL].quota > 0 && is_still(recheck, seen, offer))
        return true;
    if (shares[RECHECK_BROKEN].quota > 0 && is_broken(recheck, seen, offer))
        return true;
    *offer = (struct offer){.kind = RECHECK_CHURN, .score = doubt(seen)};
    return shares[RECHECK_CHURN].quota > 0 && !text_equal(seen->before, seen->after);
}

/* "0.97 like fm_06856 (was T-shirt, truly Shirt): still T-shirt 0.83", "0.95 like fm_00123 (right as Coat): Coat 0.91
 * became Shirt 0.55", "Coat 0.91 became Shirt 0.55". */
static void add_reason(struct buffer *text, const struct seen *seen, const struct offer *offer)
{
    const struct verdict_row *seed = offer->seed;
    bool still = offer->kind == RECHECK_STILL;
    if (seed) {
        buffer_format(text, "%.2f like ", offer->value);
        buffer_add(text, seed->id);
        buffer_add(text, text_of(still ? " (was " : " (right as "));
        buffer_add(text, seed->before);
        buffer_add(text, text_of(still && seed->is.data ? ", truly " : ""));
        buffer_add(text, still ? seed->is : (struct text){0});
        buffer_add(text, text_of("): "));
    }
    if (still) {
        buffer_add(text, text_of("still "));
    } else {
        join_say(text, seen->before, seen->before_confidence);
        buffer_add(text, text_of(" became "));
    }
    join_say(text, seen->after, seen->after_confidence);
}

static void add_cells(struct recheck *recheck, unsigned worker, const struct seen *seen, const struct offer *offer)
{
    struct join *join = &recheck->join;
    add_reason(&join->cells[worker].text, seen, offer);
    cells_end(&join->cells[worker]);
    join_cell(join, worker, seen->after);
    join_cell_number(join, worker, seen->after_confidence);
    join_cell(join, worker, text_of(recheck_kind_names[offer->kind]));
    join_cell(join, worker, seen->before);
    join_cell_number(join, worker, seen->before_confidence);
    if (!recheck->embedded)
        return;
    join_cell(join, worker, offer->seed ? offer->seed->id : (struct text){0});
    join_cell_number(join, worker, offer->seed ? offer->value : (double)NAN);
}

static void offer_row(struct recheck *recheck, unsigned worker, const struct gathered *sample, const struct seen *seen)
{
    struct join *join = &recheck->join;
    struct offer offer;
    if (!find_kind(recheck, seen, &offer))
        return;
    struct top *top = recheck->tops[offer.kind][worker];
    struct top_key key = {.scores = {nano_round(offer.score)}};
    if (!top_wants(top, key.scores[0]))
        return;
    key.tie = hash_text(join->run.tie_key, sample->id);
    struct top_entry *entry = top_offer(top, &key, sample->id, sample->group);
    if (!entry)
        return;
    cells_start(&join->cells[worker]);
    add_cells(recheck, worker, seen, &offer);
    cells_keep(&join->cells[worker], top, entry, 1 + join->evidence_count + join->run.keep_count);
}

/* A row near an error, with its label before, or like no error: what became of it. */
static void count_neighbour(const struct recheck *recheck, struct recheck_tally *tally, const struct seen *seen,
                            struct change *change)
{
    const struct recheck_likeness *like = seen->like;
    if (!like->error) {
        change->far++;
        return;
    }
    const struct verdict_row *error = recheck->near.errors.rows[like->error - 1];
    if (!text_equal(seen->before, error->before))
        return;
    verdict_add(&tally->near[error->confusion], error->is.data && text_equal(seen->after, error->is),
                text_equal(seen->after, seen->before));
    tally->similarity += nano_round(like->error_value);
}

static void see_sample(void *state, unsigned worker, const struct gathered *sample)
{
    struct recheck *recheck = state;
    struct join *join = &recheck->join;
    struct recheck_tally *tally = &recheck->tallies[worker];
    if (sample->problem) {
        join_unscorable(join, worker, sample);
        return;
    }
    uint32_t old = sample->labels[0] - 1u, new = (uint32_t)sample->own_label;
    struct change *change = changes_at(&tally->changes, old, new);
    change->rows++;
    change->doubt += old == new ? 0 : NANO - nano_round(sample->own_confidence);
    tally->rows++;
    tally->unplaced += !sample->told;
    if ((old == new && !sample->told) || idmap_find(&recheck->left_out, sample->id) != IDMAP_NONE)
        return;
    struct seen seen = {.before = join_label(join, old),
                        .after = join_label(join, new),
                        .before_confidence =
                            recheck->confident[0] ? (double)sample->confidence / GATHER_UNIT : (double)NAN,
                        .after_confidence = recheck->confident[1] ? sample->own_confidence : (double)NAN,
                        .like = sample->told};
    if (seen.like)
        count_neighbour(recheck, tally, &seen, change);
    offer_row(recheck, worker, sample, &seen);
}

/* ---- the run ---- */

static bool check_files(const struct options *options, struct error *error)
{
    size_t standard = 0;
    for (size_t i = 0; i < options->files_count; i++)
        standard += strcmp(options->files[i], "-") == 0;
    for (size_t i = 0; i < options->embeddings.count; i++)
        standard += text_equal(options->embeddings.items[i], text_of("-"));
    for (size_t i = 0; i < options->ids.count; i++)
        standard += text_equal(options->ids.items[i], text_of("-"));
    if (options->files_count != 2)
        return error_set(error, STATUS_USAGE, "recheck: expected two files: OLD NEW");
    if (options->multilabel)
        return error_set(
            error, STATUS_USAGE,
            "--multilabel: recheck ranks by the only label of a sample; whether sets of labels were fixed: "
            "dengine report QUEUE --answers FILE --predictions OLD --retrained NEW --multilabel");
    if (options->answers.count == 0)
        return error_set(error, STATUS_USAGE,
                         "recheck: --answers is missing: name what people said, such as --answers reviewed/");
    if (standard > 1)
        return error_set(error, STATUS_USAGE, "standard input (`-`) can be only one of the files");
    return run_spool(options, error); /* both tables are read twice */
}

static bool read_answers(struct recheck *recheck, struct error *error)
{
    const struct options *options = &recheck->options;
    const struct answers_options how = {.spec = {.usual = options->id, .trust_prefilled = options->trust_prefilled},
                                        .several = several_of_one((enum several)options->several)};
    recheck->answers.arena = recheck->rows.arena;
    if (!answers_read(&recheck->answers, &options->answers, &how, error))
        return error_prefix(error, "--answers");
    recheck->rows.answers = &recheck->answers;
    if (!verdict_read(&recheck->rows, error))
        return false;
    verdict_count(&recheck->verdict, &recheck->rows);
    return true;
}

/* The queues as a report reads them: their samples. */
static bool read_queues(struct recheck *recheck, struct error *error)
{
    struct arena *arena = recheck->rows.arena;
    const struct words *queues = &recheck->options.queue;
    struct options own = recheck->options;
    struct report *report = arena_alloc(arena, sizeof *report);
    struct report_input *input = arena_alloc(arena, sizeof *input);
    const char **files = arena_array(arena, queues->count, sizeof *files);
    if (queues->count == 0)
        return true;
    for (size_t i = 0; i < queues->count; i++)
        files[i] = text_copy(arena, queues->items[i]).data;
    own.files = files;
    own.files_count = queues->count;
    *input = (struct report_input){
        .command = recheck->rows.command, .options = &own, .arena = arena, .answers = &recheck->answers};
    if (!report_read(report, input, error))
        return error_prefix(error, "--queue");
    verdict_sample(&recheck->verdict, &recheck->rows, report->review);
    return true;
}

static void leave_out(struct recheck *recheck)
{
    bool added;
    recheck->left_out.arena = recheck->rows.arena;
    for (size_t i = 0; i < recheck->rows.count; i++)
        if (recheck->rows.items[i].id.data)
            idmap_add(&recheck->left_out, recheck->rows.items[i].id, &added);
    for (size_t i = 0; i < recheck->rows.trained.count; i++)
        idmap_add(&recheck->left_out, recheck->rows.trained.items[i].id, &added);
}

static bool says_confidence(const struct join *join, size_t table)
{
    return join->gather.tables[table].scan.sampler->predictor.kind != PREDICTOR_LABEL;
}

static void make_room(struct recheck *recheck)
{
    struct run *run = &recheck->join.run;
    recheck->tallies = arena_array(run->arena, run->threads, sizeof *recheck->tallies);
    for (unsigned w = 0; w < run->threads; w++) {
        struct arena *arena = run_worker_arena(run, w);
        recheck->tallies[w].changes.arena = arena;
        recheck->tallies[w].near = arena_array(arena, recheck->verdict.confusions_count, sizeof(struct verdict_fate));
    }
    for (size_t k = 0; k < RECHECK_KINDS; k++)
        recheck->tops[k] = run_tops(run, recheck->options.top);
    recheck->confident[0] = says_confidence(&recheck->join, 1);
    recheck->confident[1] = says_confidence(&recheck->join, 0);
    if (recheck->embedded)
        recheck_near_ready(recheck);
}

static bool join_tables(struct recheck *recheck, const struct command *command, struct error *error)
{
    const struct options *options = &recheck->options;
    struct join_inputs inputs = {.principal = options->files + 1,
                                 .principal_count = 1,
                                 .others = options->files,
                                 .others_count = 1,
                                 .deployed = true};
    if (recheck->embedded)
        recheck_near_join(recheck, &inputs);
    recheck->join.gather.needs = GATHER_CONFIDENCE;
    if (!join_open(&recheck->join, command, options, recheck->rows.arena, &inputs, error))
        return false;
    make_room(recheck);
    recheck->join.run.embeddings = recheck->embedded ? &recheck->near.embeddings : NULL;
    if (!join_run(&recheck->join, evidence, recheck->embedded ? EVIDENCE : EVIDENCE - EVIDENCE_OF_VECTORS, see_sample,
                  recheck, error))
        return false;
    uint64_t lost = recheck->join.gather.counts.unmatched_samples;
    return options->missing != MISSING_FAIL || lost == 0 ||
           error_set(error, STATUS_DATA, "--missing fail: %llu sample%s of %s not in %s", (unsigned long long)lost,
                     lost == 1 ? "" : "s", options->files[0], options->files[1]);
}

static bool ends_in_json(const char *path)
{
    return text_ends(text_of(path), text_of(".json"));
}

/* Before the queue has its place, so that a full disk leaves both as they were. */
static bool write_verdict(struct recheck *recheck, struct error *error)
{
    const char *path = recheck->options.verdict;
    FILE *file = recheck->verdict_output.file;
    if (!path)
        return true;
    if (ends_in_json(path))
        verdict_write_json(&recheck->verdict, file);
    else
        verdict_write_text(&recheck->verdict, recheck->rows.arena, file);
    return output_seal(&recheck->verdict_output, error);
}

static bool open_recheck(struct recheck *recheck, struct error *error)
{
    const char *path = recheck->options.verdict;
    if (!check_files(&recheck->options, error))
        return false;
    recheck->embedded = recheck->options.embeddings.count > 0;
    if (path && !output_open(&recheck->verdict_output, recheck->rows.arena, path, error))
        return error_prefix(error, "--verdict");
    return recheck_shares(recheck, error) && read_answers(recheck, error) && read_queues(recheck, error) &&
           (!recheck->embedded || recheck_near_open(recheck, error));
}

static bool run_recheck(const struct command *command, const struct options *options, struct arena *arena,
                        struct error *error)
{
    struct recheck *recheck = arena_alloc(arena, sizeof *recheck);
    size_t count = 0;
    recheck->options = *options;
    recheck->join.run = (struct run){.command = command, .options = &recheck->options, .arena = arena};
    recheck->rows = (struct verdict_rows){
        .command = command, .options = &recheck->options, .arena = arena, .before = options->files[0]};
    if (options->files_count > 1)
        recheck->rows.after = options->files[1];
    if (!open_recheck(recheck, error))
        return false;
    leave_out(recheck);
    if (!join_tables(recheck, command, error))
        return false;
    recheck_population(recheck);
    struct top_entry **rows = recheck_rows(recheck, &count);
    if (!write_verdict(recheck, error) || !join_write_rows(&recheck->join, rows, count, error))
        return false;
    if (options->verdict)
        return output_finish(&recheck->verdict_output, error);
    if (!options->quiet && !options->sink)
        verdict_write_text(&recheck->verdict, arena, stderr);
    return true;
}

const struct command command_recheck = {
    .name = "recheck",
    .operands = "OLD NEW",
    .operands_least = 2,
    .operands_most = 2,
    .doc = "after retraining: did the fix hold, and what broke?",
    .text =
        "OLD and NEW are the tables of the model before and after, over the same ids; --answers what people said.\n"
        "The queue goes to standard output or -o as every queue does, best looked at first of what nobody has "
        "answered:\n"
        "  still   like a corrected error (--embeddings), and NEW gives its wrong label: similarity x doubt\n"
        "  broken  OLD and NEW differ, like a row that was right with the old label: similarity x doubt\n"
        "  churn   OLD and NEW differ: doubt; without --embeddings, or where --share asks for it\n"
        "Doubt is 1 - the confidence of NEW, 1 where it has none.\n"
        "The verdict goes to standard error, or to --verdict FILE (.json: for a program): which errors are fixed, "
        "what\n"
        "became of the rows like them and of what was right, which labels changed. The difference in accuracy comes\n"
        "with its interval from the rows that were drawn for review (--queue), never from what was picked, and speaks\n"
        "of rows that did not teach NEW (--trained). A night some of whose drawn rows did tells nothing there: keep a\n"
        "sample out of the training.",
    .example =
        "recheck data/digits/predictions.csv data/recheck/retrained.csv --answers data/recheck/answers.csv -n 5 -q",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(JOIN) | GROUP(RECHECK),
    .run = run_recheck,
};
