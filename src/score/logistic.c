#include "dengine/logistic.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define ARMIJO 1e-4
#define DECREMENT 1e-10

enum { STEPS = 100, HALVINGS = 60, SHARED = 1 + 2 * LOGISTIC_SCORES };

double logistic_logit(double score)
{
    double s = fmin(1 - 1e-3, fmax(1e-3, score));
    return log(s / (1 - s));
}

void logistic_open(struct logistic *model, struct arena *arena, size_t scores, size_t classes)
{
    *model = (struct logistic){.scores = scores, .classes = classes};
    model->means = arena_array(arena, scores + 1, sizeof *model->means);
    model->deviations = arena_array(arena, scores + 1, sizeof *model->deviations);
    model->shared = arena_array(arena, 1 + 2 * scores, sizeof *model->shared);
    model->own = arena_array(arena, classes * (1 + scores) + 1, sizeof *model->own);
}

/* ---- features ---- */

/* How many columns all samples share, and how many a class has: the first of them, once more. */
static size_t shared_size(const struct logistic *model)
{
    return 1 + 2 * model->scores;
}

static size_t own_size(const struct logistic *model)
{
    return 1 + model->scores;
}

static double standardised(const struct logistic *model, size_t j, double score)
{
    return fmin(LOGISTIC_CUT, fmax(-LOGISTIC_CUT, (score - model->means[j]) / model->deviations[j]));
}

/* The shared columns of a sample: 1, the scores, which of them are missing. */
static void features(const struct logistic *model, const double *scores, double *z)
{
    size_t count = model->scores;
    z[0] = 1;
    for (size_t j = 0; j < count; j++) {
        bool missing = isnan(scores[j]) != 0;
        z[1 + j] = missing ? 0 : standardised(model, j, scores[j]);
        z[1 + count + j] = missing;
    }
}

static void standardise(struct logistic *model, const struct logistic_rows *rows)
{
    for (size_t j = 0; j < model->scores; j++) {
        double sum = 0, squares = 0;
        size_t count = 0;
        for (size_t i = 0; i < rows->count; i++) {
            double score = rows->scores[i * model->scores + j];
            sum += isnan(score) ? 0 : score;
            count += isnan(score) ? 0 : 1;
        }
        model->means[j] = count ? sum / (double)count : 0;
        for (size_t i = 0; i < rows->count; i++) {
            double off = rows->scores[i * model->scores + j] - model->means[j];
            squares += isnan(off) ? 0 : off * off;
        }
        model->deviations[j] = fmax(LOGISTIC_LEAST_DEVIATION, count ? sqrt(squares / (double)count) : 0);
    }
}

/* ---- use ---- */

static double dot(const double *a, const double *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

static double log_odds(const struct logistic *model, const double *z, size_t class_number)
{
    double odds = dot(model->shared, z, shared_size(model));
    if (class_number < model->classes)
        odds += dot(model->own + class_number * own_size(model), z, own_size(model));
    return odds;
}

static double sigmoid(double odds)
{
    return odds >= 0 ? 1 / (1 + exp(-odds)) : exp(odds) / (1 + exp(odds));
}

double logistic_probability(const struct logistic *model, const double *scores, size_t class_number)
{
    double z[SHARED];
    features(model, scores, z);
    return sigmoid(log_odds(model, z, class_number));
}

double logistic_part(const struct logistic *model, size_t j, double score, size_t class_number)
{
    if (isnan(score))
        return model->shared[1 + model->scores + j];
    double slope = model->shared[1 + j];
    if (class_number < model->classes)
        slope += model->own[class_number * own_size(model) + 1 + j];
    return slope * standardised(model, j, score);
}

/* ---- fit ---- */

/* The room of a fit. A class's second derivatives by its own columns are the first rows and columns of those by
 * the shared ones, so one matrix a class, and one more for samples without a class, tell all of the Hessian. */
struct fit {
    struct logistic *model;
    const struct logistic_rows *rows;
    size_t shared, own, classes;
    double *z;         /* [rows][shared] */
    double *gradients; /* [classes + 1][shared]: of the log losses of a class's samples by the shared columns */
    double *curves;    /* [classes + 1][shared][shared]: the second derivatives, likewise */
    double *slope;     /* [shared], then [classes][own]: the gradient of the objective */
    double *step;      /* the same: Newton's */
    double *start;     /* the same: the coefficients that the step is taken from */
    double *block;     /* [own][own + shared + 1] of a class: Cholesky's factor, and what it makes of the rest */
    double *rest;      /* [shared][shared + 1]: what is left for the shared columns, and the right side */
};

/* The log loss: log(1 + e^odds) - y odds. */
static double log_loss(double odds, bool wrong)
{
    double plain = odds > 0 ? odds + log1p(exp(-odds)) : log1p(exp(odds));
    return plain - (wrong ? odds : 0);
}

static double ridge(size_t column)
{
    return column == 0 ? LOGISTIC_RIDGE_INTERCEPT : LOGISTIC_RIDGE_SHARED;
}

static double objective(const struct fit *fit)
{
    const struct logistic *model = fit->model;
    double sum = 0;
    for (size_t i = 0; i < fit->rows->count; i++)
        sum += log_loss(log_odds(model, fit->z + i * fit->shared, fit->rows->classes[i]), fit->rows->wrong[i]);
    for (size_t c = 0; c < fit->shared; c++)
        sum += ridge(c) * model->shared[c] * model->shared[c] / 2;
    for (size_t c = 0; c < fit->classes * fit->own; c++)
        sum += LOGISTIC_RIDGE_CLASS * model->own[c] * model->own[c] / 2;
    return sum;
}

/* Adds up the derivatives of the log losses, for each class on its own. */
static void derive(struct fit *fit)
{
    size_t d = fit->shared;
    memset(fit->gradients, 0, (fit->classes + 1) * d * sizeof *fit->gradients);
    memset(fit->curves, 0, (fit->classes + 1) * d * d * sizeof *fit->curves);
    for (size_t i = 0; i < fit->rows->count; i++) {
        const double *z = fit->z + i * d;
        size_t class_number = fit->rows->classes[i] < fit->classes ? fit->rows->classes[i] : fit->classes;
        double p = sigmoid(log_odds(fit->model, z, class_number)), weight = p * (1 - p);
        double *gradient = fit->gradients + class_number * d, *curve = fit->curves + class_number * d * d;
        for (size_t a = 0; a < d; a++) {
            gradient[a] += (p - fit->rows->wrong[i]) * z[a];
            for (size_t b = 0; b < d; b++)
                curve[a * d + b] += weight * z[a] * z[b];
        }
    }
}

/* Cholesky's factor L of the first `n` columns of a symmetric matrix, in its lower half, and L^-1 of the other
 * columns, in theirs: rows of `width`. */
static void factorise(double *matrix, size_t n, size_t width)
{
    for (size_t i = 0; i < n; i++) {
        double *row = matrix + i * width;
        for (size_t k = 0; k < i; k++) {
            const double *above = matrix + k * width;
            row[k] = (row[k] - dot(row, above, k)) / above[k];
        }
        row[i] = sqrt(fmax(row[i] - dot(row, row, i), DBL_MIN));
        for (size_t c = n; c < width; c++) {
            for (size_t k = 0; k < i; k++)
                row[c] -= row[k] * matrix[k * width + c];
            row[c] /= row[i];
        }
    }
}

/* Solves L' x = right, in place: `right` is the last column of the rows. */
static void solve_back(const double *matrix, size_t n, size_t width, const double *right, double *x)
{
    for (size_t i = n; i-- > 0;) {
        double sum = right[i];
        for (size_t k = i + 1; k < n; k++)
            sum -= matrix[k * width + i] * x[k];
        x[i] = sum / matrix[i * width + i];
    }
}

/* Makes the block of class k: own columns, what ties them to the shared ones, and the gradient; factorised. */
static void make_block(struct fit *fit, size_t k)
{
    size_t own = fit->own, d = fit->shared, width = own + d + 1;
    const double *curve = fit->curves + k * d * d;
    for (size_t i = 0; i < own; i++) {
        double *row = fit->block + i * width;
        memcpy(row, curve + i * d, own * sizeof *row);
        row[i] += LOGISTIC_RIDGE_CLASS;
        memcpy(row + own, curve + i * d, d * sizeof *row);
        row[width - 1] = fit->slope[d + k * own + i];
    }
    factorise(fit->block, own, width);
}

static void make_slope(struct fit *fit)
{
    const struct logistic *model = fit->model;
    for (size_t c = 0; c < fit->shared; c++) {
        fit->slope[c] = ridge(c) * model->shared[c];
        for (size_t k = 0; k <= fit->classes; k++)
            fit->slope[c] += fit->gradients[k * fit->shared + c];
    }
    for (size_t k = 0; k < fit->classes; k++)
        for (size_t i = 0; i < fit->own; i++)
            fit->slope[fit->shared + k * fit->own + i] =
                fit->gradients[k * fit->shared + i] + LOGISTIC_RIDGE_CLASS * model->own[k * fit->own + i];
}

/* What is left for the shared columns when the classes are eliminated: Schur's complement. */
static void make_rest(struct fit *fit)
{
    size_t own = fit->own, d = fit->shared, width = d + 1, block_width = own + d + 1;
    memset(fit->rest, 0, d * width * sizeof *fit->rest);
    for (size_t a = 0; a < d; a++) {
        for (size_t k = 0; k <= fit->classes; k++)
            for (size_t b = 0; b < d; b++)
                fit->rest[a * width + b] += fit->curves[k * d * d + a * d + b];
        fit->rest[a * width + a] += ridge(a);
        fit->rest[a * width + d] = fit->slope[a];
    }
    for (size_t k = 0; k < fit->classes; k++) {
        make_block(fit, k);
        for (size_t i = 0; i < own; i++) {
            const double *row = fit->block + i * block_width + own;
            for (size_t a = 0; a < d; a++)
                for (size_t b = 0; b <= d; b++)
                    fit->rest[a * width + b] -= row[a] * row[b];
        }
    }
}

/* Newton's step: fit->step = H^-1 slope. */
static void make_step(struct fit *fit)
{
    size_t own = fit->own, d = fit->shared, width = own + d + 1;
    double right[SHARED];
    make_slope(fit);
    make_rest(fit);
    factorise(fit->rest, d, d + 1);
    for (size_t a = 0; a < d; a++)
        right[a] = fit->rest[a * (d + 1) + d];
    solve_back(fit->rest, d, d + 1, right, fit->step);
    for (size_t k = 0; k < fit->classes; k++) {
        make_block(fit, k);
        for (size_t i = 0; i < own; i++) {
            const double *row = fit->block + i * width;
            right[i] = row[width - 1] - dot(row + own, fit->step, d);
        }
        solve_back(fit->block, own, width, right, fit->step + d + k * own);
    }
}

/* The coefficients: start - length x step. */
static void move(const struct fit *fit, double length)
{
    for (size_t c = 0; c < fit->shared; c++)
        fit->model->shared[c] = fit->start[c] - length * fit->step[c];
    for (size_t c = 0; c < fit->classes * fit->own; c++)
        fit->model->own[c] = fit->start[fit->shared + c] - length * fit->step[fit->shared + c];
}

/* Goes along the step as far as Armijo's rule allows; the last one, which gains less than rounding takes, whole. */
static void search(struct fit *fit, double decrement)
{
    double before = fit->model->objective, length = 1;
    memcpy(fit->start, fit->model->shared, fit->shared * sizeof *fit->start);
    memcpy(fit->start + fit->shared, fit->model->own, fit->classes * fit->own * sizeof *fit->start);
    for (int halving = 0; halving < HALVINGS; halving++, length /= 2) {
        move(fit, length);
        fit->model->objective = objective(fit);
        if (decrement < DECREMENT || fit->model->objective <= before - ARMIJO * length * decrement)
            return;
    }
}

static void open_fit(struct fit *fit, struct arena *room)
{
    size_t d = fit->shared, own = fit->own, all = d + fit->classes * own;
    fit->z = arena_array(room, fit->rows->count * d + 1, sizeof *fit->z);
    fit->gradients = arena_array(room, (fit->classes + 1) * d, sizeof *fit->gradients);
    fit->curves = arena_array(room, (fit->classes + 1) * d * d, sizeof *fit->curves);
    fit->slope = arena_array(room, all, sizeof *fit->slope);
    fit->step = arena_array(room, all, sizeof *fit->step);
    fit->start = arena_array(room, all, sizeof *fit->start);
    fit->block = arena_array(room, own * (own + d + 1), sizeof *fit->block);
    fit->rest = arena_array(room, d * (d + 1), sizeof *fit->rest);
    for (size_t i = 0; i < fit->rows->count; i++)
        features(fit->model, fit->rows->scores + i * fit->model->scores, fit->z + i * d);
}

bool logistic_fit(struct logistic *model, struct arena *arena, const struct logistic_rows *rows)
{
    struct fit fit = {model, rows, .shared = shared_size(model), .own = own_size(model), .classes = model->classes};
    struct arena room = {.exhausted = arena->exhausted};
    double decrement = INFINITY;
    standardise(model, rows);
    open_fit(&fit, &room);
    model->objective = objective(&fit);
    for (model->steps = 0; model->steps < STEPS && decrement >= DECREMENT; model->steps++) {
        derive(&fit);
        make_step(&fit);
        decrement = dot(fit.slope, fit.step, fit.shared + fit.classes * fit.own);
        search(&fit, decrement);
    }
    arena_free(&room);
    return decrement < DECREMENT;
}
