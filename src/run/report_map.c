/*
 * report_map.c - where the queue lies among all samples: a part of the embeddings on their two main axes.
 */
#include <math.h>
#include <stdlib.h>

#include "base/pool.h"
#include "dengine/hash.h"
#include "run/report_input.h"
#include "score/axes.h"

enum { BACKGROUND_MOST = 1500, QUEUE_MOST = 2000, LABELS_MOST = 30 };

/* The ids of the table whose hashes are the least: the same part whatever the order of its rows. */
struct pick {
    uint64_t hash;
    struct text id;
};

struct picks {
    struct pick *items; /* a heap, the greatest hash on top */
    size_t count;
    uint64_t key;
    struct arena arena;
};

static void sink_down(struct pick *items, size_t count, size_t at)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && items[child + 1].hash > items[child].hash)
            child++;
        if (items[at].hash >= items[child].hash)
            return;
        struct pick held = items[at];
        items[at] = items[child];
        items[child] = held;
    }
}

static void offer(struct picks *picks, struct text id)
{
    uint64_t hash = hash_text(picks->key, id);
    if (picks->count == BACKGROUND_MOST && hash >= picks->items[0].hash)
        return;
    struct pick pick = {hash, text_copy(&picks->arena, id)};
    if (picks->count < BACKGROUND_MOST) {
        picks->items[picks->count++] = pick;
        for (size_t i = picks->count / 2; picks->count == BACKGROUND_MOST && i-- > 0;)
            sink_down(picks->items, picks->count, i);
        return;
    }
    picks->items[0] = pick;
    sink_down(picks->items, picks->count, 0);
}

static bool pick_ids(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct picks *picks = state;
    (void)worker;
    (void)error;
    for (size_t i = 0; i < samples->count; i++)
        offer(picks, samples_cell(samples, i, samples->sampler->id));
    return true;
}

static int by_hash(const void *a, const void *b)
{
    const struct pick *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Adds a part of the ids of the table that belongs to the embeddings. */
static bool add_background(struct idmap *map, const struct embeddings *embeddings, const struct report_input *input,
                           struct error *error)
{
    struct arena *arena = input->arena;
    struct table *table = arena_alloc(arena, sizeof *table);
    struct source *source;
    struct filter everything = {0};
    struct sampler sampler = {.table = table};
    struct picks picks = {.items = arena_array(arena, BACKGROUND_MOST, sizeof *picks.items),
                          .key = hash_key(text_of("map"), HASH_DRAW),
                          .arena = {.exhausted = arena->exhausted}};
    struct scan scan = {
        .sampler = &sampler, .filter = &everything, .threads = 1, .arena = arena, .step = pick_ids, .state = &picks};
    struct text id = text_of(input->options->id);
    bool added;
    if (!source_open(&source, arena, embeddings->tables, embeddings->tables_count, 0, error) ||
        !table_open(table, arena, source, input->options->delimiter, error) ||
        !table_column(table, table_has(table, id) ? id : text_of("id"), "--id", &sampler.id, error))
        return false;
    table_ready(table);
    bool read = scan_run(&scan, error);
    qsort(picks.items, picks.count, sizeof *picks.items, by_hash);
    for (size_t i = 0; read && i < picks.count; i++)
        idmap_add(map, picks.items[i].id, &added);
    arena_free(&picks.arena);
    return read;
}

/* The queue's rows that have a vector: each id once, the latest nights first. */
static void add_queue(struct idmap *map, size_t *row_of, const struct review *review)
{
    bool added;
    for (size_t i = review->count, shown = 0; i-- > 0 && shown < QUEUE_MOST;) {
        size_t number = idmap_add(map, review->rows[i].id, &added);
        if (row_of[number] == 0) {
            row_of[number] = i + 1;
            shown++;
        }
    }
}

/* Turns places into 0 .. 1, the same scale both ways. */
static void fit(struct report_map *map, const double *places)
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (size_t i = 0; i < 2 * map->count; i++) {
        low[i % 2] = fmin(low[i % 2], places[i]);
        high[i % 2] = fmax(high[i % 2], places[i]);
    }
    double size = fmax(1e-12, fmax(high[0] - low[0], high[1] - low[1]));
    double x = (1 - (high[0] - low[0]) / size) / 2, y = (1 - (high[1] - low[1]) / size) / 2;
    for (size_t i = 0; i < map->count; i++)
        map->points[i] = (struct point){(float)(x + (places[2 * i] - low[0]) / size),
                                        (float)(y + (places[2 * i + 1] - low[1]) / size)};
}

/* Each label at the mean place of its rows. */
static void place_labels(struct report_map *map, const struct review *review, struct arena *arena)
{
    const struct review_factor *says = &review->factors[FACTOR_SAYS];
    struct report_place *labels = arena_array(arena, says->count, sizeof *labels);
    double *counts = arena_array(arena, says->count, sizeof *counts);
    for (size_t i = map->background; i < map->count; i++) {
        uint32_t label = says->values[map->rows[i - map->background]];
        if (label == REVIEW_NONE)
            continue;
        labels[label].name = says->levels[label];
        labels[label].at.x += map->points[i].x;
        labels[label].at.y += map->points[i].y;
        counts[label]++;
    }
    for (size_t l = 0; l < says->count && map->labels_count < LABELS_MOST; l++)
        if (counts[l] > 0) {
            labels[map->labels_count] = labels[l];
            labels[map->labels_count].at.x /= (float)counts[l];
            labels[map->labels_count++].at.y /= (float)counts[l];
        }
    map->labels = labels;
}

bool report_map_make(struct report *report, const struct report_input *input, struct error *error)
{
    struct arena *arena = input->arena;
    const struct words *files = &input->options->embeddings;
    const char **paths = arena_array(arena, files->count, sizeof *paths);
    struct embeddings *embeddings = arena_alloc(arena, sizeof *embeddings);
    struct report_map *map = arena_alloc(arena, sizeof *map);
    struct idmap ids = {.arena = arena};
    struct vectors vectors;
    for (size_t i = 0; i < files->count; i++)
        paths[i] = files->items[i].data;
    struct embeddings_spec spec = run_embeddings(input->options, arena, paths, files->count);
    if (!embeddings_open(embeddings, arena, &spec, error) || !add_background(&ids, embeddings, input, error))
        return error_prefix(error, "--embeddings");
    size_t background = ids.count, *row_of = arena_array(arena, background + report->review->count, sizeof *row_of);
    add_queue(&ids, row_of, report->review);
    if (!embeddings_find(embeddings, &ids, &vectors, error))
        return error_prefix(error, "--embeddings");

    const float **shown = arena_array(arena, 2 * ids.count, sizeof *shown);
    size_t *rows = arena_array(arena, ids.count, sizeof *rows);
    for (size_t i = 0; i < ids.count; i++)
        if (i < background && vectors.state[i] == VECTOR_GOOD)
            shown[map->background++] = vectors_at(&vectors, i);
    map->count = map->background;
    for (size_t i = 0; i < ids.count; i++)
        if (row_of[i] && vectors.state[i] == VECTOR_GOOD) {
            rows[map->count - map->background] = row_of[i] - 1;
            shown[map->count++] = vectors_at(&vectors, i);
        }
    double *places = arena_array(arena, 2 * map->count, sizeof *places);
    map->rows = rows;
    map->points = arena_array(arena, map->count, sizeof *map->points);
    map->spread = axes_place(shown, map->count, vectors.dimensions, places, arena).spread;
    fit(map, places);
    place_labels(map, report->review, arena);
    report->map = map;
    return true;
}
