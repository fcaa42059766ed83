/*
 * report_record.h - what the record of a batch, which lies beside its queue, tells of a night.
 */
#ifndef DENGINE_REPORT_RECORD_H
#define DENGINE_REPORT_RECORD_H

#include "dengine/error.h"
#include "input/names.h"
#include "select/review.h"

/* How many rows the night's sample could have held ("population", of the batch or of its "sample", less those that
 * were "certain"), the mean of the sample's forecasts over all of them ("expected"), both for each class, too, the
 * "model", and how many rows its methods left out. *left: forecasts and classes are of what picks have left, as the
 * record tells that ("rest"), not of all. A queue without a record leaves the night as it is; its texts live in the
 * arena of the labels. */
bool report_record(struct review_night *night, bool *left, struct names *labels, const char *queue,
                   struct error *error);

#endif
