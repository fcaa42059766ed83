/*
 * usual_names.h - what exports usually call their columns: the one table of such names.
 */
#ifndef DENGINE_USUAL_NAMES_H
#define DENGINE_USUAL_NAMES_H

#include "dengine/text.h"

enum usual_role { USUAL_ID, USUAL_LABEL, USUAL_CONFIDENCE, USUAL_TIME, USUAL_SCORE, USUAL_ROLES };

/* The column of a header that most likely has this role; header->count when none looks like it. What names the
 * truth (true_label, gt, target ...) is never one. */
size_t usual_column(enum usual_role role, const struct words *header);

/* Whether a column of that name may have this role, whatever it holds. */
bool usual_may_be(enum usual_role role, struct text name);

/* Whether a column of that name is usually one of this role. */
bool usual_is(enum usual_role role, struct text name);

/* Whether a column of that name tells what is true, or whether a prediction is; whether it tells what a model said,
 * beside one that may be the truth. */
bool usual_is_truth(struct text name);
bool usual_is_prediction(struct text name);

/* Whether a score of that name is that of a label beside it, no measure of something else. */
bool usual_is_share_of_label(struct text name);

/* Whether a column of that name sums up what a model said of the parts of a sample: a mean, a least. */
bool usual_is_summary(struct text name);

/* Whether a column of that name tells which model, view or run answers; which view of an altered sample; which piece of
 * a file or a stream a row is. */
bool usual_is_member(struct text name);
bool usual_is_view(struct text name);
bool usual_is_piece(struct text name);

/* Whether a column of that name tells whether something holds. */
bool usual_is_flag(struct text name);

/* Whether a name is that one, however it is spelled: `Start Time` is start_time. */
bool usual_is_like(struct text name, const char *one);

/* Whether a column of that name says how long something took. */
bool usual_is_duration(struct text name);

/* Whether a column of that name counts milliseconds; and these are a time, of a stream or of the clock. */
bool usual_is_milliseconds(struct text name);
bool usual_is_time_in_milliseconds(struct text name);

/* Whether a score of that name is large where a model is sure. */
bool usual_is_likelihood(struct text name);

/* Whether a file or columns of that name hold vectors of a model, its logits, or logarithms of
 * its probabilities. */
bool usual_is_vector(struct text name);
bool usual_is_logit(struct text name);
bool usual_is_logarithm(struct text name);

/* Whether a column of that name is where a box begins; or one of its edges, its width or its height. */
bool usual_is_left(struct text name);
bool usual_is_edge(struct text name);

#endif
