#include "join/deployed.h"

#include "input/scan.h"

struct lookup {
    struct arena *arena;
    const struct idmap *ids;
    struct deployed *found;
    bool *seen;
    struct field label, confidence;
    bool has_confidence;
};

static bool look_up(struct lookup *lookup, struct sample *sample, struct problem *problem)
{
    struct text text;
    size_t number = idmap_find(lookup->ids, sample->id);
    if (number == IDMAP_NONE || lookup->seen[number])
        return true;
    lookup->seen[number] = true;
    if (!sample_text(sample, &lookup->label, &text, problem))
        return false;
    lookup->found[number].label = text_copy(lookup->arena, text);
    if (!lookup->has_confidence)
        return true;
    if (!sample_text(sample, &lookup->confidence, &text, problem))
        return false;
    lookup->found[number].confidence = text_copy(lookup->arena, text);
    return true;
}

static bool look_up_all(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct problem problem;
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        if (!look_up(state, &sample, &problem) && !scan_reject(worker, &sample, &problem, error))
            return false;
    }
    return true;
}

/* A confidence may be absent: labels alone are predictions, too. */
static bool open_fields(struct lookup *lookup, struct sampler *sampler, struct error *error)
{
    if (!field_open(&lookup->label, sampler, text_of("label"), NULL, error))
        return false;
    lookup->has_confidence = table_has(sampler->table, text_of("confidence")) || sampler->predictor.classes > 0;
    return !lookup->has_confidence || field_open(&lookup->confidence, sampler, text_of("confidence"), NULL, error);
}

bool deployed_read(struct deployed **found, struct arena *arena, const struct idmap *ids, const char *path,
                   const char *id, char delimiter, struct error *error)
{
    struct arena own = {.exhausted = arena->exhausted};
    struct table table;
    struct source *source;
    struct filter everything = {0};
    struct sampler sampler = {.table = &table, .columns = {.temperature = 1, .tolerance = 1e-3}};
    struct lookup lookup = {.arena = arena, .ids = ids};
    struct scan scan = {
        .sampler = &sampler, .filter = &everything, .threads = 1, .arena = &own, .step = look_up_all, .state = &lookup};
    lookup.found = *found = arena_array(arena, ids->count, sizeof **found);
    lookup.seen = arena_array(&own, ids->count, sizeof *lookup.seen);
    bool done = source_open(&source, &own, &path, 1, 0, error) && table_open(&table, &own, source, delimiter, error) &&
                table_column(&table, table_has(&table, text_of(id)) ? text_of(id) : text_of("id"), "--id", &sampler.id,
                             error) &&
                open_fields(&lookup, &sampler, error);
    if (done) {
        table_ready(&table);
        done = scan_run(&scan, error);
    }
    arena_free(&own);
    return done;
}
