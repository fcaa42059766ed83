/*
 * roles_ids.c - columns by the names they usually have, and whose row it is: of one sample, of a piece of one, of one
 * and a model.
 */
#include <string.h>

#include "input/roles.h"

size_t roles_named(const struct roles *roles, const char *const *names)
{
    const struct words *header = &roles->table->header;
    for (; *names; names++) {
        size_t column = words_find(header, text_of(*names));
        if (column < header->count && roles->of[column] == ROLE_METADATA && !roles_twice(roles, column))
            return column;
    }
    return header->count;
}

bool roles_hold_boxes(const struct roles *roles)
{
    for (size_t i = 0; i < roles->table->header.count; i++)
        if (usual_is_left(roles->table->header.items[i]))
            return true;
    return false;
}

bool roles_name_classes(const struct roles *roles, size_t column)
{
    const struct words *header = &roles->table->header;
    return text_equal(header->items[column], text_of("name")) && roles_hold_boxes(roles) &&
           words_find(header, text_of("class")) < header->count && roles->looks[column].numbers == 0;
}

/* How many different pairs of cells two columns have. */
static size_t count_pairs(const struct roles *roles, size_t a, size_t b)
{
    struct names pairs = {.arena = roles->table->arena};
    struct buffer pair = {.arena = roles->table->arena};
    for (size_t row = 0; row < roles->rows; row++) {
        pair.size = 0;
        buffer_add(&pair, roles->cells[a][row]);
        buffer_byte(&pair, '\0');
        buffer_add(&pair, roles->cells[b][row]);
        names_add(&pairs, buffer_text(&pair));
    }
    return pairs.count;
}

/* A column by one of these names that tells apart the rows in which an id stands. */
static size_t find_second(const struct roles *roles, const char *const *names)
{
    for (; *names; names++) {
        size_t column = words_find(&roles->table->header, text_of(*names));
        if (roles_has(roles, column) && (roles->of[column] == ROLE_METADATA || roles->of[column] == ROLE_TIME) &&
            !roles_twice(roles, column) && roles->looks[column].filled == roles->rows &&
            count_pairs(roles, roles->id, column) == roles->rows)
            return column;
    }
    return roles->table->header.count;
}

void roles_find_ids(struct roles *roles)
{
    static const char *const members[] = {"model",      "member",       "fold", "checkpoint", "run", "model_id",
                                          "model_name", "augmentation", "view", "transform",  "aug", NULL};
    static const char *const pieces[] = {"start",     "start_time", "begin",     "offset",         "frame", "frame_id",
                                         "segment",   "chunk",      "window",    "tile",           "crop",  "page",
                                         "line",      "sentence",   "box",       "box_id",         "t0",    "start_s",
                                         "start_sec", "begin_time", "Start (s)", "Begin Time (s)", NULL};
    const struct words *header = &roles->table->header;
    roles->member = header->count;
    if (!roles_has(roles, roles->id)) {
        roles->ids = text_of("#");
        return;
    }
    if (roles->rows < 2 || roles->by_class || roles->looks[roles->id].distinct == roles->rows ||
        roles_hold_boxes(roles))
        return;
    roles->member = find_second(roles, members);
    size_t piece = roles_has(roles, roles->member) ? header->count : find_second(roles, pieces);
    if (!roles_has(roles, piece) || memchr(header->items[roles->id].data, ',', header->items[roles->id].size))
        return;
    struct buffer ids = {.arena = roles->table->arena};
    buffer_add(&ids, header->items[roles->id]);
    buffer_byte(&ids, ',');
    buffer_add(&ids, header->items[piece]);
    roles->ids = buffer_text(&ids);
    if (piece == roles->time) { /* seconds within a file are none of the clock */
        roles->of[piece] = ROLE_METADATA;
        roles->time = header->count;
    }
}
