/*
 * strata_trim.h - fewer candidates than the library keeps, for a command that knows how rows will be shared out.
 */
#ifndef DENGINE_STRATA_TRIM_H
#define DENGINE_STRATA_TRIM_H

#include "dengine/strata.h"

/* Equal shares of n rows, `least` from each: as strata_allocate will share them out. */
struct strata_equal {
    uint64_t n, least, tie_key;
    uint64_t spare; /* rows that are kept of each stratum beyond those that can be taken; then no stratum is hopeless */
};

/* Drops candidates that cannot be taken any more. The more rows are seen, the smaller the largest share can become; and
 * with more strata than rows those that come late in the order of ties get none. */
void strata_trim(struct strata *strata, const struct strata_equal *equal);

#endif
