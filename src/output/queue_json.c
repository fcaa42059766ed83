#include "output/queue_json.h"

#include <string.h>

#include "dengine/arena.h"
#include "read/number.h"

void queue_json_value(struct json *json, const char *key, enum column_kind kind, struct text cell)
{
    struct arena arena = {0};
    struct buffer decimal = {.arena = &arena};
    double number;
    if (kind == COLUMN_TEXT) {
        json_text(json, key, cell);
        return;
    }
    if (cell.size && number_parse(cell, &number) == NUMBER_OK) {
        buffer_number(&decimal, number);
        if (kind == COLUMN_DECIMAL && !memchr(decimal.data, '.', decimal.size) &&
            !memchr(decimal.data, 'e', decimal.size))
            buffer_add(&decimal, text_of(".0"));
    }
    json_raw(json, key, buffer_text(&decimal));
    arena_free(&arena);
}
