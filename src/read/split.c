#include "read/split.h"

#include <string.h>

void split_stretch(struct split *split, struct text stretch, char delimiter)
{
    size_t whole = stretch.size / MARKS_BYTES, rest = stretch.size % MARKS_BYTES, words = whole + (rest > 0);
    split->ends_room = arena_reserve(split->arena, split->ends_room, &split->ends_capacity,
                                     1 + (words + 1) * MARKS_BYTES, sizeof *split->ends_room);
    split->ends = split->ends_room + 1;
    split->ends_room[0] = UINT32_MAX;
    split->text = stretch.data;
    split->delimiter = delimiter;
    split->whole = whole;
    memset(split->last, 0, sizeof split->last);
    if (rest)
        memcpy(split->last, stretch.data + whole * MARKS_BYTES, rest);
    split->rows[0] = (struct split_row){0};
    split->kind->index(split, words);
}
