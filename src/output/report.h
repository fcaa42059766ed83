/*
 * report.h - what a review told, written for a person at a terminal, a program, a spreadsheet, a browser.
 *
 * Everything is reckoned before (select/review.h); the writers only print. The same report gives the same
 * bytes. What cannot be known is said: a figure without rows is null, too few rows are called so.
 */
#ifndef DENGINE_REPORT_H
#define DENGINE_REPORT_H

#include <stdio.h>

#include "dengine/agreement.h"
#include "select/review.h"

/* Between people. */
struct report_agreement {
    size_t people, twice;        /* people with a name of their own; samples with more than one answer */
    struct figure kappa, alpha;  /* Cohen's kappa of two people; Krippendorff's alpha of any number */
    const struct text *disputed; /* ids */
    size_t disputed_count;
};

/* What should be done, never done by itself. */
struct report_advice {
    enum advice { ADVICE_DRY, ADVICE_HALVE, ADVICE_CLASS, ADVICE_SAMPLE, ADVICE_LABELS } about;
    struct text text;    /* a sentence without its point */
    struct text command; /* to type; may be empty */
};
extern const char *const advice_words[]; /* by enum advice */

/* Where the rows lie in the space of their embeddings. */
struct report_map {
    struct point {
        float x, y;
    } * points; /* 0 .. 1 each: background rows, then the queue's rows */
    size_t background, count;
    const size_t *rows; /* [count - background] of the review */
    double spread;      /* share of the variance that the two axes show */
    struct report_place {
        struct text name;
        struct point at;
    } * labels; /* where each label lies: the mean of its rows */
    size_t labels_count;
};

struct report {
    const struct review *review;
    const struct review_figures *figures;
    struct report_agreement agreement;
    struct report_advice *advice;
    size_t advice_count;
    struct report_map *map;                /* or NULL */
    const struct verdict_figures *verdict; /* of a model that replaces the reviewed one, or NULL */
    struct words notes;                    /* what is odd or cannot be known */
    size_t unknown;                        /* answers for samples in no queue */
    size_t unjudged;                       /* answers without a deployed label to hold them against */
};

struct verdict_figures;

struct report_format {
    const char *name, *doc;
    void (*write)(const struct report *report, struct arena *arena, FILE *out);
};

/* A row of zeros ends the table; report_format_words are their names, for the option. */
extern const struct report_format report_formats[];
extern const char *const report_format_words[];

/* Makes the advice. */
void report_advise(struct report *report, struct arena *arena);

/* ---- for the writers ---- */

void report_write_text(const struct report *report, struct arena *arena, FILE *out);
void report_write_json(const struct report *report, struct arena *arena, FILE *out);
void report_write_csv(const struct report *report, struct arena *arena, FILE *out);
void report_write_html(const struct report *report, struct arena *arena, FILE *out);

/* Title: "Review of 2026-11-21", or "Review of 2026-11-18 to 2026-11-21". */
struct text report_title(const struct report *report, struct arena *arena);

/* 0.8704 as "87.0 %", 0.0004 as "0.04 %", 1 as "100 %"; numbers between the two ends as "79.4 % to 90.6 %". */
const char *report_percent(struct arena *arena, double share);
const char *report_range(struct arena *arena, const struct figure *figure);

/* 14.23 as "14", 8.74 as "8.7", INFINITY as "many". */
const char *report_times(struct arena *arena, double times);

/* 1497 as "1,497". */
const char *report_count(struct arena *arena, double count);

/* The name of a level, "(empty)" when it is. */
struct text report_level(const struct review_factor *factor, uint32_t level);

static inline bool report_few(size_t rows)
{
    return rows < INTERVAL_FEW;
}

#endif
