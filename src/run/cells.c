#include "run/cells.h"

void cells_start(struct cells *cells)
{
    cells->text.size = cells->count = 0;
}

void cells_end(struct cells *cells)
{
    cells->ends =
        arena_reserve(cells->text.arena, cells->ends, &cells->capacity, cells->count + 1, sizeof *cells->ends);
    cells->ends[cells->count++] = cells->text.size;
}

void cells_unscorable(struct cells *cells, const char *why)
{
    cells_start(cells);
    buffer_format(&cells->text, "unscorable: %s", why);
    cells_end(cells);
}

const struct text *cells_texts(struct cells *cells)
{
    cells->texts =
        arena_reserve(cells->text.arena, cells->texts, &cells->texts_capacity, cells->count, sizeof *cells->texts);
    for (size_t i = 0, start = 0; i < cells->count; start = cells->ends[i++])
        cells->texts[i] = (struct text){start ? cells->text.data + start : cells->text.data, cells->ends[i] - start};
    return cells->texts;
}

void cells_keep(const struct cells *cells, struct top *top, struct top_entry *entry, size_t count)
{
    struct arena arena = {.exhausted = cells->text.arena->exhausted};
    struct text few[32] = {0}, *all = few;
    if (count > sizeof few / sizeof *few)
        all = arena_array(&arena, count, sizeof *all);
    for (size_t i = 0, start = 0; i < cells->count; start = cells->ends[i++])
        all[i] = (struct text){cells->text.data + start, cells->ends[i] - start};
    top_cells(top, entry, all, count);
    arena_free(&arena);
}
