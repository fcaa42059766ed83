/*
 * report_svg.c - the figures of the page, each with title, description, and its numbers in a table.
 */
#include <math.h>
#include <string.h>

#include "output/report_page.h"

enum { WIDTH = 760, ROW = 26, LEVELS_DRAWN = 24, BARS_DRAWN = 10, NAME_MOST = 24 };

static struct text say(struct buffer *buffer)
{
    return buffer_text(buffer);
}

static void begin_section(const struct page *page, const char *class, const char *title)
{
    fprintf(page->out, "<section%s><h2>", class);
    page_string(page, title);
    fputs("</h2><p>", page->out);
}

static const char *percent_of(const struct page *page, const struct figure *figure)
{
    return figure->n > 0 ? report_percent(page->arena, figure->estimate) : "";
}

static const char *range_of(const struct page *page, const struct figure *figure)
{
    return figure->n > 0 ? report_range(page->arena, figure) : "";
}

static const char *count_of(const struct page *page, size_t count)
{
    return report_count(page->arena, (double)count);
}

/* ---- intervals in rows: methods, classes, strata ---- */

struct scale {
    double left, right, bottom;
};

/* Room for the longest name on the left, for the longest note on the right: widths in characters. */
static struct scale begin_rows(const struct page *page, size_t widest, size_t noted, size_t rows)
{
    struct scale scale = {.left = 24 + 7.4 * (double)widest,
                          .right = WIDTH - fmax(216, 20 + 6.5 * (double)noted),
                          .bottom = 8 + ROW * (double)rows};
    for (int quarter = 0; quarter <= 4; quarter++) {
        struct buffer tick = {.arena = page->arena};
        double x = scale.left + (scale.right - scale.left) * quarter / 4;
        buffer_format(&tick, "%d %%", 25 * quarter);
        page_line(page, x, 8, x, scale.bottom, "grid");
        page_label(page, x, scale.bottom + 16, ANCHOR_MIDDLE, "tick", say(&tick));
    }
    return scale;
}

static void draw_name(const struct page *page, double x, double y, struct text name)
{
    fprintf(page->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" class=\"lab\">", x, y);
    page_cut(page, name, NAME_MOST);
    fputs("</text>", page->out);
}

static void draw_row(const struct page *page, const struct scale *scale, size_t row, struct text name,
                     const struct figure *figure, bool few, struct text note)
{
    double y = 21 + ROW * (double)row, width = scale->right - scale->left;
    draw_name(page, scale->left - 10, y + 4, name);
    if (figure->n > 0) {
        page_line(page, scale->left + width * figure->low, y, scale->left + width * figure->high, y,
                  few ? "wh few" : "wh ink");
        page_dot(page, scale->left + width * figure->estimate, y, 5, few ? "dotf" : "dot");
    }
    page_label(page, scale->right + 14, y + 4, ANCHOR_START, "note", note);
    putc('\n', page->out);
}

/* ---- methods ---- */

/* "19 of 20 wrong, 9.5x (2.5 to 36)" */
static struct text method_note(const struct page *page, const struct method_figures *method)
{
    struct buffer note = {.arena = page->arena};
    buffer_format(&note, "%zu of %zu wrong", method->counts.wrong, method->counts.reviewed);
    if (method->lift.n > 0 && !method->sample)
        buffer_format(&note, ", %sx (%s to %s)", report_times(page->arena, method->lift.estimate),
                      report_times(page->arena, method->lift.low), report_times(page->arena, method->lift.high));
    return say(&note);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void draw_methods(struct page *page)
{
    const struct review *review = page->report->review;
    const struct review_figures *figures = page->report->figures;
    size_t widest = 8, noted = 0, rows = 0, row = 0;
    for (size_t m = 0; m < review->methods_count; m++) {
        rows += figures->methods[m].counts.rows > 0;
        widest = larger(widest, page_width(review->methods[m], NAME_MOST));
        noted = larger(noted, method_note(page, &figures->methods[m]).size);
    }
    page_figure(page, WIDTH, 44 + ROW * (double)rows, "Errors found per method",
                text_of("Dot: share wrong; line: 95 % interval; hollow: fewer than 10 rows"));
    struct scale scale = begin_rows(page, widest, noted, rows);
    if (figures->base.n > 0) {
        struct buffer text = {.arena = page->arena};
        double x = scale.left + (scale.right - scale.left) * figures->base.estimate;
        page_line(page, x, 8, x, scale.bottom, "ref");
        buffer_format(&text, "by chance, %s", report_percent(page->arena, figures->base.estimate));
        page_label(page, x, scale.bottom + 31, x > scale.right - 60 ? ANCHOR_END : ANCHOR_START, "note", say(&text));
    }
    for (size_t m = 0; m < review->methods_count; m++) {
        const struct method_figures *method = &figures->methods[m];
        if (method->counts.rows > 0)
            draw_row(page, &scale, row++, review->methods[m], &method->share, report_few(method->counts.reviewed),
                     method_note(page, method));
    }
    page_figure_end(page);
}

static void list_methods(const struct page *page)
{
    const struct review *review = page->report->review;
    page_table(page, "Errors found per method",
               (const char *const[]){"method", "rows", "reviewed", "wrong", "share", "95 % interval", "times random",
                                     "only it", "shared", "minutes per error", "wrong by tenth of its queue", NULL});
    for (size_t m = 0; m < review->methods_count; m++) {
        const struct method_figures *method = &page->report->figures->methods[m];
        struct buffer tenths = {.arena = page->arena};
        if (method->counts.rows == 0)
            continue;
        for (size_t t = 0; t < REVIEW_TENTHS; t++)
            buffer_format(&tenths, "%s%zu", t ? " " : "", method->tenths[t].wrong);
        page_head(page, review->methods[m]);
        page_cell(page, count_of(page, method->counts.rows));
        page_cell(page, count_of(page, method->counts.reviewed));
        page_cell(page, count_of(page, method->counts.wrong));
        page_cell(page, percent_of(page, &method->share));
        page_cell(page, range_of(page, &method->share));
        page_cell(page, method->lift.n > 0 ? report_times(page->arena, method->lift.estimate) : "too few");
        page_cell(page, count_of(page, method->alone));
        page_cell(page, count_of(page, method->shared));
        page_cell(page, method->minutes.n > 0 ? report_times(page->arena, method->minutes.estimate) : "");
        page_cell(page, buffer_string(&tenths));
        fputs("</tr>\n", page->out);
    }
    page_table_end(page);
}

void page_methods(struct page *page)
{
    if (page->report->review->methods_count == 0)
        return;
    begin_section(page, "", "What each method found");
    fputs("Share of the reviewed rows that the model had wrong, with the 95 % interval. Dashed: the error rate of the "
          "rows that were drawn, what looking without a method finds; behind the count, how many times that a method "
          "finds.</p>\n",
          page->out);
    draw_methods(page);
    fputs("<p class=\"small\">Hollow dots: fewer than 10 rows, too few to compare.</p>", page->out);
    list_methods(page);
    fputs("</section>\n", page->out);
}

/* ---- nights ---- */

struct plane {
    double left, right, top, bottom, least; /* of the accuracy, at the bottom; 1 is at the top */
};

/* Of two nights at least. */
static double night_x(const struct plane *plane, size_t h, size_t count)
{
    return plane->left + (plane->right - plane->left) * (double)h / (double)(count - 1);
}

static double share_y(const struct plane *plane, double share)
{
    return plane->bottom - (plane->bottom - plane->top) * (share - plane->least) / (1 - plane->least);
}

static struct plane begin_plane(const struct page *page)
{
    const struct review_figures *figures = page->report->figures;
    struct plane plane = {.left = 64, .right = WIDTH - 76, .top = 14, .bottom = 196, .least = 0.95};
    for (size_t h = 0; h < page->report->review->nights_count; h++)
        if (figures->nights[h].so_far.accuracy.n > 0)
            plane.least = fmin(plane.least, figures->nights[h].so_far.accuracy.low);
    plane.least = fmax(0, floor(plane.least * 20 - 1e-9) / 20);
    double step = 1 - plane.least > 0.5 ? 0.2 : 1 - plane.least > 0.25 ? 0.1 : 0.05;
    for (int i = 0; 1 - i * step > plane.least - 1e-9; i++) {
        struct buffer tick = {.arena = page->arena};
        double share = 1 - i * step, y = share_y(&plane, share);
        buffer_format(&tick, "%.0f %%", 100 * share);
        page_line(page, plane.left, y, plane.right, y, "grid");
        page_label(page, plane.left - 8, y + 4, ANCHOR_END, "tick", say(&tick));
    }
    return plane;
}

static bool is_told(const struct page *page, size_t h)
{
    return page->report->figures->nights[h].so_far.accuracy.n > 0;
}

/* One stretch of nights of one model, each with a figure: the band, the line over it. */
static void draw_stretch(const struct page *page, const struct plane *plane, size_t first, size_t end)
{
    const struct night_figures *nights = page->report->figures->nights;
    size_t count = page->report->review->nights_count;
    fputs("<polygon class=\"band\" points=\"", page->out);
    for (size_t h = first; h < end; h++)
        fprintf(page->out, "%.1f,%.1f ", night_x(plane, h, count), share_y(plane, nights[h].so_far.accuracy.high));
    for (size_t h = end; h-- > first;)
        fprintf(page->out, "%.1f,%.1f ", night_x(plane, h, count), share_y(plane, nights[h].so_far.accuracy.low));
    fputs("\"/><polyline class=\"line\" points=\"", page->out);
    for (size_t h = first; h < end; h++)
        fprintf(page->out, "%.1f,%.1f ", night_x(plane, h, count), share_y(plane, nights[h].so_far.accuracy.estimate));
    fputs("\"/>\n", page->out);
}

/* A date without its year, else the name, cut. */
static struct text night_label(const struct page *page, size_t h)
{
    struct text name = page->report->review->nights[h].name;
    bool date = name.size == 10 && name.data[4] == '-' && name.data[7] == '-';
    return date ? (struct text){name.data + 5, 5} : (struct text){name.data, name.size < 12 ? name.size : 12};
}

static void draw_nights(struct page *page)
{
    enum { DOTS_MOST = 40, LABELS_MOST = 7 };
    const struct review *review = page->report->review;
    const struct night_figures *nights = page->report->figures->nights;
    size_t count = review->nights_count, every = (count + LABELS_MOST - 1) / LABELS_MOST;
    struct buffer description = {.arena = page->arena};
    buffer_format(&description, "%zu nights; the last figure is %s", count,
                  is_told(page, count - 1) ? percent_of(page, &nights[count - 1].so_far.accuracy) : "not known");
    page_figure(page, WIDTH, 226, "Accuracy over the nights", say(&description));
    struct plane plane = begin_plane(page);
    for (size_t first = 0, end; first < count; first = end) {
        end = first + 1;
        while (is_told(page, first) && end < count && is_told(page, end) && !nights[end].anew)
            end++;
        if (is_told(page, first))
            draw_stretch(page, &plane, first, end);
    }
    for (size_t h = 0; h < count; h++) {
        double x = night_x(&plane, h, count);
        if (is_told(page, h) && count <= DOTS_MOST)
            page_dot(page, x, share_y(&plane, nights[h].so_far.accuracy.estimate), 4, "dot");
        if ((count - 1 - h) % every == 0)
            page_label(page, x, 216, ANCHOR_MIDDLE, "tick", night_label(page, h));
    }
    if (is_told(page, count - 1))
        page_label(page, plane.right + 12, share_y(&plane, nights[count - 1].so_far.accuracy.estimate) + 4,
                   ANCHOR_START, "lab", text_of(percent_of(page, &nights[count - 1].so_far.accuracy)));
    page_figure_end(page);
}

void page_nights(struct page *page)
{
    const struct review *review = page->report->review;
    if (review->nights_count < 2)
        return;
    begin_section(page, "", "Accuracy over the nights");
    fputs("Estimated from the drawn rows of all nights so far and from what is known for certain; the band is the 95 % "
          "interval. Where the model changes, the line starts anew.</p>\n",
          page->out);
    draw_nights(page);
    page_table(page, "Accuracy over the nights",
               (const char *const[]){"night", "accuracy so far", "95 % interval", "drawn rows", "this night alone",
                                     "wrong", "reviewed", NULL});
    for (size_t h = 0; h < review->nights_count; h++) {
        const struct night_figures *night = &page->report->figures->nights[h];
        page_head(page, review->nights[h].name);
        page_cell(page, percent_of(page, &night->so_far.accuracy));
        page_cell(page, range_of(page, &night->so_far.accuracy));
        page_cell(page, count_of(page, night->alone.sample));
        page_cell(page, percent_of(page, &night->alone.accuracy));
        page_cell(page, count_of(page, night->counts.wrong));
        page_cell(page, count_of(page, night->counts.reviewed));
        fputs("</tr>\n", page->out);
    }
    page_table_end(page);
    fputs("</section>\n", page->out);
}

/* ---- classes and strata ---- */

static struct text level_name(const struct page *page, size_t f, uint32_t level)
{
    struct buffer name = {.arena = page->arena};
    buffer_add(&name, text_of(f == FACTOR_SAYS ? "says " : f == FACTOR_IS ? "is " : ""));
    buffer_add(&name, report_level(&page->report->review->factors[f], level));
    return buffer_text(&name);
}

static void draw_factor(struct page *page, size_t f, const char *title)
{
    const struct factor_figures *figures = &page->report->figures->factors[f];
    size_t count = figures->count < LEVELS_DRAWN ? figures->count : LEVELS_DRAWN, widest = 6;
    for (size_t i = 0; i < count; i++) {
        size_t width = page_width(level_name(page, f, figures->levels[i].level), NAME_MOST);
        widest = width > widest ? width : widest;
    }
    page_figure(page, WIDTH, 30 + ROW * (double)count, title, text_of("Dot: share right; line: 95 % interval"));
    struct scale scale = begin_rows(page, widest, 0, count);
    for (size_t i = 0; i < count; i++) {
        const struct level_figures *level = &figures->levels[i];
        struct buffer note = {.arena = page->arena};
        if (level->rate.sample)
            buffer_format(&note, "%zu of %zu drawn right", level->rate.right, level->rate.sample);
        else
            buffer_add(&note, text_of("no row drawn"));
        draw_row(page, &scale, i, level_name(page, f, level->level), &level->rate.accuracy,
                 report_few(level->rate.sample), say(&note));
    }
    page_figure_end(page);
}

static void list_factor(const struct page *page, size_t f, const char *title)
{
    const struct factor_figures *figures = &page->report->figures->factors[f];
    page_table(page, title,
               (const char *const[]){f == FACTOR_SAYS ? "model says"
                                     : f == FACTOR_IS ? "truly"
                                                      : "value",
                                     "drawn rows", "right", "accuracy", "95 % interval", "reviewed", "wrong", NULL});
    for (size_t i = 0; i < figures->count; i++) {
        const struct level_figures *level = &figures->levels[i];
        page_head(page, report_level(&page->report->review->factors[f], level->level));
        page_cell(page, count_of(page, level->rate.sample));
        page_cell(page, count_of(page, level->rate.right));
        page_cell(page, percent_of(page, &level->rate.accuracy));
        page_cell(page, range_of(page, &level->rate.accuracy));
        page_cell(page, count_of(page, level->counts.reviewed));
        page_cell(page, count_of(page, level->counts.wrong));
        fputs("</tr>\n", page->out);
    }
    page_table_end(page);
}

void page_factor(struct page *page, size_t f)
{
    const struct review_factor *factor = &page->report->review->factors[f];
    struct buffer title = {.arena = page->arena};
    if (page->report->figures->factors[f].count == 0)
        return;
    buffer_add(&title, text_of(f == FACTOR_SAYS ? "Accuracy per class"
                               : f == FACTOR_IS ? "How much of each class is found"
                                                : "Accuracy by "));
    if (f >= FACTOR_FURTHER)
        buffer_add(&title, factor->name);
    begin_section(page, "", buffer_string(&title));
    fputs(f == FACTOR_SAYS
              ? "When the model says a class, how often is it right? From the drawn rows and what is known "
                "for certain: only they are fair."
          : f == FACTOR_IS ? "Of what truly is a class, how much does the model call so?"
                           : "From the drawn rows of each value and what is known for certain.",
          page->out);
    fputs("</p>\n", page->out);
    draw_factor(page, f, buffer_string(&title));
    fputs("<p class=\"small\">Hollow: fewer than 10 drawn rows, too few to judge.", page->out);
    if (f == FACTOR_SAYS)
        fputs(" To know a class better, draw more of it: <code>dengine stratify --by label</code>.", page->out);
    if (page->report->figures->factors[f].count > LEVELS_DRAWN)
        fprintf(page->out, " The first %d are drawn, all are in the table.", LEVELS_DRAWN);
    fputs("</p>", page->out);
    list_factor(page, f, buffer_string(&title));
    fputs("</section>\n", page->out);
}

/* ---- confusions ---- */

static struct text pair_name(const struct page *page, const struct confusion_figures *pair)
{
    const struct review_factor *factors = page->report->review->factors;
    struct buffer name = {.arena = page->arena};
    buffer_add(&name, text_of("says "));
    buffer_add(&name, report_level(&factors[FACTOR_SAYS], pair->says));
    buffer_add(&name, text_of(", is "));
    buffer_add(&name, report_level(&factors[FACTOR_IS], pair->is));
    return buffer_text(&name);
}

static void draw_confusions(struct page *page)
{
    enum { PAIR_MOST = 36 };
    const struct review_figures *figures = page->report->figures;
    size_t count = figures->confusions_count < BARS_DRAWN ? figures->confusions_count : BARS_DRAWN, widest = 8;
    for (size_t i = 0; i < count; i++) {
        size_t width = page_width(pair_name(page, &figures->confusions[i]), PAIR_MOST);
        widest = width > widest ? width : widest;
    }
    double left = 24 + 7.4 * (double)widest, unit = (WIDTH - 150 - left) / (double)figures->confusions[0].found;
    page_figure(page, WIDTH, 10 + ROW * (double)count, "Commonest confusions",
                text_of("Bar: errors found; strong part: in the last night"));
    for (size_t i = 0; i < count; i++) {
        const struct confusion_figures *pair = &figures->confusions[i];
        double y = 8 + ROW * (double)i;
        struct buffer note = {.arena = page->arena};
        fprintf(page->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" class=\"lab\">", left - 10, y + 13);
        page_cut(page, pair_name(page, pair), PAIR_MOST);
        fprintf(page->out,
                "</text><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"16\" class=\"bar\"/>"
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"16\" class=\"barn\"/>",
                left, y, unit * (double)pair->found, left, y, unit * (double)pair->last);
        buffer_format(&note, "%zu", pair->found);
        if (pair->last && page->report->review->nights_count > 1)
            buffer_format(&note, ", %zu last night", pair->last);
        page_label(page, left + unit * (double)pair->found + 10, y + 13, ANCHOR_START, "note", say(&note));
        putc('\n', page->out);
    }
    page_figure_end(page);
}

void page_confusions(struct page *page)
{
    const struct review_figures *figures = page->report->figures;
    const struct review_factor *factors = page->report->review->factors;
    if (figures->confusions_count == 0)
        return;
    begin_section(page, "", "What is taken for what");
    fputs("The commonest errors among all reviewed rows; the strong part was found in the last night. Counts of what "
          "was found, not rates: those, estimated, are in the table.</p>\n",
          page->out);
    draw_confusions(page);
    page_table(page, "Confusions",
               (const char *const[]){"model says", "truly", "found", "last night", "share of all rows", "95 % interval",
                                     NULL});
    for (size_t i = 0; i < figures->confusions_count; i++) {
        const struct confusion_figures *pair = &figures->confusions[i];
        page_head(page, report_level(&factors[FACTOR_SAYS], pair->says));
        fputs("<td>", page->out);
        page_text(page, report_level(&factors[FACTOR_IS], pair->is));
        fputs("</td>", page->out);
        page_cell(page, count_of(page, pair->found));
        page_cell(page, count_of(page, pair->last));
        page_cell(page, percent_of(page, &pair->share));
        page_cell(page, range_of(page, &pair->share));
        fputs("</tr>\n", page->out);
    }
    page_table_end(page);
    fputs("</section>\n", page->out);
}
