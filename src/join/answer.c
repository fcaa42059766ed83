#include "join/answer.h"

#include <math.h>
#include <string.h>

#include "base/table_hash.h"
#include "dengine/distribution.h"

static bool find_member(const struct gather *gather, struct text name, size_t *member)
{
    size_t low = 0, high = gather->member_names.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = text_compare(gather->member_names.items[middle], name);
        if (order == 0) {
            *member = gather->member_numbers[middle];
            return true;
        }
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    return false;
}

bool gather_member(const struct gather *gather, const struct gather_table *table, const struct csv_row *row,
                   size_t *member, struct problem *problem)
{
    *member = table->member;
    if (!table->by_member)
        return true;
    struct text name = table_cell(table->scan.sampler->table, row, table->member_column);
    return find_member(gather, name, member) ||
           problem_set(problem, table->member_column, name.size ? "an unknown member" : "the member's name is empty");
}

static bool read_number(const struct gather_table *table, const struct csv_row *row, struct answer *answer,
                        struct problem *problem)
{
    const struct sampler *sampler = table->scan.sampler;
    double tolerance = sampler->columns.tolerance;
    answer->label = GATHER_NO_LABEL;
    if (!table_number(sampler->table, row, table->answer, &answer->confidence, NULL, problem))
        return false;
    if (answer->confidence < -tolerance || answer->confidence > 1 + tolerance)
        return problem_set(problem, table->answer, "the score %.9g is outside 0 to 1", answer->confidence);
    answer->confidence = prediction_settled(answer->confidence);
    return true;
}

/* The number of the label, and how much of the probability is its own. */
static bool read_label(const struct gather *gather, const struct gather_table *table, struct label_cache *cache,
                       uint64_t *used, const struct prediction *prediction, struct answer *answer,
                       struct problem *problem)
{
    const struct predictor *predictor = &table->scan.sampler->predictor;
    answer->confidence = prediction->confidence;
    answer->label = GATHER_NO_LABEL;
    if (predictor->apart)
        return true;
    if (predictor->classes) {
        answer->label = table->class_numbers[prediction->likeliest];
        if (!predictor->has_label)
            return true;
        if (text_equal(prediction->label, predictor->names[prediction->likeliest])) {
            used[answer->label / 64] |= UINT64_C(1) << answer->label % 64;
            return true;
        }
    }
    answer->unlikely = predictor->classes && prediction->confidence < prediction->p[prediction->likeliest];
    answer->label = labels_add(gather->labels, cache, prediction->label);
    if (answer->label == LABELS_MOST)
        return labels_problem(problem);
    used[answer->label / 64] |= UINT64_C(1) << answer->label % 64;
    return true;
}

int64_t answer_units(double x)
{
    return (int64_t)llrint(x * GATHER_UNIT);
}

/* The same for a distribution, several at a time: the sum with 1.5 * 2^52 holds the nearest whole number
 * in its last bits, as long as that is below 2^51. */
static void to_units(int64_t *out, const double *p, size_t count)
{
    const double large = 0x1.8p52;
    int64_t zero;
    memcpy(&zero, &large, sizeof zero);
    for (size_t k = 0; k < count; k++) {
        double sum = p[k] * GATHER_UNIT + large;
        memcpy(&out[k], &sum, sizeof sum);
        out[k] -= zero;
    }
}

/* The conditions and the group, asked of the principal's rows. */
static bool read_principal(const struct gather *gather, struct sample sample, struct answer *answer,
                           struct problem *problem)
{
    sample.p = answer->p;
    sample.set = &answer->set;
    if (gather->where) {
        enum filter_result result = filter_judge(gather->where, &sample, problem);
        if (result == FILTER_BAD)
            return false;
        answer->outside = result == FILTER_OUTSIDE;
    }
    if (!gather->group || answer->outside)
        return true;
    if (!sample_text(&sample, gather->group, &answer->group, problem))
        return false;
    if (answer->group.data == sample.shown) {
        memcpy(answer->shown, sample.shown, sizeof answer->shown);
        answer->group.data = answer->shown;
    }
    return true;
}

void answer_start(struct answer *answer, struct text id)
{
    struct fingerprint hash = table_fingerprint(id);
    answer->id = id;
    answer->key = (struct slot_key){hash.low, hash.high};
    answer->group = (struct text){0};
    answer->outside = answer->principal = answer->unlikely = false;
    answer->expected = NULL;
    answer->millionths = NULL;
}

bool answer_read(const struct gather *gather, size_t number, struct label_cache *cache, uint64_t *used,
                 const struct samples *samples, size_t i, struct answer *answer, struct problem *problem)
{
    const struct gather_table *table = &gather->tables[number];
    const struct predictor *predictor = &table->scan.sampler->predictor;
    const struct csv_row *row = answer->read && !table->by_member ? samples_seen(samples, i) : samples_csv(samples, i);
    struct prediction prediction;
    answer_start(answer, table_cell(table->scan.sampler->table, row, table->scan.sampler->id));
    if (!gather_member(gather, table, row, &answer->member, problem))
        return false;
    answer->principal = answer->member == gather->principal;
    if (answer->principal && (gather->where || gather->group) &&
        !read_principal(gather, samples_at(samples, i), answer, problem))
        return false;
    if (answer->outside) {
        answer->label = GATHER_NO_LABEL;
        return true;
    }
    if (table->says == SAYS_SCORE)
        return read_number(table, row, answer, problem);
    if (!answer->read && !predictor_values(predictor, row, answer->p, problem))
        return false;
    predictor_tell(predictor, row, answer->p, &prediction);
    if (!read_label(gather, table, cache, used, &prediction, answer, problem))
        return false;
    if (table->says == SAYS_CLASS)
        answer->confidence = answer->p[table->answer];
    if (gather->needs & GATHER_SHARES)
        to_units(answer->units, answer->p, predictor->classes);
    if (gather->needs & GATHER_ENTROPY && !predictor->apart)
        answer->entropy = answer_units(distribution_entropy(answer->p, predictor->classes));
    return true;
}

/* ---- rows of a grid ---- */

/* The label and what it is given, as read_label has them. */
static bool read_usual_label(const struct gather *gather, const struct gather_table *table, struct label_cache *cache,
                             uint64_t *used, struct text cell, size_t likeliest, struct answer *answer)
{
    const struct predictor *predictor = &table->scan.sampler->predictor;
    uint32_t confidence = answer->millionths[likeliest];
    if (predictor->classes)
        answer->label = table->class_numbers[likeliest];
    if (!predictor->classes || (predictor->has_label && !text_equal(cell, predictor->names[likeliest]))) {
        if (cell.size == 0 || (answer->label = labels_add(gather->labels, cache, cell)) == LABELS_MOST)
            return false;
        used[answer->label / 64] |= UINT64_C(1) << answer->label % 64;
        confidence = predictor->classes ? 0 : confidence;
        for (size_t k = 0; k < predictor->classes; k++)
            if (table->class_numbers[k] == answer->label)
                confidence = answer->millionths[k];
        answer->unlikely = confidence < answer->millionths[likeliest];
    } else if (predictor->has_label) {
        used[answer->label / 64] |= UINT64_C(1) << answer->label % 64;
    }
    if (table->says == SAYS_CLASS)
        confidence = answer->millionths[table->answer];
    answer->confidence = confidence / 1e6;
    return true;
}

size_t answer_some(const struct gather *gather, size_t number, struct label_cache *cache, uint64_t *used,
                   const struct samples *samples, size_t i, struct answer *rows, uint32_t *millionths)
{
    const struct gather_table *table = &gather->tables[number];
    const struct predictor *predictor = &table->scan.sampler->predictor;
    size_t room = predictor_room(predictor), id = table->scan.sampler->id;
    size_t likeliest[CSV_ROWS];
    bool principal = gather->where || gather->group;
    if (table->says == SAYS_SCORE || predictor->apart)
        return 0;
    size_t count = predictor_some_millionths(predictor, samples->grid, i, samples->count - i, millionths, likeliest);
    for (size_t r = 0; r < count; r++, i++) {
        struct answer *answer = &rows[r];
        struct problem problem;
        answer_start(answer, csv_grid_cell(samples->grid, i, id));
        answer->member = table->member;
        if (table->by_member &&
            !find_member(gather, csv_grid_cell(samples->grid, i, table->member_column), &answer->member))
            return r;
        answer->principal = answer->member == gather->principal;
        if (principal && answer->principal && !read_principal(gather, samples_at(samples, i), answer, &problem))
            return r;
        answer->label = GATHER_NO_LABEL;
        if (answer->outside)
            continue;
        answer->millionths = millionths + r * room;
        struct text label = predictor->has_label ? csv_grid_cell(samples->grid, i, predictor->label) : (struct text){0};
        if (!read_usual_label(gather, table, cache, used, label, likeliest[r], answer))
            return r;
        if (!(gather->needs & GATHER_ENTROPY))
            continue;
        answer->p = rows->p + r * room;
        for (size_t k = 0; k < room; k++)
            answer->p[k] = answer->millionths[k] / 1e6;
        answer->entropy = answer_units(distribution_entropy(answer->p, predictor->classes));
    }
    return count;
}
