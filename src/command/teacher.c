/*
 * teacher - where does the teacher doubt the student's answer?
 *
 * The student is the small model in production, the teacher a large one that runs offline.
 */
#include <stdlib.h>

#include "dengine/strata.h"
#include "run/join.h"
#include "run/say.h"

struct teacher {
    struct join join;
    struct strata **confusions; /* one for each worker, with --explain: "bus>jeep" and how often */
};

static const struct queue_column evidence[] = {
    {.name = {"label", 5}},          {.name = {"confidence", 10}},
    {.name = {"teacher_label", 13}}, {.name = {"teacher_confidence", 18}},
    {.name = {"confusion", 9}},
};
enum { EVIDENCE = sizeof evidence / sizeof *evidence };

/* With --given: of labels that people gave. */
static const struct queue_column evidence_given[] = {
    {.name = {"given_label", 11}}, {.name = {"suggested_label", 15}}, {.name = {"suggested_confidence", 20}}};
enum { EVIDENCE_GIVEN = sizeof evidence_given / sizeof *evidence_given };

/* "bus>jeep", or nothing when both say the same. */
static void add_confusion(struct buffer *text, struct text student, struct text said)
{
    if (text_equal(student, said))
        return;
    buffer_add(text, student);
    buffer_byte(text, '>');
    buffer_add(text, said);
}

static void count_confusion(const struct teacher *teacher, unsigned worker, struct text student, struct text said)
{
    struct arena arena = {.exhausted = teacher->join.run.arena->exhausted};
    struct buffer name = {.arena = &arena};
    add_confusion(&name, student, said);
    if (name.size)
        strata_find(teacher->confusions[worker], buffer_text(&name), name.size)->size++;
    arena_free(&arena);
}

static void add_cells(struct join *join, unsigned worker, const struct gathered *sample, const struct view *view)
{
    struct buffer *text = &join->cells[worker].text;
    double confidence = join_confidence(join, sample);
    struct text student = join_said(join, view, sample), said = join_class(join, view, view->others.consensus);
    buffer_add(text, text_of("student "));
    join_say(text, student, join_said_confidence(join, view, sample));
    buffer_add(text, text_of(", teacher "));
    join_say(text, said, join->apart ? view->others.q[view->others.consensus] : confidence);
    cells_end(&join->cells[worker]);
    join_cell(join, worker, join_own_answer(join, worker, sample));
    join_cell_number(join, worker, join_own_confidence(join, sample));
    join_cell(join, worker, join_answer(join, worker, sample, view));
    join_cell_number(join, worker, confidence);
    add_confusion(text, student, said);
    cells_end(&join->cells[worker]);
}

/* "given 5, model says 3 1.00 (5 0.00)". */
static void add_given_cells(struct join *join, unsigned worker, const struct view *view, struct text given,
                            struct text said)
{
    const struct evidence *model = &view->others;
    struct buffer *text = &join->cells[worker].text;
    buffer_add(text, text_of("given "));
    buffer_add(text, given);
    buffer_add(text, text_of(", model says "));
    join_say(text, said, model->q[model->consensus]);
    if (model->consensus != model->label) {
        buffer_add(text, text_of(" ("));
        join_say(text, given, model->q[model->label]);
        buffer_byte(text, ')');
    }
    cells_end(&join->cells[worker]);
    join_cell(join, worker, given);
    join_cell(join, worker, said);
    join_cell_number(join, worker, model->q[model->consensus]);
}

static void score_sample(void *state, unsigned worker, const struct gathered *sample)
{
    struct teacher *teacher = state;
    struct join *join = &teacher->join;
    struct top_key key = {0};
    if (sample->problem) {
        join_unscorable(join, worker, sample);
        return;
    }
    if (!teacher->confusions && !join_wants(join, worker, sample))
        return;
    const struct view *view = join_view(join, worker, sample);
    struct text student = join_said(join, view, sample);
    struct text said = join_class(join, view, view->others.consensus);
    if (teacher->confusions)
        count_confusion(teacher, worker, student, said);
    struct top_entry *entry = join_offer(join, worker, sample, view, &key);
    if (!entry)
        return;
    if (join->run.options->given)
        add_given_cells(join, worker, view, student, said);
    else
        add_cells(join, worker, sample, view);
    join_fill(join, worker, entry, &key);
}

static int more_often(const void *a, const void *b)
{
    const struct stratum *left = *(struct stratum *const *)a, *right = *(struct stratum *const *)b;
    if (left->size != right->size)
        return left->size < right->size ? 1 : -1;
    return text_compare(stratum_name(left), stratum_name(right));
}

static void explain_confusions(const struct teacher *teacher)
{
    enum { SHOWN = 10 };
    struct strata *all = teacher->confusions[0];
    uint64_t sum = 0;
    for (unsigned i = 1; i < teacher->join.run.threads; i++)
        strata_merge(all, teacher->confusions[i]);
    struct stratum **sorted = strata_sorted(all);
    size_t count = strata_count(all);
    if (count)
        qsort(sorted, count, sizeof *sorted, more_often);
    for (size_t i = 0; i < count; i++)
        sum += sorted[i]->size;
    say("differ    %12llu samples, %.1f%%; most often, student>teacher:\n", (unsigned long long)sum,
        teacher->join.run.counts.ranked ? 100 * (double)sum / (double)teacher->join.run.counts.ranked : 0.0);
    for (size_t i = 0; i < count && i < SHOWN; i++)
        say("%22llu %.*s\n", (unsigned long long)sorted[i]->size, (int)sorted[i]->shown, sorted[i]->key.data);
}

static bool run_teacher(const struct command *command, const struct options *options, struct arena *arena,
                        struct error *error)
{
    struct teacher *teacher = arena_alloc(arena, sizeof *teacher);
    struct join *join = &teacher->join;
    const struct join_inputs inputs = {.principal = options->given ? &options->given : options->files,
                                       .principal_count = 1,
                                       .others = options->files + options->files_count - 1,
                                       .others_count = 1,
                                       .deployed = true};
    if (options->given && options->multilabel)
        return error_set(error, STATUS_USAGE,
                         "--given and --multilabel exclude each other: one label at a time, --positive COL");
    if (options->files_count != (options->given ? 1 : 2))
        return error_set(error, STATUS_USAGE, "teacher: expected %s",
                         options->given ? "one file beside --given: the model's" : "two files: STUDENT TEACHER");
    if (!join_open(join, command, options, arena, &inputs, error))
        return false;
    if (options->explain) {
        teacher->confusions = arena_array(arena, join->run.threads, sizeof *teacher->confusions);
        for (unsigned i = 0; i < join->run.threads; i++)
            teacher->confusions[i] = strata_open(run_worker_arena(&join->run, i), 1);
    }
    if (!join_run(join, options->given ? evidence_given : evidence, options->given ? EVIDENCE_GIVEN : EVIDENCE,
                  score_sample, teacher, error) ||
        !join_write(join, error))
        return false;
    if (options->explain)
        explain_confusions(teacher);
    return true;
}

const struct command command_teacher = {
    .name = "teacher",
    .operands = "STUDENT TEACHER",
    .operands_least = 1,
    .operands_most = 2,
    .doc = "where does the teacher doubt the student's answer?",
    .text =
        "Joins the export of the model in production (the student) with that of a larger model that runs offline\n"
        "(the teacher), and ranks samples by how little the teacher supports the student's label. Probabilities,\n"
        "logits, or labels and confidences. Evidence: both answers and the confusion, student>teacher; --explain\n"
        "lists the most frequent confusions.\n"
        "With --given LABELS the labels are those of a data set, and the one file left is a model that did not learn\n"
        "from them (out of fold): which labels are wrong? doubt is 1 - p of the given label, given_margin the\n"
        "largest other p minus p of the given one.",
    .example = "teacher data/digits/predictions.csv data/digits/teacher.csv -n 5",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PARTIAL) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(MEASURES) |
              GROUP(JOIN) | GROUP(TEACHER),
    .measures = {doubt_measures},
    .run = run_teacher,
};
