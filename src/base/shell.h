/*
 * shell.h - words of a command to type.
 */
#ifndef DENGINE_SHELL_H
#define DENGINE_SHELL_H

#include "dengine/text.h"

/* Appends a blank and the word as a POSIX shell takes it: in quotes where it must be. */
void shell_word(struct buffer *line, struct text word);

#endif
