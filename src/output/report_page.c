#include "output/report_page.h"

/* ---- text ---- */

/* The bytes of the character at `at`: 1 where it is no valid UTF-8. */
static size_t character(struct text text, size_t at)
{
    size_t size;
    text_steers(text, at, &size);
    return size;
}

/* The character at `at`; its size. */
static size_t write_character(FILE *out, struct text text, size_t at)
{
    static const char *const escapes[128] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};
    unsigned char byte = (unsigned char)text.data[at];
    size_t size;
    if (text_steers(text, at, &size))
        fputs("\xEF\xBF\xBD", out);
    else if (size == 1 && escapes[byte])
        fputs(escapes[byte], out);
    else
        fwrite(text.data + at, 1, size, out);
    return size;
}

void page_text(const struct page *page, struct text text)
{
    for (size_t at = 0; at < text.size;) {
        if (at + 1 < text.size && text.data[at] == ' ' && text.data[at + 1] == '%') {
            fputs("&#160;", page->out); /* no line ends between a number and its sign */
            at++;
        } else {
            at += write_character(page->out, text, at);
        }
    }
}

void page_string(const struct page *page, const char *string)
{
    page_text(page, text_of(string));
}

size_t page_width(struct text text, size_t characters)
{
    size_t count = 0;
    for (size_t at = 0; at < text.size && count < characters; at += character(text, at))
        count++;
    return count;
}

void page_cut(const struct page *page, struct text text, size_t characters)
{
    size_t count = 0, at = 0;
    bool whole = page_width(text, characters + 1) <= characters;
    for (; at < text.size && (whole || count + 1 < characters); count++)
        at += write_character(page->out, text, at);
    if (!whole)
        fputs("\xE2\x80\xA6", page->out);
}

/* ---- tables ---- */

void page_cell(const struct page *page, const char *text)
{
    fputs("<td>", page->out);
    page_string(page, text);
    fputs("</td>", page->out);
}

void page_head(const struct page *page, struct text name)
{
    fputs("<tr><th scope=\"row\">", page->out);
    page_text(page, name);
    fputs("</th>", page->out);
}

void page_table(const struct page *page, const char *caption, const char *const *columns)
{
    fputs("<details><summary>The numbers</summary><div class=\"wide\"><table><caption>", page->out);
    page_string(page, caption);
    fputs("</caption><thead><tr>", page->out);
    for (; *columns; columns++) {
        fputs("<th scope=\"col\">", page->out);
        page_string(page, *columns);
        fputs("</th>", page->out);
    }
    fputs("</tr></thead><tbody>\n", page->out);
}

void page_table_end(const struct page *page)
{
    fputs("</tbody></table></div></details>\n", page->out);
}

/* ---- drawings ---- */

void page_figure(struct page *page, double width, double height, const char *title, struct text description)
{
    unsigned n = ++page->figures;
    fprintf(page->out, "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"t%u d%u\"><title id=\"t%u\">",
            width, height, n, n, n);
    page_string(page, title);
    fprintf(page->out, "</title><desc id=\"d%u\">", n);
    page_text(page, description);
    fputs("</desc>\n", page->out);
}

void page_figure_end(const struct page *page)
{
    fputs("</svg>\n", page->out);
}

void page_line(const struct page *page, double x1, double y1, double x2, double y2, const char *class)
{
    fprintf(page->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x1, y1, x2, y2, class);
}

void page_label(const struct page *page, double x, double y, enum anchor anchor, const char *class, struct text text)
{
    static const char *const anchors[] = {[ANCHOR_START] = "start", [ANCHOR_MIDDLE] = "middle", [ANCHOR_END] = "end"};
    fprintf(page->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">", x, y, anchors[anchor], class);
    page_text(page, text);
    fputs("</text>", page->out);
}

void page_dot(const struct page *page, double x, double y, double radius, const char *class)
{
    fprintf(page->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"/>", x, y, radius, class);
}
