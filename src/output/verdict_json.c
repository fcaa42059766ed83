/*
 * verdict_json.c - the verdict for programs. The schema, which only grows:
 *
 *     figure       {"estimate", "low", "high", "n"}: a 95 % interval and the rows behind it; null: not known
 *     fate         {"rows", "right": now, "same": still wrong, "other": wrong in another way}
 *
 *     {"verdict": 1, "before", "after": the tables,
 *      "accuracy":   {"before", "after", "gain", "fixed", "broken": figures of the rows that did not teach the new
 * model, as far as that was told, "population", "known", "sample": rows that were drawn, "sample_fixed",
 *                     "sample_broken", "mcnemar": p, "nights", "taught_nights": left out, "untold": drawn rows for
 * which there are no figures}; null without queues "errors", "taught_errors", "rights", "taught_rights": fates of what
 * people found; "trained": whether it was told what taught the new model "untold", "absent": answers that tell nothing
 * of it, "strangers": rows whose new label neither the old model nor people use, "confusions": [{"says", "is",
 * "errors", "taught", "near", "far": fates}]   near, far: of rows nobody answered "population": {"rows", "changed",
 * "expected_wrong", "changes": [{"from", "to", "rows", "expected_wrong"}], "neighbours": {"least", "why", "errors",
 * "without_vector", "near": fate, "similarity", "far_rows", "far_right", "far_same": shares}; null without embeddings};
 * null in a report}
 */
#include <math.h>

#include "dengine/hash.h"
#include "output/json.h"
#include "output/verdict.h"

static void write_number(struct json *json, const char *key, double number)
{
    if (isnan(number))
        json_null(json, key);
    else
        json_nano(json, key, nano_round(number));
}

static void write_figure(struct json *json, const char *key, const struct figure *figure)
{
    if (!(figure->n > 0)) {
        json_null(json, key);
        return;
    }
    json_object(json, key);
    write_number(json, "estimate", figure->estimate);
    write_number(json, "low", figure->low);
    write_number(json, "high", figure->high);
    write_number(json, "n", figure->n);
    json_end(json);
}

static void write_fate(struct json *json, const char *key, const struct verdict_fate *fate)
{
    json_object(json, key);
    json_count(json, "rows", fate->rows);
    json_count(json, "right", fate->right);
    json_count(json, "same", fate->same);
    json_count(json, "other", fate->other);
    json_end(json);
}

static void write_accuracy(struct json *json, const struct verdict_figures *verdict)
{
    const struct paired_figures *sample = &verdict->sample;
    if (!verdict->sampled) {
        json_null(json, "accuracy");
        return;
    }
    json_object(json, "accuracy");
    write_figure(json, "before", &sample->before);
    write_figure(json, "after", &sample->after);
    write_figure(json, "gain", &sample->gain);
    write_figure(json, "fixed", &sample->fixed);
    write_figure(json, "broken", &sample->broken);
    write_number(json, "population", sample->population);
    write_number(json, "known", sample->certain);
    json_count(json, "sample", sample->sample);
    json_count(json, "sample_fixed", sample->sample_fixed);
    json_count(json, "sample_broken", sample->sample_broken);
    write_number(json, "mcnemar", sample->gain.n > 0 ? sample->mcnemar : (double)NAN);
    json_count(json, "nights", verdict->nights);
    json_count(json, "taught_nights", verdict->taught_nights);
    json_count(json, "untold", verdict->untold_sample);
    json_end(json);
}

static void write_confusions(struct json *json, const struct verdict_figures *verdict, size_t indent)
{
    json_array(json, "confusions");
    for (size_t c = 0; c < verdict->confusions_count; c++) {
        const struct verdict_confusion *confusion = &verdict->confusions[c];
        json_line(json, indent + 2);
        json_object(json, NULL);
        json_text(json, "says", confusion->says);
        if (confusion->is.data)
            json_text(json, "is", confusion->is);
        else
            json_null(json, "is");
        write_fate(json, "errors", &confusion->errors);
        write_fate(json, "taught", &confusion->taught);
        if (verdict->population && verdict->population->embedded) {
            write_fate(json, "near", &confusion->near);
            write_fate(json, "far", &confusion->far);
        }
        json_end(json);
    }
    json_end(json);
}

static void write_neighbours(struct json *json, const struct verdict_population *population)
{
    if (!population->embedded) {
        json_null(json, "neighbours");
        return;
    }
    json_object(json, "neighbours");
    write_number(json, "least", population->least);
    json_string(json, "why", population->why);
    json_count(json, "errors", population->errors);
    json_count(json, "without_vector", population->unplaced);
    write_fate(json, "near", &population->near);
    write_number(json, "similarity", population->similarity);
    json_count(json, "far_rows", population->far_rows);
    write_number(json, "far_right", population->far_right);
    write_number(json, "far_same", population->far_same);
    json_end(json);
}

static void write_population(struct json *json, const struct verdict_population *population, size_t indent)
{
    if (!population) {
        json_null(json, "population");
        return;
    }
    json_object(json, "population");
    json_count(json, "rows", population->rows);
    json_count(json, "changed", population->changed);
    write_number(json, "expected_wrong", population->wrong);
    json_line(json, indent + 2);
    json_array(json, "changes");
    for (size_t i = 0; i < population->changes_count; i++) {
        json_line(json, indent + 4);
        json_object(json, NULL);
        json_text(json, "from", population->changes[i].from);
        json_text(json, "to", population->changes[i].to);
        json_count(json, "rows", population->changes[i].rows);
        write_number(json, "expected_wrong", population->changes[i].wrong);
        json_end(json);
    }
    json_end(json);
    json_line(json, indent + 2);
    write_neighbours(json, population);
    json_end(json);
}

void verdict_write_members(const struct verdict_figures *verdict, struct json *json, size_t indent)
{
    json_string(json, "before", verdict->before);
    json_string(json, "after", verdict->after);
    json_line(json, indent);
    write_accuracy(json, verdict);
    json_line(json, indent);
    write_fate(json, "errors", &verdict->errors);
    write_fate(json, "taught_errors", &verdict->taught_errors);
    json_line(json, indent);
    write_fate(json, "rights", &verdict->rights);
    write_fate(json, "taught_rights", &verdict->taught_rights);
    json_line(json, indent);
    json_boolean(json, "trained", verdict->told_trained);
    json_count(json, "untold", verdict->untold);
    json_count(json, "absent", verdict->absent);
    json_count(json, "strangers", verdict->strangers);
    json_line(json, indent);
    write_confusions(json, verdict, indent);
    json_line(json, indent);
    write_population(json, verdict->population, indent);
}

void verdict_write_json(const struct verdict_figures *verdict, FILE *out)
{
    struct json json = {.out = out};
    json_object(&json, NULL);
    json_line(&json, 2);
    json_count(&json, "verdict", 1);
    verdict_write_members(verdict, &json, 2);
    json_line(&json, 0);
    json_end(&json);
    putc('\n', out);
}
