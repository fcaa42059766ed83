/*
 * What the tasks of all tools tell of a row, in JSON.
 */
#include "output/export_tools.h"
#include "output/queue_json.h"

/* A key with a prefix. */
static const char *prefixed(const struct export *export, const char *prefix, struct text name)
{
    struct buffer key = {.arena = export->arena};
    buffer_format(&key, "%s%.*s", prefix, (int)name.size, name.data);
    return buffer_string(&key);
}

static enum column_kind kind_of(const struct export *export, const struct queue_column *column)
{
    return export->words ? COLUMN_TEXT : column->kind;
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
        queue_json_value(json, key, kind_of(export, &queue_fixed[i]), buffer_text(&value));
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
        queue_json_value(json, NULL, kind_of(export, column), cell);
    }
}
