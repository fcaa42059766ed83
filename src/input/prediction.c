#include "input/prediction.h"

#include <math.h>
#include <string.h>

#include "dengine/distribution.h"
#include "input/grid.h"
#include "input/label_set.h"
#include "read/millionths.h"
#include "read/number.h"

enum { MILLION = 1000000 };

size_t predictor_class(const struct predictor *predictor, struct text name)
{
    size_t k = 0;
    while (k < predictor->classes && !text_equal(predictor->names[k], name))
        k++;
    return k;
}

size_t predictor_room(const struct predictor *predictor)
{
    return predictor->classes ? predictor->classes : 1;
}

/* ---- values ---- */

/* What the row looks like, if not like probabilities. */
static const char *outside_hint(const struct predictor *predictor, const struct csv_row *row, double value)
{
    static const char percent[] = ": if these are percentages, divide them by 100";
    if (predictor->kind == PREDICTOR_VOTE)
        return value > 1 && value <= 100 ? percent : "";
    double sum = 0, least = 0;
    for (size_t k = 0; k < predictor->classes; k++) {
        double p;
        if (number_parse(table_cell(predictor->table, row, predictor->columns[k]), &p) != NUMBER_OK)
            return "";
        sum += p;
        least = fmin(least, p);
    }
    if (least < -predictor->tolerance)
        return ": if these are logits, use --logits";
    return fabs(sum / 100 - 1) <= fmax(predictor->tolerance, 0.001) ? percent : "";
}

static bool outside(const struct predictor *predictor, const struct csv_row *row, size_t column, double value,
                    struct problem *problem)
{
    struct text name = predictor->table->header.items[column];
    const char *hint = outside_hint(predictor, row, value);
    return problem_set(problem, column, "%.*s %.9g is outside 0 to 1%s", text_shown(name), name.data, value, hint);
}

static bool read_odd_probability(const struct predictor *predictor, const struct csv_row *row, size_t column,
                                 double *value, struct problem *problem)
{
    if (!table_number(predictor->table, row, column, value, NULL, problem))
        return false;
    if (*value < -predictor->tolerance || *value > 1 + predictor->tolerance)
        return outside(predictor, row, column, *value, problem);
    return true;
}

static inline bool read_probability(const struct predictor *predictor, const struct csv_row *row, size_t column,
                                    double *value, struct problem *problem)
{
    if (number_parse_unit(table_cell(predictor->table, row, column), value) && *value <= 1)
        return true;
    return read_odd_probability(predictor, row, column, value, problem);
}

static void settle(double *p, size_t count)
{
    for (size_t k = 0; k < count; k++)
        p[k] = prediction_settled(p[k]);
}

/* Far from 1 it is no matter of rounding. */
static bool wrong_sum(const struct predictor *predictor, double sum, struct problem *problem)
{
    const double rounding = 0.05;
    size_t first = predictor->columns[0], classes = predictor->classes;
    struct text name = predictor->table->header.items[first];
    int shown = text_shown(name);
    if (classes == 1)
        return problem_set(problem, first,
                           "%.*s is the only class and %.9g, not 1: of a model with two classes? --positive '%.*s'",
                           shown, name.data, sum, shown, name.data);
    if (fabs(sum - 1) > rounding)
        return problem_set(problem, first, "the %zu probabilities sum to %.9g, not to 1: %s", classes, sum,
                           sum < 1 ? "is a class missing? Independent labels: --multilabel"
                                   : "are they independent labels? Then --multilabel");
    return problem_set(problem, first, "the %zu probabilities sum to %.9g, not to 1 (--tolerance %g)", classes, sum,
                       predictor->tolerance);
}

/* Whether all are from 0 to 1. Told by their bits, several at once: as whole numbers they are in the same order, and
 * the first bit of those below 0 is set. */
static bool are_within(const double *p, size_t count)
{
    const uint64_t one = UINT64_C(0x3FF0000000000000); /* of 1.0 */
    uint64_t outside = 0;
    for (size_t k = 0; k < count; k++) {
        uint64_t bits;
        memcpy(&bits, &p[k], sizeof bits);
        outside |= bits | (one - bits);
    }
    return !(outside >> 63);
}

/* Whether a cell is a probability in the usual form. */
static inline bool is_usual(struct text cell, double *p)
{
    return number_parse_unit(cell, p) && *p <= 1;
}

/* Reads the probabilities of a row unless one of them is odd: none, or not from 0 to 1. */
static bool read_units(const struct predictor *predictor, const struct csv_row *row, double *p)
{
    size_t k = 0, classes = predictor->classes;
    while (k < classes && row->cut != CSV_NUMBERS &&
           is_usual(table_cell(predictor->table, row, predictor->columns[k]), &p[k]))
        k++;
    size_t left = classes - k;
    return grid_row_numbers(predictor->table, row, predictor->columns + k, left, predictor->fractions, p + k) == left &&
           are_within(p + k, left);
}

static double sum_of(const double *p, size_t count)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += p[k];
    return sum;
}

static bool is_one(const struct predictor *predictor, const double *p)
{
    return fabs(sum_of(p, predictor->classes) - 1) <= predictor->tolerance;
}

/* The other of two classes, which has no column of its own. */
static inline void complete(const struct predictor *predictor, double *p)
{
    double positive = p[predictor->positive];
    p[!predictor->positive] = 1 - positive;
}

/* The sum is that of the numbers as they stand. */
static bool read_probs(const struct predictor *predictor, const struct csv_row *row, double *p, struct problem *problem)
{
    if (predictor->one) {
        if (!read_probability(predictor, row, predictor->columns[0], &p[predictor->positive], problem))
            return false;
        settle(&p[predictor->positive], 1);
        complete(predictor, p);
        return true;
    }
    if (!read_units(predictor, row, p))
        for (size_t k = 0; k < predictor->classes; k++)
            if (!read_probability(predictor, row, predictor->columns[k], &p[k], problem))
                return false;
    double sum = sum_of(p, predictor->classes);
    settle(p, predictor->classes);
    return predictor->apart || fabs(sum - 1) <= predictor->tolerance || (predictor->partial && sum < 1) ||
           wrong_sum(predictor, sum, problem);
}

static size_t columns_of(const struct predictor *predictor)
{
    return predictor->one ? 1 : predictor->classes;
}

/* One for each column. */
static bool read_numbers(const struct predictor *predictor, const struct csv_row *row, double *values,
                         struct problem *problem)
{
    const struct table *table = predictor->table;
    const size_t *columns = predictor->columns, count = columns_of(predictor);
    size_t k = grid_row_numbers(table, row, columns, count, predictor->fractions, values);
    return k == count || table_number(table, row, columns[k], &values[k], NULL, problem);
}

/* Makes probabilities of logits, which of labels apart are each that of a model with two classes. False when they are
 * too large. */
static bool to_probabilities(const struct predictor *predictor, double *p)
{
    double largest = -INFINITY, sum = 0;
    for (size_t k = 0; predictor->apart && k < predictor->classes; k++)
        p[k] = 1 / (1 + exp(-p[k] / predictor->temperature));
    if (predictor->apart)
        return true;
    if (predictor->one)
        p[!predictor->positive] = 0;
    for (size_t k = 0; k < predictor->classes; k++) {
        p[k] /= predictor->temperature;
        largest = p[k] > largest ? p[k] : largest;
    }
    for (size_t k = 0; k < predictor->classes; k++) {
        p[k] = exp(p[k] - largest);
        sum += p[k];
    }
    for (size_t k = 0; k < predictor->classes; k++)
        p[k] /= sum;
    return isfinite(sum);
}

/* Where the numbers of the columns go. */
static double *values_of(const struct predictor *predictor, double *p)
{
    return predictor->one ? &p[predictor->positive] : p;
}

static bool read_logits(const struct predictor *predictor, const struct csv_row *row, double *p,
                        struct problem *problem)
{
    if (!read_numbers(predictor, row, values_of(predictor, p), problem))
        return false;
    return to_probabilities(predictor, p) ||
           problem_set(problem, predictor->columns[0], "the logits are too large for a softmax");
}

static bool read_values(const struct predictor *predictor, const struct csv_row *row, double *p,
                        struct problem *problem)
{
    switch (predictor->kind) {
    case PREDICTOR_PROBS:
        return read_probs(predictor, row, p, problem);
    case PREDICTOR_LOGITS:
        return read_logits(predictor, row, p, problem);
    case PREDICTOR_VOTE:
        if (!read_probability(predictor, row, predictor->confidence, p, problem))
            return false;
        settle(p, 1);
        return true;
    case PREDICTOR_LABEL:
        *p = 1;
        return true;
    case PREDICTOR_NONE:
        break;
    }
    return problem_set(problem, PROBLEM_ROW, "the table holds no prediction");
}

bool predictor_values(const struct predictor *predictor, const struct csv_row *row, double *p, struct problem *problem)
{
    if (!read_values(predictor, row, p, problem))
        return false;
    if (predictor->has_label && table_cell(predictor->table, row, predictor->label).size == 0)
        return problem_set(problem, predictor->label, "the label is empty");
    return true;
}

/* Of a row of a matrix whose cells may not be written. */
static bool read_usual_numbers(const struct predictor *predictor, const struct csv_row *row, double *p)
{
    size_t count = columns_of(predictor);
    double *values = values_of(predictor, p);
    if (grid_row_numbers(predictor->table, row, predictor->columns, count, predictor->fractions, values) < count)
        return false;
    if (predictor->kind == PREDICTOR_LOGITS)
        return to_probabilities(predictor, p);
    if (!are_within(values, count))
        return false;
    if (predictor->one)
        complete(predictor, p);
    return predictor->one || predictor->apart || is_one(predictor, p);
}

static bool read_usual_row(const struct predictor *predictor, const struct csv_row *row, double *p)
{
    const struct table *table = predictor->table;
    if (predictor->has_label && table_cell(table, row, predictor->label).size == 0)
        return false;
    if (predictor->kind == PREDICTOR_VOTE)
        return is_usual(table_cell(table, row, predictor->confidence), p);
    if (row->cut == CSV_NUMBERS || predictor->kind == PREDICTOR_LOGITS)
        return read_usual_numbers(predictor, row, p);
    if (predictor->one) {
        if (!is_usual(table_cell(table, row, predictor->columns[0]), &p[predictor->positive]))
            return false;
        complete(predictor, p);
        return true;
    }
    return read_units(predictor, row, p) && (predictor->apart || is_one(predictor, p));
}

static bool has_numbers(const struct predictor *predictor)
{
    return predictor->kind == PREDICTOR_VOTE || predictor->kind == PREDICTOR_PROBS ||
           predictor->kind == PREDICTOR_LOGITS;
}

size_t predictor_some(const struct predictor *predictor, const struct csv_row *const *rows, size_t count, double *p)
{
    size_t i = 0, room = predictor_room(predictor);
    while (has_numbers(predictor) && i < count && read_usual_row(predictor, rows[i], p + i * room))
        i++;
    return i;
}

/* Four values at a time: `out` has room for a multiple of four. */
__attribute__((always_inline)) static inline bool read_millionths(const struct predictor *predictor,
                                                                  const struct csv_rows *rows, size_t i,
                                                                  enum csv_cut cut, uint64_t slack, uint32_t *out,
                                                                  size_t *likeliest)
{
    const uint32_t *ends = rows->ends + i * rows->columns;
    const size_t *columns = predictor->columns, classes = predictor->classes;
    size_t k = 0;
    for (; k < classes; k += 4) {
        struct text cells[4];
        for (size_t j = 0; j < 4; j++)
            cells[j] = k + j < classes ? csv_cut_cell(rows->text, ends, columns[k + j], rows->columns, cut)
                                       : (struct text){"0.000000", 8};
        if (!millionths_parse(cells, out + k))
            return false;
    }
    uint64_t sum;
    *likeliest = millionths_largest(out, k, &sum);
    return out[*likeliest] <= MILLION && sum + slack >= MILLION && sum <= MILLION + slack;
}

static size_t some_vote_millionths(const struct predictor *predictor, const struct csv_rows *rows, size_t first,
                                   size_t count, uint32_t *millionths, size_t *likeliest)
{
    size_t i = 0;
    while (i < count &&
           number_parse_millionths(csv_grid_cell(rows, first + i, predictor->confidence), &millionths[i]) &&
           millionths[i] <= MILLION)
        likeliest[i++] = 0;
    return i;
}

size_t predictor_some_millionths(const struct predictor *predictor, const struct csv_rows *rows, size_t first,
                                 size_t count, uint32_t *millionths, size_t *likeliest)
{
    if (predictor->kind == PREDICTOR_VOTE)
        return some_vote_millionths(predictor, rows, first, count, millionths, likeliest);
    if (predictor->kind != PREDICTOR_PROBS || predictor->one || predictor->tolerance < 2e-6)
        return 0;
    uint64_t slack = predictor->apart ? UINT64_MAX / 2 : (uint64_t)(predictor->tolerance * MILLION) - 1;
    size_t i = 0, classes = predictor->classes;
    if (rows->cut == CSV_PLAIN)
        while (i < count &&
               read_millionths(predictor, rows, first + i, CSV_PLAIN, slack, millionths + i * classes, &likeliest[i]))
            i++;
    else
        while (i < count &&
               read_millionths(predictor, rows, first + i, rows->cut, slack, millionths + i * classes, &likeliest[i]))
            i++;
    return i;
}

/* The values of as many rows as hold nothing but numbers. */
static size_t read_rows(const struct predictor *predictor, const struct csv_rows *rows, size_t first, size_t count,
                        double *p)
{
    const size_t *columns = predictor->classes ? predictor->columns : &predictor->confidence;
    size_t room = predictor_room(predictor);
    return grid_numbers(rows, (struct grid_columns){columns, room, predictor->together}, first, count, p) / room;
}

/* Whether a sum is within the tolerance for sure, in whatever order it was made. */
static bool is_surely_one(const struct predictor *predictor, double sum)
{
    return fabs(sum - 1) <= predictor->tolerance - 1e-9;
}

/* The sum in strands, which the compiler vectorises. */
static double sum_in_strands(const double *p, size_t count)
{
    enum { STRANDS = 4 };
    double sums[STRANDS] = {0}, sum = 0;
    size_t k = 0;
    for (; k + STRANDS <= count; k += STRANDS)
        for (size_t j = 0; j < STRANDS; j++)
            sums[j] += p[k + j];
    for (; k < count; k++)
        sum += p[k];
    return sum + ((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

static bool check_grid_row(const struct predictor *predictor, const struct csv_rows *rows, size_t i, const double *p)
{
    size_t room = predictor_room(predictor);
    return are_within(p, room) &&
           (predictor->kind == PREDICTOR_VOTE || predictor->apart ||
            is_surely_one(predictor, sum_in_strands(p, room)) || is_one(predictor, p)) &&
           (!predictor->has_label || rows->filled || csv_grid_filled(rows, i, predictor->label));
}

/* As many rows as hold nothing but whole millionths. Distributions are divided one by one, while the next is read. */
static size_t some_grid_millionths(const struct predictor *predictor, const struct csv_rows *rows, size_t first,
                                   size_t count, double *p)
{
    enum { ROOM = 4096 };
    uint32_t millionths[ROOM + 3];
    size_t likeliest[CSV_ROWS], room = predictor_room(predictor), step = room == 1 ? count : 1, i = 0, read = 1;
    bool labelled = rows->filled || !predictor->has_label;
    while (read && i < count && room <= ROOM) {
        read = predictor_some_millionths(predictor, rows, first + i, step < count - i ? step : count - i, millionths,
                                         likeliest);
        for (size_t k = 0; k < read * room; k++) /* apart and signed: several are divided at once */
            p[i * room + k] = (int32_t)millionths[k] / 1e6;
        for (size_t end = i + read; i < end; i++)
            if (!labelled && !csv_grid_filled(rows, first + i, predictor->label))
                return i;
    }
    return i;
}

/* Of a model with two classes and one column. */
static size_t some_grid_ones(const struct predictor *predictor, const struct csv_rows *rows, size_t first, size_t count,
                             double *p)
{
    size_t i = 0, column = predictor->columns[0];
    bool labelled = rows->filled || !predictor->has_label;
    for (; i < count && (labelled || csv_grid_filled(rows, first + i, predictor->label)); i++, p += 2) {
        if (!is_usual(csv_grid_cell(rows, first + i, column), &p[predictor->positive]))
            break;
        complete(predictor, p);
    }
    return i;
}

size_t predictor_some_grid(const struct predictor *predictor, const struct csv_rows *rows, size_t first, size_t count,
                           double *p)
{
    if (predictor->kind != PREDICTOR_VOTE && predictor->kind != PREDICTOR_PROBS)
        return 0;
    if (predictor->one)
        return some_grid_ones(predictor, rows, first, count, p);
    size_t room = predictor_room(predictor), i = some_grid_millionths(predictor, rows, first, count, p);
    size_t read = i + read_rows(predictor, rows, first + i, count - i, p + i * room);
    while (i < read && check_grid_row(predictor, rows, first + i, p + i * room))
        i++;
    return i;
}

/* What the label is given: that of another class than the likeliest, nothing for one that is no class. */
static double own_confidence(const struct predictor *predictor, const struct prediction *prediction)
{
    if (text_equal(prediction->label, predictor->names[prediction->likeliest]))
        return prediction->p[prediction->likeliest];
    size_t k = predictor_class(predictor, prediction->label);
    return k < predictor->classes ? prediction->p[k] : 0;
}

static struct prediction tell_apart(const struct predictor *predictor, const double *p)
{
    size_t doubtful = 0;
    for (size_t k = 1; k < predictor->classes; k++)
        if (prediction_certainty(p[k]) < prediction_certainty(p[doubtful]))
            doubtful = k;
    return (struct prediction){
        .confidence = prediction_certainty(p[doubtful]), .p = p, .classes = predictor->classes, .likeliest = doubtful};
}

void prediction_set(const struct text *names, const double *p, size_t labels, struct buffer *set)
{
    size_t before = set->size;
    for (size_t k = 0; k < labels; k++)
        if (p[k] > 0.5)
            label_set_add(set, before, names[k]);
    if (set->size == before)
        buffer_add(set, text_of(LABEL_SET_EMPTY));
}

void predictor_tell(const struct predictor *predictor, const struct csv_row *row, const double *p,
                    struct prediction *prediction)
{
    if (predictor->apart) {
        *prediction = tell_apart(predictor, p);
        return;
    }
    size_t classes = predictor_room(predictor), likeliest = distribution_likeliest(p, classes);
    prediction->p = p;
    prediction->classes = classes;
    prediction->likeliest = likeliest;
    prediction->confidence = p[likeliest];
    prediction->label =
        predictor->has_label ? table_cell(predictor->table, row, predictor->label) : predictor->names[likeliest];
    if (predictor->has_label && predictor->classes)
        prediction->confidence = own_confidence(predictor, prediction);
}

bool predictor_read(const struct predictor *predictor, const struct csv_row *row, double *p,
                    struct prediction *prediction, struct problem *problem)
{
    if (!predictor_values(predictor, row, p, problem))
        return false;
    predictor_tell(predictor, row, p, prediction);
    return true;
}
