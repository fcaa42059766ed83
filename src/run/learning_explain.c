/*
 * learning_explain.c - what was learnt, in words, and how far it can be believed.
 *
 * A model looks good on the answers it was fitted to. So the answers are dealt into ten parts by a hash of their ids,
 * and each part is judged by a model of the other nine (cross-validation: Stone 1974).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "dengine/hash.h"
#include "run/learning.h"
#include "run/say.h"

enum { PARTS = 10, TENTHS = 10 };

/* ---- cross-validation ---- */

static size_t part_of(struct text id)
{
    return (size_t)(hash_text(hash_key(text_of("learn"), HASH_SAMPLE), id) % PARTS);
}

/* P(wrong) of the reviewed samples of one part by a model of the others. */
static void judge_part(const struct learning *learning, size_t part, double *chances, struct arena *room)
{
    size_t methods = learning->model.scores, count = 0;
    struct logistic model;
    double *values = arena_array(room, learning->count * methods + 1, sizeof *values);
    size_t *classes = arena_array(room, learning->count + 1, sizeof *classes);
    bool *wrong = arena_array(room, learning->count + 1, sizeof *wrong);
    for (size_t i = 0; i < learning->count; i++) {
        const struct reviewed *reviewed = &learning->reviewed[i];
        if (part_of(reviewed->id) == part)
            continue;
        learning_values(learning, reviewed->place, values + count * methods);
        classes[count] = learning_class(learning, reviewed->place);
        wrong[count++] = reviewed->wrong;
    }
    logistic_open(&model, room, methods, learning->model.classes);
    logistic_fit(&model, room, &(struct logistic_rows){count, values, classes, wrong});
    for (size_t i = 0; i < learning->count; i++) {
        const struct reviewed *reviewed = &learning->reviewed[i];
        if (part_of(reviewed->id) != part)
            continue;
        learning_values(learning, reviewed->place, values);
        chances[i] = logistic_probability(&model, values, learning_class(learning, reviewed->place));
    }
}

/* ---- how well a score tells wrong from right ---- */

struct ranked {
    double score;
    bool wrong;
};

static int by_score(const void *a, const void *b)
{
    double x = ((const struct ranked *)a)->score, y = ((const struct ranked *)b)->score;
    return (x > y) - (x < y);
}

/* The probability that a wrong one scores higher than a right one, ties count half (Mann & Whitney 1947). */
static double separation(struct ranked *rows, size_t count)
{
    double wrong = 0, won = 0, right = 0;
    qsort(rows, count, sizeof *rows, by_score);
    for (size_t i = 0, end; i < count; i = end) {
        double wrong_here = 0, right_here = 0;
        for (end = i; end < count && by_score(&rows[i], &rows[end]) == 0; end++)
            *(rows[end].wrong ? &wrong_here : &right_here) += 1;
        won += wrong_here * (right + right_here / 2);
        wrong += wrong_here;
        right += right_here;
    }
    return wrong * right > 0 ? won / (wrong * right) : 0.5;
}

static double separation_of_method(const struct learning *learning, size_t m, struct ranked *rows, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < learning->count; i++) {
        double values[SCORES_METHODS];
        scores_of(learning->scores, learning->reviewed[i].place, values);
        if (!isnan(values[m]))
            rows[(*count)++] = (struct ranked){values[m], learning->reviewed[i].wrong};
    }
    return separation(rows, *count);
}

/* ---- words ---- */

static void explain_methods(const struct learning *learning, struct ranked *rows, double own)
{
    const struct logistic *model = &learning->model;
    double best = 0;
    size_t best_method = 0;
    say("%-24s %9s %9s %9s %9s\n", "score", "answers", "AUROC", "weight", "if absent");
    for (size_t m = 0; m < model->scores; m++) {
        struct text name = learning->scores->methods.items[m];
        size_t count;
        double auroc = separation_of_method(learning, m, rows, &count);
        say("%-24.*s %9zu %9.3f %+9.3f %+9.3f\n", (int)name.size, name.data, count, auroc, model->shared[1 + m],
            model->shared[1 + model->scores + m]);
        if (count == learning->count && auroc > best) {
            best = auroc;
            best_method = m;
        }
    }
    say("%-24s %9zu %9.3f\n", "learnt, on other answers", learning->count, own);
    if (best >= own)
        say("no better than %.*s alone on these answers\n", (int)learning->scores->methods.items[best_method].size,
            learning->scores->methods.items[best_method].data);
}

static void explain_classes(const struct learning *learning)
{
    say("%-24s %9s %9s %9s\n", "class", "answers", "wrong", "weight");
    for (size_t k = 0; k < learning->model.classes; k++) {
        const struct class_tally *tally = &learning->classes[k];
        say("%-24.*s %9zu %8.0f%% %+9.3f\n", (int)tally->name.size, tally->name.data, tally->reviewed,
            100 * (double)tally->wrong / (double)tally->reviewed,
            learning->model.own[k * (1 + learning->model.scores)]);
    }
}

/* Rows picked for their score are not like the rest: only those of a probability sample tell. */
static void explain_calibration(const struct learning *learning, const double *chances)
{
    size_t rows[TENTHS] = {0}, wrong[TENTHS] = {0}, all = 0;
    double sums[TENTHS] = {0};
    for (size_t i = 0; i < learning->count; i++) {
        struct scores_place place = learning->reviewed[i].place;
        size_t tenth = chances[i] < 1 ? (size_t)(chances[i] * TENTHS) : TENTHS - 1;
        if (!place.part->sampled[place.number])
            continue;
        rows[tenth]++;
        wrong[tenth] += learning->reviewed[i].wrong;
        sums[tenth] += chances[i];
        all++;
    }
    if (!all) {
        say("no answer is of a random row: nothing tells whether P(wrong) can be taken at its word\n");
        return;
    }
    say("%-24s %9s %9s %9s   (%zu answers of random rows)\n", "P(wrong)", "answers", "said", "were", all);
    for (size_t t = 0; t < TENTHS; t++)
        if (rows[t])
            say("%.1f to %.1f %24zu %9.2f %9.2f\n", (double)t / TENTHS, (double)(t + 1) / TENTHS, rows[t],
                sums[t] / (double)rows[t], (double)wrong[t] / (double)rows[t]);
}

void learning_explain(const struct learning *learning)
{
    struct arena room = {.exhausted = learning->arena->exhausted};
    if (!learning->enough || !learning->reviewed)
        return;
    double *chances = arena_array(&room, learning->count + 1, sizeof *chances);
    struct ranked *rows = arena_array(&room, learning->count + 1, sizeof *rows);
    for (size_t part = 0; part < PARTS; part++)
        judge_part(learning, part, chances, &room);
    for (size_t i = 0; i < learning->count; i++)
        rows[i] = (struct ranked){chances[i], learning->reviewed[i].wrong};
    say("answers   %12zu teach: %zu wrong, %zu right\n", learning->count, learning->wrong,
        learning->count - learning->wrong);
    double own = separation(rows, learning->count);
    explain_methods(learning, rows, own);
    explain_classes(learning);
    explain_calibration(learning, chances);
    arena_free(&room);
}
