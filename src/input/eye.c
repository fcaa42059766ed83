#include "input/eye.h"

#include <math.h>
#include <string.h>

void eye_open(struct eye *eye, size_t columns)
{
    eye->labels.arena = eye->members.arena = eye->id.arena = &eye->arena;
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

static void note_class(struct eye *eye, struct text label)
{
    if (eye->more)
        return;
    uint32_t number = names_add(&eye->labels, label);
    eye->counts =
        arena_reserve(&eye->arena, eye->counts, &eye->counts_capacity, eye->labels.count, sizeof *eye->counts);
    eye->counts[number]++;
    eye->more = eye->labels.count > EYE_CLASSES;
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

void eye_time(struct eye *eye, const struct moment *moment, struct text cell)
{
    for (int end = 0; end < 2; end++) {
        bool first = eye->timed == 0, beyond = end ? moment->milliseconds > eye->time[1].milliseconds
                                                   : moment->milliseconds < eye->time[0].milliseconds;
        if (!first && !beyond)
            continue;
        eye->time[end] = *moment;
        eye->written[end] = text_copy(&eye->arena, cell);
    }
    eye->timed++;
    eye->kinds |= 1u << moment->kind;
}
