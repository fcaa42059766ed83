/*
 * offers_answers.h - the commands that work on a file of answers, alone and beside tables.
 */
#ifndef DENGINE_OFFERS_ANSWERS_H
#define DENGINE_OFFERS_ANSWERS_H

#include "join/answers_look.h"
#include "output/offers_matrix.h"

/* Those for one file. `alone`: there is no table beside it. */
void offers_answers(struct offers *offers, const struct answers_look *look, bool alone);

/* Those with tables, whose first the answers' samples are held against; of several vectors the first are taken. */
void offers_with_answers(struct offers *offers, const struct answers_look *look, const struct profile *tables,
                         size_t count, const struct identified *vectors);

#endif
