/*
 * report_advice.c - what the figures suggest, in words: never applied by itself.
 */
#include <math.h>
#include <string.h>

#include "output/report.h"

enum { CLASSES_NAMED = 5 };

static void advise(struct report *report, enum advice about, struct buffer *text, const char *command)
{
    report->advice[report->advice_count++] =
        (struct report_advice){.about = about, .text = buffer_text(text), .command = text_of(command)};
}

static void advise_dry(struct report *report, struct arena *arena)
{
    const struct review_figures *figures = report->figures;
    struct buffer text = {.arena = arena};
    if (figures->picks.n > 0 && figures->picks.low <= 1) {
        buffer_format(&text,
                      "it dries up: a picked row of the last night was wrong %s times as often as a random one (%s to "
                      "%s), which chance alone may do: stop, or refresh the model",
                      report_times(arena, figures->picks.estimate), report_times(arena, figures->picks.low),
                      report_times(arena, figures->picks.high));
        advise(report, ADVICE_DRY, &text, "");
    }
}

static void advise_sample(struct report *report, struct arena *arena)
{
    const struct review_figures *figures = report->figures;
    struct buffer text = {.arena = arena};
    if (figures->accuracy.accuracy.n <= 0) {
        buffer_add(&text, text_of("nothing tells how good the model is: no reviewed row was drawn at random; add a "
                                  "queue of random to the mix, 10 to 25 % of it"));
        advise(report, ADVICE_SAMPLE, &text, "dengine random predictions.csv -n 50");
        return;
    }
    double a_night = (double)figures->accuracy.sample / (double)(report->review->nights_count - figures->since);
    double halves = figures->halving, width = figures->accuracy.accuracy.high - figures->accuracy.accuracy.low;
    buffer_format(&text,
                  "%s more reviewed rows of the sample would halve the interval of the accuracy, %.1f points wide "
                  "now: %s more nights like these",
                  report_count(arena, halves), 100 * width, report_count(arena, ceil(halves / a_night)));
    advise(report, ADVICE_HALVE, &text, "");
}

static void advise_classes(struct report *report, struct arena *arena)
{
    const struct factor_figures *says = &report->figures->factors[FACTOR_SAYS];
    struct buffer text = {.arena = arena};
    size_t few = 0;
    for (size_t i = 0; i < says->count; i++) {
        if (!report_few(says->levels[i].rate.sample))
            continue;
        if (few++ < CLASSES_NAMED) {
            buffer_add(&text, text_of(few > 1 ? ", " : "too few reviewed rows of the sample to judge "));
            buffer_add(&text, report_level(&report->review->factors[FACTOR_SAYS], says->levels[i].level));
        }
    }
    if (few == 0 || report->figures->accuracy.accuracy.n <= 0)
        return;
    if (few > CLASSES_NAMED)
        buffer_format(&text, " and %zu more classes", few - CLASSES_NAMED);
    advise(report, ADVICE_CLASS, &text, "dengine stratify predictions.csv --by label --min-per-stratum 10");
}

static void advise_labels(struct report *report, struct arena *arena)
{
    struct buffer text = {.arena = arena};
    if (report->unjudged == 0)
        return;
    buffer_format(&text, "%zu answers have no deployed label to be held against: name the predictions",
                  report->unjudged);
    advise(report, ADVICE_LABELS, &text, "dengine report ... --predictions predictions.csv");
}

void report_advise(struct report *report, struct arena *arena)
{
    report->advice = arena_array(arena, ADVICE_LABELS + 1, sizeof *report->advice);
    if (report->review->nights_count == 0)
        return;
    advise_dry(report, arena);
    advise_sample(report, arena);
    advise_classes(report, arena);
    advise_labels(report, arena);
}
