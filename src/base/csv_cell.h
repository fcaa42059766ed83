/*
 * csv_cell.h - a cell of CSV as it is written: in quotes where it must be, quotes in it doubled (RFC 4180).
 */
#ifndef DENGINE_CSV_CELL_H
#define DENGINE_CSV_CELL_H

#include <stdio.h>

#include "dengine/text.h"

/* In quotes only when it holds the delimiter, a quote or a line end. */
void csv_cell_write(FILE *out, struct text cell, char delimiter);

/* In quotes whatever it holds. */
void csv_cell_write_quoted(FILE *out, struct text cell);

#endif
