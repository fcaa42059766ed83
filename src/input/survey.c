#include "input/survey.h"

#include <math.h>

static const double nearly = 0.01; /* how far a sum of confidences may lie from 1 */

/* ---- looking ---- */

static void end_group(struct survey *survey)
{
    if (survey->group > 1) {
        survey->grouped += survey->group;
        survey->complete += !survey->alike && fabs(survey->sum - 1) <= nearly ? survey->group : 0;
        if (survey->group <= SURVEY_GROUP && !survey->alike && survey->sum <= 1 + nearly)
            survey->even[survey->group] += survey->group;
    }
    survey->group = 0;
}

static void look_at_group(struct survey *survey, const struct sample *sample, uint32_t label)
{
    if (!survey->group || !text_equal(buffer_text(&survey->id), sample->id)) {
        end_group(survey);
        survey->id.size = 0;
        buffer_add(&survey->id, sample->id);
        survey->sum = 0;
        survey->alike = false;
        survey->group_labels = 0;
    }
    uint64_t bit = UINT64_C(1) << label % SURVEY_LABELS;
    survey->alike |= label < SURVEY_LABELS && survey->group_labels & bit;
    survey->group_labels |= label < SURVEY_LABELS ? bit : 0;
    survey->sum += sample->prediction.confidence;
    survey->group++;
}

static void look(struct survey *survey, const struct sample *sample)
{
    const struct predictor *predictor = &sample->sampler->predictor;
    const struct prediction *prediction = &sample->prediction;
    survey->rows++;
    if (predictor->classes) {
        size_t k = predictor_class(predictor, prediction->label);
        survey->classes += k < predictor->classes;
        survey->likeliest += k < predictor->classes && prediction->p[k] >= prediction->p[prediction->likeliest];
        if (k == predictor->classes && survey->labels.count < SURVEY_LABELS)
            names_add(&survey->labels, prediction->label);
        return;
    }
    bool full = survey->labels.count == SURVEY_LABELS;
    size_t label =
        full ? names_find(&survey->labels, prediction->label) : names_add(&survey->labels, prediction->label);
    if (label < SURVEY_LABELS) {
        survey->counts[label]++;
        survey->low[label] += prediction->confidence < 0.5;
    }
    size_t labels = SURVEY_LABELS;
    while (labels > 0 && prediction->confidence * (double)labels >= 1)
        labels--;
    survey->below[labels]++;
    look_at_group(survey, sample, (uint32_t)label);
}

void survey_samples(struct survey *survey, const struct samples *samples)
{
    const struct predictor *predictor = &samples->sampler->predictor;
    if ((samples->block > 0 && samples->before > 0) || !predictor->has_label || predictor->kind == PREDICTOR_LABEL)
        return;
    survey->labels.arena = survey->id.arena = survey->arena;
    struct problem problem;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        if (sample_predict(&sample, &problem))
            look(survey, &sample);
    }
    if (samples->block > 0)
        end_group(survey);
}

void survey_merge(struct survey *survey, struct survey *from)
{
    end_group(from);
    survey->labels.arena = survey->arena;
    survey->rows += from->rows;
    survey->classes += from->classes;
    survey->likeliest += from->likeliest;
    survey->grouped += from->grouped;
    survey->complete += from->complete;
    for (size_t size = 0; size <= SURVEY_GROUP; size++)
        survey->even[size] += from->even[size];
    for (size_t i = 0; i < from->labels.count; i++) {
        size_t label = names_add(&survey->labels, from->labels.items[i]);
        if (label < SURVEY_LABELS) {
            survey->counts[label] += from->counts[i];
            survey->low[label] += from->low[i];
        }
    }
    for (size_t k = 0; k <= SURVEY_LABELS; k++)
        survey->below[k] += from->below[k];
}

/* ---- judging ---- */

static void list(struct buffer *out, struct words words)
{
    enum { SHOWN = 8 };
    words_sort(&words);
    for (size_t i = 0; i < words.count && i < SHOWN; i++) {
        buffer_add(out, text_of(i ? ", " : ""));
        buffer_quote(out, words.items[i]);
    }
    if (words.count > SHOWN)
        buffer_add(out, text_of(" ..."));
}

/* Labels that are no class at all: those of another export, or numbers beside names. */
static bool judge_classes(struct survey *survey, const struct predictor *predictor, const char *file,
                          struct buffer *note, struct error *error)
{
    struct buffer labels = {.arena = survey->arena}, classes = {.arena = survey->arena};
    if (survey->classes == 0 && survey->labels.count > 1) {
        struct words copy = {0};
        for (size_t k = 0; k < predictor->classes; k++)
            words_add(&copy, survey->arena, predictor->names[k]);
        list(&labels, (struct words){.items = survey->labels.items, .count = survey->labels.count});
        list(&classes, copy);
        return error_set(
            error, STATUS_DATA,
            "%s: the labels are none of the classes: %s; %s: --label COL or --probs 'GLOB' may name others", file,
            buffer_string(&labels), buffer_string(&classes));
    }
    const uint64_t least = 3;
    if (survey->rows >= least && 2 * survey->likeliest < survey->rows)
        buffer_format(note,
                      "%s: in %llu of %llu rows looked at the label is not the likeliest class: are rows shifted, or "
                      "the classes in another order?",
                      file, (unsigned long long)(survey->rows - survey->likeliest), (unsigned long long)survey->rows);
    return true;
}

/* Of three labels or more: the likeliest cannot have less than an equal share. A model may know more classes than were
 * seen, unless there are many rows for each. */
static void judge_shares(const struct survey *survey, const char *file, struct buffer *note)
{
    const uint64_t enough = 10; /* rows of a label, and the part of all that is not below */
    const size_t labels = survey->labels.count;
    uint64_t below = 0;
    for (size_t k = labels; k <= SURVEY_LABELS; k++)
        below += survey->below[k];
    if (labels < 3 || labels == SURVEY_LABELS || enough * survey->grouped > survey->rows ||
        survey->rows < enough * labels || enough * below < survey->rows)
        return;
    buffer_format(
        note,
        "%s: there are %zu labels, and in %llu of %llu rows looked at the confidence is below 1/%zu, less than "
        "the likeliest can have: is it that of the label? --confidence COL names another column, --positive COL "
        "the probability of one class",
        file, labels, (unsigned long long)below, (unsigned long long)survey->rows, labels);
}

/* Two labels, and which of them it is tells whether the confidence is below a half. */
static void judge_confidences(const struct survey *survey, const char *file, struct buffer *note)
{
    const uint64_t *counts = survey->counts, *low = survey->low;
    uint64_t below = low[0] + low[1], least = 2; /* rows of a label */
    bool one = low[0] == counts[0] && low[1] == 0, other = low[1] == counts[1] && low[0] == 0;
    if (survey->labels.count != 2 || counts[0] < least || counts[1] < least || below == 0 || !(one || other))
        return;
    buffer_format(note,
                  "%s: there are 2 labels, and in %llu of %llu rows looked at the confidence is below 1/2, all of one "
                  "label: is it the probability of the other? Then --positive COL instead of --confidence",
                  file, (unsigned long long)below, (unsigned long long)survey->rows);
}

/* The same number of rows for each id, of other labels, that sum to less than 1. */
static bool judge_likeliest(const struct survey *survey, const struct predictor *predictor, const char *file,
                            struct error *error)
{
    const uint64_t some = 10; /* groups, so that boxes do not look so by chance */
    struct text label = predictor->table->header.items[predictor->label];
    for (size_t size = 2; size <= SURVEY_GROUP; size++)
        if (survey->even[size] >= some * size && 10 * survey->even[size] > 9 * survey->rows)
            return error_set(error, STATUS_DATA,
                             "%s: each id stands %zu times with other labels, and its confidences sum to less than 1: "
                             "the %zu likeliest classes of a sample? then --class '%.*s'",
                             file, size, size, (int)label.size, label.data);
    return true;
}

bool survey_judge(struct survey *survey, const struct predictor *predictor, const char *file, struct buffer *note,
                  struct error *error)
{
    if (survey->rows == 0)
        return true;
    if (predictor->classes)
        return judge_classes(survey, predictor, file, note, error);
    if (2 * survey->complete > survey->rows)
        return error_set(
            error, STATUS_DATA,
            "%s: ids repeat with other labels, and the confidences of an id sum to 1: a row for each class? "
            "then --class '%.*s'",
            file, (int)predictor->table->header.items[predictor->label].size,
            predictor->table->header.items[predictor->label].data);
    judge_confidences(survey, file, note);
    judge_shares(survey, file, note);
    return judge_likeliest(survey, predictor, file, error);
}
