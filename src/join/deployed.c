#include "join/deployed.h"

#include "input/file_columns.h"
#include "input/scan.h"

struct lookup {
    struct arena *arena;
    const struct idmap *ids;
    struct deployed *found;
    struct field label, confidence;
    bool has_confidence;
};

static bool look_up(struct lookup *lookup, struct sample *sample, struct problem *problem)
{
    size_t number = idmap_find(lookup->ids, sample->id);
    struct buffer confidence = {.arena = lookup->arena};
    struct text label;
    bool missing = true;
    double value;
    if (number == IDMAP_NONE || lookup->found[number].found)
        return true;
    if (!sample_text(sample, &lookup->label, &label, problem) ||
        (lookup->has_confidence && !sample_number(sample, &lookup->confidence, &value, &missing, problem)))
        return false;
    if (!missing)
        buffer_nano(&confidence, nano_round(value));
    lookup->found[number] = (struct deployed){true, text_copy(lookup->arena, label), buffer_text(&confidence)};
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

static struct text named(const char *given, const char *usual)
{
    return text_of(given ? given : usual);
}

/* A confidence may be absent, unless it was named: labels alone are predictions, too. */
static bool open_fields(struct lookup *lookup, struct sampler *sampler, const struct file_columns *columns,
                        struct error *error)
{
    const char *confidence = file_column(columns, 2);
    if (!field_open(&lookup->label, sampler, named(file_column(columns, 1), "label"), NULL, error))
        return false;
    lookup->has_confidence =
        confidence || table_has(sampler->table, text_of("confidence")) || sampler->predictor.classes > 0;
    return !lookup->has_confidence ||
           field_open(&lookup->confidence, sampler, named(confidence, "confidence"), NULL, error);
}

static bool open_id(struct sampler *sampler, const struct file_columns *columns, const char *usual, struct error *error)
{
    const char *given = file_column(columns, 0);
    bool has = table_has(sampler->table, text_of(usual));
    return table_column(sampler->table, named(given, has ? usual : "id"), given ? NULL : "--id", &sampler->id, error);
}

bool deployed_read(struct deployed_table *deployed, const struct idmap *ids, struct error *error)
{
    struct arena own = {.exhausted = deployed->arena->exhausted};
    struct file_columns columns = file_columns(&own, deployed->file);
    struct table table;
    struct source *source;
    struct filter everything = {0};
    struct sampler sampler = {.table = &table, .columns = {.temperature = 1, .tolerance = 1e-3}};
    struct lookup lookup = {.arena = deployed->arena, .ids = ids};
    struct scan scan = {.sampler = &sampler,
                        .filter = &everything,
                        .threads = 1,
                        .bad_row = BAD_ROW_SKIP,
                        .arena = &own,
                        .step = look_up_all,
                        .state = &lookup};
    lookup.found = deployed->found = arena_array(deployed->arena, ids->count, sizeof *lookup.found);
    bool done = source_open(&source, &own, &columns.path, 1, 0, error) &&
                table_open(&table, &own, source, deployed->delimiter, error) &&
                open_id(&sampler, &columns, deployed->id, error) && open_fields(&lookup, &sampler, &columns, error);
    if (done) {
        table_ready(&table);
        done = scan_run(&scan, error);
    }
    deployed->rejected = scan.counts.rejected;
    if (done && scan.shown[0])
        deployed->shown = text_copy(deployed->arena, text_of(scan.shown[0])).data;
    arena_free(&own);
    return done;
}
