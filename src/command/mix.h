/*
 * mix.h - what `mix` and `batch` say about a mix.
 */
#ifndef DENGINE_COMMAND_MIX_H
#define DENGINE_COMMAND_MIX_H

#include "run/run.h"
#include "select/mix.h"

/* Who got what, on standard error. */
void mix_explain(const struct mix *mix);

/* Notes a random share that is no good for the estimate or for the yield. */
void mix_note(const struct run *run, const struct mix *mix);

#endif
