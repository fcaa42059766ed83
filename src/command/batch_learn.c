/*
 * batch_learn.c - a method of a plan that learns: from the scores of the plan's other methods, from the queues of
 * earlier nights (they are among the exclusions), and from the answers.
 */
#include <math.h>

#include "base/pool.h"
#include "command/batch.h"
#include "command/learn.h"
#include "input/file_columns.h"
#include "output/queue_read.h"
#include "run/hearing.h"

static struct scores *scores_of_batch(struct batch *batch)
{
    if (!batch->scores)
        batch->scores = scores_open(batch->run.arena);
    return batch->scores;
}

void batch_listen(struct batch *batch, size_t method)
{
    struct hearing *hearing = arena_alloc(batch->run.arena, sizeof *hearing);
    const struct plan_method *teacher = &batch->plan.methods[method];
    unsigned workers = batch->threads ? batch->threads : pool_processors();
    hearing->scores = scores_of_batch(batch);
    hearing->method = scores_method(hearing->scores, text_of(teacher->command->name));
    hearing->caches = arena_array(batch->run.arena, workers, sizeof *hearing->caches);
    teacher->options->hearing = hearing;
}

/* The scores of a queue that holds all that its method scores. */
static void hear_queue(struct batch *batch, struct queue *queue, size_t take)
{
    struct scores *scores = scores_of_batch(batch);
    size_t number = scores_method(scores, text_of(queue->method));
    size_t label = queue_column_find(queue, text_of("label"));
    for (size_t i = 0; i < queue->count; i++) {
        const struct top_entry *row = queue->rows[i];
        const double value = (double)row->key.scores[0] / NANO;
        struct text said = label < queue->columns_count ? row->cells[1 + label] : (struct text){0};
        struct score_row score = {
            .id = row->id, .label = LABELS_MOST, .count = 1, .methods = &number, .values = &value};
        if (said.size)
            score.label = labels_add(scores->labels, NULL, said);
        if (row->key.scores[0] != TOP_UNSCORABLE)
            scores_add(scores, &score);
    }
    queue->count = queue->count < take ? queue->count : take;
}

void batch_hear(struct batch *batch, size_t method, struct queue *queue)
{
    const struct plan_method *teacher = &batch->plan.methods[method];
    if (!teacher->heard)
        hear_queue(batch, queue, teacher->options->take);
    scores_of_batch(batch)->files++;
}

/* The scores that earlier queues hold; other exclusions are lists of ids and have none. */
static bool hear_earlier(struct batch *batch, struct scores *scores, struct error *error)
{
    const struct words *files = &batch->plan.excluded;
    for (size_t i = 0; i < files->count; i++) {
        const struct scores_file file = {
            .path = file_columns(batch->run.arena, files->items[i].data).path, .id = "id", .threads = batch->threads};
        struct error other = {0};
        bool has;
        if (!scores_has(scores->arena, &file, &has, &other)) {
            if (other.status != STATUS_DATA) /* an export of a labelling tool is no table */
                return error_set(error, other.status, "exclude: %s", other.text);
        } else if (has && !scores_read(scores, &file, error)) {
            return error_prefix(error, "exclude");
        }
    }
    return true;
}

/* Until there is something to learn from, the methods that teach have the share of the one that learns. */
static void share_out(struct plan *plan, size_t learner)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->count; i++)
        count += plan->methods[i].teaches;
    for (size_t i = 0; i < plan->count; i++)
        if (plan->methods[i].teaches)
            plan->queues[i].quota += plan->queues[learner].quota / (double)count;
    plan->queues[learner].quota = 0;
}

/* Labels that no method knows are those of the plan's predictions. */
static bool find_labels(const struct batch *batch, struct learn *learn, struct error *error)
{
    const struct plan *plan = &batch->plan;
    const struct scores_file file = {.id = plan->named->id,
                                     .delimiter = plan->named->delimiter,
                                     .threads = batch->threads,
                                     .columns = run_prediction_columns(plan->named)};
    return !plan->predictions || scores_labelled(learn->scores) ||
           learn_labels(learn, plan->predictions, file, error) || error_prefix(error, "predictions");
}

bool batch_learn(struct batch *batch, size_t method, struct error *error)
{
    struct plan_method *learner = &batch->plan.methods[method];
    struct arena *arena = &batch->arenas[method];
    struct learn *learn = arena_alloc(arena, sizeof *learn);
    struct scores *scores = scores_of_batch(batch);
    learn_open(learn, learner->command, learner->options, arena);
    learn->scores = scores;
    if (!run_beside_check(learner->options, arena, error) || !run_beside_open(&learn->run, error))
        return false;
    if (!batch->heard_earlier && !hear_earlier(batch, scores, error))
        return false;
    batch->heard_earlier = true;
    scores_ready(scores);
    if (!find_labels(batch, learn, error) || !run_exclude(&learn->run, error) || !learn_finish(learn, error))
        return false;
    if (!learn_ranks(learn))
        share_out(&batch->plan, method);
    return true;
}

/* ---- the scores of a batch ---- */

/* Where the scores and the label stand among the columns. */
struct places {
    size_t scores[SCORES_METHODS], label, count;
};

static void add_cells(const struct scores *scores, struct top_entry *row, const struct places *places)
{
    struct scores_place place;
    double values[SCORES_METHODS];
    struct text *cells = arena_array(scores->arena, 1 + places->count, sizeof *cells);
    for (size_t c = 0; c < row->cells_count; c++)
        cells[c] = row->cells[c];
    row->cells = cells;
    row->cells_count = 1 + places->count;
    if (!scores_find(scores, row->id, &place))
        return;
    scores_of(scores, place, values);
    for (size_t m = 0; m < scores->methods.count; m++) {
        struct buffer text = {.arena = scores->arena};
        if (isnan(values[m]))
            continue;
        buffer_nano(&text, nano_round(values[m]));
        cells[1 + places->scores[m]] = buffer_text(&text);
    }
    size_t label = place.part->labels[place.number];
    if (cells[1 + places->label].size == 0 && label != LABELS_MOST)
        cells[1 + places->label] = labels_name(scores->labels, label);
}

/* The place of a column, a new one when there is none. */
static size_t place_of(const struct queue *mixed, struct queue_column *columns, size_t *count, struct text name)
{
    size_t place = queue_column_find(mixed, name);
    if (place == mixed->columns_count) {
        place = *count;
        columns[(*count)++] = queue_column(name);
    }
    return place;
}

void batch_score(const struct batch *batch, struct queue *mixed)
{
    const struct scores *scores = batch->scores;
    struct places places = {.count = mixed->columns_count};
    if (!scores)
        return;
    struct queue_column *columns =
        arena_array(scores->arena, places.count + 1 + scores->methods.count, sizeof *columns);
    for (size_t c = 0; c < places.count; c++)
        columns[c] = mixed->columns[c];
    places.label = place_of(mixed, columns, &places.count, text_of("label"));
    for (size_t m = 0; m < scores->methods.count; m++) {
        struct buffer name = {.arena = scores->arena};
        buffer_add(&name, text_of("score_"));
        buffer_add(&name, scores->methods.items[m]);
        places.scores[m] = place_of(mixed, columns, &places.count, buffer_text(&name));
    }
    for (size_t i = 0; i < mixed->count; i++)
        add_cells(scores, mixed->rows[i], &places);
    mixed->columns = columns;
    mixed->columns_count = places.count;
}
