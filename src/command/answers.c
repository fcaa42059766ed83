/*
 * answers - what did people say?
 *
 * Reads what labelling tools, sheets and tables send back, settles who is right when several answered, and
 * writes it as one plain CSV. With --queue it tells what became of each row of a queue.
 */
#include "join/answers.h"

#include <string.h>

#include "base/csv_cell.h"
#include "output/queue_read.h"
#include "run/run.h"

struct work {
    struct run run; /* for notes and the output */
    struct answers answers;
    struct text queue;   /* the name of the first --queue */
    struct words ids;    /* of the queues, in their order */
    struct idmap places; /* the same, each once */
    bool *used;          /* [items]: it is of a row of a queue */
    size_t found, not_reached, unknown;
};

/* ---- reading ---- */

static bool read_queue_ids(struct work *work, struct error *error)
{
    const struct options *options = work->run.options;
    struct arena *arena = work->run.arena;
    work->places.arena = arena;
    for (size_t i = 0; i < options->queue.count; i++) {
        struct queue queue;
        bool added;
        if (!queue_read(&queue, arena, options->queue.items[i].data, options->id, options->delimiter, error))
            return error_prefix(error, "--queue");
        for (size_t row = 0; row < queue.count; row++) {
            idmap_add(&work->places, queue.rows[row]->id, &added);
            if (added)
                words_add(&work->ids, arena, queue.rows[row]->id);
        }
    }
    if (options->queue.count)
        work->queue = options->queue.items[0];
    return true;
}

static bool read_answers(struct work *work, struct error *error)
{
    const struct options *options = work->run.options;
    struct words files = {0};
    const struct answers_options how = {.spec = {.usual = options->id,
                                                 .delimiter = options->delimiter,
                                                 .multilabel = options->multilabel,
                                                 .trust_prefilled = options->trust_prefilled},
                                        .several = (enum several)options->several};
    for (size_t i = 0; i < options->files_count; i++)
        words_add(&files, work->run.arena, text_of(options->files[i]));
    work->answers.arena = work->run.arena;
    return answers_read(&work->answers, &files, &how, error);
}

/* How many items there are for the sample of an item: with --several all, one for each answer. */
static size_t same_sample(const struct answers *answers, const struct answered *item)
{
    size_t count = 0;
    while (item && item + count < answers->items + answers->count && text_equal(item[count].id, item->id))
        count++;
    return count;
}

static void match(struct work *work)
{
    const struct answers *answers = &work->answers;
    work->used = arena_array(work->run.arena, answers->count, sizeof *work->used);
    for (size_t i = 0; i < work->ids.count; i++) {
        const struct answered *item = answers_find(answers, work->ids.items[i]);
        work->found += item != NULL;
        work->not_reached += !item || (item->state == ANSWER_NONE && item->why == ANNOTATION_OPEN);
        for (size_t k = 0; item && k < same_sample(answers, item); k++)
            work->used[(size_t)(item - answers->items) + k] = true;
    }
    for (size_t i = 0; i < answers->count; i++)
        work->unknown += !work->used[i];
}

/* ---- writing ---- */

static const char *state_name(const struct answered *item)
{
    switch (item->state) {
    case ANSWER_GIVEN:
        return annotation_states[ANNOTATION_ANSWERED];
    case ANSWER_DISPUTED:
        return "disputed";
    case ANSWER_NONE:
        break;
    }
    return annotation_states[item->why];
}

/* `queued` is NULL without --queue. */
static void write_row(FILE *out, const struct answered *item, const char *queued)
{
    static const char *const verdicts[] = {[VERDICT_NONE] = "", [VERDICT_RIGHT] = "yes", [VERDICT_WRONG] = "no"};
    const struct text cells[] = {item->id,  item->label, text_of(verdicts[item->verdict]), text_of(state_name(item)),
                                 item->who, item->when};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        csv_cell_write(out, cells[i], ',');
        putc(',', out);
    }
    fprintf(out, "%zu%s%s\n", item->people, queued ? "," : "", queued ? queued : "");
}

/* The rows of the queue in its order, then what is of no row of it. */
static void write_by_queue(const struct work *work, FILE *out)
{
    const struct answers *answers = &work->answers;
    for (size_t i = 0; i < work->ids.count; i++) {
        const struct answered *item = answers_find(answers, work->ids.items[i]);
        struct answered row = {.id = work->ids.items[i], .state = ANSWER_NONE, .why = ANNOTATION_OPEN};
        if (!item)
            write_row(out, &row, "yes");
        for (size_t k = 0; item && k < same_sample(answers, item); k++) {
            row = item[k];
            row.id = work->ids.items[i]; /* the queue's name of it, where the tool knew only its file's */
            write_row(out, &row, "yes");
        }
    }
    for (size_t i = 0; i < answers->count; i++)
        if (!work->used[i])
            write_row(out, &answers->items[i], "no");
}

static void write_answers(struct work *work, FILE *out)
{
    const struct answers *answers = &work->answers;
    bool queued = work->run.options->queue.count > 0;
    fprintf(out, "id,label,correct,state,who,when,answers%s\n", queued ? ",queued" : "");
    if (queued)
        write_by_queue(work, out);
    else
        for (size_t i = 0; i < answers->count; i++)
            write_row(out, &answers->items[i], NULL);
}

/* ---- what it says ---- */

static void add_count(struct buffer *list, size_t count, const char *what)
{
    if (count)
        buffer_format(list, "%s%zu %s", list->size ? ", " : "", count, what);
}

static void note_counts(const struct work *work)
{
    const struct answers *answers = &work->answers;
    struct buffer list = {.arena = work->run.arena};
    add_count(&list, answers->given, "answered");
    add_count(&list, answers->disputed, "disputed (--several)");
    for (size_t state = 1; state < ANNOTATION_OPEN; state++)
        add_count(&list, answers->none[state], annotation_states[state]);
    if (work->run.options->queue.count)
        add_count(&list, work->not_reached, "not reached");
    else
        add_count(&list, answers->none[ANNOTATION_OPEN], "not reached");
    run_note(&work->run, "%zu sample%s of %zu file%s: %s", answers->ids.count, answers->ids.count == 1 ? "" : "s",
             answers->files, answers->files == 1 ? "" : "s", list.size ? buffer_string(&list) : "nothing");
}

/* The first ids of a list that are of no row of the queue. */
static const char *some_unknown(const struct work *work)
{
    enum { SHOWN = 3 };
    struct buffer list = {.arena = work->run.arena};
    for (size_t i = 0, shown = 0; i < work->answers.count && shown < SHOWN; i++)
        if (!work->used[i]) {
            buffer_add(&list, text_of(shown++ ? ", " : ""));
            buffer_quote(&list, work->answers.items[i].id);
        }
    return buffer_string(&list);
}

/* "0001" and "1", "1000" and "1000.0": what is left of an id that was taken for a number. */
static struct text as_number(struct text id)
{
    while (id.size > 1 && id.data[0] == '0')
        id = (struct text){id.data + 1, id.size - 1};
    if (id.size > 2 && text_ends(id, text_of(".0")))
        id.size -= 2;
    return id;
}

static const char *lost_zeros(const struct work *work)
{
    const struct answers *answers = &work->answers;
    for (size_t i = 0; i < answers->count; i++)
        for (size_t k = 0; !work->used[i] && k < work->ids.count && i < 100; k++)
            if (text_equal(as_number(work->ids.items[k]), as_number(answers->items[i].id))) {
                struct buffer hint = {.arena = work->run.arena};
                buffer_add(&hint, text_of("; "));
                buffer_quote(&hint, work->ids.items[k]);
                buffer_add(&hint, text_of(" became "));
                buffer_quote(&hint, answers->items[i].id);
                buffer_add(&hint, text_of(": some program took ids for numbers"));
                return buffer_string(&hint);
            }
    return "";
}

static bool check_queue(const struct work *work, struct error *error)
{
    if (!work->run.options->queue.count || !work->unknown)
        return true;
    if (!work->found)
        return error_set(error, STATUS_DATA,
                         "none of the %zu ids is in the queue %s: %s%s; if another column names the samples: FILE:COL",
                         work->unknown, work->queue.data, some_unknown(work), lost_zeros(work));
    run_note(&work->run, "%zu of no row of the queue: %s%s", work->unknown, some_unknown(work), lost_zeros(work));
    return true;
}

static void note_kinds(const struct work *work)
{
    const struct answers *answers = &work->answers;
    const struct run *run = &work->run;
    size_t unapproved = answers->none[ANNOTATION_UNAPPROVED];
    size_t open = run->options->queue.count ? work->not_reached : answers->none[ANNOTATION_OPEN];
    if (unapproved)
        run_note(run,
                 "%zu label%s may have been filled in beforehand, and nothing tells that anybody looked: left out; "
                 "--trust-prefilled counts them",
                 unapproved, unapproved == 1 ? "" : "s");
    if (answers->none[ANNOTATION_SHAPES])
        run_note(run, "%zu of boxes, spans or text, which are no class of the sample: left out",
                 answers->none[ANNOTATION_SHAPES]);
    if (answers->annotations.missing)
        run_note(run, "%zu answer%s NA, null or the like, which is none", answers->annotations.missing,
                 answers->annotations.missing == 1 ? " is" : "s are");
    if (answers->annotations.odd)
        run_note(run, "%s: no UTF-8 text, here and in %zu more row%s: taken byte by byte", answers->annotations.oddest,
                 answers->annotations.odd - 1, answers->annotations.odd == 2 ? "" : "s");
    if (open && answers->blind)
        run_note(run, "not reached: perhaps skipped; a file's format does not tell");
}

static bool run_answers(const struct command *command, const struct options *options, struct arena *arena,
                        struct error *error)
{
    struct work *work = arena_alloc(arena, sizeof *work);
    work->run = (struct run){.command = command, .options = options, .arena = arena};
    if (!read_queue_ids(work, error) || !read_answers(work, error))
        return false;
    match(work);
    if (!check_queue(work, error) || !run_create(&work->run, error))
        return false;
    write_answers(work, work->run.output.file);
    if (!output_finish(&work->run.output, error))
        return false;
    note_counts(work);
    note_kinds(work);
    if (!work->answers.given && options->fail_if_empty)
        return error_set(error, STATUS_EMPTY, "answers: nobody answered (--fail-if-empty)");
    return true;
}

const struct command command_answers = {
    .name = "answers",
    .operands = "FILE...",
    .doc = "what people said, from whatever tool, as one CSV",
    .text =
        "FILE is an export of Label Studio, doccano, Prodigy, Argilla, CVAT or datumaro, a queue or sheet whose\n"
        "column `answer` or `correct` was filled in, or a table of ids and labels; a folder or a glob of them. Its\n"
        "content tells which, never its name. FILE:ID or FILE:ID,ANSWER names other columns.\n"
        "Only an answer is one: what was skipped, sent empty, filled in beforehand, drawn as a box or not reached\n"
        "is counted by its kind. Ids are text, as in the queue; --queue shows which came back and which did not.",
    .example = "answers data/digits/truth.csv -q",
    .groups = GROUP(ANSWERS) | GROUP(OUTCOME),
    .run = run_answers,
};
