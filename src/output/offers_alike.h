/*
 * offers_alike.h - ids of two tables that are the same but for folders, endings, case or zeros.
 */
#ifndef DENGINE_OFFERS_ALIKE_H
#define DENGINE_OFFERS_ALIKE_H

#include "input/profile.h"

/* What their first rows tell, and the pipe through which the ids of one become those of the other; NULL: nothing, or an
 * id is not in one column. In the arena of the first. */
const char *offers_alike(const struct profile *first, const struct profile *other);

#endif
