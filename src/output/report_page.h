/*
 * report_page.h - pieces of the page: text that is escaped, tables, drawings in SVG. For report_html.c and
 * report_svg.c.
 */
#ifndef DENGINE_REPORT_PAGE_H
#define DENGINE_REPORT_PAGE_H

#include "output/report.h"

struct page {
    FILE *out;
    struct arena *arena;
    const struct report *report;
    unsigned figures; /* so far: their titles have ids */
};

/* Text as it may stand between tags and in attributes: markup escaped, control characters and those that turn
 * the direction of writing replaced. */
void page_text(const struct page *page, struct text text);
void page_string(const struct page *page, const char *string);

/* The same of at most so many characters, an ellipsis for the rest. */
void page_cut(const struct page *page, struct text text, size_t characters);

/* Characters of a text, as far as they are shown of at most so many. */
size_t page_width(struct text text, size_t characters);

/* <td>: right-hand, in the end or with a class of its own. */
void page_cell(const struct page *page, const char *text);
void page_head(const struct page *page, struct text name); /* <tr><th scope="row"> */

/* A table behind "The numbers": its caption and column names, NULL behind the last one. */
void page_table(const struct page *page, const char *caption, const char *const *columns);
void page_table_end(const struct page *page);

/* A figure begins: its box, title and description. */
void page_figure(struct page *page, double width, double height, const char *title, struct text description);
void page_figure_end(const struct page *page);

/* ---- drawings ---- */

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

void page_line(const struct page *page, double x1, double y1, double x2, double y2, const char *class);
void page_label(const struct page *page, double x, double y, enum anchor anchor, const char *class, struct text text);
void page_dot(const struct page *page, double x, double y, double radius, const char *class);

/* The figures; each returns without a trace when there is nothing to show. */
void page_methods(struct page *page);
void page_nights(struct page *page);
void page_factor(struct page *page, size_t factor);
void page_confusions(struct page *page);
void page_reliability(struct page *page);
void page_map(struct page *page);

#endif
