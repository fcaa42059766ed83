#include "run/learning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what was reviewed ---- */

static int by_id(const void *a, const void *b)
{
    return text_compare(((const struct reviewed *)a)->id, ((const struct reviewed *)b)->id);
}

/* Whether the answer tells if the deployed label is wrong; *wrong is that. */
static bool judge(const struct scores *scores, struct scores_place place, const struct answered *answered, bool *wrong)
{
    size_t label = place.part->labels[place.number];
    if (label == LABELS_MOST && (answered->verdict == VERDICT_NONE || answered->label.size))
        return false;
    struct text deployed = {0};
    if (label != LABELS_MOST)
        deployed = labels_name(scores->labels, label);
    *wrong = answer_is_wrong(answered, deployed);
    return true;
}

static bool has_score(const struct scores *scores, struct scores_place place)
{
    double values[SCORES_METHODS];
    scores_of(scores, place, values);
    for (size_t m = 0; m < scores->methods.count; m++)
        if (!isnan(values[m]))
            return true;
    return false;
}

void learning_collect(struct learning *learning, struct arena *arena, const struct scores *scores,
                      const struct answers *answers)
{
    *learning = (struct learning){.arena = arena, .scores = scores};
    learning->reviewed = arena_array(arena, answers->count + 1, sizeof *learning->reviewed);
    for (size_t i = 0; i < answers->count; i++) {
        const struct answered *answered = &answers->items[i];
        struct reviewed *reviewed = &learning->reviewed[learning->count];
        if (answered->state != ANSWER_GIVEN)
            continue;
        *reviewed = (struct reviewed){.id = answered->id};
        if (!scores_find(scores, answered->id, &reviewed->place)) {
            learning->absent++;
        } else if (!has_score(scores, reviewed->place)) {
            learning->without_scores++;
        } else if (!judge(scores, reviewed->place, answered, &reviewed->wrong)) {
            learning->without_label++;
        } else {
            learning->wrong += reviewed->wrong;
            if (text_compare(answered->when, learning->until) > 0)
                learning->until = answered->when;
            learning->count++;
        }
    }
    qsort(learning->reviewed, learning->count, sizeof *learning->reviewed, by_id);
    learning->enough = learning->wrong >= LEARNING_LEAST && learning->count - learning->wrong >= LEARNING_LEAST;
}

/* ---- classes ---- */

static int by_name(const void *a, const void *b)
{
    return text_compare(((const struct class_tally *)a)->name, ((const struct class_tally *)b)->name);
}

/* Numbers the labels of the reviewed samples, and counts. */
static size_t number_classes(struct learning *learning)
{
    const struct labels *labels = learning->scores->labels;
    size_t count = labels_count(labels), classes = 0;
    struct class_tally *tallies = arena_array(learning->arena, count + 1, sizeof *tallies);
    for (size_t i = 0; i < learning->count; i++) {
        size_t label = learning->reviewed[i].place.part->labels[learning->reviewed[i].place.number];
        if (label == LABELS_MOST)
            continue;
        tallies[label].name = labels_name(labels, label);
        tallies[label].reviewed++;
        tallies[label].wrong += learning->reviewed[i].wrong;
    }
    for (size_t label = 0; label < count; label++)
        if (tallies[label].reviewed)
            tallies[classes++] = tallies[label];
    qsort(tallies, classes, sizeof *tallies, by_name);
    learning->classes = tallies;
    return classes;
}

void learning_match_classes(struct learning *learning)
{
    const struct labels *labels = learning->scores->labels;
    const struct class_tally *tallies = learning->classes;
    learning->class_of_label = arena_array(learning->arena, labels_count(labels) + 1, sizeof *learning->class_of_label);
    for (size_t label = 0; label < labels_count(labels); label++) {
        const struct class_tally asked = {.name = labels_name(labels, label)};
        const struct class_tally *found = bsearch(&asked, tallies, learning->model.classes, sizeof *tallies, by_name);
        learning->class_of_label[label] = found ? (size_t)(found - tallies) : LOGISTIC_NO_CLASS;
    }
}

/* ---- model ---- */

void learning_values(const struct learning *learning, struct scores_place place, double *values)
{
    scores_of(learning->scores, place, values);
    for (size_t m = 0; m < learning->scores->methods.count; m++)
        if (learning->unit[m] && !isnan(values[m]))
            values[m] = logistic_logit(values[m]);
}

size_t learning_class(const struct learning *learning, struct scores_place place)
{
    size_t label = place.part->labels[place.number];
    return label == LABELS_MOST ? LOGISTIC_NO_CLASS : learning->class_of_label[label];
}

bool learning_fit(struct learning *learning, struct error *error)
{
    size_t count = learning->count, methods = learning->scores->methods.count, classes = number_classes(learning);
    struct arena *arena = learning->arena;
    double *values = arena_array(arena, count * methods + 1, sizeof *values);
    size_t *numbers = arena_array(arena, count + 1, sizeof *numbers);
    bool *wrong = arena_array(arena, count + 1, sizeof *wrong);
    logistic_open(&learning->model, arena, methods, classes);
    learning_match_classes(learning);
    memcpy(learning->unit, learning->scores->unit, sizeof learning->unit);
    if (!learning->enough)
        return true;
    for (size_t i = 0; i < count; i++) {
        learning_values(learning, learning->reviewed[i].place, values + i * methods);
        numbers[i] = learning_class(learning, learning->reviewed[i].place);
        wrong[i] = learning->reviewed[i].wrong;
    }
    if (logistic_fit(&learning->model, arena, &(struct logistic_rows){count, values, numbers, wrong}))
        return true;
    return error_set(error, STATUS_DATA, "the answers cannot be learnt from: the fit does not converge");
}

double learning_chance(const struct learning *learning, struct scores_place place)
{
    double values[SCORES_METHODS];
    learning_values(learning, place, values);
    return logistic_probability(&learning->model, values, learning_class(learning, place));
}

/* ---- reasons ---- */

/* Something that speaks for an error, and how much it adds to the log odds: a method, or the class. */
struct speaker {
    size_t method; /* or SCORES_METHODS: the class */
    double part;
};

static int louder(const void *a, const void *b)
{
    const struct speaker *x = a, *y = b;
    if (x->part > y->part || x->part < y->part)
        return x->part > y->part ? -1 : 1;
    return (x->method > y->method) - (x->method < y->method);
}

static size_t speakers_of(const struct learning *learning, struct scores_place place, struct speaker *speakers)
{
    double values[SCORES_METHODS];
    size_t count = 0, methods = learning->scores->methods.count, class_number = learning_class(learning, place);
    learning_values(learning, place, values);
    for (size_t m = 0; m < methods; m++)
        if (!isnan(values[m]))
            speakers[count++] = (struct speaker){m, logistic_part(&learning->model, m, values[m], class_number)};
    if (class_number != LOGISTIC_NO_CLASS)
        speakers[count++] = (struct speaker){SCORES_METHODS, learning->model.own[class_number * (1 + methods)]};
    qsort(speakers, count, sizeof *speakers, louder);
    return count;
}

static void name_speaker(const struct learning *learning, struct scores_place place, const struct speaker *speaker,
                         struct buffer *out)
{
    if (speaker->method < SCORES_METHODS) {
        buffer_add(out, learning->scores->methods.items[speaker->method]);
        buffer_format(out, " %.2f", place.part->values[speaker->method][place.number]);
        return;
    }
    const struct class_tally *tally = &learning->classes[learning_class(learning, place)];
    buffer_byte(out, '"');
    buffer_add(out, tally->name);
    buffer_format(out, "\" errs in %.0f %%", 100 * (double)tally->wrong / (double)tally->reviewed);
}

void learning_reason(const struct learning *learning, struct scores_place place, double chance, struct buffer *out)
{
    enum { NAMED = 3 };
    struct speaker speakers[SCORES_METHODS + 1];
    size_t count = speakers_of(learning, place, speakers), named = 0;
    if (learning->count >= LEARNING_PERCENT)
        buffer_format(out, "%.0f %% wrong", 100 * chance);
    else
        buffer_format(out, "%.2f wrong", chance);
    for (size_t i = 0; i < count && named < NAMED && speakers[i].part > 0; i++) {
        buffer_add(out, text_of(named++ ? ", " : ": "));
        name_speaker(learning, place, &speakers[i], out);
    }
    if (!named)
        buffer_add(out, text_of(": nothing speaks for it"));
}
