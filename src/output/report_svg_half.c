/*
 * report_svg_half.c - the two figures that stand side by side: reliability, and the map of the embeddings.
 */
#include <math.h>

#include "output/report_page.h"

enum { SIDE = 380, LEFT = 56, RIGHT = 364, TOP = 14, BOTTOM = 322 };

static double across(double share)
{
    return LEFT + (RIGHT - LEFT) * share;
}

static double up(double share)
{
    return BOTTOM - (BOTTOM - TOP) * share;
}

static void begin_section(const struct page *page, const char *title)
{
    fprintf(page->out, "<section class=\"half\"><h2>%s</h2><p>", title);
}

/* ---- reliability ---- */

static void draw_axes(const struct page *page)
{
    for (int quarter = 0; quarter <= 4; quarter++) {
        struct buffer tick = {.arena = page->arena};
        buffer_format(&tick, "%d %%", 25 * quarter);
        page_line(page, LEFT, up(quarter / 4.), RIGHT, up(quarter / 4.), "grid");
        page_line(page, across(quarter / 4.), TOP, across(quarter / 4.), BOTTOM, "grid");
        page_label(page, LEFT - 6, up(quarter / 4.) + 4, ANCHOR_END, "tick", buffer_text(&tick));
        page_label(page, across(quarter / 4.) - (quarter == 4 ? 6 : 0), BOTTOM + 17, ANCHOR_MIDDLE, "tick",
                   buffer_text(&tick));
    }
    page_line(page, LEFT, BOTTOM, RIGHT, TOP, "ref");
    page_label(page, (LEFT + RIGHT) / 2., BOTTOM + 36, ANCHOR_MIDDLE, "tick", text_of("what the model says"));
    fprintf(page->out,
            "<text x=\"14\" y=\"%.1f\" text-anchor=\"middle\" class=\"tick\" "
            "transform=\"rotate(-90 14 %.1f)\">how often it is right</text>",
            (TOP + BOTTOM) / 2., (TOP + BOTTOM) / 2.);
}

static void list_tenths(const struct page *page)
{
    const struct calibration_figures *calibration = &page->report->figures->calibration;
    page_table(page, "Reliability by tenths",
               (const char *const[]){"confidence", "drawn rows", "says", "right", "95 % interval", NULL});
    for (size_t t = 0; t < REVIEW_TENTHS; t++) {
        const struct review_rate *rate = &calibration->tenths[t].rate;
        struct buffer name = {.arena = page->arena};
        if (rate->sample == 0)
            continue;
        buffer_format(&name, "%zu0 to %zu0 %%", t, t + 1);
        page_head(page, t ? buffer_text(&name) : text_of("0 to 10 %"));
        page_cell(page, report_count(page->arena, (double)rate->sample));
        page_cell(page, report_percent(page->arena, calibration->tenths[t].confidence));
        page_cell(page, report_percent(page->arena, rate->accuracy.estimate));
        page_cell(page, report_range(page->arena, &rate->accuracy));
        fputs("</tr>\n", page->out);
    }
    page_table_end(page);
}

void page_reliability(struct page *page)
{
    const struct calibration_figures *calibration = &page->report->figures->calibration;
    if (calibration->error.n <= 0)
        return;
    begin_section(page, "Can its confidence be trusted?");
    fprintf(page->out,
            "On the drawn rows it says %s on average and is right in %s. Below the dashed line: too sure. "
            "Expected calibration error %s (%s).</p>\n",
            report_percent(page->arena, calibration->confidence),
            report_percent(page->arena, calibration->accuracy.estimate),
            report_percent(page->arena, calibration->error.estimate), report_range(page->arena, &calibration->error));
    page_figure(page, SIDE, SIDE - 16, "Reliability",
                text_of("For each tenth of confidence: how often the model is right, with the 95 % interval"));
    draw_axes(page);
    for (size_t t = 0; t < REVIEW_TENTHS; t++) {
        const struct review_rate *rate = &calibration->tenths[t].rate;
        bool few = report_few(rate->sample);
        double x = across(calibration->tenths[t].confidence);
        if (rate->sample == 0)
            continue;
        page_line(page, x, up(rate->accuracy.low), x, up(rate->accuracy.high), few ? "wh few" : "wh ink");
        page_dot(page, x, up(rate->accuracy.estimate), 5, few ? "dotf" : "dot");
    }
    page_figure_end(page);
    fputs("<p class=\"small\">Hollow: fewer than 10 drawn rows.</p>", page->out);
    list_tenths(page);
    fputs("</section>\n", page->out);
}

/* ---- the map ---- */

static double map_x(struct point point)
{
    return 10 + (SIDE - 20) * (double)point.x;
}

static double map_y(struct point point)
{
    return 10 + (SIDE - 40) * (1 - (double)point.y);
}

static void draw_background(const struct page *page, const struct report_map *map)
{
    fputs("<path class=\"bg\" d=\"", page->out);
    for (size_t i = 0; i < map->background; i++)
        fprintf(page->out, "M%.0f %.0fh0", map_x(map->points[i]), map_y(map->points[i]));
    fputs("\"/>\n", page->out);
}

static void draw_queue(const struct page *page, const struct report_map *map)
{
    for (size_t i = map->background; i < map->count; i++) {
        const struct review_row *row = &page->report->review->rows[map->rows[i - map->background]];
        double x = map_x(map->points[i]), y = map_y(map->points[i]);
        if (row->outcome == OUTCOME_WRONG)
            fprintf(page->out, "<path class=\"cross\" d=\"M%.1f %.1fl7 7m0 -7l-7 7\"/>", x - 3.5, y - 3.5);
        else
            page_dot(page, x, y, 3.5, row->outcome == OUTCOME_RIGHT ? "ring" : "open");
    }
    for (size_t i = 0; i < map->labels_count; i++) {
        double x = fmin(SIDE - 30, fmax(30, map_x(map->labels[i].at)));
        fprintf(page->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" class=\"cls\">", x,
                fmax(18, map_y(map->labels[i].at) + 6));
        page_cut(page, map->labels[i].name, 10);
        fputs("</text>", page->out);
    }
}

void page_map(struct page *page)
{
    const struct report_map *map = page->report->map;
    if (!map || map->count == 0)
        return;
    begin_section(page, "Where the queue lies");
    fprintf(page->out,
            "Samples (grey) by two main axes of the embeddings, %s of their spread. Rings: reviewed, right. "
            "Crosses: wrong. Dots: not answered. Names: what the model says there.</p>\n",
            report_percent(page->arena, map->spread));
    page_figure(page, SIDE, SIDE - 20, "Map of the embeddings",
                text_of("Each reviewed row at its place among all samples"));
    draw_background(page, map);
    draw_queue(page, map);
    page_figure_end(page);
    page_table(page, "Rows on the map", (const char *const[]){"what", "rows", NULL});
    size_t wrong = 0, right = 0, shown = map->count - map->background;
    for (size_t i = 0; i < shown; i++) {
        wrong += page->report->review->rows[map->rows[i]].outcome == OUTCOME_WRONG;
        right += page->report->review->rows[map->rows[i]].outcome == OUTCOME_RIGHT;
    }
    const struct {
        const char *what;
        size_t rows;
    } lines[] = {
        {"samples", map->background}, {"right", right}, {"wrong", wrong}, {"not answered", shown - right - wrong}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        page_head(page, text_of(lines[i].what));
        page_cell(page, report_count(page->arena, (double)lines[i].rows));
        fputs("</tr>\n", page->out);
    }
    page_table_end(page);
    fputs("</section>\n", page->out);
}
