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

/* Compiles `COL OP VALUE` (= != < <= > >= ~; also == and <>). When VALUE is a number, all but ~ compare
 * numbers: 10 = 10.0; a code such as 007, and whole numbers from 2^53 on, are text for = and !=. Another
 * VALUE is compared byte by byte: right for ISO 8601 times. A missing cell matches no order; what is no
 * number is a bad row for the orders of a number, and unequal to it. ~ is a glob (base/glob.h). */
bool filter_where(struct filter *filter, struct sampler *sampler, struct text condition, struct error *error);

/* Judges a sample; sample->id is set. */
enum filter_result filter_judge(const struct filter *filter, struct sample *sample, struct problem *problem);

#endif
