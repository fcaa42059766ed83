#include "input/eye.h"

#include <math.h>
#include <string.h>

#include "dengine/distribution.h"

void eye_open(struct eye *eye, size_t columns)
{
    eye->labels.arena = eye->members.arena = eye->id.arena = &eye->arena;
    eye->written[0].arena = eye->written[1].arena = &eye->arena;
    eye->missing = arena_array(&eye->arena, columns, sizeof *eye->missing);
    eye->bad = arena_array(&eye->arena, columns, sizeof *eye->bad);
    eye->sum[0] = eye->confidence[0] = eye->norm[0] = INFINITY;
    eye->sum[1] = eye->confidence[1] = eye->norm[1] = -INFINITY;
}

bool eye_is_ascii(struct text text)
{
    uint64_t high = 0, word = 0; /* eight bytes at a time */
    size_t i = 0;
    for (; i + sizeof word <= text.size; i += sizeof word) {
        memcpy(&word, text.data + i, sizeof word);
        high |= word;
    }
    for (; i < text.size; i++)
        high |= (unsigned char)text.data[i];
    return !(high & UINT64_C(0x8080808080808080));
}

void eye_range(double range[2], double value)
{
    if (value < range[0])
        range[0] = value;
    if (value > range[1])
        range[1] = value;
}

/* The number of a label. */
static uint32_t number_of(struct eye *eye, struct text label)
{
    uint32_t number = names_add(&eye->labels, label);
    eye->counts =
        arena_reserve(&eye->arena, eye->counts, &eye->counts_capacity, eye->labels.count, sizeof *eye->counts);
    eye->more = eye->labels.count > EYE_CLASSES;
    return number;
}

static void note_class(struct eye *eye, struct text label)
{
    if (eye->more)
        return;
    uint32_t number = number_of(eye, label); /* which may move the counts */
    eye->counts[number]++;
}

/* The first and the last eight letters of a label: all of one of up to sixteen. */
static inline struct eye_letters letters_of(struct text label)
{
    struct eye_letters letters = {0, 0};
    if (label.size >= sizeof letters.first) {
        memcpy(&letters.first, label.data, sizeof letters.first);
        memcpy(&letters.last, label.data + label.size - sizeof letters.last, sizeof letters.last);
    } else {
        for (size_t i = 0; i < label.size; i++)
            letters.first = letters.first << 8 | (unsigned char)label.data[i];
    }
    return letters;
}

static inline size_t place_of(struct eye_letters letters, size_t size)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15); /* 2^64 / golden ratio: Knuth, TAOCP 3, 6.4 */
    return (size_t)(((letters.first ^ letters.last * odd) + size) * odd >> 32) % EYE_KNOWN;
}

static inline bool is_known(const struct eye_label *known, struct eye_letters letters, struct text label)
{
    return known->text.data && known->text.size == label.size && known->letters.first == letters.first &&
           known->letters.last == letters.last && (label.size <= sizeof letters || text_equal(known->text, label));
}

/* A label with its number and its class, which are looked for once, as a rule. */
static const struct eye_label *know(struct eye *eye, const struct predictor *predictor, struct text label)
{
    struct eye_letters letters = letters_of(label);
    struct eye_label *known = &eye->known[place_of(letters, label.size)];
    if (is_known(known, letters, label))
        return known;
    *known = (struct eye_label){.letters = letters, .class = predictor_class(predictor, label)};
    if (!eye->more) {
        known->number = number_of(eye, label);
        known->text = eye->labels.items[known->number];
    }
    return known;
}

/* The nearest, what lies between two to the upper one. */
static size_t bin_of(double confidence)
{
    double place = confidence < 0 ? 0 : confidence > 1 ? EYE_BINS : confidence * EYE_BINS;
    size_t below = (size_t)place;
    return below + (place - (double)below >= 0.5);
}

void eye_prediction(struct eye *eye, const struct sample *sample)
{
    const struct predictor *predictor = &sample->sampler->predictor;
    const struct prediction *prediction = &sample->prediction;
    eye->predicted++;
    note_class(eye, prediction->label);
    if (predictor->kind == PREDICTOR_LABEL)
        return;
    double sum = 0;
    eye_range(eye->confidence, prediction->confidence);
    eye->bins[bin_of(prediction->confidence)]++;
    if (!predictor->classes)
        return;
    for (size_t k = 0; k < predictor->classes; k++)
        sum += prediction->p[k];
    eye_range(eye->sum, sum);
    size_t label = predictor->has_label ? predictor_class(predictor, prediction->label) : prediction->likeliest;
    eye->strange += label == predictor->classes;
    eye->unlikely += label == predictor->classes || prediction->p[label] < prediction->p[prediction->likeliest];
}

void eye_predictions(struct eye *eye, const struct samples *samples, size_t first, size_t count, const double *p)
{
    const struct predictor *predictor = &samples->sampler->predictor;
    const size_t room = predictor_room(predictor);
    for (size_t i = first; i < first + count; i++, p += room) {
        size_t likeliest = distribution_likeliest(p, room);
        struct text cell =
            predictor->has_label ? samples_cell(samples, i, predictor->label) : predictor->names[likeliest];
        const struct eye_label *label = know(eye, predictor, cell);
        double own = !predictor->classes ? p[0] : label->class < predictor->classes ? p[label->class] : 0, sum = 0;
        if (!eye->more)
            eye->counts[label->number]++;
        eye_range(eye->confidence, own);
        eye->bins[bin_of(own)]++;
        if (!predictor->classes)
            continue;
        for (size_t k = 0; k < room; k++)
            sum += p[k];
        eye_range(eye->sum, sum);
        eye->strange += label->class == predictor->classes;
        eye->unlikely += label->class == predictor->classes || own < p[likeliest];
    }
    eye->predicted += count;
}

uint64_t eye_end_group(struct eye *eye)
{
    if (eye->groups)
        eye_range(eye->sum, eye->group_sum);
    eye->group_sum = 0;
    return eye->groups;
}

void eye_class(struct eye *eye, struct text id, struct text class, double value)
{
    if (!eye->groups || !text_equal(id, buffer_text(&eye->id))) {
        eye_end_group(eye);
        eye->groups++;
        eye->id.size = 0;
        buffer_add(&eye->id, id);
    }
    note_class(eye, class);
    size_t number = names_find(&eye->labels, class);
    eye->unsound |= eye->more;
    if (eye->more)
        return;
    eye->last_group =
        arena_reserve(&eye->arena, eye->last_group, &eye->last_capacity, eye->labels.count, sizeof *eye->last_group);
    eye->unsound |= eye->last_group[number] == eye->groups || !(value >= 0 && value <= 1);
    eye->last_group[number] = eye->groups;
    eye->group_sum += value;
}

void eye_member(struct eye *eye, struct text member)
{
    if (eye->members.count < EYE_MEMBERS)
        names_add(&eye->members, member);
}

void eye_time_end(struct eye *eye, int end, const struct moment *moment, struct text cell)
{
    const struct moment *known = &eye->time[end];
    bool beyond = end ? moment->milliseconds > known->milliseconds : moment->milliseconds < known->milliseconds;
    if (eye->timed && !beyond)
        return;
    eye->time[end] = *moment;
    eye->written[end].size = 0;
    buffer_add(&eye->written[end], cell);
}

void eye_time(struct eye *eye, const struct moment *moment, struct text cell)
{
    for (int end = 0; end < 2; end++)
        eye_time_end(eye, end, moment, cell);
    eye->timed++;
    eye->kinds |= 1u << moment->kind;
}
