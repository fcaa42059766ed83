/*
 * label_set.h - the labels that hold of a sample, in one text: cat+dog. Of a label's own + and \ each has a \ before
 * it.
 */
#ifndef DENGINE_LABEL_SET_H
#define DENGINE_LABEL_SET_H

#include <stdbool.h>

#include "dengine/text.h"

/* What the set of no label is called. */
#define LABEL_SET_EMPTY "(none)"

/* Adds a label to the set that begins at byte `start` of the buffer. */
void label_set_add(struct buffer *set, size_t start, struct text label);

/* Whether both hold the same labels, in any order. What is no set, as `C++`, is a label, compared as a text. */
bool label_set_same(struct text a, struct text b);

/* The labels in the order of their bytes, as predictions have them, each once; what is no set as it is. */
struct text label_set_sorted(struct arena *arena, struct text set);

#endif
