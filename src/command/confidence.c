/*
 * confidence - where does the model doubt itself?
 *
 * Each row is scored on its own from the model's probabilities, or by a column of the user's own, and the best are
 * kept.
 */
#include <math.h>
#include <string.h>

#include "input/survey.h"
#include "read/number.h"
#include "run/chance.h"
#include "run/hearing.h"
#include "run/measures.h"
#include "run/part.h"
#include "run/per_id.h"

/* Columns after the reason: label, confidence, then the measures after the first, with --per-id the rows. */
enum { EVIDENCE = 2, MOST_EVIDENCE = EVIDENCE + TOP_MEASURES + 1 };

/* --score: a column that ranks in place of a measure. */
struct own_score {
    bool given, smallest; /* the smallest number first */
    struct field field;
};

static const double own_most = 9e9; /* scores are whole units of 1e-9 */

struct confidence {
    struct run run;
    struct measures measures;
    struct own_score own;
    bool tells;          /* the table says a label and how sure the model is */
    struct top **tops;   /* one for each worker */
    struct cells *cells; /* the same */
    struct survey *surveys;
    struct per_id_scores **per_id; /* the same, with --per-id, else NULL */
};

static size_t further(const struct confidence *confidence)
{
    return confidence->measures.count ? confidence->measures.count - 1 : 0;
}

/* How many columns there are after the reason. */
static size_t count_evidence(const struct confidence *confidence)
{
    return (confidence->tells ? EVIDENCE : 0) + further(confidence) + (confidence->per_id != NULL);
}

/* Checks that the table holds what each measure needs. */
static bool check_measures(const struct confidence *confidence, struct error *error)
{
    const struct run *run = &confidence->run;
    const struct predictor *predictor = &run->sampler.predictor;
    size_t classes = predictor->apart ? 2 : predictor_room(predictor);
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

/* "in doubt: dog 0.48, bird 0.30": the two labels next to 1/2. */
static void add_doubtful(struct buffer *text, const struct predictor *predictor, const struct prediction *prediction)
{
    const double *p = prediction->p;
    size_t first = prediction->likeliest, second = first == 0;
    for (size_t k = 0; k < predictor->classes; k++)
        if (k != first && fabs(p[k] - 0.5) < fabs(p[second] - 0.5))
            second = k;
    buffer_format(text, "in doubt: %.*s %.2f", (int)predictor->names[first].size, predictor->names[first].data,
                  p[first]);
    if (predictor->classes > 1)
        buffer_format(text, ", %.*s %.2f", (int)predictor->names[second].size, predictor->names[second].data,
                      p[second]);
}

/* "cat 0.41, dog 0.39": the likeliest classes. */
static void add_reason(struct buffer *text, const struct predictor *predictor, const struct prediction *prediction)
{
    const double *p = prediction->p;
    size_t first = prediction->likeliest, second = first == 0;
    struct text name = predictor->classes ? predictor->names[first] : prediction->label;
    if (predictor->apart) {
        add_doubtful(text, predictor, prediction);
        return;
    }
    buffer_add(text, name);
    buffer_format(text, " %.2f", p[first]);
    if (predictor->classes < 2)
        return;
    for (size_t k = 0; k < predictor->classes; k++)
        if (k != first && p[k] > p[second])
            second = k;
    buffer_format(text, ", %.*s %.2f", (int)predictor->names[second].size, predictor->names[second].data, p[second]);
}

/* "std 2.5" */
static void add_own_reason(struct buffer *text, const struct own_score *own, double value)
{
    buffer_add(text, own->field.name);
    buffer_format(text, " %.9g", value);
}

/* The user's own number; one that is not exact in units of 1e-9 would rank by chance. */
static bool read_own(const struct own_score *own, struct sample *sample, double *value, struct problem *problem)
{
    if (!sample_number(sample, &own->field, value, NULL, problem))
        return false;
    int size = text_shown(own->field.name);
    if (!(fabs(*value) <= own_most))
        return problem_set(problem, own->field.column, "%.*s %.9g is beyond 9e9: divide the column", size,
                           own->field.name.data, *value);
    return true;
}

static double measure_of(const struct confidence *confidence, const struct measure *measure,
                         const struct evidence *evidence)
{
    return confidence->run.sampler.predictor.apart ? measure_apart(measure, evidence->p, evidence->classes)
                                                   : measure->score(evidence);
}

/* What a row comes to. */
struct rating {
    struct top_key key;
    double scale; /* the upper end of that of the first score */
    double own;   /* the user's number as it stands */
};

static bool rate(const struct confidence *confidence, struct sample *sample, struct rating *rating,
                 struct problem *problem)
{
    const struct measures *measures = &confidence->measures;
    const struct predictor *predictor = &confidence->run.sampler.predictor;
    *rating = (struct rating){.scale = 1};
    if (confidence->tells && !sample_predict(sample, problem))
        return false;
    if (confidence->own.given) {
        if (!read_own(&confidence->own, sample, &rating->own, problem))
            return false;
        rating->key.scores[0] = nano_round(confidence->own.smallest ? -rating->own : rating->own);
        return true;
    }
    const struct evidence evidence = {.classes = sample->prediction.classes, .p = sample->prediction.p};
    for (size_t i = 0; i < measures->count; i++)
        rating->key.scores[i] = nano_round(measure_of(confidence, measures->items[i], &evidence));
    rating->scale = measures_scale(measures->items[0], predictor->apart ? 2 : evidence.classes);
    return true;
}

/* The reason, the label and the confidence, the further measures. */
static void add_cells(const struct confidence *confidence, struct cells *cells, const struct sample *sample,
                      const struct rating *rating)
{
    const struct prediction *prediction = &sample->prediction;
    struct buffer *text = &cells->text;
    cells_start(cells);
    if (confidence->own.given)
        add_own_reason(text, &confidence->own, rating->own);
    else
        add_reason(text, &confidence->run.sampler.predictor, prediction);
    cells_end(cells);
    if (confidence->tells) {
        buffer_add(text, prediction->label);
        cells_end(cells);
        buffer_nano(text, nano_round(prediction->confidence));
        cells_end(cells);
    }
    for (size_t i = 1; i < confidence->measures.count; i++) {
        buffer_nano(text, rating->key.scores[i]);
        cells_end(cells);
    }
    if (confidence->per_id) /* filled in when all rows are known */
        cells_end(cells);
}

static bool queue_sample(const struct confidence *confidence, unsigned number, struct sample *sample,
                         struct problem *problem)
{
    const struct run *run = &confidence->run;
    struct top *top = confidence->tops[number];
    struct text group;
    struct rating rating;
    struct top_key *key = &rating.key;
    if (!rate(confidence, sample, &rating, problem) || !run_check(run, sample, problem))
        return false;
    const struct scored scored = {.id = sample->id,
                                  .label = confidence->tells ? sample->prediction.label : (struct text){0},
                                  .highest = rating.scale};
    hearing_note(run, number, scored.id, key->scores[0], scored.label);
    if (!chance_weigh(run, number, &scored, key) || !top_wants(top, key->scores[0]))
        return true;
    run_order(run, sample, key);
    if (confidence->per_id)
        per_id_add(confidence->per_id[number], sample->id, key->scores[0]);
    if (!run_group(run, sample, &group, problem))
        return false;
    struct top_entry *entry = top_offer(top, key, sample->id, group);
    if (!entry)
        return true;
    entry->tag = rating.own != 0 && nano_round(rating.own) == 0;
    add_cells(confidence, &confidence->cells[number], sample, &rating);
    return run_fill(run, top, entry, sample, &confidence->cells[number], problem);
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
           run_bad_row(run, worker, top, &sample, &problem, count_evidence(confidence), error);
}

/* Which of `count` predictions may enter the queue: writes their numbers, returns how many. */
static size_t find_wanted(const struct confidence *confidence, int64_t least, struct evidence evidence, size_t count,
                          size_t *wanted)
{
    const struct measure *measure = confidence->measures.items[0];
    double bounds[CSV_ROWS], limit = ((double)least - 1) / NANO; /* a unit more than rounding can add */
    size_t found = 0;
    bool any = false;
    if (measure->bounds && !confidence->run.sampler.predictor.apart)
        measure->bounds(evidence.p, evidence.classes, count, bounds);
    else
        for (size_t i = 0; i < count; i++, evidence.p += evidence.classes)
            bounds[i] = measure_of(confidence, measure, &evidence);
    for (size_t i = 0; i < count; i++) /* without a jump: several at once */
        any |= bounds[i] >= limit;
    for (size_t i = 0; any && i < count; i++)
        if (bounds[i] >= limit)
            wanted[found++] = i;
    return found;
}

/* The same by numbers of the user's own, from row `first` on; what is odd about one is found when it is scored. */
static size_t find_own(const struct own_score *own, int64_t least, const struct samples *samples, size_t first,
                       size_t count, size_t *wanted)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        double value;
        bool low = own->field.kind == FIELD_CELL &&
                   number_parse(samples_cell(samples, first + i, own->field.column), &value) == NUMBER_OK &&
                   fabs(value) <= own_most && nano_round(own->smallest ? -value : value) < least;
        wanted[found] = i;
        found += !low;
    }
    return found;
}

/* How many of the next rows have a usual prediction, or need none: reads them. */
static size_t read_usual(const struct confidence *confidence, const struct samples *samples, size_t first)
{
    const struct predictor *predictor = &confidence->run.sampler.predictor;
    size_t left = samples->count - first, count = left < samples->p_rows ? left : samples->p_rows;
    if (!confidence->tells)
        return left;
    return samples->grid ? predictor_some_grid(predictor, samples->grid, first, count, samples->p)
                         : predictor_some(predictor, samples->rows + first, count, samples->p);
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
        size_t usual = read_usual(confidence, samples, i);
        int64_t least = run_scores_all(&confidence->run) ? INT64_MIN : run_least(&confidence->run, top);
        size_t wanted_count = confidence->own.given ? find_own(&confidence->own, least, samples, i, usual, wanted)
                                                    : find_wanted(confidence, least, evidence, usual, wanted);
        for (size_t w = 0; w < wanted_count; w++) {
            double *p = confidence->tells ? samples->p + wanted[w] * evidence.classes : NULL;
            if (!score_sample(confidence, worker, samples, i + wanted[w], p, error))
                return false;
        }
        i += usual;
        if (i < samples->count && usual == 0 && !score_sample(confidence, worker, samples, i++, NULL, error))
            return false;
    }
    return true;
}

/* COL or -COL, and whatever prediction stands beside it. */
static bool open_own(struct confidence *confidence, struct error *error)
{
    struct run *run = &confidence->run;
    struct sampler *sampler = &run->sampler;
    struct own_score *own = &confidence->own;
    struct text name = text_of(run->options->score);
    if (run->options->measure)
        return error_set(error, STATUS_USAGE, "--score and --measure exclude each other");
    if (!run_open(run, run->command, run->options, run->arena, RUN_MAY_PREDICT, error))
        return false;
    own->given = true;
    own->smallest = name.size > 1 && name.data[0] == '-' && !table_has(&run->table, name);
    name = own->smallest ? (struct text){name.data + 1, name.size - 1} : name;
    if (!field_open(&own->field, sampler, name, "--score", error))
        return false;
    if (sampler->predictor.kind == PREDICTOR_NONE &&
        !predictor_open(&sampler->predictor, &run->table, &sampler->columns, PREDICTION_OPTIONAL, error))
        return false;
    confidence->tells = sampler->predictor.kind != PREDICTOR_NONE;
    return true;
}

static bool open_confidence(struct run *run, struct error *error)
{
    struct confidence *confidence = (struct confidence *)run;
    if (run->options->per_id != PER_ID_BEST && run->options->draw)
        return error_set(error, STATUS_USAGE, "--per-id and --draw exclude each other: a draw is of rows");
    if (run->options->score)
        return open_own(confidence, error);
    confidence->tells = true;
    return run_open(run, run->command, run->options, run->arena, RUN_NEEDS_PREDICTION, error) &&
           measures_choose(&confidence->measures, run->command, run->options, run->arena, error) &&
           check_measures(confidence, error);
}

static bool start_confidence(struct run *run, struct error *error)
{
    struct confidence *confidence = (struct confidence *)run;
    (void)error;
    if (run->options->per_id == PER_ID_BEST)
        confidence->tops = run_tops(run, run->options->top);
    else
        confidence->per_id = per_id_open(run, &confidence->tops);
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

/* Numbers next to 0 look all alike, and only a hash would order them. */
static void note_tiny(const struct confidence *confidence, struct top_entry *const *rows, size_t count)
{
    size_t tiny = 0;
    for (size_t i = 0; i < count; i++)
        tiny += rows[i]->tag;
    if (tiny)
        run_warn(&confidence->run, "--score %s: %zu row%s so near to 0 that the score is 0: multiply the column",
                 confidence->run.options->score, tiny, tiny == 1 ? " is" : "s are");
}

static bool finish_confidence(struct run *run, struct error *error)
{
    struct confidence *confidence = (struct confidence *)run;
    if (!judge_survey(confidence, error))
        return false;
    size_t count = count_evidence(confidence);
    struct top *top = run_merge(run, confidence->tops);
    if (confidence->per_id)
        top = per_id_fold(run, confidence->per_id, top, count);
    struct queue_column evidence[MOST_EVIDENCE] = {{.name = text_of("label")}, {.name = text_of("confidence")}};
    for (size_t i = 1; i < confidence->measures.count; i++)
        evidence[EVIDENCE + i - 1] = (struct queue_column){.name = text_of(confidence->measures.items[i]->name)};
    if (confidence->per_id)
        evidence[EVIDENCE + further(confidence)] = (struct queue_column){.name = text_of("rows")};
    const struct queue_column *told = evidence + (confidence->tells ? 0 : EVIDENCE);
    if (!run->options->shard)
        note_tiny(confidence, top_sorted(top), top_count(top));
    return part_finish(run, top, told, count, error);
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
    .text =
        "Ranks samples by the uncertainty of one model's own prediction. Reads probabilities (prob_*),\n"
        "logits (logit_*), or a label and its confidence, which is enough for least_confidence.\n"
        "With --multilabel each class is asked about on its own, p or 1 - p: the largest score counts, of entropy the\n"
        "mean; confidence is that of the label in doubt, and label the set of those above 1/2.\n"
        "With --score a column of your own ranks: a deviation, a loss, an anomaly score.\n"
        "To find errors take least_confidence, or doubt where other models say something, too (ensemble, augment,\n"
        "teacher); to choose samples to train on take --measure margin, which then gave 0.3 to 1.7 points of\n"
        "accuracy more than random rows on three sets, where least_confidence gave -0.5 to 0.3.",
    .example = "confidence data/digits/probs.csv --measure margin -n 5",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PARTIAL) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(MEASURES) |
              GROUP(CONFIDENCE),
    .measures = {uncertainty_measures},
    .rowwise = &parts,
    .run = run_rowwise,
};
