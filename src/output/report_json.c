/*
 * report_json.c - the report for programs. The schema, which only grows:
 *
 *     figure       {"estimate", "low", "high", "n"}: a 95 % interval and the rows behind it; null: not known.
 *                  high is null where there is no upper end
 *     rate         {"figure": accuracy, "sample": reviewed rows that were drawn, "right" among them, "population",
 *                  "known": rows known for certain, "unknown": queued rows of which nothing is said, "few"}
 *     counts       {"rows", "reviewed", "wrong", "skipped", "disputed", "open"}
 *
 *     {"report": 1, "title", "counts",
 *      "accuracy":    rate, "since": the first night of the model, "base_error": figure
 *      "classes":     [{"class", "says": rate, "is": rate, "counts"}]     precision and recall
 *      "strata":      [{"by", "value", "rate", "counts"}]                 of `stratum` and of --by
 *      "nights":      [{"night", "model", "anew", "counts", "alone": rate, "so_far": rate}]
 *      "methods":     [{"method", "sample", "counts", "last_night", "share", "lift", "minutes_per_error": figures,
 *                       "alone", "shared", "also": errors, "tenths": [{"reviewed", "wrong"}]}]
 *      "confusions":  [{"says", "is", "found", "last_night", "share": figure of the population}]
 *      "calibration": {"error", "confidence", "accuracy", "tenths": [{"from", "to", "confidence", "rate"}]}
 *      "agreement":   {"people", "twice", "kappa", "alpha", "disputed": [ids]}
 *      "advice":      {"shares": [{"method", "now", "suggested"}], "lines": [{"about", "text", "command"}]}
 *      "retrained":   the verdict on a model that replaces this one (verdict_json.c), or null
 *      "notes":       [texts]}
 */
#include <math.h>

#include "output/json.h"
#include "output/report.h"
#include "output/verdict.h"

static void write_figure(struct json *json, const char *key, const struct figure *figure)
{
    if (figure->n <= 0) {
        json_null(json, key);
        return;
    }
    json_object(json, key);
    json_nano(json, "estimate", nano_round(fmin(figure->estimate, 1e9)));
    json_nano(json, "low", nano_round(figure->low));
    if (isinf(figure->high))
        json_null(json, "high");
    else
        json_nano(json, "high", nano_round(figure->high));
    json_nano(json, "n", nano_round(figure->n));
    json_end(json);
}

static void write_rate(struct json *json, const char *key, const struct review_rate *rate)
{
    json_object(json, key);
    write_figure(json, "figure", &rate->accuracy);
    json_count(json, "sample", rate->sample);
    json_count(json, "right", rate->right);
    json_nano(json, "population", nano_round(rate->population));
    json_nano(json, "known", nano_round(rate->known));
    json_nano(json, "unknown", nano_round(rate->unknown));
    json_boolean(json, "few", report_few(rate->sample));
    json_end(json);
}

static void write_counts(struct json *json, const char *key, const struct review_counts *counts)
{
    json_object(json, key);
    json_count(json, "rows", counts->rows);
    json_count(json, "reviewed", counts->reviewed);
    json_count(json, "wrong", counts->wrong);
    json_count(json, "skipped", counts->skipped);
    json_count(json, "disputed", counts->disputed);
    json_count(json, "open", counts->open);
    json_end(json);
}

static const struct level_figures *level_of(const struct factor_figures *factor, uint32_t level)
{
    for (size_t i = 0; i < factor->count; i++)
        if (factor->levels[i].level == level)
            return &factor->levels[i];
    return NULL;
}

static void write_class(struct json *json, const struct report *report, uint32_t class)
{
    static const struct level_figures none;
    const struct factor_figures *factors = report->figures->factors;
    const struct level_figures *says = level_of(&factors[FACTOR_SAYS], class),
                               *is = level_of(&factors[FACTOR_IS], class);
    if (!says && !is)
        return;
    json_line(json, 4);
    json_object(json, NULL);
    json_text(json, "class", report->review->factors[FACTOR_SAYS].levels[class]);
    write_rate(json, "says", says ? &says->rate : &none.rate);
    write_rate(json, "is", is ? &is->rate : &none.rate);
    write_counts(json, "counts", says ? &says->counts : &none.counts);
    json_end(json);
}

/* Both factors have one list of levels. */
static void write_classes(struct json *json, const struct report *report)
{
    json_line(json, 2);
    json_array(json, "classes");
    for (uint32_t c = 0; c < report->review->factors[FACTOR_SAYS].count; c++)
        write_class(json, report, c);
    json_end(json);
}

static void write_strata(struct json *json, const struct report *report)
{
    json_line(json, 2);
    json_array(json, "strata");
    for (size_t f = FACTOR_FURTHER; f < report->review->factors_count; f++) {
        const struct review_factor *factor = &report->review->factors[f];
        const struct factor_figures *figures = &report->figures->factors[f];
        for (size_t i = 0; i < figures->count; i++) {
            json_line(json, 4);
            json_object(json, NULL);
            json_text(json, "by", factor->name);
            json_text(json, "value", factor->levels[figures->levels[i].level]);
            write_rate(json, "rate", &figures->levels[i].rate);
            write_counts(json, "counts", &figures->levels[i].counts);
            json_end(json);
        }
    }
    json_end(json);
}

static void write_nights(struct json *json, const struct report *report)
{
    json_line(json, 2);
    json_array(json, "nights");
    for (size_t h = 0; h < report->review->nights_count; h++) {
        const struct night_figures *night = &report->figures->nights[h];
        json_line(json, 4);
        json_object(json, NULL);
        json_text(json, "night", report->review->nights[h].name);
        json_text(json, "model", report->review->nights[h].model);
        json_boolean(json, "anew", night->anew);
        write_counts(json, "counts", &night->counts);
        write_rate(json, "alone", &night->alone);
        write_rate(json, "so_far", &night->so_far);
        json_end(json);
    }
    json_end(json);
}

static void write_method(struct json *json, struct text name, const struct method_figures *method)
{
    json_line(json, 4);
    json_object(json, NULL);
    json_text(json, "method", name);
    json_boolean(json, "sample", method->sample);
    write_counts(json, "counts", &method->counts);
    write_counts(json, "last_night", &method->last);
    write_figure(json, "share", &method->share);
    write_figure(json, "lift", &method->lift);
    write_figure(json, "minutes_per_error", &method->minutes);
    json_count(json, "alone", method->alone);
    json_count(json, "shared", method->shared);
    json_count(json, "also", method->also);
    json_array(json, "tenths");
    for (size_t t = 0; t < REVIEW_TENTHS; t++) {
        json_object(json, NULL);
        json_count(json, "reviewed", method->tenths[t].reviewed);
        json_count(json, "wrong", method->tenths[t].wrong);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

static void write_methods(struct json *json, const struct report *report)
{
    json_line(json, 2);
    json_array(json, "methods");
    for (size_t m = 0; m < report->review->methods_count; m++)
        write_method(json, report->review->methods[m], &report->figures->methods[m]);
    json_end(json);
}

static void write_confusions(struct json *json, const struct report *report)
{
    const struct review_factor *factors = report->review->factors;
    json_line(json, 2);
    json_array(json, "confusions");
    for (size_t i = 0; i < report->figures->confusions_count; i++) {
        const struct confusion_figures *pair = &report->figures->confusions[i];
        json_line(json, 4);
        json_object(json, NULL);
        json_text(json, "says", factors[FACTOR_SAYS].levels[pair->says]);
        json_text(json, "is", factors[FACTOR_IS].levels[pair->is]);
        json_count(json, "found", pair->found);
        json_count(json, "last_night", pair->last);
        write_figure(json, "share", &pair->share);
        json_end(json);
    }
    json_end(json);
}

static void write_calibration(struct json *json, const struct report *report)
{
    const struct calibration_figures *calibration = &report->figures->calibration;
    json_line(json, 2);
    json_object(json, "calibration");
    write_figure(json, "error", &calibration->error);
    if (calibration->error.n > 0)
        json_nano(json, "confidence", nano_round(calibration->confidence));
    else
        json_null(json, "confidence");
    write_figure(json, "accuracy", &calibration->accuracy);
    json_array(json, "tenths");
    for (size_t t = 0; t < REVIEW_TENTHS; t++) {
        json_line(json, 4);
        json_object(json, NULL);
        json_nano(json, "from", (int64_t)t * NANO / REVIEW_TENTHS);
        json_nano(json, "to", (int64_t)(t + 1) * NANO / REVIEW_TENTHS);
        json_nano(json, "confidence", nano_round(calibration->tenths[t].confidence));
        write_rate(json, "rate", &calibration->tenths[t].rate);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

static void write_agreement(struct json *json, const struct report_agreement *agreement)
{
    json_line(json, 2);
    json_object(json, "agreement");
    json_count(json, "people", agreement->people);
    json_count(json, "twice", agreement->twice);
    write_figure(json, "kappa", &agreement->kappa);
    write_figure(json, "alpha", &agreement->alpha);
    json_array(json, "disputed");
    for (size_t i = 0; i < agreement->disputed_count; i++)
        json_text(json, NULL, agreement->disputed[i]);
    json_end(json);
    json_end(json);
}

static void write_advice(struct json *json, const struct report *report)
{
    json_line(json, 2);
    json_object(json, "advice");
    json_array(json, "shares");
    for (size_t m = 0; m < report->review->methods_count; m++) {
        json_line(json, 4);
        json_object(json, NULL);
        json_text(json, "method", report->review->methods[m]);
        json_nano(json, "now", nano_round(report->figures->shares[m]));
        json_nano(json, "suggested", nano_round(report->figures->suggested[m]));
        json_end(json);
    }
    json_end(json);
    json_array(json, "lines");
    for (size_t i = 0; i < report->advice_count; i++) {
        json_line(json, 4);
        json_object(json, NULL);
        json_string(json, "about", advice_words[report->advice[i].about]);
        json_text(json, "text", report->advice[i].text);
        json_text(json, "command", report->advice[i].command);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

static void write_verdict(struct json *json, const struct verdict_figures *verdict)
{
    json_line(json, 2);
    if (!verdict) {
        json_null(json, "retrained");
        return;
    }
    json_object(json, "retrained");
    json_line(json, 4);
    verdict_write_members(verdict, json, 4);
    json_end(json);
}

void report_write_json(const struct report *report, struct arena *arena, FILE *out)
{
    const struct review_figures *figures = report->figures;
    struct json json = {.out = out};
    bool any = report->review->nights_count > 0;
    json_object(&json, NULL);
    json_line(&json, 2);
    json_count(&json, "report", 1);
    json_text(&json, "title", report_title(report, arena));
    json_line(&json, 2);
    write_counts(&json, "counts", &figures->counts);
    json_line(&json, 2);
    write_rate(&json, "accuracy", &figures->accuracy);
    json_line(&json, 2);
    json_text(&json, "since", any ? report->review->nights[figures->since].name : (struct text){0});
    write_figure(&json, "base_error", &figures->base);
    write_classes(&json, report);
    write_strata(&json, report);
    write_nights(&json, report);
    write_methods(&json, report);
    write_confusions(&json, report);
    write_calibration(&json, report);
    json_line(&json, 2);
    write_agreement(&json, &report->agreement);
    write_advice(&json, report);
    write_verdict(&json, report->verdict);
    json_line(&json, 2);
    json_words(&json, "notes", &report->notes);
    json_line(&json, 0);
    json_end(&json);
    putc('\n', out);
}
