#include "output/queue_json.h"

#include <string.h>

#include "dengine/arena.h"
#include "read/json_syntax.h"
#include "read/number.h"

/* The digits of the cell, so that it can be read back as it is; only what JSON writes in another way is written anew.
 */
static void add_number(struct buffer *out, struct text cell)
{
    struct json_fault fault;
    double number;
    if (number_parse(cell, &number) != NUMBER_OK)
        return;
    if (json_syntax(cell, 0, &fault))
        buffer_add(out, cell);
    else
        buffer_number(out, number);
}

void queue_json_value(struct json *json, const char *key, enum column_kind kind, struct text cell)
{
    struct arena arena = {0};
    struct buffer decimal = {.arena = &arena};
    if (kind == COLUMN_TEXT) {
        json_text(json, key, cell);
        return;
    }
    add_number(&decimal, cell);
    if (decimal.size && kind == COLUMN_DECIMAL && !memchr(decimal.data, '.', decimal.size) &&
        !memchr(decimal.data, 'e', decimal.size) && !memchr(decimal.data, 'E', decimal.size))
        buffer_add(&decimal, text_of(".0"));
    json_raw(json, key, buffer_text(&decimal));
    arena_free(&arena);
}
