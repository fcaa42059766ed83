/*
 * offers_beside.h - how an option names a file and the columns of it that matter: FILE, FILE:COL, FILE:ID,LABEL.
 */
#ifndef DENGINE_OFFERS_BESIDE_H
#define DENGINE_OFFERS_BESIDE_H

#include "output/offer_line.h"

/* Whether an option can name the column that names a table's samples, beside a file: FILE:COL, COL=THEIRS. */
bool offers_has_plain_id(const struct profile *profile);

/* Its first column that is no role and that the other table has not, or the number of its columns. */
size_t offers_further_column(const struct profile *metadata, const struct profile *said);

/* As --with takes it: FILE, or FILE:MINE=THEIRS where the ids are called otherwise. */
struct text offers_with(const struct offers *offers, struct text mine, const struct profile *metadata);

/* FILE, or FILE:ID,LABEL where these are called otherwise. */
struct text offers_file_columns(const struct offers *offers, const struct profile *profile, size_t label,
                                const char *usual);

/* What people said of the samples: an answer by its name, or a label without more; a column, or header.count. */
size_t offers_answer(const struct profile *profile);

#endif
