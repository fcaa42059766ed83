/*
 * report_formats.c - the formats of a report. How to add one: a function report_write_NAME and a line here.
 */
#include "output/report.h"

#define FORMATS(X)                                                    \
    X(text, "for a person at a terminal")                             \
    X(json, "one document: every figure with estimate, low, high, n") \
    X(csv, "a row for each figure")                                   \
    X(html, "one page, complete in itself: no script, nothing loaded")

#define ROW(format, says) {#format, says, report_write_##format},
const struct report_format report_formats[] = {FORMATS(ROW){0}};
#define WORD(format, says) #format,
const char *const report_format_words[] = {FORMATS(WORD) NULL};
