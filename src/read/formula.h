/*
 * formula.h - cells that a spreadsheet program would run (OWASP: CSV injection).
 *
 * A queue for such programs (--spreadsheet-safe) has an apostrophe before them, one more where they have some already;
 * where it is read back, one is taken away.
 */
#ifndef DENGINE_FORMULA_H
#define DENGINE_FORMULA_H

#include "dengine/text.h"

/* Whether the cell begins like a formula, behind any apostrophes, and is no number. */
bool formula_is(struct text cell);

/* The cell without the apostrophe that was put before it. */
struct text formula_bare(struct text cell);

#endif
