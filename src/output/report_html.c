/*
 * report_html.c - the report as a page that is complete in itself: no script, nothing loaded, and a policy
 * (CSP) that would refuse both. The figures are in report_svg.c.
 */
#include <string.h>

#include "dengine/version.h"
#include "output/report_page.h"
#include "output/verdict.h"

/* The policy names the style by its hash: base64 of its SHA-256. Whoever changes the style changes both; the
 * case report_html tells the new one. */
#define STYLE_HASH "fClHw8KjeAFqWUV0OHHhndLcUMXYZtXxqhduxXrRfm4="
static const char style[] =
    ":root{color-scheme:light "
    "dark;--bg:#fff;--fg:#1b1f24;--mut:#57606a;--grid:#dde1e6;--acc:#0a58a8;--bar:#9cc3ea;--bad:#b3400a;--card:#f4f6f8}"
    "\n"
    "@media(prefers-color-scheme:dark){:root{--bg:#14171b;--fg:#e8eaed;--mut:#a3abb5;--grid:#343a42;--acc:#7db7f5;--"
    "bar:#33567c;--bad:#ff9b5e;--card:#1e2329}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:840px;padding:24px 20px 60px;background:var(--bg);color:var(--fg);font:16px/1.5 "
    "system-ui,sans-serif}\n"
    "h1{font-size:1.6rem;margin:0;overflow-wrap:anywhere}\n"
    "h2{font-size:1.15rem;margin:0 0 4px;overflow-wrap:anywhere}\n"
    "section{margin:34px 0 0}\n"
    "p{margin:4px 0 8px;max-width:70ch}\n"
    ".small,.sub{color:var(--mut);font-size:.875rem}\n"
    ".ids,li{overflow-wrap:anywhere}\n"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin-top:18px}\n"
    ".tiles div{background:var(--card);border-radius:8px;padding:12px 14px}\n"
    ".tiles b{display:block;font-size:1.55rem}\n"
    ".tiles span{font-size:.8125rem;color:var(--mut);display:block;line-height:1.35}\n"
    "svg{width:100%;height:auto;display:block}\n"
    "@media(max-width:600px){section:not(.half){overflow-x:auto}section:not(.half)>svg{min-width:600px}}\n"
    "text{font:12px system-ui,sans-serif;fill:var(--fg);unicode-bidi:isolate}\n"
    ".lab{font-size:13px}\n"
    ".tick,.note{fill:var(--mut)}\n"
    ".grid{stroke:var(--grid)}\n"
    ".ref{stroke:var(--mut);stroke-dasharray:5 4}\n"
    ".wh{stroke-width:2.5}\n"
    ".ink{stroke:var(--acc)}\n"
    ".few{stroke:var(--mut)}\n"
    ".dot{fill:var(--acc)}\n"
    ".dotf{fill:var(--bg);stroke:var(--mut);stroke-width:2}\n"
    ".band{fill:var(--bar);opacity:.45}\n"
    ".line{fill:none;stroke:var(--acc);stroke-width:2.5}\n"
    ".bar{fill:var(--bar)}\n"
    ".barn{fill:var(--acc)}\n"
    ".bg{stroke:var(--mut);opacity:.4;stroke-width:3;stroke-linecap:round;fill:none}\n"
    ".ring{fill:var(--bg);stroke:var(--acc);stroke-width:2}\n"
    ".open{fill:var(--mut)}\n"
    ".half svg{max-width:440px}\n"
    ".cross{stroke:var(--bad);stroke-width:2.2;fill:none}\n"
    ".cls{font-size:17px;font-weight:700;paint-order:stroke;stroke:var(--bg);stroke-width:4px}\n"
    ".two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(320px,100%),1fr));gap:26px}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums}\n"
    "caption{position:absolute;left:-9999px}\n"
    "th,td{text-align:right;padding:4px 8px;border-bottom:1px solid var(--grid);unicode-bidi:isolate}\n"
    "th:first-child{text-align:left;max-width:18em;overflow-wrap:break-word}\n"
    ".shares td:last-child,.shares th:last-child{text-align:left}\n"
    "thead th{color:var(--mut);font-weight:600;vertical-align:bottom}\n"
    "details{margin-top:4px}\n"
    "summary{cursor:pointer;color:var(--mut);font-size:.875rem}\n"
    "code{font-size:.9em}\n"
    "@media "
    "print{:root{--bg:#fff;--fg:#000;--mut:#444;--grid:#ccc;--acc:#0a58a8;--bar:#9cc3ea;--bad:#b3400a;--card:#fff}body{"
    "max-width:none;padding:0;font-size:11pt}section{break-inside:avoid}details{display:none}.tiles div{border:1px "
    "solid #999}}\n";

/* ---- the head ---- */

static void write_head(const struct page *page, struct text title)
{
    fputs("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" STYLE_HASH
          "'; base-uri 'none'; form-action 'none'\">\n"
          "<meta name=\"robots\" content=\"noindex\"><meta name=\"referrer\" content=\"no-referrer\"><title>",
          page->out);
    page_text(page, title);
    fprintf(page->out, " - dengine</title><style>%s</style></head>\n<body>", style);
}

static void tile(const struct page *page, const char *figure, struct text text)
{
    fprintf(page->out, "<div><b>%s</b><span>", figure);
    page_text(page, text);
    fputs("</span></div>\n", page->out);
}

static void accuracy_tile(const struct page *page)
{
    const struct review_rate *rate = &page->report->figures->accuracy;
    struct buffer text = {.arena = page->arena};
    if (rate->accuracy.n <= 0) {
        tile(page, "not known", text_of("accuracy of the model: no reviewed row was drawn at random"));
        return;
    }
    buffer_format(&text, "accuracy of the model on %s samples; 95 %% interval %s",
                  report_count(page->arena, rate->population), report_range(page->arena, &rate->accuracy));
    if (report_few(rate->sample))
        buffer_add(&text, text_of("; fewer than 10 drawn rows: too few to rely on"));
    if (rate->unknown > 0.5)
        buffer_format(&text, "; without %s queued rows that nobody answered", report_count(page->arena, rate->unknown));
    tile(page, report_percent(page->arena, rate->accuracy.estimate), buffer_text(&text));
}

static void write_tiles(const struct page *page)
{
    const struct review_figures *figures = page->report->figures;
    const struct review_counts *counts = &figures->counts;
    struct buffer found = {.arena = page->arena}, lift = {.arena = page->arena}, open = {.arena = page->arena};
    fputs("<section class=\"tiles\" aria-label=\"In short\">\n", page->out);
    accuracy_tile(page);
    buffer_format(&found, "%zu of %zu", counts->wrong, counts->reviewed);
    tile(page, buffer_string(&found), text_of("reviewed rows the model has wrong (for its error rate see accuracy)"));
    if (figures->picks.n > 0) {
        struct buffer times = {.arena = page->arena};
        buffer_format(&times, "%s times", report_times(page->arena, figures->picks.estimate));
        buffer_format(&lift,
                      "as many errors in a picked row of the last night as in one drawn at random; 95 %% interval "
                      "%s to %s times",
                      report_times(page->arena, figures->picks.low), report_times(page->arena, figures->picks.high));
        tile(page, buffer_string(&times), buffer_text(&lift));
    }
    buffer_format(&open, "rows not answered (%zu queued; %zu skipped, %zu disputed)", counts->rows, counts->skipped,
                  counts->disputed);
    tile(page, report_count(page->arena, (double)(counts->rows - counts->reviewed)), buffer_text(&open));
    fputs("</section>\n", page->out);
}

/* ---- the end ---- */

static void write_shares(const struct page *page)
{
    const struct review *review = page->report->review;
    const struct review_figures *figures = page->report->figures;
    fputs("<section><h2>For the next night</h2><p>A suggestion, never applied by itself: by the lower end of the "
          "interval of what each method found in all nights, at least 5 % each; what is drawn keeps 10 to 25 %.</p>\n"
          "<div class=\"wide\"><table class=\"shares\"><caption>Suggested shares</caption><thead><tr><th "
          "scope=\"col\">method</th><th scope=\"col\">last night</th><th scope=\"col\">suggested</th><th "
          "scope=\"col\">because</th></tr></thead><tbody>\n",
          page->out);
    for (size_t m = 0; m < review->methods_count; m++) {
        const struct method_figures *method = &figures->methods[m];
        struct buffer because = {.arena = page->arena};
        if (figures->shares[m] <= 0)
            continue;
        buffer_format(&because, method->sample ? "kept: without it there is no accuracy" : "%zu of %zu wrong",
                      method->counts.wrong, method->counts.reviewed);
        page_head(page, review->methods[m]);
        page_cell(page, report_percent(page->arena, figures->shares[m]));
        page_cell(page, report_percent(page->arena, figures->suggested[m]));
        page_cell(page, buffer_string(&because));
        fputs("</tr>\n", page->out);
    }
    fputs("</tbody></table></div><ul>\n", page->out);
    for (size_t i = 0; i < page->report->advice_count; i++) {
        fputs("<li>", page->out);
        page_text(page, page->report->advice[i].text);
        if (page->report->advice[i].command.size) {
            fputs(": <code>", page->out);
            page_text(page, page->report->advice[i].command);
            fputs("</code>", page->out);
        }
        fputs("</li>\n", page->out);
    }
    fputs("</ul></section>\n", page->out);
}

static void write_people(const struct page *page)
{
    enum { SHOWN = 100 };
    const struct report_agreement *agreement = &page->report->agreement;
    if (agreement->alpha.n <= 0 && agreement->disputed_count == 0)
        return;
    fputs("<section><h2>Do people agree?</h2><p>", page->out);
    if (agreement->alpha.n > 0)
        fprintf(page->out, "Krippendorff's alpha %.2f (%.2f to %.2f), on %.0f rows with more than one answer. ",
                agreement->alpha.estimate, agreement->alpha.low, agreement->alpha.high, agreement->alpha.n);
    if (agreement->kappa.n > 0)
        fprintf(page->out, "Cohen's kappa of the two people %.2f (%.2f to %.2f). ", agreement->kappa.estimate,
                agreement->kappa.low, agreement->kappa.high);
    fputs("1 is perfect, 0 is chance.</p>\n", page->out);
    if (agreement->disputed_count)
        fputs("<p class=\"small ids\">Disputed:", page->out);
    for (size_t i = 0; i < agreement->disputed_count && i < SHOWN; i++) {
        fputs(i ? ", " : " ", page->out);
        page_text(page, agreement->disputed[i]);
    }
    if (agreement->disputed_count > SHOWN)
        fprintf(page->out, ", and %zu more", agreement->disputed_count - SHOWN);
    fputs(agreement->disputed_count ? "</p></section>\n" : "</section>\n", page->out);
}

static void write_fate(const struct page *page, const char *what, const struct verdict_fate *fate, bool wrong)
{
    if (fate->rows == 0)
        return;
    page_head(page, text_of(what));
    page_cell(page, report_count(page->arena, (double)fate->rows));
    page_cell(page, report_count(page->arena, (double)fate->right));
    page_cell(page, wrong ? report_count(page->arena, (double)fate->same) : "");
    page_cell(page, report_count(page->arena, (double)fate->other));
    fputs("</tr>\n", page->out);
}

static void write_verdict(const struct page *page)
{
    const struct verdict_figures *verdict = page->report->verdict;
    const struct figure *gain = verdict ? &verdict->sample.gain : NULL;
    if (!verdict)
        return;
    fputs("<section><h2>The model that replaces it</h2><p>", page->out);
    if (gain->n > 0)
        fprintf(
            page->out,
            "Right in %s of all rows%s, %s before: %+.1f points, 95 %% interval %+.1f to %+.1f, from %zu drawn rows.",
            report_percent(page->arena, verdict->sample.after.estimate),
            verdict->told_trained ? " that did not teach it" : "",
            report_percent(page->arena, verdict->sample.before.estimate), 100 * gain->estimate, 100 * gain->low,
            100 * gain->high, verdict->sample.sample);
    else
        fputs("Whether it is right more often is not known: that takes drawn rows that did not teach it.", page->out);
    fputs("</p>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">People found</th><th scope=\"col\">Rows</th>"
          "<th scope=\"col\">Right now</th><th scope=\"col\">Still wrong</th><th scope=\"col\">Wrong otherwise</th>"
          "</tr></thead><tbody>\n",
          page->out);
    write_fate(page, "wrong", &verdict->errors, true);
    write_fate(page, "wrong, taught to it", &verdict->taught_errors, true);
    write_fate(page, "right", &verdict->rights, false);
    write_fate(page, "right, taught to it", &verdict->taught_rights, false);
    fputs("</tbody></table></div></section>\n", page->out);
}

static void write_end(const struct page *page)
{
    fputs(
        "<section><h2>How this was reckoned</h2><p class=\"small\">Every row carries the probability with which it was "
        "taken. Rows picked for their score count as they are, a drawn row stands for as many as its probability "
        "says. The interval is Wilson's at the effective size of the sample, 95 %. Rows without an answer are left "
        "out of every share: if the hard ones are left out, accuracy looks too good.</p>\n",
        page->out);
    for (size_t i = 0; i < page->report->notes.count; i++) {
        fputs("<p class=\"small\">", page->out);
        page_text(page, page->report->notes.items[i]);
        fputs(".</p>\n", page->out);
    }
    fputs("</section></main></body></html>\n", page->out);
}

static void write_figures(struct page *page)
{
    page_methods(page);
    page_nights(page);
    for (size_t f = 0; f < page->report->review->factors_count; f++)
        page_factor(page, f);
    page_confusions(page);
    fputs("<div class=\"two\">\n", page->out);
    page_reliability(page);
    page_map(page);
    fputs("</div>\n", page->out);
}

void report_write_html(const struct report *report, struct arena *arena, FILE *out)
{
    struct page page = {.out = out, .arena = arena, .report = report};
    struct text title = report_title(report, arena);
    write_head(&page, title);
    fputs("<header><h1>", out);
    page_text(&page, title);
    fprintf(
        out,
        "</h1><p class=\"sub\">%zu night%s, %zu of %zu rows answered by people. Made by dengine report " DENGINE_VERSION
        "; the same files give the same page.</p></header><main>\n",
        report->review->nights_count, report->review->nights_count == 1 ? "" : "s", report->figures->counts.reviewed,
        report->figures->counts.rows);
    write_tiles(&page);
    if (report->review->nights_count) {
        write_figures(&page);
        write_people(&page);
        write_verdict(&page);
        write_shares(&page);
    }
    write_end(&page);
}
