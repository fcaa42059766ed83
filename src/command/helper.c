/*
 * helper - where are more of the class that gets confused?
 *
 * A specialist gives one class a score, and the model in production says something else.
 */
#include "run/join.h"

struct helper {
    struct join join;
    struct text target;
    struct words confused;
};

static const struct queue_column evidence[] = {
    {.name = {"label", 5}},
    {.name = {"confidence", 10}},
    {.name = {"helper_score", 12}},
};
enum { EVIDENCE = sizeof evidence / sizeof *evidence };

/* What the helper gives the target: its score; of a label and a confidence, c or 1 - c. */
static double score_of(const struct helper *helper, const struct gathered *sample)
{
    const struct gather_table *table = &helper->join.gather.tables[1];
    double confidence = (double)sample->confidence / GATHER_UNIT;
    if (table->says != SAYS_PREDICTION)
        return confidence;
    return text_equal(join_label(&helper->join, sample->labels[0] - 1u), helper->target) ? confidence : 1 - confidence;
}

static bool is_confused(const struct helper *helper, struct text label)
{
    return helper->confused.count == 0 || words_find(&helper->confused, label) < helper->confused.count;
}

static double conflict(const struct helper *helper, struct text label, double score)
{
    bool said = text_equal(label, helper->target);
    double missed = !said && is_confused(helper, label) ? score : 0, wrong = said ? 1 - score : 0;
    switch ((enum side)helper->join.run.options->side) {
    case SIDE_MISSED:
        return missed;
    case SIDE_FALSE:
        return wrong;
    case SIDE_BOTH:
        break;
    }
    return missed + wrong;
}

static void score_sample(void *state, unsigned worker, const struct gathered *sample)
{
    struct helper *helper = state;
    struct join *join = &helper->join;
    if (sample->problem) {
        join_unscorable(join, worker, sample);
        return;
    }
    struct text label = join_label(join, sample->own_label);
    double score = score_of(helper, sample);
    struct top_key key = {.scores = {nano_round(conflict(helper, label, score))}};
    if (key.scores[0] == 0 && !join->run.options->chance) /* not what was asked for: the queue may run dry */
        return;
    struct top_entry *entry = join_offer(join, worker, sample, NULL, &key);
    if (!entry)
        return;
    struct buffer *text = &join->cells[worker].text;
    buffer_add(text, text_of("model "));
    join_say(text, label, join_own_confidence(join, sample));
    buffer_add(text, text_of(", helper "));
    join_say(text, helper->target, score);
    cells_end(&join->cells[worker]);
    join_cell(join, worker, label);
    join_cell_number(join, worker, join_own_confidence(join, sample));
    join_cell_number(join, worker, score);
    join_fill(join, worker, entry, &key);
}

/* A class that the model cannot say is a mistake. */
static bool check_class(const struct helper *helper, struct text name, const char *option, struct error *error)
{
    const struct predictor *predictor = &helper->join.run.sampler.predictor;
    size_t found;
    return predictor->classes == 0 ||
           join_find_class(predictor, gather_name(&helper->join.gather, 0), name, option, &found, error);
}

/* Whether no row has this label; *suggestion: see words_suggest. */
static bool is_absent(const struct helper *helper, struct text name, const char **suggestion)
{
    const struct gather *gather = &helper->join.gather;
    struct words said = {0};
    if (helper->join.run.sampler.predictor.classes || !gather->counts.ranked)
        return false;
    for (size_t n = 0; n < labels_count(gather->labels); n++)
        if (gather->used[0][n / 64] >> n % 64 & 1)
            words_add(&said, helper->join.run.arena, labels_name(gather->labels, n));
    *suggestion = words_suggest(&said, helper->join.run.arena, name);
    return words_find(&said, name) == said.count;
}

/* A target that only something like it has is a slip of the pen. */
static bool check_target(const struct helper *helper, struct error *error)
{
    const char *suggestion;
    struct text name = helper->target;
    const char *file = gather_name(&helper->join.gather, 0);
    if (!is_absent(helper, name, &suggestion))
        return true;
    if (*suggestion)
        return error_set(error, STATUS_DATA, "%s: no row says '%.*s' (--target)%s", file, (int)name.size, name.data,
                         suggestion);
    run_note(&helper->join.run, "%s never says '%.*s' (--target)", file, (int)name.size, name.data);
    return true;
}

/* A class of --confused may be absent tonight: no reason to stop. */
static void note_absent(const struct helper *helper, struct text name)
{
    const char *suggestion;
    if (is_absent(helper, name, &suggestion))
        run_note(&helper->join.run, "%s never says '%.*s' (--confused)%s", gather_name(&helper->join.gather, 0),
                 (int)name.size, name.data, suggestion);
}

static bool open_helper(struct helper *helper, const struct command *command, const struct options *options,
                        struct arena *arena, struct error *error)
{
    if (!options->target)
        return error_set(error, STATUS_USAGE, "--target is needed: which class does the helper know?");
    const struct join_inputs inputs = {.principal = options->files,
                                       .principal_count = 1,
                                       .others = options->files + 1,
                                       .others_count = 1,
                                       .deployed = true,
                                       .scores = true};
    helper->target = text_of(options->target);
    if (options->confused)
        words_split(&helper->confused, arena, text_of(options->confused), ',');
    if (!join_open(&helper->join, command, options, arena, &inputs, error) ||
        !check_class(helper, helper->target, "--target", error))
        return false;
    for (size_t i = 0; i < helper->confused.count; i++)
        if (!check_class(helper, helper->confused.items[i], "--confused", error))
            return false;
    return true;
}

static bool run_helper(const struct command *command, const struct options *options, struct arena *arena,
                       struct error *error)
{
    struct helper *helper = arena_alloc(arena, sizeof *helper);
    if (!open_helper(helper, command, options, arena, error) ||
        !join_run(&helper->join, evidence, EVIDENCE, score_sample, helper, error) || !check_target(helper, error))
        return false;
    for (size_t i = 0; i < helper->confused.count; i++)
        note_absent(helper, helper->confused.items[i]);
    return join_write(&helper->join, error);
}

const struct command command_helper = {
    .name = "helper",
    .operands = "PREDICTIONS HELPER",
    .operands_least = 2,
    .operands_most = 2,
    .doc = "where are more of the class that gets confused?",
    .text = "Joins the export of the model in production with a specialist's score for one class, the target, and\n"
            "ranks by the score h where the model says otherwise (--side missed), by 1 - h where the model says the\n"
            "target (--side false), or by either (--side both); a row of score 0 is not queued. The helper gives a\n"
            "score column, probabilities, or a label and its confidence.",
    .example = "helper data/digits/predictions.csv data/digits/helper_8.csv --target 8 -n 5",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PARTIAL) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(JOIN) |
              GROUP(HELPER),
    .run = run_helper,
};
