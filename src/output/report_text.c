/*
 * report_text.c - the report for a person at a terminal: tables of plain text, at most so many rows of each.
 */
#include <math.h>

#include "output/report.h"
#include "output/sheet.h"
#include "output/verdict.h"

enum { ROWS_SHOWN = 20 };

static const char *number(struct arena *arena, size_t count)
{
    return report_count(arena, (double)count);
}

static const char *percent(struct arena *arena, const struct figure *figure)
{
    return figure->n > 0 ? report_percent(arena, figure->estimate) : "-";
}

static const char *range(struct arena *arena, const struct figure *figure)
{
    return figure->n > 0 ? report_range(arena, figure) : "-";
}

/* A sentence that may hold names of the tables. */
static const char *shown(struct arena *arena, struct text text)
{
    struct buffer out = {.arena = arena};
    buffer_show(&out, text);
    return buffer_string(&out);
}

static void more(FILE *out, size_t count)
{
    if (count > ROWS_SHOWN)
        fprintf(out, "... and %zu more: -f json has them all\n", count - ROWS_SHOWN);
}

/* ---- the parts ---- */

static void write_head(const struct report *report, struct arena *arena, FILE *out)
{
    const struct review_figures *figures = report->figures;
    const struct review_counts *counts = &figures->counts;
    const struct review_rate *rate = &figures->accuracy;
    struct text title = report_title(report, arena);
    fprintf(out, "%s: %s rows, %s answered, %s wrong (for the error rate see accuracy)\n", sheet_name(arena, title),
            number(arena, counts->rows), number(arena, counts->reviewed), number(arena, counts->wrong));
    if (counts->reviewed < counts->rows)
        fprintf(out, "without an answer: %s not reached, %s skipped, %s disputed\n", number(arena, counts->open),
                number(arena, counts->skipped), number(arena, counts->disputed));
    if (rate->accuracy.n > 0)
        fprintf(out, "\naccuracy of the model: %s, 95 %% interval %s\nof %s rows: %s drawn and reviewed, %s known%s\n",
                percent(arena, &rate->accuracy), range(arena, &rate->accuracy), report_count(arena, rate->population),
                number(arena, rate->sample), report_count(arena, rate->known),
                report_few(rate->sample) ? " (too few to rely on)" : "");
    else
        fprintf(out, "\naccuracy of the model: not known, no reviewed row was drawn at random\n");
    if (rate->accuracy.n > 0 && rate->unknown > 0.5)
        fprintf(out, "not in it: queued rows without an answer that the sample could not hold: %s\n",
                report_count(arena, rate->unknown));
}

static void write_methods(const struct report *report, struct arena *arena, FILE *out)
{
    const struct review *review = report->review;
    struct sheet sheet = {.arena = arena};
    bool timed = review->seconds_per_row > 0;
    sheet_add(&sheet, "method", "rows", "reviewed", "wrong", "share", "95 % interval", "times random", "only it",
              "shared", timed ? "minutes/error" : NULL, NULL);
    for (size_t m = 0; m < review->methods_count; m++) {
        const struct method_figures *method = &report->figures->methods[m];
        struct buffer lift = {.arena = arena};
        if (method->counts.rows == 0)
            continue;
        if (method->lift.n > 0)
            buffer_format(&lift, "%s (%s to %s)", report_times(arena, method->lift.estimate),
                          report_times(arena, method->lift.low), report_times(arena, method->lift.high));
        else
            buffer_add(&lift, text_of(report_few(method->counts.reviewed) ? "too few" : "-"));
        sheet_add(&sheet, sheet_name(arena, review->methods[m]), number(arena, method->counts.rows),
                  number(arena, method->counts.reviewed), number(arena, method->counts.wrong),
                  percent(arena, &method->share), range(arena, &method->share), buffer_string(&lift),
                  number(arena, method->alone), number(arena, method->shared),
                  timed ? report_times(arena, method->minutes.estimate) : NULL, NULL);
    }
    putc('\n', out);
    sheet_write(&sheet, out);
}

static void write_nights(const struct report *report, struct arena *arena, FILE *out)
{
    const struct review *review = report->review;
    struct sheet sheet = {.arena = arena};
    if (review->nights_count < 2)
        return;
    sheet_add(&sheet, "night", "reviewed", "wrong", "drawn", "accuracy so far", "95 % interval", NULL);
    size_t first = review->nights_count > ROWS_SHOWN ? review->nights_count - ROWS_SHOWN : 0;
    for (size_t h = first; h < review->nights_count; h++) {
        const struct night_figures *night = &report->figures->nights[h];
        struct buffer name = {.arena = arena};
        buffer_format(&name, "%s%s", sheet_name(arena, review->nights[h].name),
                      night->anew && h > 0 ? " (new model)" : "");
        sheet_add(&sheet, buffer_string(&name), number(arena, night->counts.reviewed),
                  number(arena, night->counts.wrong), number(arena, night->alone.sample),
                  percent(arena, &night->so_far.accuracy), range(arena, &night->so_far.accuracy), NULL);
    }
    putc('\n', out);
    sheet_write(&sheet, out);
    if (first)
        fprintf(out, "... and %zu nights before: -f json has them all\n", first);
}

static void write_factor(const struct report *report, size_t f, struct arena *arena, FILE *out)
{
    const struct review_factor *factor = &report->review->factors[f];
    const struct factor_figures *figures = &report->figures->factors[f];
    struct sheet sheet = {.arena = arena};
    struct buffer head = {.arena = arena};
    if (figures->count == 0)
        return;
    buffer_add(&head, f == FACTOR_SAYS ? text_of("model says") : f == FACTOR_IS ? text_of("truly") : factor->name);
    sheet_add(&sheet, buffer_string(&head), "drawn", f == FACTOR_IS ? "found" : "right", "95 % interval", "known wrong",
              NULL);
    for (size_t i = 0; i < figures->count && i < ROWS_SHOWN; i++) {
        const struct level_figures *level = &figures->levels[i];
        const struct figure *right = &level->rate.accuracy;
        sheet_add(&sheet, sheet_name(arena, report_level(factor, level->level)), number(arena, level->rate.sample),
                  report_few(level->rate.sample) ? "too few" : percent(arena, right), range(arena, right),
                  number(arena, level->counts.wrong), NULL);
    }
    putc('\n', out);
    sheet_write(&sheet, out);
    more(out, figures->count);
}

static void write_confusions(const struct report *report, struct arena *arena, FILE *out)
{
    const struct review_factor *factors = report->review->factors;
    const struct review_figures *figures = report->figures;
    struct sheet sheet = {.arena = arena};
    if (figures->confusions_count == 0)
        return;
    sheet_add(&sheet, "taken for", "truly", "found", "of all rows", "95 % interval", NULL);
    for (size_t i = 0; i < figures->confusions_count && i < ROWS_SHOWN / 2; i++) {
        const struct confusion_figures *pair = &figures->confusions[i];
        sheet_add(&sheet, sheet_name(arena, report_level(&factors[FACTOR_SAYS], pair->says)),
                  sheet_name(arena, report_level(&factors[FACTOR_IS], pair->is)), number(arena, pair->found),
                  percent(arena, &pair->share), range(arena, &pair->share), NULL);
    }
    putc('\n', out);
    sheet_write(&sheet, out);
}

static void write_people(const struct report *report, struct arena *arena, FILE *out)
{
    const struct calibration_figures *calibration = &report->figures->calibration;
    const struct report_agreement *agreement = &report->agreement;
    if (calibration->error.n > 0)
        fprintf(out, "\ncalibration: says %s on average and is right in %s; error %s (%s), from %.0f drawn rows\n",
                report_percent(arena, calibration->confidence), report_percent(arena, calibration->accuracy.estimate),
                percent(arena, &calibration->error), range(arena, &calibration->error), calibration->error.n);
    if (agreement->alpha.n > 0)
        fprintf(out, "\nagreement of people: Krippendorff's alpha %.2f (%.2f to %.2f), on %.0f rows\n",
                agreement->alpha.estimate, agreement->alpha.low, agreement->alpha.high, agreement->alpha.n);
    if (agreement->kappa.n > 0)
        fprintf(out, "%sof the two: Cohen's kappa %.2f (%.2f to %.2f), on %.0f rows\n",
                agreement->alpha.n > 0 ? "" : "\n", agreement->kappa.estimate, agreement->kappa.low,
                agreement->kappa.high, agreement->kappa.n);
    if (agreement->disputed_count)
        fprintf(out, "disputed: %s", sheet_name(arena, agreement->disputed[0]));
    for (size_t i = 1; i < agreement->disputed_count && i < ROWS_SHOWN; i++)
        fprintf(out, ", %s", sheet_name(arena, agreement->disputed[i]));
    if (agreement->disputed_count)
        fputs(agreement->disputed_count > ROWS_SHOWN ? " ...\n" : "\n", out);
}

static void write_advice(const struct report *report, struct arena *arena, FILE *out)
{
    const struct review *review = report->review;
    struct sheet sheet = {.arena = arena};
    sheet_add(&sheet, "shares", "last night", "suggested", NULL);
    for (size_t m = 0; m < review->methods_count; m++)
        if (report->figures->shares[m] > 0)
            sheet_add(&sheet, sheet_name(arena, review->methods[m]), report_percent(arena, report->figures->shares[m]),
                      report_percent(arena, report->figures->suggested[m]), NULL);
    if (sheet.count > 2) {
        putc('\n', out);
        sheet_write(&sheet, out);
    }
    putc('\n', out);
    for (size_t i = 0; i < report->advice_count; i++) {
        const struct report_advice *advice = &report->advice[i];
        fprintf(out, "- %s\n", shown(arena, advice->text));
        if (advice->command.size)
            fprintf(out, "    %.*s\n", (int)advice->command.size, advice->command.data);
    }
}

static void write_notes(const struct report *report, struct arena *arena, FILE *out)
{
    for (size_t i = 0; i < report->notes.count; i++)
        fprintf(out, "note: %s\n", shown(arena, report->notes.items[i]));
}

void report_write_text(const struct report *report, struct arena *arena, FILE *out)
{
    write_head(report, arena, out);
    if (report->review->nights_count == 0) {
        write_notes(report, arena, out);
        return;
    }
    write_methods(report, arena, out);
    write_nights(report, arena, out);
    for (size_t f = 0; f < report->review->factors_count; f++)
        write_factor(report, f, arena, out);
    write_confusions(report, arena, out);
    write_people(report, arena, out);
    if (report->verdict) {
        putc('\n', out);
        verdict_write_text(report->verdict, arena, out);
    }
    write_advice(report, arena, out);
    write_notes(report, arena, out);
}
