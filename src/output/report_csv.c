/*
 * report_csv.c - the report for a spreadsheet: figure,of,name,estimate,low,high,n, a row for each figure.
 * What is not known has empty cells.
 */
#include <math.h>
#include <string.h>

#include "base/csv_cell.h"
#include "output/report.h"
#include "output/verdict.h"

struct sheet {
    struct arena *arena;
    FILE *out;
};

static void write_number(const struct sheet *sheet, double number, char end)
{
    struct buffer digits = {.arena = sheet->arena};
    if (!isnan(number) && !isinf(number))
        buffer_nano(&digits, nano_round(number));
    fprintf(sheet->out, "%s%c", buffer_string(&digits), end);
}

static void write_row(const struct sheet *sheet, const char *kind, struct text of, struct text name,
                      const struct figure *figure)
{
    bool known = figure->n > 0;
    fprintf(sheet->out, "%s,", kind);
    csv_cell_write(sheet->out, of, ',');
    putc(',', sheet->out);
    csv_cell_write(sheet->out, name, ',');
    putc(',', sheet->out);
    write_number(sheet, known ? figure->estimate : NAN, ',');
    write_number(sheet, known ? figure->low : NAN, ',');
    write_number(sheet, known ? figure->high : NAN, ',');
    write_number(sheet, figure->n, '\n');
}

/* A count is a figure that is known. */
static void write_count(const struct sheet *sheet, const char *kind, struct text of, struct text name, double count)
{
    write_row(sheet, kind, of, name, &(struct figure){count, count, count, count > 0 ? count : 1});
}

static void write_method(const struct sheet *sheet, struct text name, const struct method_figures *method)
{
    write_count(sheet, "rows", text_of("method"), name, (double)method->counts.rows);
    write_count(sheet, "reviewed", text_of("method"), name, (double)method->counts.reviewed);
    write_count(sheet, "wrong", text_of("method"), name, (double)method->counts.wrong);
    write_count(sheet, "alone", text_of("method"), name, (double)method->alone);
    write_count(sheet, "shared", text_of("method"), name, (double)method->shared);
    write_row(sheet, "share", text_of("method"), name, &method->share);
    write_row(sheet, "lift", text_of("method"), name, &method->lift);
    write_row(sheet, "minutes_per_error", text_of("method"), name, &method->minutes);
}

static void write_factor(const struct sheet *sheet, const struct report *report, size_t f)
{
    const struct review_factor *factor = &report->review->factors[f];
    const struct factor_figures *figures = &report->figures->factors[f];
    struct text of = f == FACTOR_SAYS ? text_of("says") : f == FACTOR_IS ? text_of("is") : factor->name;
    for (size_t i = 0; i < figures->count; i++)
        write_row(sheet, "accuracy", of, factor->levels[figures->levels[i].level], &figures->levels[i].rate.accuracy);
}

static void write_confusions(const struct sheet *sheet, const struct report *report)
{
    const struct review_factor *factors = report->review->factors;
    for (size_t i = 0; i < report->figures->confusions_count; i++) {
        const struct confusion_figures *pair = &report->figures->confusions[i];
        struct buffer name = {.arena = sheet->arena};
        buffer_add(&name, factors[FACTOR_SAYS].levels[pair->says]);
        buffer_add(&name, text_of(" -> "));
        buffer_add(&name, factors[FACTOR_IS].levels[pair->is]);
        write_count(sheet, "found", text_of("confusion"), buffer_text(&name), (double)pair->found);
        write_row(sheet, "share", text_of("confusion"), buffer_text(&name), &pair->share);
    }
}

static void write_calibration(const struct sheet *sheet, const struct report *report)
{
    const struct calibration_figures *calibration = &report->figures->calibration;
    write_row(sheet, "calibration_error", text_of("sample"), (struct text){0}, &calibration->error);
    for (size_t t = 0; t < REVIEW_TENTHS; t++) {
        struct buffer name = {.arena = sheet->arena};
        buffer_format(&name, "0.%zu", t);
        write_row(sheet, "accuracy", text_of("confidence"), buffer_text(&name), &calibration->tenths[t].rate.accuracy);
    }
}

void report_write_csv(const struct report *report, struct arena *arena, FILE *out)
{
    const struct review *review = report->review;
    const struct review_figures *figures = report->figures;
    struct sheet sheet = {arena, out};
    struct text none = {0};
    fputs("figure,of,name,estimate,low,high,n\n", out);
    write_row(&sheet, "accuracy", text_of("model"), none, &figures->accuracy.accuracy);
    write_row(&sheet, "base_error", text_of("sample"), none, &figures->base);
    write_count(&sheet, "rows", text_of("queue"), none, (double)figures->counts.rows);
    write_count(&sheet, "reviewed", text_of("queue"), none, (double)figures->counts.reviewed);
    write_count(&sheet, "wrong", text_of("queue"), none, (double)figures->counts.wrong);
    for (size_t h = 0; h < review->nights_count; h++) {
        write_row(&sheet, "accuracy", text_of("night"), review->nights[h].name, &figures->nights[h].alone.accuracy);
        write_row(&sheet, "accuracy_so_far", text_of("night"), review->nights[h].name,
                  &figures->nights[h].so_far.accuracy);
    }
    for (size_t m = 0; m < review->methods_count; m++)
        write_method(&sheet, review->methods[m], &figures->methods[m]);
    for (size_t f = 0; f < review->factors_count; f++)
        write_factor(&sheet, report, f);
    write_confusions(&sheet, report);
    write_calibration(&sheet, report);
    if (report->verdict) {
        write_row(&sheet, "accuracy", text_of("retrained"), none, &report->verdict->sample.after);
        write_row(&sheet, "gain", text_of("retrained"), none, &report->verdict->sample.gain);
        write_row(&sheet, "fixed", text_of("retrained"), none, &report->verdict->sample.fixed);
        write_row(&sheet, "broken", text_of("retrained"), none, &report->verdict->sample.broken);
    }
    write_row(&sheet, "kappa", text_of("people"), none, &report->agreement.kappa);
    write_row(&sheet, "alpha", text_of("people"), none, &report->agreement.alpha);
}
