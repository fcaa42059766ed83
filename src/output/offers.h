/*
 * offers.h - the commands that work on tables as they are, ready to paste.
 *
 * Each is the whole line, with the options that this header needs. What stands in the way of a command that one
 * would expect is a reason. A test runs every command.
 */
#ifndef DENGINE_OFFERS_H
#define DENGINE_OFFERS_H

#include "output/offer_line.h"

/* Those for one table. */
void offers_table(struct offers *offers, const struct profile *profile);

/* Those for several together; of all but the first, `common` was counted against the first. */
void offers_joins(struct offers *offers, const struct profile *profiles, size_t count);

/* Whether another table says of the samples of the first what a model said, in the same columns. */
bool offers_joinable(const struct offers *offers, const struct profile *first, const struct profile *other);

#endif
