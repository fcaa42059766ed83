/*
 * report_predictions.h - what the deployed model said of queued rows whose queue does not tell.
 */
#ifndef DENGINE_REPORT_PREDICTIONS_H
#define DENGINE_REPORT_PREDICTIONS_H

#include "run/report_input.h"

/* Reads --predictions, row by row: says[row] and the confidence of rows that have none. Memory: that of the
 * queued rows, however many rows there are to read. */
bool report_predictions(const struct report_input *input, struct review_row *rows, struct text *says, size_t count,
                        struct error *error);

#endif
