/*
 * confidence - where does the model doubt itself?
 *
 * Each row is scored on its own from the model's probabilities, and the best are kept.
 */
#include <string.h>

#include "input/survey.h"
#include "run/chance.h"
#include "run/measures.h"
#include "run/run.h"

/* Columns after the reason: label, confidence, then the measures after the first. */
enum { EVIDENCE = 2, MOST_EVIDENCE = EVIDENCE + TOP_MEASURES };

struct confidence {
    struct run run;
    struct measures measures;
    struct top **tops;   /* one for each worker */
    struct cells *cells; /* the same */
    struct survey *surveys;
};

/* Checks that the table holds what each measure needs. */
static bool check_measures(const struct confidence *confidence, struct error *error)
{
    const struct run *run = &confidence->run;
    size_t classes = predictor_room(&run->sampler.predictor);
    const char *file = source_name(run->source, 0);
    for (size_t i = 0; i < confidence->measures.count; i++) {
        const struct measure *measure = confidence->measures.items[i];
        if (classes >= measure->least_classes)
            continue;
        if (run->sampler.predictor.kind == PREDICTOR_VOTE)
            return measures_need_distribution(measure, file, error);
        return error_set(error, STATUS_DATA, "%s: measure %s needs at least two classes, there is one", file,
                         measure->name);
    }
    return true;
}

/* "cat 0.41, dog 0.39": the likeliest classes. */
static void add_reason(struct buffer *text, const struct predictor *predictor, const struct prediction *prediction)
{
    const double *p = prediction->p;
    size_t first = prediction->likeliest, second = first == 0;
    struct text name = predictor->classes ? predictor->names[first] : prediction->label;
    buffer_add(text, name);
    buffer_format(text, " %.2f", p[first]);
    if (predictor->classes < 2)
        return;
    for (size_t k = 0; k < predictor->classes; k++)
        if (k != first && p[k] > p[second])
            second = k;
    buffer_format(text, ", %.*s %.2f", (int)predictor->names[second].size, predictor->names[second].data, p[second]);
}

static bool queue_sample(const struct confidence *confidence, unsigned number, struct sample *sample,
                         struct problem *problem)
{
    const struct run *run = &confidence->run;
    struct top *top = confidence->tops[number];
    struct cells *cells = &confidence->cells[number];
    if (!sample_predict(sample, problem))
        return false;
    const struct prediction *prediction = &sample->prediction;
    struct evidence evidence = {.classes = prediction->classes, .p = prediction->p};
    struct text group;
    struct top_key key = {0};
    for (size_t i = 0; i < confidence->measures.count; i++)
        key.scores[i] = nano_round(confidence->measures.items[i]->score(&evidence));
    if (!chance_weigh(run, number, sample->id, measures_scale(confidence->measures.items[0], prediction->classes),
                      &key) ||
        !top_wants(top, key.scores[0]))
        return true;
    run_order(run, sample, &key);
    if (!run_group(run, sample, &group, problem))
        return false;
    struct top_entry *entry = top_offer(top, &key, sample->id, group);
    if (!entry)
        return true;
    cells_start(cells);
    add_reason(&cells->text, &run->sampler.predictor, prediction);
    cells_end(cells);
    buffer_add(&cells->text, prediction->label);
    cells_end(cells);
    buffer_nano(&cells->text, nano_round(prediction->confidence));
    cells_end(cells);
    for (size_t i = 1; i < confidence->measures.count; i++) {
        buffer_nano(&cells->text, key.scores[i]);
        cells_end(cells);
    }
    return run_fill(run, top, entry, sample, cells, problem);
}

/* Scores one row with all that belongs to it; `p` is its prediction, or NULL: to be read. */
static bool score_sample(const struct confidence *confidence, struct scan_worker *worker, struct samples *samples,
                         size_t i, double *p, struct error *error)
{
    const struct run *run = &confidence->run;
    unsigned number = scan_worker_number(worker);
    struct top *top = confidence->tops[number];
    struct sample sample = samples_at(samples, i);
    struct problem problem;
    sample.valued = p;
    sample.p = p ? p : sample.p;
    return queue_sample(confidence, number, &sample, &problem) ||
           run_bad_row(run, worker, top, &sample, &problem, EVIDENCE + confidence->measures.count - 1, error);
}

/* Which of `count` predictions may enter the queue: writes their numbers, returns how many. */
static size_t find_wanted(const struct measure *measure, int64_t least, struct evidence evidence, size_t count,
                          size_t *wanted)
{
    double bounds[CSV_ROWS], limit = ((double)least - 1) / NANO; /* a unit more than rounding can add */
    size_t found = 0;
    bool any = false;
    if (measure->bounds)
        measure->bounds(evidence.p, evidence.classes, count, bounds);
    else
        for (size_t i = 0; i < count; i++, evidence.p += evidence.classes)
            bounds[i] = measure->score(&evidence);
    for (size_t i = 0; i < count; i++) /* without a jump: several at once */
        any |= bounds[i] >= limit;
    for (size_t i = 0; any && i < count; i++)
        if (bounds[i] >= limit)
            wanted[found++] = i;
    return found;
}

/* Most rows of a large input are as usual and far from the queue: those are scored in one go. */
static bool score_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct confidence *confidence = state;
    const struct predictor *predictor = &confidence->run.sampler.predictor;
    const struct top *top = confidence->tops[scan_worker_number(worker)];
    const struct evidence evidence = {.classes = predictor_room(predictor), .p = samples->p};
    size_t wanted[CSV_ROWS];
    survey_samples(&confidence->surveys[scan_worker_number(worker)], samples);
    for (size_t i = 0; i < samples->count;) {
        size_t count = samples->count - i < samples->p_rows ? samples->count - i : samples->p_rows;
        size_t usual = samples->grid ? predictor_some_grid(predictor, samples->grid, i, count, samples->p)
                                     : predictor_some(predictor, samples->rows + i, count, samples->p);
        int64_t least = confidence->run.options->chance ? INT64_MIN : run_least(&confidence->run, top);
        size_t wanted_count = find_wanted(confidence->measures.items[0], least, evidence, usual, wanted);
        for (size_t w = 0; w < wanted_count; w++)
            if (!score_sample(confidence, worker, samples, i + wanted[w], samples->p + wanted[w] * evidence.classes,
                              error))
                return false;
        i += usual;
        if (usual < count && !score_sample(confidence, worker, samples, i++, NULL, error))
            return false;
    }
    return true;
}

static bool open_confidence(struct run *run, struct error *error)
{
    struct confidence *confidence = (struct confidence *)run;
    return run_open(run, run->command, run->options, run->arena, RUN_NEEDS_PREDICTION, error) &&
           measures_choose(&confidence->measures, run->command, run->options, run->arena, error) &&
           check_measures(confidence, error);
}

static bool start_confidence(struct run *run, struct error *error)
{
    struct confidence *confidence = (struct confidence *)run;
    (void)error;
    confidence->tops = run_tops(run, run->options->top);
    chance_start(run);
    confidence->cells = run_cells(run);
    confidence->surveys = arena_array(run->arena, run->threads, sizeof *confidence->surveys);
    for (unsigned i = 0; i < run->threads; i++)
        confidence->surveys[i].arena = run_worker_arena(run, i);
    return true;
}

/* Whether the columns mean what they were taken for. */
static bool judge_survey(struct confidence *confidence, struct error *error)
{
    struct run *run = &confidence->run;
    struct survey whole = {.arena = run->arena};
    struct buffer note = {.arena = run->arena};
    for (unsigned i = 0; i < run->threads; i++)
        survey_merge(&whole, &confidence->surveys[i]);
    if (!survey_judge(&whole, &run->sampler.predictor, source_name(run->source, 0), &note, error))
        return false;
    if (note.size)
        run_warn(run, "%s", buffer_string(&note));
    return true;
}

static bool finish_confidence(struct run *run, struct error *error)
{
    struct confidence *confidence = (struct confidence *)run;
    if (!judge_survey(confidence, error))
        return false;
    struct top *top = run_merge(run, confidence->tops);
    struct queue_column evidence[MOST_EVIDENCE] = {{text_of("label"), false}, {text_of("confidence"), true}};
    for (size_t i = 1; i < confidence->measures.count; i++)
        evidence[EVIDENCE + i - 1] = (struct queue_column){text_of(confidence->measures.items[i]->name), true};
    struct top_entry **rows = top_sorted(top);
    bool more;
    uint64_t repeats = top_repeats(top, &more);
    run_note_repeats(run, repeats, more);
    return run_write(run, rows, top_count(top), evidence, EVIDENCE + confidence->measures.count - 1, error);
}

static const struct rowwise parts = {
    .size = sizeof(struct confidence),
    .open = open_confidence,
    .start = start_confidence,
    .step = score_samples,
    .finish = finish_confidence,
};

const struct command command_confidence = {
    .name = "confidence",
    .operands = "FILE...",
    .doc = "where does the model doubt itself?",
    .text = "Ranks samples by the uncertainty of one model's own prediction. Reads probabilities (prob_*),\n"
            "logits (logit_*), or a label and its confidence, which is enough for least_confidence.\n"
            "To find errors take least_confidence, or doubt where other models say something, too (ensemble, augment,\n"
            "teacher); to choose samples to train on take --measure margin, which then gave 0.3 to 1.7 points of\n"
            "accuracy more than random rows on three sets, where least_confidence gave -0.5 to 0.3.",
    .example = "confidence data/digits/probs.csv --measure margin -n 5",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(MEASURES),
    .measures = {uncertainty_measures},
    .rowwise = &parts,
    .run = run_rowwise,
};
