/*
 * strata_trim.h - fewer candidates than the library keeps, for a command that knows how rows will be shared out.
 */
#ifndef DENGINE_STRATA_TRIM_H
#define DENGINE_STRATA_TRIM_H

#include "dengine/strata.h"

/* For equal shares of n rows, `least` from each: drops candidates that cannot be taken any more, but for the best
 * `spare`. The more rows are seen, the smaller the largest share can become. */
void strata_trim(struct strata *strata, uint64_t n, uint64_t least, uint64_t spare);

#endif
