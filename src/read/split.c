#include "read/split.h"

#include <string.h>

void split_stretch(struct split *split, struct text stretch, char delimiter)
{
    size_t whole = stretch.size / MARKS_BYTES, rest = stretch.size % MARKS_BYTES, words = whole + (rest > 0);
    split->marks = arena_reserve(split->arena, split->marks, &split->marks_capacity, words + 1, sizeof *split->marks);
    split->ends_room = arena_reserve(split->arena, split->ends_room, &split->ends_capacity,
                                     1 + (words + 1) * MARKS_BYTES, sizeof *split->ends_room);
    split->ends = split->ends_room + 1;
    split->ends_room[0] = UINT32_MAX;
    split->ascii = split->kind->mark(stretch.data, whole, delimiter, split->marks);
    if (rest) {
        char last[MARKS_BYTES] = {0};
        memcpy(last, stretch.data + whole * MARKS_BYTES, rest);
        split->ascii &= split->kind->mark(last, 1, delimiter, split->marks + whole);
    }
    split->text = stretch.data;
    split->rows[0] = (struct split_row){0};
    split->kind->index(split, words);
}
