/*
 * sheet.h - a table of plain text whose columns are as wide as they need to be.
 *
 *     struct sheet sheet = {.arena = arena};
 *     sheet_add(&sheet, "class", "rows", NULL);
 *     sheet_add(&sheet, sheet_name(arena, class), report_count(arena, rows), NULL);
 *     sheet_write(&sheet, out);
 *
 * The first column stands to the left, the others to the right.
 */
#ifndef DENGINE_SHEET_H
#define DENGINE_SHEET_H

#include <stdio.h>

#include "dengine/arena.h"
#include "dengine/text.h"

enum { SHEET_COLUMNS = 10 };

struct sheet {
    struct arena *arena;
    const char *(*rows)[SHEET_COLUMNS];
    size_t count, capacity;
};

/* Adds a row of cells, NULL behind the last one. */
void sheet_add_row(struct sheet *sheet, const char *const *cells);
#define sheet_add(sheet, ...) sheet_add_row(sheet, (const char *const[]){__VA_ARGS__})

void sheet_write(const struct sheet *sheet, FILE *out);

/* A name that cannot harm a terminal: what would steer it is a question mark; the whole characters of its first 40
 * bytes. */
const char *sheet_name(struct arena *arena, struct text name);

#endif
