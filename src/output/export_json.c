/*
 * What the tasks of all tools tell of a row, in JSON.
 */
#include <string.h>

#include "output/export_tools.h"
#include "output/json.h"
#include "read/number.h"

void export_write_number(struct json *json, const char *key, struct text number)
{
    struct arena arena = {0};
    struct buffer decimal = {.arena = &arena};
    double value;
    if (number.size && number_parse(number, &value) == NUMBER_OK) {
        buffer_number(&decimal, value);
        if (!memchr(decimal.data, '.', decimal.size) && !memchr(decimal.data, 'e', decimal.size))
            buffer_add(&decimal, text_of(".0"));
    }
    json_raw(json, key, buffer_text(&decimal));
    arena_free(&arena);
}

/* A key with a prefix. */
static const char *prefixed(const struct export *export, const char *prefix, struct text name)
{
    struct buffer key = {.arena = export->arena};
    buffer_format(&key, "%s%.*s", prefix, (int)name.size, name.data);
    return buffer_string(&key);
}

void export_write_told(const struct export *export, struct json *json, size_t row, const char *prefix)
{
    struct buffer value = {.arena = export->arena};
    json_text(json, prefixed(export, prefix, text_of("id")), export->queue->rows[row]->id);
    json_number(json, prefixed(export, prefix, text_of("rank")), queue_rank(export->queue, row));
    for (size_t i = 2; i < QUEUE_FIXED; i++) {
        const char *key = prefixed(export, prefix, queue_fixed[i].name);
        value.size = 0;
        queue_value(&value, export->queue, row, i);
        if (queue_fixed[i].number)
            export_write_number(json, key, buffer_text(&value));
        else
            json_text(json, key, buffer_text(&value));
    }
    size_t also = queue_column_find(export->queue, text_of("also"));
    if (also < export->queue->columns_count)
        json_text(json, prefixed(export, prefix, text_of("also")), export->queue->rows[row]->cells[1 + also]);
}

void export_write_columns(const struct export *export, struct json *json, size_t row)
{
    for (size_t i = 0; i < export->queue->columns_count; i++) {
        const struct queue_column *column = &export->queue->columns[i];
        struct text cell = export->queue->rows[row]->cells[1 + i];
        if (export_is_told(export, i))
            continue;
        json_key(json, column->name);
        if (column->number)
            export_write_number(json, NULL, cell);
        else
            json_text(json, NULL, cell);
    }
}
