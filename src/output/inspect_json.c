#include "output/inspect.h"
#include "output/inspect_answers.h"
#include "output/inspect_matrix.h"
#include "output/json.h"

static void write_columns(struct json *json, const struct profile *profile)
{
    json_line(json, 4);
    json_array(json, "columns");
    for (size_t i = 0; i < profile->table.layout.columns; i++) {
        if (inspect_told(profile, i))
            continue;
        struct inspect_column column = inspect_column(profile, i);
        json_line(json, 6);
        json_object(json, NULL);
        json_text(json, "name", column.name);
        json_string(json, "role", role_names[column.role]);
        json_count(json, "columns", column.count);
        json_count(json, "missing", profile->missing[i]);
        json_end(json);
    }
    json_line(json, 4);
    json_end(json);
}

static void write_classes(struct json *json, const struct profile *profile)
{
    json_line(json, 4);
    json_object(json, "labels");
    for (size_t i = 0; i < profile->classes_count; i++) {
        json_key(json, profile->classes[i].name);
        json_count(json, NULL, profile->classes[i].rows);
    }
    json_end(json);
    json_boolean(json, "more_labels", profile->classes_more);
}

static void write_numbers(struct json *json, const char *key, const double *numbers, size_t count)
{
    json_array(json, key);
    for (size_t i = 0; i < count; i++)
        json_number(json, NULL, numbers[i]);
    json_end(json);
}

static void write_prediction(struct json *json, const struct profile *profile)
{
    bool predicts = profile_predicts(profile) && profile->predicted;
    json_line(json, 4);
    json_count(json, "predicted", profile->predicted);
    if (predicts)
        write_numbers(json, "confidence_quartiles", profile->confidence, PROFILE_QUANTILES);
    if (predicts && profile->sampler.predictor.classes) {
        write_numbers(json, "sums", profile->sum, 2);
        json_count(json, "label_not_likeliest", profile->unlikely);
        json_count(json, "label_no_class", profile->strange);
    }
}

static void write_rest(struct json *json, const struct profile *profile)
{
    if (profile->timed) {
        json_line(json, 4);
        json_array(json, "time");
        json_text(json, NULL, profile->time[0]);
        json_text(json, NULL, profile->time[1]);
        json_end(json);
        json_number(json, "span_s", (double)profile->span / 1000);
        json_number(json, "step_s", profile->roles.step / 1000);
    }
    if (profile->vectors) {
        json_line(json, 4);
        json_count(json, "vectors", profile->vectors);
        json_count(json, "dimensions", profile->roles.family_count);
        write_numbers(json, "norms", profile->norm, 2);
    }
}

static void write_found(struct json *json, const struct profile *profile)
{
    json_line(json, 4);
    json_array(json, "found");
    for (size_t i = 0; i < profile->found_count; i++) {
        json_line(json, 6);
        json_object(json, NULL);
        json_count(json, "rows", profile->found[i].count);
        json_boolean(json, "bad", profile->found[i].rejected);
        json_string(json, "first", profile->found[i].first);
        json_end(json);
    }
    json_end(json);
}

static void write_offers(struct json *json, const struct offers *offers, size_t indent)
{
    json_line(json, indent);
    json_words(json, "notes", &offers->reasons);
    json_line(json, indent);
    json_words(json, "commands", &offers->commands);
}

static void write_table(struct json *json, const struct profile *profile)
{
    char delimiter = profile->table.layout.delimiter;
    json_string(json, "file", profile_name(profile));
    json_line(json, 4);
    json_count(json, "rows", inspect_rows(profile));
    json_count(json, "rejected", profile->counts.rejected);
    json_count(json, "ids", profile->ids);
    json_count(json, "repeats", profile->told - profile->ids);
    if (profile->roles.ids.size)
        json_text(json, "ids_of", profile->roles.ids);
    if (profile->groups)
        json_count(json, "samples", profile->groups);
    json_boolean(json, "header", !profile->roles.headless);
    json_text(json, "delimiter", (struct text){&delimiter, 1});
    json_string(json, "encoding", inspect_encoding(profile));
    write_columns(json, profile);
    write_classes(json, profile);
    write_prediction(json, profile);
    write_rest(json, profile);
    write_found(json, profile);
}

static void write_file(struct json *json, const struct inspected *file)
{
    json_line(json, 2);
    json_object(json, NULL);
    if (file->profile)
        write_table(json, file->profile);
    else if (file->answers)
        inspect_answers_json(json, file->answers);
    else
        inspect_matrix_json(json, &file->identified);
    write_offers(json, &file->offers, 4);
    json_line(json, 2);
    json_end(json);
}

void inspect_write_json(FILE *out, const struct inspection *inspection)
{
    struct json json = {.out = out};
    json_object(&json, NULL);
    json_array(&json, "tables");
    for (size_t i = 0; i < inspection->count; i++)
        write_file(&json, &inspection->files[i]);
    json_end(&json);
    if (inspection->tables > 1 || inspection->joins.commands.count) {
        json_line(&json, 0);
        json_array(&json, "common_ids");
        for (size_t i = 1; i < inspection->tables; i++)
            json_count(&json, NULL, inspection->profiles[i].common);
        json_end(&json);
        write_offers(&json, &inspection->joins, 0);
    }
    json_end(&json);
    fputc('\n', out);
}
