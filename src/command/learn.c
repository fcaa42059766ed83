/*
 * learn - what review has shown so far ranks what is left.
 *
 * Queues and whole rankings tell each sample's scores, the answers which of them were wrong: a model of P(wrong)
 * (logistic.h) is fitted to those, and all that nobody has answered is ranked by it.
 */
#include "command/learn.h"

#include <math.h>
#include <string.h>

#include "base/pool.h"
#include "dengine/hash.h"
#include "input/file_columns.h"
#include "run/chance.h"

/* ---- reading ---- */

bool learn_labels(struct learn *learn, const char *predictions, struct scores_file file, struct error *error)
{
    const struct file_columns columns = file_columns(learn->run.arena, predictions);
    file.path = columns.path;
    if (columns.columns.count > 0)
        file.id = file_column(&columns, 0);
    if (columns.columns.count > 1)
        file.columns.label = columns.columns.items[1];
    return scores_read_labels(learn->scores, &file, error);
}

static bool read_scores(struct learn *learn, struct error *error)
{
    const struct options *options = learn->run.options;
    struct scores_file file = {.id = options->id,
                               .delimiter = options->delimiter,
                               .threads = learn->run.threads,
                               .columns = run_prediction_columns(options)};
    learn->scores = scores_open(learn->run.arena);
    for (size_t i = 0; i < options->files_count; i++) {
        file.path = options->files[i];
        if (!scores_read(learn->scores, &file, error))
            return false;
    }
    if (options->predictions && !learn_labels(learn, options->predictions, file, error))
        return error_prefix(error, "--predictions");
    if (learn->scores->methods.count == 0)
        return error_set(error, STATUS_DATA, "%s: no score to learn from: draws at random have none",
                         options->files[0]);
    scores_ready(learn->scores);
    return true;
}

static bool learn_answers(struct learn *learn, struct error *error)
{
    const struct options *options = learn->run.options;
    const struct answers_options how = {
        .spec = {.usual = options->id, .multilabel = options->multilabel, .trust_prefilled = options->trust_prefilled},
        .several = several_of_one((enum several)options->several)};
    learn->answers.arena = learn->run.arena;
    if (!answers_read(&learn->answers, &options->answers, &how, error))
        return error_prefix(error, "--answers");
    learn->reviewed.arena = learn->run.arena;
    for (size_t i = 0; i < learn->answers.count; i++)
        if (learn->answers.items[i].state != ANSWER_NONE)
            idset_add(&learn->reviewed, learn->answers.items[i].id);
    return true;
}

/* ---- ranking ---- */

/* The mean of what the methods say whose scores lie between 0 and 1. */
static double mean_doubt(const struct learn *learn, struct scores_place place)
{
    double values[SCORES_METHODS], sum = 0;
    size_t count = 0;
    scores_of(learn->scores, place, values);
    for (size_t m = 0; m < learn->scores->methods.count; m++) {
        bool tells = learn->scores->unit[m] && !isnan(values[m]);
        sum += tells ? values[m] : 0;
        count += tells;
    }
    return count ? sum / (double)count : 0;
}

/* Where there is nothing to learn from yet, the first method's score ranks, and the mean of all draws. */
static double score_of(const struct learn *learn, struct scores_place place)
{
    if (learn->learning.enough)
        return learning_chance(&learn->learning, place);
    if (learn->run.options->draw)
        return mean_doubt(learn, place);
    double values[SCORES_METHODS];
    size_t first = learn->first;
    scores_of(learn->scores, place, values);
    for (size_t m = 0; isnan(values[first]) && m < learn->scores->methods.count; m++)
        values[first] = values[m];
    return isnan(values[first]) ? 0 : values[first];
}

/* What the rows go by until something is learnt. */
static struct text stand_in(const struct learn *learn)
{
    const struct options *options = learn->run.options;
    return options->draw   ? text_of("the mean of the scores")
           : options->sink ? text_of("the other methods' shares")
                           : learn->scores->first;
}

static void add_reason(const struct learn *learn, struct scores_place place, double score, struct buffer *out)
{
    const struct learning *learning = &learn->learning;
    struct text by = stand_in(learn);
    if (learning->enough)
        learning_reason(learning, place, score, out);
    else
        buffer_format(out, "%zu wrong and %zu right so far, %d of each teach: by %.*s", learning->wrong,
                      learning->count - learning->wrong, LEARNING_LEAST, (int)by.size, by.data);
}

/* What the deployed model says, nothing where no score tells it. */
static struct text label_of(const struct learn *learn, struct scores_place place)
{
    size_t label = place.part->labels[place.number];
    return label != LABELS_MOST ? labels_name(learn->scores->labels, label) : (struct text){0};
}

static void fill(struct learn *learn, unsigned worker, struct top_entry *entry, struct scores_place place, double score)
{
    struct cells *cells = &learn->cells[worker];
    double values[SCORES_METHODS];
    cells_start(cells);
    add_reason(learn, place, score, &cells->text);
    cells_end(cells);
    buffer_add(&cells->text, label_of(learn, place));
    cells_end(cells);
    scores_of(learn->scores, place, values);
    for (size_t m = 0; m < learn->scores->methods.count; m++) {
        if (!isnan(values[m]))
            buffer_nano(&cells->text, nano_round(values[m]));
        cells_end(cells);
    }
    cells_keep(cells, learn->tops[worker], entry, cells->count);
    entry->inclusion_prob = 1;
}

static void rank_sample(struct learn *learn, unsigned worker, struct scores_place place, struct scan_counts *counts)
{
    const struct run *run = &learn->run;
    struct text id = place.part->ids.items[place.number];
    counts->read++;
    if (idset_has(&learn->reviewed, id) || idset_has(&run->filter.excluded, id)) {
        counts->excluded++;
        return;
    }
    double score = score_of(learn, place);
    struct top_key key = {.scores = {nano_round(score)}};
    const struct scored scored = {.id = id, .label = label_of(learn, place), .highest = 1};
    counts->ranked++;
    if (!chance_weigh(run, worker, &scored, &key) || !top_wants(learn->tops[worker], key.scores[0]))
        return;
    key.tie = hash_text(run->tie_key, id);
    struct top_entry *entry = top_offer(learn->tops[worker], &key, id, (struct text){0});
    if (entry)
        fill(learn, worker, entry, place, score);
}

static void rank_parts(void *state, unsigned worker)
{
    struct learn *learn = state;
    struct scan_counts counts = {0};
    size_t p;
    while ((p = __atomic_fetch_add(&learn->next, 1, __ATOMIC_RELAXED)) < SCORES_PARTS) {
        const struct scores_part *part = &learn->scores->parts[p];
        for (size_t i = 0; i < part->ids.count; i++)
            rank_sample(learn, worker, (struct scores_place){part, i}, &counts);
    }
    __atomic_fetch_add(&learn->run.counts.read, counts.read, __ATOMIC_RELAXED);
    __atomic_fetch_add(&learn->run.counts.excluded, counts.excluded, __ATOMIC_RELAXED);
    __atomic_fetch_add(&learn->run.counts.ranked, counts.ranked, __ATOMIC_RELAXED);
}

static struct queue_column *evidence_of(const struct learn *learn, size_t *count)
{
    const struct words *methods = &learn->scores->methods;
    struct arena *arena = learn->run.arena;
    struct queue_column *columns = arena_array(arena, 1 + methods->count, sizeof *columns);
    columns[0].name = text_of("label");
    for (size_t m = 0; m < methods->count; m++) {
        struct buffer name = {.arena = arena};
        buffer_add(&name, text_of("score_"));
        buffer_add(&name, methods->items[m]);
        columns[1 + m] = (struct queue_column){.name = buffer_text(&name)};
    }
    *count = 1 + methods->count;
    return columns;
}

static void rank_all(void *state)
{
    struct learn *learn = state;
    struct run *run = &learn->run;
    run->counts = (struct scan_counts){0};
    learn->next = 0;
    learn->tops = run_tops(run, run->options->top);
    learn->cells = run_cells(run);
    if (learn_ranks(learn))
        pool_run(run->threads, rank_parts, learn);
}

/* A draw goes by the mean of scores until P(wrong) is known. */
static bool check_draw(const struct learn *learn, struct error *error)
{
    bool any = learn->learning.enough || !learn->run.options->draw;
    for (size_t m = 0; m < learn->scores->methods.count; m++)
        any |= learn->scores->unit[m];
    return any ? true
               : error_set(error, STATUS_USAGE,
                           "--draw needs a score from 0 to 1, a forecast of errors, until something is learnt");
}

static bool write_queue(struct learn *learn, struct error *error)
{
    struct run *run = &learn->run;
    size_t count;
    struct queue_column *evidence = evidence_of(learn, &count);
    if (!check_draw(learn, error) || !chance_held(run, rank_all, learn, error))
        return false;
    struct top *top = run_merge(run, learn->tops);
    return run_write(run, top_sorted(top), top_count(top), evidence, count, error);
}

/* ---- the command ---- */

static bool fit(struct learn *learn, struct error *error)
{
    const struct options *options = learn->run.options;
    struct learning *learning = &learn->learning;
    learning_collect(learning, learn->run.arena, learn->scores, &learn->answers);
    if (options->model && !options->answers.count)
        return learning_read(learning, options->model, error);
    if (!learning_fit(learning, error))
        return false;
    return !options->model || !learning->enough || learning_write(learning, options->model, error);
}

static void note_answers(const struct learn *learn)
{
    const struct learning *learning = &learn->learning;
    const struct run *run = &learn->run;
    if (learning->absent)
        run_note(run, "%zu answered sample%s without a score teach nothing: give the queues they came from, too",
                 learning->absent, learning->absent == 1 ? "" : "s");
    if (learning->without_scores)
        run_note(
            run,
            "%zu answered sample%s of the queues without a score teach nothing: give rankings of all rows (-n all)",
            learning->without_scores, learning->without_scores == 1 ? "" : "s");
    if (learning->without_label)
        run_note(run, "%zu answered sample%s without a deployed label teach nothing: --predictions FILE",
                 learning->without_label, learning->without_label == 1 ? "" : "s");
    struct text by = stand_in(learn);
    if (!learning->enough)
        run_note(run, "nothing is learnt yet: %zu answers say wrong and %zu right, %d of each are needed; %s by %.*s",
                 learning->wrong, learning->count - learning->wrong, LEARNING_LEAST,
                 run->options->draw ? "drawn" : "ranked", (int)by.size, by.data);
}

void learn_open(struct learn *learn, const struct command *command, const struct options *options, struct arena *arena)
{
    struct run *run = &learn->run;
    *run = (struct run){.command = command,
                        .options = options,
                        .arena = arena,
                        .files = options->files,
                        .files_count = options->files_count,
                        .late = true};
    run->tie_key = hash_key(text_of(options->seed), HASH_TIE);
    run->draw_key = hash_key(text_of(options->seed), HASH_DRAW);
    run->table.arena = arena;
    run_ready_for(run, (unsigned)options->threads);
}

bool learn_ranks(const struct learn *learn)
{
    const struct options *options = learn->run.options;
    return learn->learning.enough || !options->sink || options->draw;
}

bool learn_finish(struct learn *learn, struct error *error)
{
    learn->first = words_find(&learn->scores->methods, learn->scores->first);
    if (!learn_answers(learn, error) || !fit(learn, error) || !write_queue(learn, error))
        return false;
    note_answers(learn);
    return true;
}

static bool run_learn(const struct command *command, const struct options *options, struct arena *arena,
                      struct error *error)
{
    struct learn *learn = arena_alloc(arena, sizeof *learn);
    if (!options->answers.count && !options->model)
        return error_set(error, STATUS_USAGE, "learn: what was found wrong so far? --answers FILE, or a --model FILE");
    learn_open(learn, command, options, arena);
    if (!run_beside_check(options, arena, error) || !run_beside_open(&learn->run, error) ||
        !run_exclude(&learn->run, error) || !run_create(&learn->run, error) || !read_scores(learn, error) ||
        !learn_finish(learn, error))
        return false;
    if (options->explain)
        learning_explain(&learn->learning);
    return true;
}

const struct command command_learn = {
    .name = "learn",
    .operands = "SCORES...",
    .operands_least = 1,
    .doc = "what has review shown so far?",
    .text =
        "Learns from the answers which scores and which classes go with errors, and ranks what nobody has\n"
        "answered by the probability that its label is wrong. SCORES are queues or whole rankings (-n all) of any\n"
        "commands, joined by id: tonight's, whose rows are ranked, and those of earlier nights, whose rows teach.\n"
        "A sample need not be in all of them. With fewer than 5 wrong and 5 right answers it ranks by the first\n"
        "score. --model keeps what was learnt; without --answers it is read from there. --draw takes P(wrong) for its\n"
        "chances, and the mean of the scores until something is learnt. --keep names columns of --with FILE.",
    .example =
        "learn <(dengine confidence data/digits/probs.csv -n all) --answers <(head -n 301 data/digits/truth.csv) -n 5",
    .groups = GROUP(QUEUE) | GROUP(ANSWERS) | GROUP(LEARN),
    .holds_scores = true,
    .run = run_learn,
};
