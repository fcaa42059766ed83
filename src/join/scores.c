#include "join/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dengine/hash.h"

static void close_scores(void *resource)
{
    struct scores *scores = resource;
    pthread_mutex_destroy(&scores->lock);
    for (size_t p = 0; p < SCORES_PARTS; p++) {
        pthread_mutex_destroy(&scores->parts[p].lock);
        arena_free(&scores->parts[p].arena);
    }
}

struct scores *scores_open(struct arena *arena)
{
    struct scores *scores = arena_alloc(arena, sizeof *scores);
    scores->arena = arena;
    scores->labels = labels_open(arena);
    scores->parts = arena_array(arena, SCORES_PARTS, sizeof *scores->parts);
    pthread_mutex_init(&scores->lock, NULL);
    for (size_t p = 0; p < SCORES_PARTS; p++) {
        struct scores_part *part = &scores->parts[p];
        pthread_mutex_init(&part->lock, NULL);
        part->arena.exhausted = arena->exhausted;
        part->ids.arena = &part->arena;
    }
    arena_attach(arena, close_scores, scores);
    return scores;
}

size_t scores_method(struct scores *scores, struct text name)
{
    pthread_mutex_lock(&scores->lock);
    size_t number = words_find(&scores->methods, name);
    if (number == scores->methods.count && number < SCORES_METHODS)
        words_add(&scores->methods, scores->arena, text_copy(scores->arena, name));
    pthread_mutex_unlock(&scores->lock);
    return number;
}

/* ---- adding ---- */

static struct scores_part *part_of(const struct scores *scores, struct text id)
{
    return &scores->parts[hash_text(0, id) >> 58 & (SCORES_PARTS - 1)];
}

static void *grow(struct scores_part *part, void *array, size_t capacity, size_t size)
{
    return arena_resize(&part->arena, array, array ? part->capacity * size : 0, capacity * size);
}

/* By a fifth once there are many: these are the most of what is held. */
static void make_room(struct scores_part *part)
{
    enum { MANY = 1 << 14 };
    size_t before = part->capacity, after = before < 64 ? 64 : before < MANY ? 2 * before : before + before / 5;
    part->labels = grow(part, part->labels, after, sizeof *part->labels);
    part->label_files = grow(part, part->label_files, after, sizeof *part->label_files);
    part->sampled = grow(part, part->sampled, after, sizeof *part->sampled);
    for (size_t m = 0; m < SCORES_METHODS; m++) {
        if (!part->values[m])
            continue;
        part->values[m] = grow(part, part->values[m], after, sizeof *part->values[m]);
        part->files[m] = grow(part, part->files[m], after, sizeof *part->files[m]);
        for (size_t i = before; i < after; i++)
            part->values[m][i] = (double)NAN;
    }
    for (size_t i = before; i < after; i++)
        part->labels[i] = LABELS_MOST;
    part->capacity = after;
}

static void open_method(struct scores_part *part, size_t method)
{
    part->values[method] = arena_array(&part->arena, part->capacity, sizeof *part->values[method]);
    part->files[method] = arena_array(&part->arena, part->capacity, sizeof *part->files[method]);
    for (size_t i = 0; i < part->capacity; i++)
        part->values[method][i] = (double)NAN;
}

static void put_score(struct scores_part *part, size_t number, size_t method, double value, uint16_t file)
{
    if (!part->values[method])
        open_method(part, method);
    double *held = &part->values[method][number];
    if (!isnan(*held) && (part->files[method][number] != file || *held >= value))
        return;
    *held = value;
    part->files[method][number] = file;
}

static void put_label(const struct scores *scores, struct scores_part *part, size_t number, size_t label)
{
    uint16_t held = part->labels[number];
    if (label == LABELS_MOST)
        return;
    if (held != LABELS_MOST &&
        (part->label_files[number] != scores->files ||
         text_compare(labels_name(scores->labels, held), labels_name(scores->labels, label)) <= 0))
        return;
    part->labels[number] = (uint16_t)label;
    part->label_files[number] = scores->files;
}

void scores_add(struct scores *scores, const struct score_row *row)
{
    struct scores_part *part = part_of(scores, row->id);
    pthread_mutex_lock(&part->lock);
    size_t number = names_add(&part->ids, row->id);
    if (number >= part->capacity)
        make_room(part);
    for (size_t i = 0; i < row->count; i++)
        put_score(part, number, row->methods[i], row->values[i], scores->files);
    put_label(scores, part, number, row->label);
    part->sampled[number] |= row->sampled;
    pthread_mutex_unlock(&part->lock);
}

void scores_add_label(struct scores *scores, struct text id, size_t label)
{
    struct scores_part *part = part_of(scores, id);
    pthread_mutex_lock(&part->lock);
    size_t number = names_find(&part->ids, id);
    if (number < part->ids.count)
        put_label(scores, part, number, label);
    pthread_mutex_unlock(&part->lock);
}

/* ---- after the last file ---- */

static int by_name(const void *a, const void *b, void *state)
{
    const struct words *methods = state;
    return text_compare(methods->items[*(const size_t *)a], methods->items[*(const size_t *)b]);
}

static bool lie_in_unit(const struct scores *scores, size_t method)
{
    for (size_t p = 0; p < SCORES_PARTS; p++) {
        const struct scores_part *part = &scores->parts[p];
        for (size_t i = 0; part->values[method] && i < part->ids.count; i++)
            if (part->values[method][i] < 0 || part->values[method][i] > 1)
                return false;
    }
    return true;
}

void scores_ready(struct scores *scores)
{
    size_t order[SCORES_METHODS], count = scores->methods.count;
    struct words sorted = {0};
    for (size_t m = 0; m < count; m++)
        order[m] = m;
    qsort_r(order, count, sizeof *order, by_name, &scores->methods);
    for (size_t m = 0; m < count; m++)
        words_add(&sorted, scores->arena, scores->methods.items[order[m]]);
    for (size_t p = 0; p < SCORES_PARTS; p++) {
        struct scores_part *part = &scores->parts[p];
        double *values[SCORES_METHODS];
        memcpy(values, part->values, sizeof values);
        for (size_t m = 0; m < count; m++)
            part->values[m] = values[order[m]];
    }
    scores->methods = sorted;
    for (size_t m = 0; m < count; m++)
        scores->unit[m] = lie_in_unit(scores, m);
}

bool scores_labelled(const struct scores *scores)
{
    for (size_t p = 0; p < SCORES_PARTS; p++)
        for (size_t i = 0; i < scores->parts[p].ids.count; i++)
            if (scores->parts[p].labels[i] == LABELS_MOST)
                return false;
    return true;
}

bool scores_find(const struct scores *scores, struct text id, struct scores_place *place)
{
    const struct scores_part *part = part_of(scores, id);
    *place = (struct scores_place){part, names_find(&part->ids, id)};
    return place->number < part->ids.count;
}

void scores_of(const struct scores *scores, struct scores_place place, double *out)
{
    for (size_t m = 0; m < scores->methods.count; m++)
        out[m] = place.part->values[m] ? place.part->values[m][place.number] : (double)NAN;
}
