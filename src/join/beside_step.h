/*
 * beside_step.h - which tables beside another may be read in step with it, and whether their keys rise.
 */
#ifndef DENGINE_BESIDE_STEP_H
#define DENGINE_BESIDE_STEP_H

#include "input/beside.h"

/* Whether it is found by one column, and can be read several times. */
bool beside_may_step(const struct beside_file *file);

/* Of the orders (beside_stream.h) those in which the keys of the whole table rise, so that none stands twice; none when
 * something is wrong with it. A pass that stops at the first key out of order; afterwards the table must be opened
 * again. Its buffers stay in the arena: malloc would keep what is freed later, once such large ones have been. */
unsigned beside_orders(struct beside_file *file, unsigned threads, unsigned orders, struct arena *arena);

#endif
