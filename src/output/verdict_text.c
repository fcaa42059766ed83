/*
 * verdict_text.c - the verdict for a person at a terminal.
 */
#include <math.h>
#include <string.h>

#include "output/report.h"
#include "output/sheet.h"
#include "output/verdict.h"

enum { ROWS_SHOWN = 10 };

static const char *count(struct arena *arena, uint64_t rows)
{
    return report_count(arena, (double)rows);
}

/* "+8.8", in hundredths. */
static const char *points(struct arena *arena, double difference)
{
    struct buffer out = {.arena = arena};
    double shown = round(1000 * difference) / 10;
    buffer_format(&out, "%+.1f", shown == 0 ? 0.0 : shown);
    return buffer_string(&out);
}

static const char *share(struct arena *arena, uint64_t part, uint64_t whole)
{
    return whole ? report_percent(arena, (double)part / (double)whole) : "-";
}

/* ---- accuracy ---- */

static void write_unknown(const struct verdict_figures *verdict, FILE *out)
{
    fputs("difference in accuracy: not known, ", out);
    if (!verdict->sampled)
        fputs("it comes from the rows that were drawn for review: --queue\n", out);
    else if (verdict->untold_sample)
        fprintf(out, "of %zu drawn rows it was only said that the old label is wrong\n", verdict->untold_sample);
    else if (verdict->taught_nights)
        fputs("the samples taught the new model: keep the next one out of its training\n", out);
    else
        fputs("no reviewed row was drawn at random\n", out);
}

static void write_sample(const struct verdict_figures *verdict, struct arena *arena, FILE *out)
{
    const struct paired_figures *sample = &verdict->sample;
    if (!(sample->gain.n > 0)) {
        write_unknown(verdict, out);
        return;
    }
    fprintf(out, "accuracy: %s before, %s now: %s points, 95 %% interval %s to %s\n",
            report_percent(arena, sample->before.estimate), report_percent(arena, sample->after.estimate),
            points(arena, sample->gain.estimate), points(arena, sample->gain.low), points(arena, sample->gain.high));
    fprintf(
        out, "of %s rows%s: %zu drawn and reviewed, %s known%s; of the drawn %zu fixed, %zu broken (McNemar p %.2g)\n",
        report_count(arena, sample->population), verdict->told_trained ? " that did not teach it" : "", sample->sample,
        report_count(arena, sample->certain), report_few(sample->sample) ? " (too few to rely on)" : "",
        sample->sample_fixed, sample->sample_broken, sample->mcnemar);
    if (verdict->taught_nights)
        fprintf(out, "without the samples of %zu of %zu nights, which taught the new model\n", verdict->taught_nights,
                verdict->nights);
    else if (!verdict->told_trained)
        fputs("if drawn rows taught the new model, this is too good: --trained names them\n", out);
}

/* ---- what people found ---- */

static void add_fate(struct sheet *sheet, const char *what, const struct verdict_fate *fate, bool wrong)
{
    struct arena *arena = sheet->arena;
    if (fate->rows)
        sheet_add(sheet, what, count(arena, fate->rows), count(arena, fate->right),
                  share(arena, fate->right, fate->rows), wrong ? count(arena, fate->same) : "-",
                  count(arena, fate->other), NULL);
}

static void write_answers(const struct verdict_figures *verdict, struct arena *arena, FILE *out)
{
    struct sheet sheet = {.arena = arena};
    sheet_add(&sheet, "people found", "rows", "right now", "", "still wrong", "wrong otherwise", NULL);
    add_fate(&sheet, "wrong", &verdict->errors, true);
    add_fate(&sheet, "wrong, taught to it", &verdict->taught_errors, true);
    add_fate(&sheet, "right", &verdict->rights, false);
    add_fate(&sheet, "right, taught to it", &verdict->taught_rights, false);
    putc('\n', out);
    if (sheet.count > 1)
        sheet_write(&sheet, out);
    else
        fputs("people found: nothing yet\n", out);
    if (verdict->untold)
        fprintf(out, "wrong, with another label now, and nobody said which is true: %zu\n", verdict->untold);
    if (verdict->strangers)
        fprintf(out,
                "rows with a label that neither the old model nor people use, such as %s: %zu; is a class called "
                "otherwise now?\n",
                sheet_name(arena, verdict->stranger), verdict->strangers);
    if (verdict->absent)
        fprintf(out, "answers for samples that one of the tables lacks: %zu\n", verdict->absent);
    if (!verdict->told_trained && verdict->errors.rows)
        fputs("of these it may know by heart what taught it: --trained names them\n", out);
}

/* "9, truly 8". */
static const char *confusion_name(struct arena *arena, const struct verdict_confusion *confusion)
{
    struct buffer out = {.arena = arena};
    buffer_format(&out, "%s for %s", sheet_name(arena, confusion->says),
                  confusion->is.data ? sheet_name(arena, confusion->is) : "another");
    return buffer_string(&out);
}

/* "31 of 40". */
static const char *fixed(struct arena *arena, const struct verdict_fate *fate)
{
    struct buffer out = {.arena = arena};
    if (fate->rows == 0)
        return "-";
    buffer_format(&out, "%s of %s", count(arena, fate->right), count(arena, fate->rows));
    return buffer_string(&out);
}

static void write_confusions(const struct verdict_figures *verdict, struct arena *arena, FILE *out)
{
    bool embedded = verdict->population && verdict->population->embedded, taught = verdict->taught_errors.rows > 0;
    struct sheet sheet = {.arena = arena};
    if (verdict->confusions_count == 0)
        return;
    sheet_add_row(&sheet, (const char *const[]){"it said", "fixed",
                                                taught     ? "taught to it"
                                                : embedded ? "rows like them"
                                                           : NULL,
                                                taught && embedded ? "rows like them"
                                                : embedded         ? "rows like none"
                                                                   : NULL,
                                                taught && embedded ? "rows like none" : NULL, NULL});
    for (size_t c = 0; c < verdict->confusions_count && c < ROWS_SHOWN; c++) {
        const struct verdict_confusion *confusion = &verdict->confusions[c];
        const char *cells[SHEET_COLUMNS] = {confusion_name(arena, confusion), fixed(arena, &confusion->errors)};
        size_t n = 2;
        if (taught)
            cells[n++] = fixed(arena, &confusion->taught);
        if (embedded) {
            cells[n++] = fixed(arena, &confusion->near);
            cells[n++] = fixed(arena, &confusion->far);
        }
        sheet_add_row(&sheet, cells);
    }
    putc('\n', out);
    sheet_write(&sheet, out);
    if (verdict->confusions_count > ROWS_SHOWN)
        fprintf(out, "... and %zu more: a .json has them all\n", verdict->confusions_count - ROWS_SHOWN);
}

/* ---- all rows ---- */

static void write_near(const struct verdict_population *population, struct arena *arena, FILE *out)
{
    const struct verdict_fate *near = &population->near;
    fprintf(out, "\nrows like an error, with its label (cosine of %g or more: %s): %s", population->least,
            population->why, count(arena, near->rows));
    if (near->rows == 0) {
        putc('\n', out);
        return;
    }
    fprintf(out, ", %.2f on average\n", population->similarity);
    fprintf(out, "moved to its right label: %s (%s); still: %s, otherwise: %s\n", count(arena, near->right),
            share(arena, near->right, near->rows), count(arena, near->same), count(arena, near->other));
    if (!isnan(population->far_right))
        fprintf(out, "of %s rows like no error, with these labels: moved there %s, still %s\n",
                count(arena, population->far_rows), report_percent(arena, population->far_right),
                report_percent(arena, population->far_same));
}

static void write_neighbours(const struct verdict_population *population, struct arena *arena, FILE *out)
{
    write_near(population, arena, out);
    if (population->unplaced)
        fprintf(out, "without a vector, and neither: %s rows\n", count(arena, population->unplaced));
}

static const char *expected(struct arena *arena, double wrong)
{
    struct buffer out = {.arena = arena};
    if (isnan(wrong))
        return "-";
    buffer_format(&out, "%.1f", wrong);
    return buffer_string(&out);
}

static void write_changes(const struct verdict_population *population, struct arena *arena, FILE *out)
{
    struct sheet sheet = {.arena = arena};
    fprintf(out, "\nanother label now: %s of %s rows (%s)", count(arena, population->changed),
            count(arena, population->rows), share(arena, population->changed, population->rows));
    if (!isnan(population->wrong) && population->changed)
        fprintf(out, ", by its own confidence %s of them wrong", expected(arena, population->wrong));
    putc('\n', out);
    if (population->changes_count == 0)
        return;
    sheet_add(&sheet, "from", "to", "rows", "expected wrong", NULL);
    for (size_t i = 0; i < population->changes_count && i < ROWS_SHOWN; i++)
        sheet_add(&sheet, sheet_name(arena, population->changes[i].from), sheet_name(arena, population->changes[i].to),
                  count(arena, population->changes[i].rows), expected(arena, population->changes[i].wrong), NULL);
    sheet_write(&sheet, out);
    if (population->changes_count > ROWS_SHOWN)
        fprintf(out, "... and %zu more: a .json has them all\n", population->changes_count - ROWS_SHOWN);
}

static const char *table_name(struct arena *arena, const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : sheet_name(arena, text_of(path));
}

void verdict_write_text(const struct verdict_figures *verdict, struct arena *arena, FILE *out)
{
    fprintf(out, "%s replaces %s\n", table_name(arena, verdict->after), table_name(arena, verdict->before));
    write_sample(verdict, arena, out);
    write_answers(verdict, arena, out);
    write_confusions(verdict, arena, out);
    if (!verdict->population)
        return;
    if (verdict->population->embedded)
        write_neighbours(verdict->population, arena, out);
    write_changes(verdict->population, arena, out);
}
