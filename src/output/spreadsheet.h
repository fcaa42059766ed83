/*
 * spreadsheet.h - cells that spreadsheet programs leave as they are.
 *
 * They take `0001` and `1e3` for numbers, `1-2` for a day, and run what begins with `=`. Such a text gets an
 * apostrophe in front, which makes it text to them; one apostrophe is taken away when the sheet comes back.
 */
#ifndef DENGINE_SPREADSHEET_H
#define DENGINE_SPREADSHEET_H

#include "dengine/text.h"

/* Appends a text, guarded if need be. */
void spreadsheet_add(struct buffer *out, struct text text);

#endif
