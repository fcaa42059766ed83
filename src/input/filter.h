/*
 * filter.h - which rows are in the population: --where and --exclude.
 */
#ifndef DENGINE_FILTER_H
#define DENGINE_FILTER_H

#include "input/idset.h"
#include "input/sample.h"

enum filter_result {
    FILTER_IN,
    FILTER_OUTSIDE,  /* a condition does not hold */
    FILTER_EXCLUDED, /* its id is in the set */
    FILTER_BAD,      /* a condition cannot be judged: see the problem */
};

struct condition;

struct filter {
    struct condition *conditions;
    size_t count;
    struct idset excluded;
};

/* Compiles `COL OP VALUE` (= != < <= > >= ~). The orders compare numbers when VALUE is a number (a
 * missing cell does not match, another text is a bad row), else bytes: right for ISO 8601 times.
 * = and != compare text; ~ is a glob with * ? [set]. */
bool filter_where(struct filter *filter, struct sampler *sampler, struct text condition, struct error *error);

/* Judges a sample; sample->id is set. */
enum filter_result filter_judge(const struct filter *filter, struct sample *sample, struct problem *problem);

#endif
