#include "input/idmap.h"

#include <string.h>

#include "base/table_hash.h"
#include "input/idset.h"
#include "input/scan.h"

static size_t find_slot(const struct idmap *map, struct text id)
{
    size_t slot = table_hash(id) & (map->slots_count - 1);
    while (map->slots[slot] && !text_equal(map->items[map->slots[slot] - 1].id, id))
        slot = (slot + 1) & (map->slots_count - 1);
    return slot;
}

static void grow(struct idmap *map)
{
    size_t old = map->slots_count;
    arena_resize(map->arena, map->slots, old * sizeof *map->slots, 0);
    map->slots_count = old ? old * 2 : 64;
    map->slots = arena_array(map->arena, map->slots_count, sizeof *map->slots);
    for (size_t i = 0; i < map->count; i++)
        map->slots[find_slot(map, map->items[i].id)] = i + 1;
}

size_t idmap_add(struct idmap *map, struct text id, bool *added)
{
    if (2 * (map->count + 1) > map->slots_count)
        grow(map);
    size_t slot = find_slot(map, id);
    *added = map->slots[slot] == 0;
    if (!*added)
        return map->slots[slot] - 1;
    map->items = arena_reserve(map->arena, map->items, &map->capacity, map->count + 1, sizeof *map->items);
    map->items[map->count] = (struct idmap_item){.id = text_copy(map->arena, id)};
    map->slots[slot] = ++map->count;
    return map->count - 1;
}

size_t idmap_find(const struct idmap *map, struct text id)
{
    return map->count ? map->slots[find_slot(map, id)] - 1 : IDMAP_NONE;
}

/* ---- files ---- */

struct reading {
    struct idmap *map;
    struct idmap own; /* of this file, to find what stands twice; its numbers are rows */
    bool has_label, has_truth;
    size_t label, truth;
};

static bool add_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct reading *reading = state;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        bool added;
        size_t row = idmap_add(&reading->own, sample.id, &added);
        if (!added) {
            struct problem problem = {0};
            problem_set(&problem, sample.sampler->id, "id '%.*s' stands twice, first in row %zu", text_shown(sample.id),
                        sample.id.data, row + 1);
            return scan_reject(worker, &sample, &problem, error);
        }
        size_t number = idmap_add(reading->map, sample.id, &added);
        struct idmap_item *item = &reading->map->items[number];
        if (added && reading->has_label)
            item->label = text_copy(reading->map->arena, table_cell(sample.sampler->table, sample.row, reading->label));
        if (added && reading->has_truth)
            item->truth = text_copy(reading->map->arena, table_cell(sample.sampler->table, sample.row, reading->truth));
    }
    return true;
}

static bool open_optional(struct table *table, const char *name, bool *has, size_t *column, struct error *error)
{
    *has = name && table_has(table, text_of(name));
    return !*has || table_column(table, text_of(name), NULL, column, error);
}

static bool read_file(struct idmap *map, const struct idmap_file *file, const char *path, struct arena *arena,
                      struct error *error)
{
    struct table table;
    struct source *source;
    struct filter everything = {0};
    struct reading reading = {.map = map, .own = {.arena = arena}};
    struct sampler sampler = {.table = &table};
    struct scan scan = {.sampler = &sampler,
                        .filter = &everything,
                        .threads = 1,
                        .arena = arena,
                        .step = add_samples,
                        .state = &reading};
    struct text id = text_of(file->id);
    if (!source_open(&source, arena, &path, 1, 0, error) ||
        !table_open(&table, arena, source, file->delimiter, error) ||
        !table_column(&table, table_has(&table, id) ? id : text_of("id"), "--id", &sampler.id, error) ||
        !open_optional(&table, file->label, &reading.has_label, &reading.label, error) ||
        !open_optional(&table, file->truth, &reading.has_truth, &reading.truth, error))
        return false;
    table_ready(&table);
    return scan_run(&scan, error);
}

bool idmap_read(struct idmap *map, const struct idmap_file *file, const char *path, struct error *error)
{
    struct arena arena = {.exhausted = map->arena->exhausted};
    bool done = read_file(map, file, path, &arena, error);
    arena_free(&arena);
    return done || error_prefix(error, file->option);
}
